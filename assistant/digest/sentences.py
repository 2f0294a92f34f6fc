"""The sentences of a document that can stand in a summary of it: its own running text, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.digest.prose import own_lines, sentences_of
from corpus.furniture import is_sentence, part_of
from corpus.records import Document, Kind, Span
from index.analyze import syllables

_NOT_PROSE: frozenset[Kind] = frozenset({"aside", "caption", "row", "note"})
_WORD = re.compile(r"[^\W_]+")
_PROSE = 12
"""Syllables from which a line that ends with a semicolon or a colon is an item of a list and no heading."""


_SHORTEST = 7
"""Syllables that a sentence must have: shorter ones are captions and exclamations."""
_ASIDE = re.compile(r"\([^()]*\)\.?")
_LETTERED = re.compile(r"[a-zđ]\s?[.)]")
_RECITAL = re.compile(r"\W*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện|Kính gửi)\b[^.]*;?$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place: `paragraph` counts lines of prose from 0, `within` the sentences of its line.

    `section` is the offset of the heading above it, -1 above the first; `words` are its syllables in lower case, and
    `capitals` those of them that are written with a capital though they do not begin it.
    """

    span: Span
    text: str
    paragraph: int
    within: int
    section: int
    words: tuple[str, ...]
    capitals: tuple[str, ...]


def summary_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences that a summary may take, in reading order.

    Left out: headings, the title, captions, footnotes, rows of tables, lists of other articles, bylines, the grounds of
    a document ("Căn cứ …;"), what leads in a list, and what is too short for a sentence.
    """
    return tuple(_sentences(document))


def _sentences(document: Document) -> Iterator[Sentence]:
    text = document.text
    headings = {heading.span.start: heading.span.end for heading in document.outline}
    title = document.metadata.title
    section, paragraph = -1, 0
    for line in own_lines(document, without=_NOT_PROSE):
        written = line.of(text)
        if line.start in headings:
            section = line.start
        if headings.get(line.start) == line.end or written == title or not _is_prose(written) or part_of(written):
            continue
        for within, span in enumerate(sentences_of(text, line)):
            sentence = span.of(text)
            words = tuple(syllables(sentence))
            if len(words) >= _SHORTEST and sentence[-1] != ":" and not _goes_on(sentence):
                yield Sentence(span, sentence, paragraph, within, section, words, _capitals(sentence))
        paragraph += 1


def sentence_at(document: Document, span: Span, section: int = -1) -> Sentence:
    """What stands at `span` as a sentence of a paragraph of its own: a heading, or what leads in a list."""
    text = span.of(document.text)
    return Sentence(span, text, -2, 0, section, tuple(syllables(text)), _capitals(text))


def _is_prose(line: str) -> bool:
    if line[-1] == ";" and _RECITAL.match(line):
        return False
    return is_sentence(line) or (line[-1] in ";:" and line.count(" ") >= _PROSE)


def _goes_on(sentence: str) -> bool:
    """Whether it stands in brackets alone, or begins within a sentence that the page has broken off."""
    return _ASIDE.fullmatch(sentence) is not None or (sentence[0].islower() and not _LETTERED.match(sentence))


def _capitals(sentence: str) -> tuple[str, ...]:
    return tuple(word for found in _WORD.findall(sentence)[1:] if found[0].isupper() for word in syllables(found))
