"""An opened citation as HTML: the quoted words, marked, among the paragraphs around them in the document held now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.citing import document_label
from assistant.records import Citation
from corpus.originals import Sheet
from corpus.records import Document, Span
from ui.markup import element, esc
from ui.web.icons import icon
from ui.web.language import VIETNAMESE, Words
from ui.web.originals import file_path
from ui.web.sheet_view import sheet_html
from ui.web.told import told
from ui.wording import label_of, shown_date

_PARAGRAPHS, _WIDE_PARAGRAPHS = 3, 15
_CHARACTERS, _WIDE_CHARACTERS = 1_200, 8_000
"""How much is shown on either side of the quote, whichever limit comes first."""
_TITLE = 120
_COPIES = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """The page that is shown as a picture, of `pages`; or why there is none, in words, though there should be."""

    sheet: Sheet | None = None
    pages: int = 0
    fault: str = ""


def nothing_open(words: Words = VIETNAMESE) -> str:
    """The panel as long as no source is open."""
    shown = '<span class="vk-cite vk-cite-show">[1]</span>'
    hint = esc(words("nothing_open")).replace("[1]", shown)
    inner = element("h2", esc(words("sources"))) + element("p", hint)
    return element("div", inner, "vk-nothing", data_lost=words("doc_lost"))


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
    words: Words = VIETNAMESE,
    wide: bool = False,
    pressed: bool = True,
    drawn: Drawn = Drawn(),
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
            aria_label=words("source_n", n=n),
        )
        for n in numbers
    )
    sub = " · ".join(part for part in (shown_date(meta.date), meta.title) if part)
    if document is None:
        body = _quote_alone(citation, words("removed"))
    elif (span := locate(document, citation)) is None:
        body = _facts(citation, words) + _quote_alone(citation, words("rewritten"))
    else:
        more = _wider(words, data_turn=turn, data_n=citation.n) if not wide else ""
        text = _facts(citation, words) + passage_html(document, span, words, wide=wide, more=more)
        body = _views(document, text, drawn, words, data_turn=turn, data_n=citation.n)
    return _panel(label_of(citation), sub, body, words, steps=steps, pressed=pressed, turn=turn, n=citation.n)


def document_html(
    document: Document | None, turn: int, near: int, words: Words = VIETNAMESE, *, drawn: Drawn = Drawn()
) -> str:
    """The panel for a document that came near to a question, from its beginning; `near` is its place among those."""
    if document is None:
        return lost_html(words("document_gone"), words)
    label = document_label(document.metadata, document.source)
    sub = " · ".join(part for part in (shown_date(document.metadata.date), document.metadata.title) if part)
    text = passage_html(document, Span(0, 0), words, wide=True)
    body = _views(document, text, drawn, words, data_turn=turn, data_near=near)
    return _panel(label, sub, body, words, pressed=True, turn=turn, near=near)


def lost_html(said: str, words: Words = VIETNAMESE) -> str:
    """The panel for what is not there any more."""
    return _panel(words("not_opened"), "", element("p", esc(said), "vk-fault", role="alert"), words, pressed=True)


def _panel(
    label: str, sub: str, body: str, words: Words, *, steps: str = "", pressed: bool = False, **data: object
) -> str:
    close = element("button", esc(words("close")), "vk-close", type="button", data_close="1")
    head = element(
        "div",
        element("div", element("div", steps, "vk-steps") + close, "vk-bar")
        + element("h2", esc(label), "vk-label", tabindex=-1, dir="auto")
        + (element("p", esc(sub), "vk-sub", dir="auto") if sub else ""),
        "vk-panel-head",
    )
    attributes = {f"data_{name}": value for name, value in data.items()}
    class_ = "vk-panel vk-pressed" if pressed else "vk-panel"
    return element("section", head + body, class_, aria_label=words("sources"), **attributes)


def _facts(citation: Citation, words: Words) -> str:
    meta = citation.metadata
    copies = ", ".join(d.source.rpartition("/")[2] for d in citation.duplicates[:_COPIES])
    rows = {
        words("issuer"): meta.issuer,
        words("status"): meta.status,
        words("file"): citation.source.rpartition("/")[2],
        words("copies"): copies,
    }
    shown = "".join(f'<dt>{esc(k)}</dt><dd dir="auto">{esc(v)}</dd>' for k, v in rows.items() if v)
    return element("dl", shown, "vk-facts")


def _quote_alone(citation: Citation, said: str) -> str:
    quote = element("div", f'<p dir="auto"><q>{esc(citation.quote)}</q></p>', "vk-context")
    return element("p", esc(said), "vk-fault", role="alert") + quote


def _views(document: Document, text: str, drawn: Drawn, words: Words, **data: object) -> str:
    """The page as a picture and the text, one of them shown; a press changes which."""
    save = element(
        "a",
        icon("save") + f"<span>{esc(words('original'))}</span>",
        "vk-tool vk-original",
        href=file_path(document),
        download="",
        title=words("original_hint"),
    )
    if drawn.sheet is None:
        fault = element("p", esc(told(drawn.fault, words)), "vk-fault", role="alert") if drawn.fault else ""
        return element("div", "" if fault else save, "vk-views") + fault + element("div", text, "vk-as-text")
    switch = "".join(
        element("button", esc(words(f"as_{view}", page=drawn.sheet.page)), "vk-view", type="button", data_view=view)
        for view in ("page", "text")
    )
    return (
        element("div", element("div", switch, "vk-switch", role="group") + save, "vk-views")
        + element("div", sheet_html(document, drawn.sheet, drawn.pages, words, **data), "vk-as-page")
        + element("div", text, "vk-as-text")
    )


def passage_html(document: Document, span: Span, words: Words, *, wide: bool, more: str = "") -> str:
    """The text around `span`, which is marked, and `more` if there is more of it."""
    start, end = _window(document.text, span, wide)
    cut = '<p class="vk-cut" aria-hidden="true">…</p>'
    before, after = cut if start > 0 else "", cut if end < len(document.text) else ""
    context = element("div", before + _context(document, span, words, start, end) + after, "vk-context")
    return context + (more if before or after else "")


def _wider(words: Words, **data: object) -> str:
    return element("button", esc(words("wider")), "vk-more", type="button", data_wide="1", **data)


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


def _context(document: Document, span: Span, words: Words, start: int, end: int) -> str:
    headings = {document.text.rfind("\n", 0, h.span.start) + 1 for h in document.outline}
    parts = []
    at = start
    for line in document.text[start:end].split("\n"):
        stop = at + len(line)
        if line:
            class_ = "vk-heading" if at in headings and _is_title(line) else ""
            parts.append(element("p", _paragraph(document, span, words, at, stop), class_, dir="auto"))
        at = stop + 1
    return "".join(parts)


def _is_title(line: str) -> bool:
    """Whether a heading is one to the eye: a numbered point that runs on as a sentence is not."""
    return len(line) <= _TITLE and line[-1] not in ".;:,"


def _paragraph(document: Document, span: Span, words: Words, start: int, end: int) -> str:
    """One paragraph, cut where the quote begins and ends and where a page does."""
    pages = {s: number for number, s in enumerate(document.page_starts, start=1) if start <= s < end}
    cuts = sorted({start, end, *pages, *(edge for edge in (span.start, span.end) if start < edge < end)})
    out = []
    for left, right in pairwise(cuts):
        if left in pages:
            page = words("page_here", page=bisect_right(document.page_starts, left))
            out.append(f'<span class="vk-page">{esc(page)}</span>')
        piece = esc(document.text[left:right])
        out.append(f"<mark>{piece}</mark>" if span.start <= left and right <= span.end else piece)
    return "".join(out)
