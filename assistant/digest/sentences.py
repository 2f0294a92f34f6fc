"""The sentences of a document that can stand in a summary of it: its own running text, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.digest.prose import own_lines, sentences_of
from corpus.furniture import is_sentence, part_of
from corpus.records import Document, Kind, Span
from corpus.spelling import normalise
from index.analyze import syllables

_NOT_PROSE: frozenset[Kind] = frozenset({"aside", "caption", "row", "note"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place: `paragraph` counts lines of prose from 0, `within` the sentences of its line.

    `section` is the offset of the heading above it, -1 above the first; `words` are its syllables in lower case.
    """

    span: Span
    text: str
    paragraph: int
    within: int
    section: int
    words: tuple[str, ...]


def summary_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences that a summary may take, in reading order.

    Left out: headings, the title, captions, footnotes, rows of tables, lists of other articles, bylines, and what is no
    sentence.
    """
    return tuple(_sentences(document))


def _sentences(document: Document) -> Iterator[Sentence]:
    text = document.text
    headings = {heading.span.start for heading in document.outline}
    title = normalise(document.metadata.title).rstrip(" .…")
    section, paragraph = -1, 0
    for line in own_lines(document, without=_NOT_PROSE):
        written = line.of(text)
        if line.start in headings:
            section = line.start
        if not is_sentence(written) or part_of(written) or (normalise(written).rstrip(" .…") == title):
            continue
        for within, span in enumerate(sentences_of(text, line)):
            if words := tuple(syllables(span.of(text))):
                yield Sentence(span, span.of(text), paragraph, within, section, words)
        paragraph += 1
