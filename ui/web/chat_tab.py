"""The tab where questions are asked: its layout, and which press calls which handler of `ui.web.desk`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.web.desk import Desk, Turns
from ui.web.html_block import html_block
from ui.web.language import Words
from ui.web.look import SOURCE_SCRIPT, TALK_SCRIPT
from ui.web.source_view import NOTHING_OPEN

_MAX_QUESTION = 2_000
_AT_ONCE = 8
"""Questions answered at the same time; the rest wait their turn."""


def chat_tab(blocks: Any, desk: Desk, words: Words) -> None:
    """Lay the tab out where it is called; `blocks` is the page, each open copy of which has its own conversation."""
    turns = gr.State(())
    with gr.Row(elem_id="vk-room"):
        with gr.Column(elem_id="vk-left"):
            talk = html_block("", "vk-talk", js_on_load=TALK_SCRIPT)
            with gr.Row(elem_id="vk-ask"):
                box = gr.Textbox(
                    label=words("question"),
                    placeholder=words("question_hint"),
                    lines=1,
                    max_lines=4,
                    max_length=_MAX_QUESTION,
                    autofocus=True,
                    container=False,
                    elem_id="vk-question",
                )
                send = gr.Button(words("send"), elem_id="vk-send")
                fresh = gr.Button(words("new_conversation"), elem_id="vk-new")
        with gr.Column(elem_id="vk-right"):
            source = html_block(NOTHING_OPEN, "vk-source", js_on_load=SOURCE_SCRIPT)

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
