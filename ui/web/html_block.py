"""HTML of ours as a Gradio block."""

from __future__ import annotations

from typing import Any

import gradio as gr


def html_block(value: str, name: str, js_on_load: str | None = None) -> Any:
    """HTML in our own style under the id `name`; Gradio's would make every button in it look like its own."""
    return gr.HTML(value, elem_id=name, js_on_load=js_on_load, apply_default_css=False)
