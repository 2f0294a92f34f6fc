"""Cutting documents into passages along their structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.leadins import Surroundings, Walk, context_of
from corpus.records import Document, Kind, Passage, Span
from corpus.sentences import split_sentences

VERSION = 2
"""Raise it whenever any document would be cut otherwise: indexes built before are then refused."""

# What a cut costs, against a passage that misses the target size by as much as it can (cost 1).
_AFTER_HEADING = 10.0
_AFTER_LEAD_IN = 2.0
_BETWEEN_ITEMS = 0.4
_BETWEEN_PARAGRAPHS = 0.25
_BETWEEN_SENTENCES = 0.8
_WITHIN_SENTENCE = 1.5
# What it costs to hold two sections in one passage, by how much they are sections of their own.
_JOINED = 0.04
_JOINED_TOP = 0.3
"""The same for sections of the first level: nothing but the document holds both."""
_TORN = 1.0
"""What it costs to cut within a section that began in the middle of the passage: its rest would stand elsewhere."""
_FRONT = 200
"""Text before the first heading that is longer (a letterhead, an introduction) is kept apart from sections."""
_BESIDE = ("aside", "caption")
_LABEL = 24
"""A shorter line among other articles is a word over them ("Đọc thêm"), no headline."""
_ENDS = '.!?…”")'
_MANY = 100_000
_MOST_PIECES = 40
"""Pieces a passage may hold. Forty lines fill a passage of any kind of text but lists of single words."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never cut: a paragraph, a sentence of a long one, a part of an endless sentence."""

    start: int
    end: int
    level: int  # of the section it stands in
    around: Surroundings
    opens: int  # the level of the heading that begins at `start`, or 0
    apart: bool  # whether it must begin a passage
    heading: bool  # whether it is nothing but a heading
    cut: float  # what a cut after it costs


def cut_passages(document: Document, *, target: int = 900, limit: int = 1300) -> list[Passage]:
    """The passages of `document`, in order, about `target` characters each and never more than `limit`.

    Each is an exact slice of the document's text; together they cover all of it but white space, without overlap. Cuts
    fall between sections where they can, else between paragraphs, between sentences, and within a sentence only if it
    alone is over the limit. A heading stays with what follows it and a line that ends with ":" with its first item.
    Short neighbours share a passage if they belong to the same section. A passage's `outline` is the path of the
    smallest section that holds all of it (headings at its beginning aside), so that it is true of each of its
    sentences; `corpus.outline.path_at` tells more of one sentence. Raises `ValueError` unless 0 < target <= limit.
    """
    if not 0 < target <= limit:
        raise ValueError(f"target {target} and limit {limit}: wanted 0 < target <= limit")
    pieces = _fewer(list(_pieces(document, target, limit)), target)
    passages = []
    for ordinal, (first, last) in enumerate(_best(pieces, target, limit)):
        span = Span(pieces[first].start, pieces[last].end)
        passages.append(
            Passage(
                document.id,
                ordinal,
                span,
                span.of(document.text),
                document.page_at(span.start),
                _path(pieces[first : last + 1]),
                context_of(document.text, pieces[first].around, span),
            )
        )
    return passages


def _pieces(document: Document, target: int, limit: int) -> Iterator[_Piece]:
    """The pieces of a document in order."""
    walk = Walk(document)
    lines = document.text.split("\n")
    begin = 0
    before: Kind = "body"
    headline = label = False  # whether the line before is a headline among other articles, or their label
    for index, line in enumerate(lines):
        end = begin + len(line)
        step = walk.step(begin, line)
        kind, around = step.kind, step.around
        abstract = kind == "aside" and (label or (headline and line[-1:] in _ENDS))
        beside = kind in _BESIDE
        sections = around.sections
        piece = _Piece(
            begin,
            end,
            sections[-1].level if sections and not beside else 0,
            around if not beside else Surroundings(),
            step.opens,
            step.apart or _parts(before, kind, abstract),
            kind == "body" and bool(sections) and sections[-1].span.end >= end and len(line) <= limit // 2,
            _BETWEEN_ITEMS if kind == "row" else _BETWEEN_PARAGRAPHS,
        )
        yield from _cut(piece, document.text, lines[index + 1] if index + 1 < len(lines) else "", target, limit)
        headline = kind == "aside" and line[-1:] not in _ENDS
        label = headline and len(line) <= _LABEL
        begin, before = end + 1, kind


def _parts(before: Kind, kind: Kind, abstract: bool) -> bool:
    """Whether two lines that follow each other may not share a passage.

    Captions and what does not belong to the document stay apart from its text; of other articles, each headline goes
    with its abstract alone.
    """
    if before == kind:
        return kind == "aside" and not abstract
    return kind in _BESIDE or before in _BESIDE


def _fewer(pieces: list[_Piece], target: int) -> list[_Piece]:
    """`pieces` with runs of tiny ones joined where there are very many: a table of numbers exported line by line.

    The cost of laying out grows with the number of pieces times those that fit in a passage.
    """
    if len(pieces) <= _MANY:
        return pieces
    out: list[_Piece] = []
    first = last = pieces[0]
    for piece in pieces[1:]:
        plain = not (piece.opens or piece.apart or piece.heading or first.heading) and piece.level == first.level
        if not plain or last.cut > _BETWEEN_PARAGRAPHS or piece.end - first.start > target // 4:
            out.append(replace(first, end=last.end, cut=last.cut))
            first = piece
        last = piece
    return [*out, replace(first, end=last.end, cut=last.cut)]


def _cut(line: _Piece, text: str, following: str, target: int, limit: int) -> Iterator[_Piece]:
    """The pieces of one line of the text: itself, or its sentences if it is long; none if it is blank."""
    words = text[line.start : line.end].strip()
    if not words:
        return
    begin = line.start + text[line.start : line.end].index(words[0])
    cut = line.cut
    if line.heading:
        cut = _AFTER_HEADING
    elif line.around.header == words or words.endswith(":"):
        cut = _AFTER_LEAD_IN
    elif words.endswith((";", ",")) or following[:1] in ("-", "+"):
        cut = _BETWEEN_ITEMS
    if len(words) <= target:
        end = begin + len(words)
        yield (
            line
            if (begin, end, cut) == (line.start, line.end, line.cut)
            else replace(line, start=begin, end=end, cut=cut)
        )
        return
    parts = list(_sentences(words, limit))
    for number, (first, last, inner) in enumerate(parts):
        yield replace(
            line,
            start=begin + first,
            end=begin + last,
            opens=0 if number else line.opens,
            apart=line.apart and not number,
            heading=False,
            cut=cut if number == len(parts) - 1 else inner,
        )


def _sentences(text: str, limit: int) -> Iterator[tuple[int, int, float]]:
    """The sentences of `text`, those over `limit` in parts, each with the cost of a cut after it."""
    for span in split_sentences(text):
        begin = span.start
        while span.end - begin > limit:
            stop = _break(text, begin, begin + limit)
            end = stop
            while text[end - 1].isspace():
                end -= 1
            yield begin, end, _WITHIN_SENTENCE
            begin = stop
            while text[begin].isspace():
                begin += 1
        yield begin, span.end, _BETWEEN_SENTENCES


def _break(text: str, begin: int, stop: int) -> int:
    """Where to break a sentence that is too long: after the last ";", ",", or space before `stop`, or there."""
    for mark in ("; ", ", ", " "):
        found = text.rfind(mark, begin + (stop - begin) // 2, stop)
        if found > begin:
            return found + len(mark)
    return stop


def _best(pieces: Sequence[_Piece], target: int, limit: int) -> list[tuple[int, int]]:
    """The cheapest way to lay out `pieces` in passages, as (first, last) positions: dynamic programming."""
    count = len(pieces)
    costs = [0.0] + [float("inf")] * count
    previous = [0] * (count + 1)
    for first in range(count):
        base = costs[first]
        head = pieces[first]
        floor, body_seen = _floor(head), not head.heading
        joined = 0.0
        inner = 0  # the level of the outermost open section that began after the passage's first words
        for last in range(first, min(count, first + _MOST_PIECES)):
            piece = pieces[last]
            size = piece.end - head.start
            size_before = pieces[last - 1].end - head.start
            if last > first:
                if size > limit or piece.apart:
                    break
                if piece.opens:
                    if body_seen and (piece.opens < floor or (not head.level and size_before > _FRONT)):
                        break
                    if body_seen:
                        sibling = piece.opens <= head.opens or not head.opens
                        joined += _JOINED_TOP if piece.opens == 1 else _JOINED * (3 if sibling else 1)
                        inner = min(inner, piece.opens) if inner else piece.opens
            body_seen = body_seen or not piece.heading
            miss = (target - size) / target if size < target else (size - target) / max(limit - target, 1)
            cost = base + miss * miss + joined + (piece.cut if last < count - 1 else 0.0)
            if last < count - 1:
                opens = pieces[last + 1].opens
                if opens and not piece.heading:
                    cost -= piece.cut  # a cut before a section is free
                if inner and not 0 < opens <= inner:
                    cost += _TORN
            if cost < costs[last + 1]:
                costs[last + 1], previous[last + 1] = cost, first
    out = []
    end = count
    while end:
        out.append((previous[end], end - 1))
        end = previous[end]
    return out[::-1]


def _floor(head: _Piece) -> int:
    """The outermost level of heading that may follow in a passage that begins with `head`.

    A passage that begins with a heading may take in its siblings; one that begins in the body of a section only what
    lies beneath that section.
    """
    return head.opens or head.level + 1


def _path(pieces: Sequence[_Piece]) -> tuple[str, ...]:
    """The labels of the smallest section that holds all pieces but the headings at the beginning."""
    paths = [piece.around.path for piece in pieces if not piece.heading] or [pieces[-1].around.path]
    shortest = min(paths, key=len)
    same = next((i for i, label in enumerate(shortest) if any(path[i] != label for path in paths)), len(shortest))
    return shortest[:same]
