"""The tab where questions are asked: its layout, and which press calls which handler of `ui.web.desk`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.web.asking import asked_of, number_of, text_of
from ui.web.composer_view import composer_html
from ui.web.desk import Desk, Screen
from ui.web.html_block import html_block
from ui.web.language import Words
from ui.web.look import COMPOSE_SCRIPT, HISTORY_SCRIPT, SOURCE_SCRIPT, TALK_SCRIPT
from ui.web.source_view import nothing_open
from ui.web.visitors import visitor_of

_AT_ONCE = 8
"""Questions answered at the same time; the rest wait their turn."""


def chat_tab(blocks: Any, desk: Desk, words: Words) -> None:
    """Lay the tab out where it is called; `blocks` is the page."""
    with gr.Row(elem_id="vk-room"):
        with gr.Column(elem_id="vk-aside"):
            history = html_block("", "vk-history", js_on_load=HISTORY_SCRIPT)
        with gr.Column(elem_id="vk-left"):
            talk = html_block("", "vk-talk", js_on_load=TALK_SCRIPT)
            compose = html_block(composer_html(desk.values(), words), "vk-compose", js_on_load=COMPOSE_SCRIPT)
        with gr.Column(elem_id="vk-right"):
            html_block(nothing_open(words), "vk-source", js_on_load=SOURCE_SCRIPT)

    def greet(request: gr.Request) -> tuple[Any, ...]:
        return (*_shown(desk.greet(_user(request), request.query_params.get("c", ""), words)), _composer())

    def ask(event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        for screen in desk.ask(asked_of(event._data), _user(request), words, _page(request)):
            yield _shown(screen)
        yield _shown(Screen())  # Gradio sends the last one again at the end, when another conversation may be shown

    def stop(request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.stop(_page(request), words))

    def samples() -> Iterator[tuple[Any, ...]]:
        for screen in desk.samples(words):
            yield _shown(screen)

    def opened(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.open_conversation(_user(request), _text(event, "conversation"), words, _page(request)))

    def rename(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        conversation, title, there = (_text(event, name) for name in ("conversation", "title", "shown"))
        return _shown(desk.rename(_user(request), conversation, title, there, words))

    def remove(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.delete(_user(request), _text(event, "conversation"), _text(event, "shown"), words))

    def rate(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.rate(_user(request), event._data, words))

    def search(event: gr.EventData, request: gr.Request) -> str:
        number = number_of(event._data.get("number")) if isinstance(event._data, dict) else 0
        return desk.history(_user(request), _text(event, "wanted"), words, max(number, 0))

    def _composer() -> str:
        return composer_html(desk.values(), words)

    screen = [talk, history]
    quiet = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": _AT_ONCE}
    # A press counts even while the one before it is still at work. Gradio's "always_last" would send the first one's
    # data again in place of the last one's.
    always = quiet | {"trigger_mode": "multiple"}
    blocks.load(greet, None, [*screen, compose], **quiet)
    asking = [block.ask(ask, None, screen, **always) for block in (compose, talk)]
    compose.stop(stop, None, screen, cancels=asking, **quiet)
    talk.samples(samples, None, screen, **quiet)
    talk.rate(rate, None, screen, **always)
    for block in (talk, history):
        block.fresh(opened, None, screen, cancels=asking, **always)
    history.open(opened, None, screen, cancels=asking, **always)
    history.rename(rename, None, screen, **always)
    history.remove(remove, None, screen, **always)
    history.search(search, None, history, **always)


def _shown(screen: Screen) -> tuple[Any, ...]:
    return tuple(gr.skip() if part is None else part for part in (screen.conversation, screen.history))


def _user(request: Any) -> str:
    return visitor_of(request.cookies)


def _page(request: Any) -> str:
    """What tells this open page from others."""
    return str(request.session_hash or "")


def _text(event: Any, name: str) -> str:
    data = event._data if isinstance(event._data, dict) else {}
    return text_of(data.get(name))
