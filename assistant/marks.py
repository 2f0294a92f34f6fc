"""Citation marks in what a language model writes: "[1]", "[2, 3]", "[1][4]", read as the text comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.records import Span
from corpus.repair import repair
from corpus.sentences import split_sentences

_MARK = re.compile(
    r"[ \t]{0,4}(?:\[|【)[ \t]{0,4}(?:\^|(?:tài liệu|đoạn|nguồn|tl|source|doc)[ \t]{0,4})?"
    r"(?P<numbers>\d{1,9}(?:[ \t]{0,4}[,;–-][ \t]{0,4}\d{1,9}){0,20})[ \t]{0,4}(?:\]|】)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)|(\d+)")
_LONGEST_RANGE = 8
_LONGEST_MARK = 60
_LONGEST = 2_000
"""Characters after which a sentence is cut even though it has not ended."""
_BULLET = re.compile(r"\s*(?:#{1,6}\s+|>\s+|[*•]\s+)")
_ITEM = re.compile(r"\s*(?:[-–+]|\d{1,2}[.)])\s*")
_STARS = re.compile(r"\*\*|__|`")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, on one line, and the numbers that they named, in order, each once."""

    text: str
    marks: tuple[int, ...]


def strip_marks(text: str) -> str:
    """`text` without anything that looks like a citation mark."""
    return _MARK.sub("", text)


class MarkReader:
    """Cuts a stream of text into sentences with their marks; linear, however the text is cut into chunks.

    A sentence is given once it can no longer change: its line has ended, or another sentence has begun after it.
    """

    def __init__(self) -> None:
        self._held = ""

    def feed(self, chunk: str) -> Iterator[Marked]:
        """The sentences that `chunk` completes."""
        *lines, self._held = (self._held + chunk).replace("\r", "\n").split("\n")
        for line in lines:
            yield from marked_sentences(line)
        # Looking for an end pays only where one may have come.
        if len(self._held) > _LONGEST or any(c in chunk for c in ".!?…]】"):
            yield from self._ended()

    def close(self) -> Iterator[Marked]:
        """What is left when the stream has ended."""
        held, self._held = self._held, ""
        yield from marked_sentences(held)

    def _ended(self) -> Iterator[Marked]:
        """The sentences of the unfinished line before its last one."""
        spans = split_sentences(self._held)
        opening = max(self._held.rfind("["), self._held.rfind("【"))
        whole = [s for s in spans[1:] if not _is_mark(s.of(self._held)) and opening < s.start + 1]
        cut = whole[-1].start if whole else 0
        while cut and (mark := _MARK.match(self._held, cut)):
            cut = mark.end()  # "… 8 %. [1] Tiếp": the mark belongs to what it follows
        if not cut and len(self._held) > _LONGEST:
            # Not within a mark.
            cut = opening if len(self._held) - opening < _LONGEST_MARK else len(self._held)
        done, self._held = self._held[:cut], self._held[cut:]
        yield from marked_sentences(done)


def marked_sentences(line: str) -> Iterator[Marked]:
    """The sentences of one line, each with the marks within it or right after it; marks before the first are its own.

    Markup (headings, bullets, bold) is left out; what is nothing but marks or signs is no sentence.
    """
    bullet = _BULLET.match(line)
    line = _STARS.sub("", line[bullet.end() :] if bullet else line)
    plain, places = _without_marks(line)
    spans = _joined(plain, split_sentences(plain))
    for i, span in enumerate(spans):
        before = spans[i - 1].end if i else -1
        numbers = [n for at, ns in places for n in ns if _owner(at, span, before, last=i + 1 == len(spans))]
        text = repair(span.of(plain))
        if any(c.isalpha() for c in text):
            yield Marked(text, tuple(dict.fromkeys(numbers)))


def _owner(at: int, span: Span, before: int, *, last: bool) -> bool:
    """Whether a mark at `at` belongs to the sentence at `span`; one between two sentences belongs to the first."""
    return (before < at <= span.end) or (last and at > span.end) or (before < 0 and at <= span.start)


def _joined(plain: str, spans: list[Span]) -> list[Span]:
    """The spans with a bare item number joined to what follows it."""
    joined: list[Span] = []
    for span in spans:
        numbered = joined and _ITEM.fullmatch(joined[-1].of(plain))
        joined.append(Span(joined.pop().start, span.end) if numbered else span)
    return joined


def _without_marks(line: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The line without marks, and for each mark where it stood in what is left and its numbers."""
    parts, places, last, size = [], [], 0, 0
    for match in _MARK.finditer(line):
        parts.append(line[last : match.start()])
        size += match.start() - last
        places.append((size, _numbers(match["numbers"])))
        last = match.end()
    return "".join([*parts, line[last:]]), places


def _numbers(text: str) -> list[int]:
    """ "1, 3-5" → [1, 3, 4, 5]; a range too long to be meant gives its ends."""
    found: list[int] = []
    for match in _RANGE.finditer(text):
        first, last = int(match[1] or match[3]), int(match[2] or match[3])
        short = first <= last <= first + _LONGEST_RANGE
        found.extend(range(first, last + 1) if short else dict.fromkeys((first, last)))
    return found


def _is_mark(text: str) -> bool:
    return not _MARK.sub("", text).strip(" .")
