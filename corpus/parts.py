"""A document's text in parts that a screen or a program takes one at a time: its pages, else pieces of even length."""

from __future__ import annotations

from bisect import bisect_right

from corpus.records import Document, Span

_LENGTH = 6_000
"""Characters of a part where the format has no pages."""


def parts_of(document: Document) -> tuple[Span, ...]:
    """Spans that together are the whole text, at least one: part i + 1 is page i + 1 where the format has pages.

    Where it has none, parts end at the end of a paragraph, unless one is endless.
    """
    text = document.text
    if document.page_starts:
        ends = [*document.page_starts[1:], len(text)]
        return tuple(Span(start, max(start, end)) for start, end in zip(document.page_starts, ends, strict=True))
    spans = []
    start = 0
    while len(text) - start > _LENGTH:
        end = text.rfind("\n", start + 1, start + _LENGTH) + 1 or start + _LENGTH
        spans.append(Span(start, end))
        start = end
    return (*spans, Span(start, len(text)))


def part_at(parts: tuple[Span, ...], offset: int) -> int:
    """The number, from 1, of the part that holds the character at `offset`."""
    return max(1, bisect_right([part.start for part in parts], offset))
