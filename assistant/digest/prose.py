"""The part of a document that facts are read out of, line by line and sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.records import Document, Kind, Span
from corpus.sentences import split_sentences


def own_lines(document: Document, *, without: frozenset[Kind] = frozenset({"aside"})) -> Iterator[Span]:
    """The lines of a document that are its own: not asides (lists of other articles), nor other kinds `without`."""
    kinds = {mark.span.start: mark.kind for mark in document.marks}
    start = 0
    for line in document.text.split("\n"):
        if line.strip() and kinds.get(start, "body") not in without:
            yield Span(start, start + len(line))
        start += len(line) + 1


def sentences_of(text: str, line: Span) -> list[Span]:
    """The sentences of one line, as spans into the document's text."""
    return [Span(line.start + s.start, line.start + s.end) for s in split_sentences(line.of(text))]
