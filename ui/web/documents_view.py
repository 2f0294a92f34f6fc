"""The tab of documents as HTML: where files are dropped, what became of those that were sent, and the list.

The page holds `shell_html` once; its script fetches the other parts, which `ui.web.screens` serves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from corpus.shelf import Details, Listed, ShelfPage
from ui.markup import element, esc
from ui.upload_log import REFUSED, WAITING, Job, Upload
from ui.web.language import Words
from ui.wording import HOW_TO_ADD, shown_date

ROWS = 100
"""Documents on one page of the list."""

_COLUMNS = ("title", "number", "kind", "date", "status", "pages", "file")
_SORTED = ("title", "number", "kind", "date", "file")
_SORTS = ("-added", "-date", "date", "title", "number", "kind", "file")
_SHOWN_JOBS = 10
_TOLD_TO_SCRIPT = (
    "doc_sending", "doc_sent", "doc_send_failed", "doc_retry", "doc_no_folder", "doc_lost", "doc_leave", "doc_cancel",
    "doc_saved", "doc_saved_later", "doc_rereading", "doc_remove_title", "doc_remove_yes", "doc_same_name",
)  # fmt: skip


def shell_html(words: Words, *, limit_mb: float) -> str:
    """What stands in the tab from the beginning."""
    limit = f"{limit_mb:g}"
    said = {key: words(key) for key in _TOLD_TO_SCRIPT} | {"doc_too_large": words("doc_too_large", limit=limit)}
    drop = (
        f'<p class="vk-drop-lead"><span>{esc(words("doc_drop"))}</span> '
        f'<button type="button" class="vk-button" data-choose>{esc(words("doc_choose"))}</button></p>'
        f'<p class="vk-drop-hint">{esc(words("doc_drop_hint", limit=limit))}</p>'
        f'<input type="file" multiple hidden data-files aria-label="{esc(words("doc_choose"))}" tabindex="-1">'
    )
    find = (
        f'<label class="vk-field"><span class="vk-sr">{esc(words("filter_documents"))}</span>'
        f'<input id="vk-filter" type="search" name="wanted" maxlength="200" autocomplete="off" '
        f'placeholder="{esc(words("filter_documents_hint"))}"></label>'
        f'<label class="vk-field"><span class="vk-sr">{esc(words("doc_kind"))}</span>'
        f'<select name="kind"><option value="">{esc(words("doc_kind_all"))}</option></select></label>'
        f'<label class="vk-check"><input type="checkbox" name="warned" value="1"> {esc(words("doc_warned"))}</label>'
    )
    listing = (
        element("div", drop, "vk-drop", data_drop="1", data_limit=int(limit_mb * 1_000_000))
        + '<ul class="vk-sending" data-sending aria-live="polite"></ul>'
        + element("div", "", "vk-jobs", data_part=f"/screens/{words.language}/jobs", data_jobs="1")
        + element("form", find, "vk-find", data_find="1", role="search")
        + element("div", "", data_part=f"/screens/{words.language}/documents", id="vk-documents")
    )
    return element(
        "div",
        element("div", listing, data_listing="1")
        + '<div data-page hidden></div><p class="vk-said-so" role="status" data-status></p>',
        "vk-screen",
        data_screen=f"/screens/{words.language}/documents",
        data_words=json.dumps(said, ensure_ascii=False),
        data_limit=int(limit_mb * 1_000_000),
    )


def list_html(page: ShelfPage, details: Mapping[str, Details], words: Words, query: Mapping[str, str]) -> str:
    """One page of the list; `query` is what was asked for: wanted, kind, warned, sort, offset."""
    if not page.held:
        return f'<p class="vk-hint" role="status">{esc(words("doc_none"))} <code>{esc(HOW_TO_ADD)}</code></p>'
    said = words("doc_held", held=_count(page.held))
    if page.found != page.held:
        said = words("doc_found", found=_count(page.found), held=_count(page.held))
    options = "".join(
        element("option", f"{esc(kind or words('doc_kind_none'))} ({_count(n)})", value=kind)
        for kind, n in page.kinds.items()
        if kind
    )
    every = element("option", esc(words("doc_kind_all")), value="")
    kinds = f"<template data-kinds>{every}{options}</template>"
    bar = f'<p class="vk-hint" role="status">{esc(said)}</p>' + _sorting(words, query)
    if not page.found:
        return f'<div class="vk-listbar">{bar}</div>{kinds}<p class="vk-hint">{esc(words("doc_none_found"))}</p>'
    head = "".join(_heading(name, words, query) for name in _COLUMNS)
    rows = "".join(_row(row, details.get(row.doc_id), words) for row in page.documents)
    return (
        f'<div class="vk-listbar">{bar}</div>{kinds}'
        f'<div class="vk-table" tabindex="-1"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        + paging_html(int(query.get("offset", "0")), len(page.documents), page.found, ROWS, words)
    )


def jobs_html(jobs: Sequence[Job], is_reading: Callable[[Upload], bool], words: Words, *, waiting: bool) -> str:
    """What was sent and what became of it, newest first; says by `data-busy` whether there is more to come."""
    shown = jobs[:_SHOWN_JOBS]
    if not shown:
        return ""
    busy = any(not job.done for job in shown)
    parts = [_job(job, is_reading, words) for job in shown]
    said = element("p", esc(words("doc_busy")), "vk-warning") if waiting and busy else ""
    body = f"<h3>{esc(words('doc_jobs'))}</h3>{said}{''.join(parts)}"
    return element("section", body, data_busy="1" if busy else None)


def _job(job: Job, is_reading: Callable[[Upload], bool], words: Words) -> str:
    done = sum(file.status != WAITING for file in job.files)
    failed = sum(file.status in ("failed", REFUSED) for file in job.files)
    if len(job.files) == 1:
        said = words("doc_job_of_one", at=_clock(job.at), name=job.files[0].name)
        said += f" ({words(f'status_{job.files[0].status}')})" if job.done else ""
    else:
        said = words("doc_job_at", at=_clock(job.at), total=len(job.files), done=done)
        said += words("doc_job_failed", failed=failed) if failed else ""
    rows = "".join(_file(file, words, reading=is_reading(file)) for file in job.files)
    progress = element("progress", "", max=len(job.files), value=done, aria_label=said) if not job.done else ""
    dismiss = (
        element("button", esc(words("doc_dismiss")), "vk-link", type="button", data_dismiss=job.id) if job.done else ""
    )
    opened = None if job.done and not failed else ""
    summary = f"<summary>{esc(said)}{progress}</summary>"
    return element("details", f"{summary}<ul>{rows}</ul>{dismiss}", "vk-job", open=opened, data_key=job.id)


def _file(file: Upload, words: Words, *, reading: bool) -> str:
    status = "reading" if reading and file.status == WAITING else file.status
    name = element("span", esc(file.name), "vk-file-name", dir="auto")
    what = element("span", esc(words(f"status_{status}")), f"vk-status vk-status-{status}")
    notes = "".join(element("small", esc(note)) for note in file.notes)
    label = f"{words('doc_open')}: {file.name}"
    held = file.doc_id and status not in ("deleted", "failed")
    button = (
        element("button", esc(words("doc_open")), "vk-link", type="button", data_open=file.doc_id, aria_label=label)
        if held
        else ""
    )
    return f"<li>{name}{what}{button}{notes}</li>"


def _sorting(words: Words, query: Mapping[str, str]) -> str:
    """Every order; on a phone, which shows no headings of columns, the only way to them."""
    chosen = query.get("sort", "-added")
    sorts = list(_SORTS)
    if chosen not in sorts:
        sorts.append(chosen if chosen.removeprefix("-") in _SORTED else "-added")
    options = "".join(
        element("option", esc(_order(sort, words)), value=sort, selected="" if sort == chosen else None)
        for sort in dict.fromkeys(sorts)
    )
    name = esc(words("doc_sort_by"))
    return (
        f'<label class="vk-field vk-sort"><span>{name}</span> <select name="sort" data-sort>{options}</select></label>'
    )


def _order(sort: str, words: Words) -> str:
    column = sort.removeprefix("-")
    arrow = "" if column == "added" else " ↓" if sort != column else " ↑" if column == "date" else ""
    return words(f"doc_col_{column}") + arrow


def _heading(name: str, words: Words, query: Mapping[str, str]) -> str:
    label = words(f"doc_col_{name}")
    if name not in _SORTED:
        return element("th", esc(label), scope="col")
    sort = query.get("sort", "-added")
    now = "ascending" if sort == name else "descending" if sort == f"-{name}" else None
    # Dates are wanted newest first.
    turned = name if sort == f"-{name}" or name not in (sort, "date") else f"-{name}"
    arrow = {"ascending": " ▲", "descending": " ▼"}.get(now or "", "")
    button = element("button", esc(label) + arrow, "vk-sorter", type="button", data_sort_by=turned)
    return element("th", button, scope="col", aria_sort=now)


def _row(row: Listed, details: Details | None, words: Words) -> str:
    details = details or Details(None, 0, "", ())
    name = row.title or row.file
    opener = element("button", esc(name), "vk-open", type="button", data_open=row.doc_id, title=name, dir="auto")
    warned = "".join(f'<small class="vk-warning">{esc(w)}</small>' for w in details.warnings)
    cells = {
        "title": opener + warned,
        "number": esc(row.number),
        "kind": esc(row.kind),
        "date": esc(shown_date(row.date)),
        "status": esc(details.status),
        "pages": str(details.pages or "–"),
        "file": f'<span title="{esc(row.source)}" dir="auto">{esc(row.file)}</span>',
    }
    labelled = (element("td", cells[name], f"vk-c-{name}", data_label=words(f"doc_col_{name}")) for name in _COLUMNS)
    return f"<tr>{''.join(labelled)}</tr>"


def paging_html(offset: int, shown: int, found: int, rows: int, words: Words) -> str:
    """Buttons to the page before and after, where `shown` rows from `offset` are not all that was found."""
    if found <= rows and not offset:
        return ""
    last = offset + shown
    said = words("doc_range", first=_count(offset + 1), last=_count(last), found=_count(found))
    earlier = max(0, offset - rows) if offset else None
    later = last if last < found else None
    steps = [_step(words(key), to) for key, to in (("doc_previous", earlier), ("doc_next", later))]
    inner = f"{steps[0]}<span>{esc(said)}</span>{steps[1]}"
    return element("nav", inner, "vk-paging", aria_label=words("doc_pages_nav"))


def _step(label: str, to: int | None) -> str:
    disabled = "" if to is None else None
    return element("button", esc(label), "vk-button", type="button", data_offset=to, disabled=disabled)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _clock(at: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%H:%M %d/%m/%Y")
    except ValueError:
        return at
