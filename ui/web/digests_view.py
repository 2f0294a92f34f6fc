"""The tab of digests as HTML: the bulletin of a period, and the table of tasks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from assistant.digest.task_list import Assigned
from assistant.digest.written_digests import Written
from ui.markup import element, esc
from ui.newest import PERIODS, TAKEN, Newest
from ui.task_columns import shown_deadline, shown_document
from ui.web.documents_view import paging_html
from ui.web.language import Words
from ui.web.told import told
from ui.wording import shown_date

TASKS = 50
"""Tasks shown at once."""
_LABEL = 60
_TOLD_TO_SCRIPT = ("doc_lost", "doc_cancel", "digest_making")
_FORMATS = {"docx": "Word", "html": "HTML", "md": "Markdown"}


def digests_shell(words: Words) -> str:
    """What stands in the tab from the beginning."""
    base = f"/screens/{words.language}"
    said = {key: words(key) for key in _TOLD_TO_SCRIPT}
    fields = (
        _field("who", words("task_who"), words("task_who_hint"))
        + _field("due", words("task_due"), words("task_due_hint"), suggestions="vk-due")
        + element("button", esc(words("task_filter")), "vk-button", type="submit")
    )
    due = "".join(element("option", "", value=value) for value in _suggested(date.today()))
    tasks = (
        element("h2", esc(words("task_title")))
        + element("form", fields, "vk-find", data_tasks_filter="1", role="search")
        + element("datalist", due, id="vk-due")
        + element("div", "", data_part=f"{base}/tasks", data_tasks="1")
    )
    bulletin = element("h2", esc(words("digest_bulletin"))) + element(
        "div", "", data_part=f"{base}/bulletin", data_bulletin="1"
    )
    sections = element("section", bulletin, "vk-quality-part") + element("section", tasks, "vk-quality-part")
    status = '<p class="vk-said-so" role="status" data-status></p>'
    return element("div", sections + status, "vk-screen", data_words=json.dumps(said, ensure_ascii=False))


def bulletin_screen(
    chosen: Newest,
    days: int | None,
    fragment: str,
    words: Words,
    *,
    model: bool = False,
    written: Written | None = None,
) -> str:
    """The choice of a period, and the bulletin of the one chosen; `fragment` is `ui.digest_html`'s.

    `model` tells that a language model may write its summaries, `written` how far that has come where it was asked for.
    """
    if not chosen.last and not chosen.doc_ids:
        return element("p", esc(words("digest_none")), "vk-hint")
    options = "".join(
        element(
            "option",
            esc(words("digest_days", days=n, last=shown_date(chosen.last)) if n else words("digest_all")),
            value=n or "",
            selected="" if n == days else None,
        )
        for n in (*PERIODS, None)
    )
    period = (
        f'<label class="vk-field"><span>{esc(words("digest_period"))}</span> '
        f"<select name='days' data-period>{options}</select></label>"
    )
    query = urlencode({"days": days or ""} | ({"written": "true"} if written else {}))
    tick = element("input", "", type="checkbox", data_written="1", checked="" if written else None)
    writing = tick + element("span", esc(words("digest_written")))
    writer = element("label", writing, "vk-check") if model else ""
    links = "".join(
        element("a", label, "vk-button", href=f"/screens/{words.language}/bulletin.{ending}?{query}", download="")
        for ending, label in _FORMATS.items()
    )
    saving = f'<span class="vk-saving"><span>{esc(words("digest_save_as"))}</span> {links}</span>'
    bar = element("div", period + writer + (saving if chosen.doc_ids else ""), "vk-find")
    if not chosen.doc_ids:
        return bar + element("p", esc(words("digest_none_in_period")), "vk-hint")
    said = words("digest_cut", found=chosen.found, shown=TAKEN) if chosen.found > len(chosen.doc_ids) else ""
    told_so = element("p", esc(said), "vk-hint") if said else ""
    return bar + told_so + _writing(written, words) + element("div", fragment, "vk-bulletin")


def _writing(written: Written | None, words: Words) -> str:
    if written is None or not written.left:
        return ""
    if written.fault:
        said = f"{told(written.fault, words)} {words('digest_not_written', count=written.left)}"
        return element("p", esc(said), "vk-fault", role="alert")
    return element("p", esc(words("digest_writing", count=written.left)), "vk-hint", role="status", data_left="1")


def tasks_screen(
    found: Sequence[Assigned], words: Words, *, unread: int = 0, who: str = "", due: str = "", offset: int = 0
) -> str:
    """The tasks by deadline, each with the words that say so, and where to have them as a spreadsheet."""
    late = element("p", esc(words("task_unread", count=unread)), "vk-hint") if unread else ""
    if not found:
        return late + element("p", esc(words("task_none")), "vk-hint", role="status")
    shown = found[offset : offset + TASKS]
    query = urlencode({"who": who, "due": due})
    links = "".join(
        element("a", ending.upper(), "vk-button", href=f"/screens/{words.language}/tasks.{ending}?{query}", download="")
        for ending in ("xlsx", "csv")
    )
    saving = f'<span class="vk-saving"><span>{esc(words("digest_save_as"))}</span> {links}</span>'
    bar = element(
        "div", element("p", esc(words("task_count", count=len(found))), "vk-hint", role="status") + saving, "vk-listbar"
    )
    names = [words(key) for key in ("task_what", "task_by", "task_due", "task_product", "task_document")]
    head = "".join(element("th", esc(name), scope="col") for name in names)
    rows = "".join(_row(one, names, words) for one in shown)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    paging = paging_html(offset, len(shown), len(found), TASKS, words)
    return late + bar + element("div", table, "vk-table vk-tasks", tabindex=-1) + paging


def _row(one: Assigned, names: Sequence[str], words: Words) -> str:
    task = one.task
    quote = element("q", esc(task["quote"]), dir="auto")
    at = {"data_show": one.document.id, "data_at": task["start"]}
    opener = element("button", esc(words("task_open")), "vk-link", type="button", **at)
    evidence = f"<details><summary>{esc(words('task_quote'))}</summary>{quote} {opener}</details>"
    partner = element("small", esc(words("task_with", who=task["with"]))) if task["with"] else ""
    label = shown_document(one.document)
    title = one.document.metadata.title or label
    place = element("button", esc(_cut(label)), "vk-link", type="button", title=title, **at)
    cells = (
        f"<span dir='auto'>{esc(task['what'][:1].upper() + task['what'][1:])}</span>{evidence}",
        esc(task["who"]) + partner,
        esc(shown_deadline(task["deadline"])),
        esc(task["product"]),
        place,
    )
    held = (f"<div>{cell}</div>" if cell else "" for cell in cells)
    labelled = (element("td", cell, data_label=name) for name, cell in zip(names, held, strict=True))
    return f"<tr>{''.join(labelled)}</tr>"


def _cut(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[:_LABEL].rsplit(' ', 1)[0]}…"


def _field(name: str, label: str, hint: str, suggestions: str | None = None) -> str:
    box = element(
        "input",
        "",
        type="text",
        name=name,
        placeholder=hint,
        maxlength=100,
        autocomplete="off",
        list=suggestions,
    )
    return element("label", f"<span>{esc(label)}</span> {box}", "vk-field")


def _suggested(today: date) -> list[str]:
    """Periods that are asked for most, as `assistant.periods` reads them."""
    quarter = (today.month - 1) // 3
    later = (quarter + 1) % 4
    roman = ("I", "II", "III", "IV")
    return [
        f"tháng {today.month}/{today.year}",
        f"quý {roman[quarter]}/{today.year}",
        f"quý {roman[later]}/{today.year + (later == 0)}",
        f"năm {today.year}",
        f"năm {today.year + 1}",
        f"trước {today.day}/{today.month}/{today.year}",
    ]
