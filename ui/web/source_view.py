"""An opened citation as HTML: the quoted words, marked, among the paragraphs around them in the document held now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from assistant.records import Citation
from corpus.records import Document, Span
from ui.markup import element, esc
from ui.wording import label_of, shown_date

_PARAGRAPHS, _WIDE_PARAGRAPHS = 3, 15
_CHARACTERS, _WIDE_CHARACTERS = 1_200, 8_000
"""How much is shown on either side of the quote, whichever limit comes first."""
_TITLE = 120

NOTHING_OPEN = (
    '<div class="vk-nothing"><h2>Nguồn trích dẫn</h2><p>Bấm vào số <span class="vk-cite vk-cite-show">[1]</span> trong '
    "câu trả lời để xem nguyên văn đoạn được trích, đúng chỗ của nó trong văn bản.</p></div>"
)


def locate(document: Document, citation: Citation) -> Span | None:
    """Where the quote stands in the document now: its own span, else the nearest place with the same words."""
    if citation.span.of(document.text) == citation.quote:
        return citation.span
    places = []
    at = document.text.find(citation.quote)
    while at >= 0 and citation.quote:
        places.append(at)
        at = document.text.find(citation.quote, at + 1)
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - citation.span.start))
    return Span(start, start + len(citation.quote))


def source_html(
    document: Document | None,
    citation: Citation,
    *,
    turn: int,
    numbers: Sequence[int],
    wide: bool = False,
    pressed: bool = True,
) -> str:
    """The panel for one citation. `document` is what the catalogue holds now, None if it has been removed.

    `numbers` are the citations of the same answer, to step between; `pressed` tells a choice by the reader, which the
    phone shows over the conversation, from a source that opened by itself.
    """
    meta = citation.metadata
    steps = "".join(
        element(
            "button",
            str(n),
            "vk-step",
            type="button",
            data_turn=turn,
            data_n=n,
            aria_current="true" if n == citation.n else None,
            aria_label=f"Nguồn {n}",
        )
        for n in numbers
    )
    close = element("button", "Đóng", "vk-close", type="button", data_close="1")
    head = element(
        "div",
        element("div", element("div", steps, "vk-steps") + close, "vk-bar")
        + element("h2", esc(label_of(citation)), "vk-label", tabindex=-1)
        + element("p", " · ".join(esc(part) for part in (shown_date(meta.date), meta.title) if part), "vk-sub"),
        "vk-panel-head",
    )
    body = _gone(citation) if document is None else _held(document, citation, turn, wide)
    return element(
        "section",
        head + _facts(citation) + body,
        "vk-panel vk-pressed" if pressed else "vk-panel",
        aria_label="Nguồn trích dẫn",
        data_turn=turn,
        data_n=citation.n,
    )


def lost_html() -> str:
    """The panel for a citation that the server no longer knows: it was restarted since."""
    close = element("button", "Đóng", "vk-close", type="button", data_close="1")
    title = element("h2", "Không mở được nguồn", "vk-label", tabindex=-1)
    head = element("div", element("div", element("div", "", "vk-steps") + close, "vk-bar") + title, "vk-panel-head")
    said = "Máy chủ đã khởi động lại nên không còn giữ cuộc hỏi đáp này. Hãy hỏi lại câu đó."
    return element("section", head + element("p", said, "vk-fault", role="alert"), "vk-panel vk-pressed")


def _facts(citation: Citation) -> str:
    meta = citation.metadata
    rows = {
        "Cơ quan": meta.issuer,
        "Trang": citation.page or "",
        "Tệp": citation.source.rpartition("/")[2],
    }
    return '<dl class="vk-facts">' + "".join(f"<dt>{k}</dt><dd>{esc(v)}</dd>" for k, v in rows.items() if v) + "</dl>"


def _gone(citation: Citation) -> str:
    return (
        '<p class="vk-fault" role="alert">Tài liệu này đã được gỡ khỏi kho sau khi câu trả lời được đưa ra. '
        "Câu đã trích lúc đó:</p>"
        f'<div class="vk-context"><p><q>{esc(citation.quote)}</q></p></div>'
    )


def _held(document: Document, citation: Citation, turn: int, wide: bool) -> str:
    span = locate(document, citation)
    if span is None:
        return (
            '<p class="vk-fault" role="alert">Tài liệu đã được cập nhật sau khi câu trả lời được đưa ra và không còn '
            "đúng những chữ này. Hãy hỏi lại. Câu đã trích lúc đó:</p>"
            f'<div class="vk-context"><p><q>{esc(citation.quote)}</q></p></div>'
        )
    start, end = _window(document.text, span, wide)
    cut_before = '<p class="vk-cut" aria-hidden="true">…</p>' if start > 0 else ""
    cut_after = '<p class="vk-cut" aria-hidden="true">…</p>' if end < len(document.text) else ""
    context = element("div", cut_before + _context(document, span, start, end) + cut_after, "vk-context")
    more = ""
    if not wide and (cut_before or cut_after):
        more = element(
            "button", "Xem rộng hơn", "vk-more", type="button", data_turn=turn, data_n=citation.n, data_wide="1"
        )
    return context + more


def _window(text: str, span: Span, wide: bool) -> tuple[int, int]:
    """Whole paragraphs around the quote, as far as the limits allow; of a giant paragraph, whole words."""
    limit, characters = (_WIDE_PARAGRAPHS, _WIDE_CHARACTERS) if wide else (_PARAGRAPHS, _CHARACTERS)
    first = text.rfind("\n", 0, span.start) + 1
    for _ in range(limit):
        if first == 0 or span.start - first > characters:
            break
        earlier = text.rfind("\n", 0, first - 1) + 1
        if span.start - earlier > characters:
            break
        first = earlier
    if span.start - first > characters:
        first = text.find(" ", span.start - characters, span.start) + 1 or span.start - characters
    last = _line_end(text, span.end)
    for _ in range(limit):
        if last >= len(text) or last - span.end > characters:
            break
        later = _line_end(text, last + 1)
        if later - span.end > characters:
            break
        last = later
    if last - span.end > characters:
        cut = text.rfind(" ", span.end, span.end + characters)
        last = cut if cut > 0 else span.end + characters
    return first, last


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _context(document: Document, span: Span, start: int, end: int) -> str:
    headings = {document.text.rfind("\n", 0, h.span.start) + 1 for h in document.outline}
    parts = []
    at = start
    for line in document.text[start:end].split("\n"):
        stop = at + len(line)
        if line:
            class_ = "vk-heading" if at in headings and _is_title(line) else ""
            parts.append(element("p", _paragraph(document, span, at, stop), class_, dir="auto"))
        at = stop + 1
    return "".join(parts)


def _is_title(line: str) -> bool:
    """Whether a heading is one to the eye: a numbered point that runs on as a sentence is not."""
    return len(line) <= _TITLE and line[-1] not in ".;:,"


def _paragraph(document: Document, span: Span, start: int, end: int) -> str:
    """One paragraph, cut where the quote begins and ends and where a page does."""
    pages = {s: number for number, s in enumerate(document.page_starts, start=1) if start <= s < end}
    cuts = sorted({start, end, *pages, *(edge for edge in (span.start, span.end) if start < edge < end)})
    out = []
    for left, right in pairwise(cuts):
        if left in pages:
            out.append(f'<span class="vk-page">trang {bisect_right(document.page_starts, left)}</span>')
        piece = esc(document.text[left:right])
        out.append(f"<mark>{piece}</mark>" if span.start <= left and right <= span.end else piece)
    return "".join(out)
