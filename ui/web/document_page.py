"""A document's own page within the tab: what is known of it, its text a page at a time, what it cites and what cites
it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from corpus.corrections import CORRECTABLE, Correction
from corpus.originals import DRAWN
from corpus.parts import part_at, parts_of
from corpus.records import Document, Span
from ui.following import reference_label
from ui.markup import element, esc
from ui.web.language import Words
from ui.web.originals import file_path, page_path
from ui.wording import shown_date

_OUTLINE = 400
"""Headings shown; a code of laws has thousands."""
_HEADING = 100
_TITLE = 120
"""Characters up to which a numbered line is a title to the eye, and no sentence."""
_REFERENCES = 60


def document_html(
    document: Document,
    record: Mapping[str, Any],
    corrections: Mapping[str, Correction],
    words: Words,
    *,
    part: int = 1,
    at: int | None = None,
    ours: bool = False,
) -> str:
    """The whole page. `record` is `ui.document_record`'s; `at` is an offset to show, `part` a part of the text, from 1.

    `ours` tells that the file was uploaded, so that removing the document deletes it.
    """
    parts = parts_of(document)
    number = part_at(parts, at) if at is not None else min(max(1, part), len(parts))
    left = _outline(document, words) if document.outline else ""
    right = _text(document, parts, number, at, words)
    columns = element("div", left + right, "vk-doc-columns" if left else "vk-doc-column")
    lower = _references(record, words) + _near(record, words)
    return element(
        "article",
        _head(document, words, ours=ours) + _facts(document, record, corrections, words) + columns + lower,
        "vk-doc",
        data_doc=document.id,
    )


def gone_html(words: Words) -> str:
    """The page of a document that is not held any more."""
    back = element("button", esc(words("doc_back")), "vk-link", type="button", data_back="1")
    return back + element("p", esc(words("doc_gone")), "vk-fault", role="alert")


def _head(document: Document, words: Words, *, ours: bool) -> str:
    meta = document.metadata
    name = document.source.rpartition("/")[2]
    title = meta.title or name
    label = " ".join(p for p in (meta.kind.capitalize(), meta.number) if p)
    facts = (label if label != title else "", shown_date(meta.date), meta.issuer, meta.status)
    sub = " · ".join(esc(fact) for fact in facts if fact)
    said = words("doc_remove_ours" if ours else "doc_remove_theirs")
    removing = {
        "data_remove": document.id,
        "data_title": title,
        "data_text": f"{words('doc_remove_text')} {said}",
        "data_done": words("doc_removed", title=title),
    }
    buttons = (
        element("button", esc(words("doc_reread")), "vk-button", type="button", data_reread=document.id)
        + element("a", esc(words("doc_download")), "vk-button", href=file_path(document), download="")
        + element("button", esc(words("doc_remove")), "vk-button vk-danger", type="button", **removing)
    )
    warnings = "".join(element("p", esc(w), "vk-warning") for w in document.warnings)
    return (
        element("button", esc(words("doc_back")), "vk-link vk-back", type="button", data_back="1")
        + element("h2", esc(title), "vk-doc-title", tabindex=-1, dir="auto")
        + (element("p", sub, "vk-doc-sub") if sub else "")
        + (element("div", warnings, "vk-doc-warnings") if warnings else "")
        + element("div", buttons, "vk-doc-actions")
    )


def _facts(document: Document, record: Mapping[str, Any], corrections: Mapping[str, Correction], words: Words) -> str:
    meta = document.metadata
    rows = {
        "field_issuer": meta.issuer,
        "field_signed_by": meta.signed_by,
        "field_place": meta.place,
        "field_classification": meta.classification,
        "field_url": meta.url,
        "field_file": document.source,
        "field_format": document.format,
        "field_encoding": document.encoding,
        "field_pages": record["pages"] or "",
        "field_passages": record["passages"],
    }
    facts = "".join(f"<dt>{esc(words(key))}</dt><dd dir='auto'>{esc(v)}</dd>" for key, v in rows.items() if v)
    known = element("details", f'<summary>{esc(words("doc_facts"))}</summary><dl class="vk-facts">{facts}</dl>')
    fields = "".join(_field(field, document, corrections.get(field), words) for field in CORRECTABLE)
    save = element("button", esc(words("doc_save")), "vk-button vk-main", type="submit")
    form = element("form", f'<div class="vk-doc-fields">{fields}</div>{save}', data_correct=document.id, novalidate="")
    edit = element("details", f"<summary>{esc(words('doc_edit'))}</summary>{form}")
    return element("div", known + edit, "vk-doc-facts")


def _field(field: str, document: Document, correction: Correction | None, words: Words) -> str:
    held = correction is not None and not correction.dropped
    # A status may come from what other documents have done; only what is said of this one is edited.
    value = correction.value if correction and held else getattr(document.metadata, field)
    if field == "date":
        value = shown_date(value)
    hint = {"date": "field_date_hint", "status": "field_status_hint"}.get(field)
    box = element(
        "input",
        "",
        type="text",
        name=field,
        value=value,
        data_was=value,
        maxlength=CORRECTABLE[field],
        placeholder=words(hint) if hint else None,
        autocomplete="off",
        dir="auto",
    )
    label = element("label", f"<span>{esc(words(f'field_{field}'))}</span>{box}", "vk-field")
    note = ""
    if correction and held:
        was = shown_date(correction.was) or words("doc_nothing_read")
        back = element("button", esc(words("doc_take_back")), "vk-link", type="button", data_take_back=field)
        note = element("small", esc(words("doc_corrected", was=was)) + " " + back, "vk-corrected")
    return element("div", label + note)


def _outline(document: Document, words: Words) -> str:
    rows = []
    for heading in document.outline[:_OUTLINE]:
        # Of a numbered paragraph the heading is only its number.
        title = document.text[heading.span.start : _line_end(document, heading.span.start)]
        shown = title if len(title) <= _HEADING else f"{title[:_HEADING].rsplit(' ', 1)[0]}…"
        button = element(
            "button",
            esc(shown),
            "vk-jump",
            type="button",
            data_open=document.id,
            data_at=heading.span.start,
            dir="auto",
        )
        rows.append(element("li", button, f"vk-level-{min(heading.level, 4)}"))
    title = words("doc_outline")
    return element("nav", f"<h3>{esc(title)}</h3><ol>{''.join(rows)}</ol>", "vk-doc-outline", aria_label=title)


def _text(document: Document, parts: Sequence[Span], number: int, at: int | None, words: Words) -> str:
    span = parts[number - 1]
    paged = bool(document.page_starts)
    said = words("doc_page_of" if paged else "doc_part_of", page=number, total=len(parts))
    goto = element(
        "input", "", type="number", name="part", min=1, max=len(parts), value=number, aria_label=words("doc_page_goto")
    )
    bar = (
        _turn(words("doc_page_previous"), "‹", document, number - 1 if number > 1 else None)
        + element("form", f"{goto}<span>{esc(said)}</span>", "vk-goto", data_goto=document.id, novalidate="")
        + _turn(words("doc_page_next"), "›", document, number + 1 if number < len(parts) else None)
    )
    picture = ""
    if paged and document.format in DRAWN:
        image = element(
            "img",
            "",
            "vk-doc-picture",
            data_src=page_path(document, number),
            alt=words("doc_page_alt", page=number),
            hidden="",
        )
        picture = element("details", f"<summary>{esc(words('doc_page_picture'))}</summary>{image}", data_picture="1")
    lines = _lines(document, span, at) or element("p", esc(words("doc_page_empty")), "vk-hint")
    context = element("div", lines, "vk-context", tabindex=0, role="region", aria_label=said)
    title = f"<h3>{esc(words('doc_text'))}</h3>"
    head = element("div", title + element("div", bar, "vk-doc-paging"), "vk-doc-texthead")
    return element("section", head + picture + context, "vk-doc-text")


def _turn(label: str, sign: str, document: Document, to: int | None) -> str:
    return element(
        "button",
        sign,
        "vk-button",
        type="button",
        aria_label=label,
        data_open=document.id,
        data_text_part=to,
        disabled="" if to is None else None,
    )


def _lines(document: Document, span: Span, at: int | None) -> str:
    headings = {heading.span.start for heading in document.outline}
    edges = [span.start]
    while (found := document.text.find("\n", edges[-1], span.end)) >= 0:
        edges.append(found + 1)
    edges.append(span.end + 1)
    out = []
    for start, stop in pairwise(edges):
        line = document.text[start : min(stop - 1, span.end)]
        if line:
            aimed = "1" if at is not None and start <= at < stop else None
            heading = start in headings and len(line) <= _TITLE and line[-1] not in ".;:,"
            out.append(element("p", esc(line), "vk-heading" if heading else "", dir="auto", data_aim=aimed))
    return "".join(out)


def _line_end(document: Document, at: int) -> int:
    found = document.text.find("\n", at)
    return len(document.text) if found < 0 else found


def _references(record: Mapping[str, Any], words: Words) -> str:
    return _links("doc_refers", "doc_nothing_refers", record["refers_to"], words) + _links(
        "doc_referred", "doc_not_referred", record["referred_to_by"], words
    )


def _links(heading: str, empty: str, entries: Sequence[dict[str, Any]], words: Words) -> str:
    rows = [_link(entry, words) for entry in entries[:_REFERENCES]]
    if len(entries) > _REFERENCES:
        rows.append(f"<li>… (+{len(entries) - _REFERENCES})</li>")
    body = f"<ul>{''.join(rows)}</ul>" if rows else element("p", esc(words(empty)), "vk-hint")
    return element("section", f"<h3>{esc(words(heading))}</h3>{body}", "vk-doc-links")


def _link(entry: dict[str, Any], words: Words) -> str:
    label = reference_label(entry)
    held = entry["doc_id"]
    name = (
        element("button", esc(label), "vk-link", type="button", data_open=held)
        if held
        else element("span", esc(label), dir="auto")
    )
    said = [words(f"relation_{entry['relation']}")]
    if entry["count"] > 1:
        said.append(words("doc_times", count=entry["count"]))
    if not held:
        said.append(words("doc_not_held"))
    if entry.get("date"):
        said.append(shown_date(entry["date"]))
    return f"<li>{name} <small>{esc(' · '.join(said))}</small></li>"


def _near(record: Mapping[str, Any], words: Words) -> str:
    if not record["duplicates"]:
        return ""
    rows = "".join(
        element(
            "li",
            element(
                "button", esc(other["title"] or other["source"]), "vk-link", type="button", data_open=other["doc_id"]
            )
            + f" <small dir='auto'>{esc(other['source'].rpartition('/')[2])}</small>",
        )
        for other in record["duplicates"]
    )
    return element("section", f"<h3>{esc(words('doc_near'))}</h3><ul>{rows}</ul>", "vk-doc-links")
