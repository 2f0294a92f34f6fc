"""What stands in an empty conversation: how to begin, and questions to press."""

from __future__ import annotations

from collections.abc import Sequence

from ui.markup import element, esc
from ui.web.language import VIETNAMESE, Words
from ui.wording import HOW_TO_ADD


def greeting_html(documents: int, examples: Sequence[str], words: Words = VIETNAMESE) -> str:
    """The greeting of a collection of so many documents, with questions that it can answer."""
    if not documents:
        return _empty(words)
    buttons = "".join(
        element("button", esc(q), "vk-example", type="button", data_example=q, dir="auto") for q in examples
    )
    held = f"{documents:,}".replace(",", "." if words.language == "vi" else ",")
    shown = '<span class="vk-cite vk-cite-show">[1]</span>'
    said = esc(words("greeting_held", count=held)) + " " + esc(words("greeting_cites")).replace("[1]", shown)
    tried = element("p", esc(words("try")), "vk-try") + element("div", buttons, "vk-examples") if buttons else ""
    return element("div", element("h2", esc(words("greeting"))) + element("p", said) + tried, "vk-greeting")


def loading_html(done: int, of: int, name: str, words: Words = VIETNAMESE, faults: Sequence[str] = ()) -> str:
    """The greeting while the samples are read."""
    bar = element("progress", "", max=max(of, 1), value=done, aria_label=words("samples_reading"))
    said = element("p", esc(words("samples_progress", done=done, of=of, name=name)), role="status")
    wrong = "".join(element("p", esc(fault), "vk-fault", role="alert") for fault in faults)
    return element("div", element("h2", esc(words("samples_reading"))) + bar + said + wrong, "vk-greeting")


def _empty(words: Words) -> str:
    load = element("button", esc(words("samples_load")), "vk-primary", type="button", data_samples="1")
    own = element("pre", element("code", esc(HOW_TO_ADD)), tabindex=0)
    return element(
        "div",
        element("h2", esc(words("welcome")))
        + element("p", esc(words("empty")))
        + element("h3", esc(words("empty_try")))
        + element("p", esc(words("empty_samples")))
        + element("p", load)
        + element("h3", esc(words("empty_own")))
        + element("p", esc(words("empty_upload")))
        + element("p", esc(words("empty_command")))
        + own,
        "vk-greeting vk-empty",
    )
