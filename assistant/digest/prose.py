"""The part of a document that facts are read out of, line by line and sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from corpus.records import Document, Kind, Span
from corpus.sentences import split_sentences

_LONGEST = 2500


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_T = TypeVar("_T", bound=_Placed)


def own_lines(document: Document, *, without: frozenset[Kind] = frozenset({"aside"})) -> Iterator[Span]:
    """The lines of a document that are its own: not asides (lists of other articles), nor other kinds `without`."""
    kinds = {mark.span.start: mark.kind for mark in document.marks}
    start = 0
    for line in document.text.split("\n"):
        if line.strip() and kinds.get(start, "body") not in without:
            yield Span(start, start + len(line))
        start += len(line) + 1


def sentences_of(text: str, line: Span) -> list[Span]:
    """The sentences of one line, as spans into the document's text.

    One longer than any that people write is cut, so that reading takes time in proportion to the text.
    """
    return [
        piece
        for s in split_sentences(line.of(text))
        for piece in _pieces(text, line.start + s.start, line.start + s.end)
    ]


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        yield Span(start, cut)
        start = cut + (text[cut] == " ")
    if start < end:
        yield Span(start, end)


def within(items: Sequence[_T], span: Span) -> Sequence[_T]:
    """Those of `items`, which are in order of their place, that begin within `span`."""
    first = bisect_left(items, span.start, key=lambda item: item.span.start)
    return items[first : bisect_left(items, span.end, first, key=lambda item: item.span.start)]
