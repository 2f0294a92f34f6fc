"""The tab of the documents held."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.documents_view import Shelf
from ui.web.html_block import html_block
from ui.web.language import Words


def documents_tab(tab: Any, shelf: Shelf, words: Words) -> None:
    """Lay the tab out where it is called; `tab` is the one it stands in."""
    with gr.Column(elem_id="vk-held"):
        wanted = gr.Textbox(
            label=words("filter_documents"),
            placeholder=words("filter_documents_hint"),
            container=False,
            elem_id="vk-filter",
        )
        held = html_block("", "vk-documents")
    # One after the other: the whole list, asked for first, must not arrive after the filtered one.
    listing = {
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_limit": 1,
        "concurrency_id": "documents",
    }
    tab.select(shelf.html, wanted, held, **listing)
    wanted.change(shelf.html, wanted, held, trigger_mode="always_last", **listing)
