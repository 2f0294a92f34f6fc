"""The list of a visitor's conversations as HTML, by the day on which something was last asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from assistant.conversations import Head
from ui.markup import element, esc
from ui.web.icons import icon
from ui.web.language import VIETNAMESE, Words


def history_html(
    heads: Sequence[Head], words: Words = VIETNAMESE, *, wanted: str = "", search: int = 0, today: date | None = None
) -> str:
    """The list with its search field.

    `wanted` is what was searched for, `search` the browser's number of that search (0: none).
    What stands in the field is left to the browser: more may have been typed by the time the list comes.
    """
    field = element("label", esc(words("search_conversations")), "vk-sr", for_="vk-find") + (
        f'<input id="vk-find" type="search" autocomplete="off" maxlength="200" '
        f'placeholder="{esc(words("search_conversations"))}">'
    )
    fresh = element(
        "button",
        icon("plus") + f"<span>{esc(words('new_conversation'))}</span>",
        "vk-fresh",
        type="button",
        data_new="1",
    )
    close = element(
        "button",
        icon("close"),
        "vk-tool vk-drawer-close",
        type="button",
        aria_label=words("close_list"),
        data_drawer="1",
    )
    day = today or date.today()
    groups = "".join(
        element("h3", esc(words(key))) + element("ul", "".join(_item(head, words) for head in group))
        for key, group in groupby(heads, key=lambda head: _age(head, day))
    )
    none = element("p", esc(words("nothing_found" if wanted else "no_conversations")), "vk-hint", role="status")
    return element(
        "nav",
        element("div", fresh + close, "vk-history-top") + field + (groups or none),
        "vk-history",
        aria_label=words("conversations"),
        data_search=search,
    )


def _age(head: Head, today: date) -> str:
    days = (today - datetime.fromisoformat(head.changed).astimezone().date()).days
    return "today" if days <= 0 else "yesterday" if days == 1 else "this_week" if days < 7 else "earlier"


def _item(head: Head, words: Words) -> str:
    title = head.title
    opens = element("button", esc(title), "vk-open", type="button", title=title, dir="auto", data_open=head.id)
    rename = element(
        "button",
        icon("edit"),
        "vk-act",
        type="button",
        title=words("rename"),
        aria_label=words("rename_what", what=title),
        data_rename=head.id,
        data_value=title,
        data_label=words("rename_label"),
        data_ok=words("save"),
        data_cancel=words("cancel"),
    )
    delete = element(
        "button",
        icon("delete"),
        "vk-act",
        type="button",
        title=words("delete"),
        aria_label=words("delete_what", what=title),
        data_delete=head.id,
        data_label=words("delete_sure", what=title),
        data_ok=words("delete"),
        data_cancel=words("cancel"),
    )
    return element("li", opens + rename + delete, data_id=head.id)
