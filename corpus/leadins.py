"""What a piece of a document needs beside its own words: titles above it, its lead-in, the header of its table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.outline import starts_apart
from corpus.records import Document, Heading, Kind, Span
from corpus.sentences import split_sentences
from corpus.subheads import is_related

_TITLE = 160
_LEAD_IN = 240
_TITLES = 2
"""Titles above the piece that are kept, the innermost."""
_CAPTION = 200
"""A line above a table that is longer is text, not what the table is called."""
_LARGE = re.compile(r"(?:Phần|Chương|Mục|Tiểu mục)\b")
"""Units whose titles an article does without."""
_BULLETS = "-–•+*"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a line stands: the open headings, outermost first, and what introduces it.

    `lead_in` is the line without a number that ends with ":" and introduces the items among which the line is;
    `caption` and `header` are those of the table that the line is a row of.
    """

    sections: tuple[Heading, ...] = ()
    lead_in: Span | None = None
    caption: Span | None = None
    header: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The labels of the open headings, outermost first."""
        return tuple(heading.label for heading in self.sections)


@dataclass(frozen=True, slots=True)
class Step:
    """A line on the walk through a document. `opens` is the level of the heading that begins in it, or 0."""

    kind: Kind
    around: Surroundings
    opens: int
    apart: bool  # whether what that heading opens must begin a passage


class Walk:
    """The lines of a document in order, with what is open above each."""

    def __init__(self, document: Document) -> None:
        self._outline = document.outline
        self._marks = {mark.span.start: mark for mark in document.marks}
        self._at = 0  # the next heading
        self._around = Surroundings()
        self._lead_in: Span | None = None
        self._depth = 0  # of the section that the lead-in stands in

    def step(self, begin: int, line: str) -> Step:
        """The next line, which begins at offset `begin`."""
        span = Span(begin, begin + len(line))
        mark = self._marks.get(begin)
        kind: Kind = mark.kind if mark else "body"
        opens, apart = self._open(span.end)
        if mark and kind == "row":
            self._around = replace(self._around, header=mark.header)
        elif self._around.header or self._around.caption:
            self._around = replace(self._around, header="", caption=None)
        around = self._around
        if kind == "body":
            self._introduce(span, line)
        return Step(kind, around, opens, apart)

    def _open(self, end: int) -> tuple[int, bool]:
        """Open the headings that begin before `end`; the level of the last, and whether it must begin a passage."""
        opens, apart = 0, False
        while self._at < len(self._outline) and self._outline[self._at].span.start <= end:
            here = self._outline[self._at]
            held = tuple(section for section in self._around.sections if section.level < here.level)
            first = self._outline[self._at - 1] is held[-1] if held else True
            apart = starts_apart(here.label) or (not first and is_related(held[-1].label))
            if len(held) < self._depth:
                self._lead_in = None
            # What introduces all sections of a document ("… quy định như sau:") says nothing of one.
            introduced = 0 < self._depth == len(held)
            self._around = Surroundings((*held, here), self._lead_in if introduced else None)
            opens = here.level
            self._at += 1
        return opens, apart

    def _introduce(self, span: Span, line: str) -> None:
        """Take note of a line that introduces those after it."""
        around = self._around
        following = self._marks.get(span.end + 1)
        if following and following.kind == "row" and len(line) <= _CAPTION:
            self._around = replace(around, caption=span)
        if around.sections and around.sections[-1].span.start >= span.start:
            return  # a numbered line: what stands under it is introduced by its heading
        if line.endswith(":"):
            self._lead_in, self._depth = span, len(around.sections)
            self._around = replace(self._around, lead_in=span)
        elif around.lead_in and line[:1] not in _BULLETS and len(around.sections) <= self._depth:
            self._lead_in = None
            self._around = replace(self._around, lead_in=None)


def context_of(text: str, around: Surroundings, span: Span) -> str:
    """What a passage at `span`, which begins in these surroundings, must be read with; "" if it stands for itself.

    One line each: the titles of the innermost sections, the sentences that introduce its items, the header of its
    table. Nothing that the passage itself holds, and at most a few hundred characters each.
    """
    titles: list[str] = []
    article = any(heading.label.startswith("Điều ") for heading in around.sections)
    for heading in around.sections:
        if heading.span.start < span.start and not (article and _LARGE.match(heading.label)):
            titles += _introduction(text, heading, span.start)
    parts = titles[-_TITLES:]
    for introduced in (around.lead_in, around.caption):
        if introduced and introduced.end <= span.start:
            parts.append(_last_sentence(introduced.of(text)))
    if around.header and around.header not in span.of(text):
        parts.append(around.header)
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _introduction(text: str, heading: Heading, before: int) -> list[str]:
    """The heading's title, or the end of its first line where that introduces what follows; nothing else."""
    end = text.find("\n", heading.span.end)
    end = len(text) if end < 0 else end
    if end > before:
        return []
    words = text[heading.span.start : end]
    if words.endswith(":"):
        return [_last_sentence(words)]
    titled = heading.span.end == end and len(words) > len(heading.label) + 2
    return [_shortened(words.replace("\n", " "))] if titled else []


def _last_sentence(words: str) -> str:
    """The last sentence of `words`, its end if it is long."""
    spans: Sequence[Span] = split_sentences(words)
    sentence = spans[-1].of(words) if spans else words
    if len(sentence) <= _LEAD_IN:
        return sentence
    return "… " + sentence[-_LEAD_IN:].partition(" ")[2]


def _shortened(words: str) -> str:
    """The beginning of `words` if they are long."""
    return words if len(words) <= _TITLE else words[:_TITLE].rpartition(" ")[0] + " …"
