"""Where a question is typed, and the bar that narrows the documents it is asked of, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.holdings import Values
from ui.markup import element, esc
from ui.web.asking import MAX_QUESTION
from ui.web.icons import icon
from ui.web.language import Words


def composer_html(values: Values, words: Words) -> str:
    """The form; `values` are what the documents held can be told apart by."""
    return element("form", _filters(values, words) + _editing(words) + _row(words), "vk-composer", novalidate="")


def _row(words: Words) -> str:
    label = element("label", esc(words("question")), "vk-sr", for_="vk-box")
    box = element(
        "textarea",
        "",
        id="vk-box",
        rows=1,
        maxlength=MAX_QUESTION,
        placeholder=words("question_hint"),
        autocomplete="off",
        enterkeyhint="send",
        dir="auto",
    )
    send = element(
        "button", icon("send") + element("span", esc(words("send"))), "vk-send", type="submit", aria_label=words("send")
    )
    stop = element(
        "button", icon("stop") + element("span", esc(words("stop"))), "vk-stop", type="button", hidden="", data_stop="1"
    )
    return element("div", label + box + send + stop, "vk-ask")


def _editing(words: Words) -> str:
    cancel = element("button", esc(words("cancel")), "vk-link", type="button", data_unedit="1")
    return element("p", element("span", esc(words("editing"))) + cancel, "vk-editing", hidden="")


def _filters(values: Values, words: Words) -> str:
    fields = _day("after", words("from_day")) + _day("before", words("to_day"))
    fields += _select("kinds", words("kind"), words("any_kind"), values.kinds)
    fields += _select("issuers", words("issuer"), words("any_issuer"), values.issuers)
    if len(values.collections) > 1:
        fields += _select("collections", words("collection"), words("any_collection"), values.collections)
    clear = element("button", esc(words("clear_filters")), "vk-link", type="button", data_clear="1")
    summary = element(
        "summary",
        icon("filter") + element("span", esc(words("filters"))) + element("span", "", "vk-chosen", role="status"),
    )
    return element("details", summary + element("div", fields + clear, "vk-fields"), "vk-filters")


def _day(name: str, label: str) -> str:
    field = f'<input type="date" name="{name}" min="1900-01-01" max="2100-12-31">'
    return element("label", element("span", esc(label)) + field)


def _select(name: str, label: str, every: str, values: Sequence[str]) -> str:
    options = element("option", esc(every), value="")
    options += "".join(element("option", esc(value), value=value) for value in values)
    return element("label", element("span", esc(label)) + element("select", options, name=name))
