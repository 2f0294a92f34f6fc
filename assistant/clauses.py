"""The parts of a document that a question names ("khoản 2 Điều 5"): where they stand, and whether there are any."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.findings import Finding, Statement, proofs_of
from assistant.phrases import Part, document_phrases, parts, plain_of
from corpus.records import Document, Heading, Span
from index.analyze import syllables

_SAYS = re.compile(
    r"(?:theo |cua |tai |trong |, |thuoc )*(?:quy dinh|noi|ghi|neu|de cap|viet|co noi dung|noi dung|huong dan|yeu cau)?"
    r"(?: (?:ve|la|den|nhung|cac|cu the|nhu|the|viec|van|de|dieu|noi|dung|gi|nao|sao|ra|thi|a|vay|nhi))*"
)
_MOST = 149
"""Syllables of a part that is quoted as a whole; of a longer one, what comes first."""
_FEW = 3
"""Headings of a kind that show that a document is divided so."""


def clause(question: str, document: Document) -> Finding | None:
    """The part that the question asks for, where it asks what it says and nothing else; None if it is not found."""
    asked = parts(question)
    if not asked or not _asks_what_it_says(question, asked):
        return None
    span = find_part(document, asked)
    if not len(span):
        return None
    kept = _first(document.text, span)
    return Finding((Statement(kept.of(document.text), proofs_of(document, [kept])),))


def lacks(document: Document, asked: Sequence[Part]) -> str:
    """The part, as it is told, that the question takes for granted and the document has not; "" if it may have it.

    Only what a document is divided into can be missing, and nothing that its text so much as mentions.
    """
    ordered = sorted(asked, key=lambda p: -p.rank)
    found = Span(0, len(document.text))
    for i, part in enumerate(ordered):
        inner = _within(document, part, found)
        if inner is not None:
            found = inner
            continue
        if not _divided(document, part, found) or _mentioned(document, part, found):
            return ""
        above = " ".join(p.label for p in reversed(ordered[:i]))
        label = part.label if not above else f"{part.label[0].lower()}{part.label[1:]}"
        return f"{label} {above}".strip()
    return ""


def find_part(document: Document, asked: Sequence[Part]) -> Span:
    """Where the part stands with all that is in it; empty if the document has no such part."""
    found = Span(0, len(document.text))
    for part in sorted(asked, key=lambda p: -p.rank):
        inner = _within(document, part, found)
        if inner is None:
            return Span(0, 0)
        found = inner
    return found


def _within(document: Document, part: Part, where: Span) -> Span | None:
    """The first part of that label inside `where`: from its heading to the next of its level or above."""
    outline = document.outline
    for i, heading in enumerate(outline):
        if where.start <= heading.span.start < where.end and _same(heading, part):
            later = (h.span.start for h in outline[i + 1 :] if h.level <= heading.level)
            end = min(next(later, len(document.text)), where.end)
            return Span(heading.span.start, len(document.text[:end].rstrip()))
    return None


def _same(heading: Heading, part: Part) -> bool:
    label, wanted = heading.label.lower(), part.label.lower()
    # What a question calls a clause, a document without articles may count as a point or a section.
    return label == wanted or (part.kind == "Khoản" and label in (f"điểm {part.number}", f"mục {part.number}"))


def _divided(document: Document, part: Part, where: Span) -> bool:
    kinds = [h for h in document.outline if where.start <= h.span.start < where.end and h.label.startswith(part.kind)]
    # An article may have a single clause; a document of a single article is told by its text alone.
    return bool(kinds) or part.kind == "Điều" or (part.kind == "Khoản" and len(where) < len(document.text))


def _mentioned(document: Document, part: Part, where: Span) -> bool:
    """Whether the text writes the part's label anywhere inside: quoted amendments have articles without a heading."""
    plain = plain_of(document.text[where.start : where.end])
    own = rf"(?<!\w){plain_of(part.label)}(?![\w])"
    # "Điều 90 Luật Đất đai" is another's: of a document divided into articles only its own headings count.
    if part.kind == "Điều" and sum(h.label.startswith("Điều") for h in document.outline) >= _FEW:
        return re.search(rf"(?:^|\n)\W*(?:\d+\. )?{own}", plain) is not None
    return re.search(own, plain) is not None


def _asks_what_it_says(question: str, asked: Sequence[Part]) -> bool:
    cuts = [(p.start, p.end) for p in asked] + [(p.start, p.end) for p in document_phrases(question)]
    rest = question
    for start, end in sorted(cuts, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    plain = " ".join(re.findall(r"[^\W_]+", plain_of(rest)))
    return _SAYS.fullmatch(plain.strip()) is not None


def _first(text: str, span: Span) -> Span:
    """As many whole lines from the start of `span` as an answer can hold; its first line at the least."""
    end, size = span.start, 0
    while end < span.end:
        stop = text.find("\n", end + 1, span.end)
        stop = span.end if stop < 0 else stop
        size += len(syllables(text[end:stop]))
        if size > _MOST and end > span.start:
            break
        end = stop
    return Span(span.start, end)
