"""The chat as Gradio blocks: the layout, and which press calls which handler of `ui.desk`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

# Read when gradio is imported: it would report usage to its makers and ask for a newer version of itself.
os.environ.update(GRADIO_ANALYTICS_ENABLED="False", GRADIO_RUN_HISTORY="False", HF_HUB_OFFLINE="1")

import gradio as gr

from ui.desk import Desk, Turns
from ui.look import SANS, SOURCE_SCRIPT, TALK_SCRIPT
from ui.source_view import NOTHING_OPEN

TITLE = "Văn kiện – hỏi đáp có trích dẫn"
_MAX_QUESTION = 2_000
_AT_ONCE = 8
"""Questions answered at the same time; the rest wait their turn."""

_HEAD = '<div class="vk-head"><h1>Văn kiện</h1><p>Hỏi đáp trên tài liệu, trích dẫn nguyên văn</p></div>'


def theme() -> Any:
    """Gradio's plain theme in system fonts; a `GoogleFont` would be fetched from the network."""
    return gr.themes.Base(
        primary_hue="red", neutral_hue="zinc", font=list(SANS), font_mono=["Consolas", "DejaVu Sans Mono", "monospace"]
    )


def _html(value: str, name: str, js_on_load: str | None = None) -> Any:
    """HTML of ours in our own style; Gradio's would make every button in it look like its own."""
    return gr.HTML(value, elem_id=name, js_on_load=js_on_load, apply_default_css=False)


def build_chat(desk: Desk) -> Any:
    """The blocks, ready to be mounted; each open page has its own conversation, the desk is shared."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        turns = gr.State(())
        _html(_HEAD, "vk-head", js_on_load="document.documentElement.lang = 'vi';")
        with gr.Tabs(elem_id="vk-tabs"):
            with gr.Tab("Hỏi đáp", id="talk"), gr.Row(elem_id="vk-room"):
                with gr.Column(elem_id="vk-left"):
                    talk = _html("", "vk-talk", js_on_load=TALK_SCRIPT)
                    with gr.Row(elem_id="vk-ask"):
                        box = gr.Textbox(
                            label="Câu hỏi",
                            placeholder="Nhập câu hỏi…",
                            lines=1,
                            max_lines=4,
                            max_length=_MAX_QUESTION,
                            autofocus=True,
                            container=False,
                            elem_id="vk-question",
                        )
                        send = gr.Button("Hỏi", elem_id="vk-send")
                        fresh = gr.Button("Chuyện mới", elem_id="vk-new")
                with gr.Column(elem_id="vk-right"):
                    source = _html(NOTHING_OPEN, "vk-source", js_on_load=SOURCE_SCRIPT)
            with gr.Tab("Tài liệu", id="held") as held_tab, gr.Column(elem_id="vk-held"):
                wanted = gr.Textbox(
                    label="Lọc tài liệu",
                    placeholder="Lọc theo tên, số ký hiệu, loại, ngày…",
                    container=False,
                    elem_id="vk-filter",
                )
                held = _html("", "vk-documents")

        def greet() -> tuple[str, str, Turns, str]:
            screen = desk.greet()
            return screen.conversation, screen.source, screen.turns, ""

        def ask(question: str, before: Turns) -> Iterator[tuple[Any, ...]]:
            for screen in desk.ask(question, before):
                yield screen.conversation, screen.source, screen.turns, ""

        def ask_example(before: Turns, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
            yield from ask(str(event.question)[:_MAX_QUESTION], before)

        def open_source(before: Turns, event: gr.EventData) -> str:
            data = event._data or {}
            return desk.open_source(before, data.get("turn"), data.get("n"), wide=bool(data.get("wide")))

        screen = [talk, source, turns, box]
        quiet = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": _AT_ONCE}
        blocks.load(greet, None, screen, **quiet)
        gr.on([box.submit, send.click], ask, [box, turns], screen, **quiet)
        talk.example(ask_example, [turns], screen, **quiet)
        fresh.click(greet, None, screen, **quiet)
        talk.cite(open_source, [turns], source, **quiet)
        source.cite(open_source, [turns], source, **quiet)
        source.shut(lambda: NOTHING_OPEN, None, source, **quiet)
        # One after the other: the whole list, asked for first, must not arrive after the filtered one.
        listing = {**quiet, "concurrency_limit": 1, "concurrency_id": "documents"}
        held_tab.select(desk.documents, wanted, held, **listing)
        wanted.change(desk.documents, wanted, held, trigger_mode="always_last", **listing)
    return blocks
