"""Putting the lines of PDF pages together into paragraphs, over page ends too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.lines import SENTENCE_END, seam, starts_item
from corpus.records import Block

_WIDE_GAP = 1.2
"""Baselines this many times farther apart than usual belong to two paragraphs."""
_SHORT = 0.88
"""A line that ends before this share of the text's width was ended on purpose, if the next word would have fitted."""
_MID_SENTENCE = re.compile(r"(?:[,–—(/]|\b(?:và|hoặc|của|các|những|với|cho|để|là|do|tại|về|theo|trong|từ|đến|bằng))$")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its repaired text, page (from 1), and place in points; `right` is an estimate."""

    text: str
    page: int
    x: float
    y: float
    right: float
    size: float
    bold: bool


def paragraphs(pages: list[list[PdfLine]]) -> tuple[Block, ...]:
    """The paragraphs of `pages` in order. A paragraph that runs over a page's end is one block with `breaks`."""
    lines = [line for page in pages for line in page]
    if not lines:
        return ()
    layout = _Layout(pages)
    out: list[list[PdfLine]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if layout.continues(before, line):
            out[-1].append(line)
        else:
            out.append([line])
    return tuple(_block(group) for group in out)


class _Layout:
    """What is usual in one document: the distance of lines within a paragraph, the left and right edge."""

    def __init__(self, pages: list[list[PdfLine]]) -> None:
        gaps = sorted(
            round(a.y - b.y, 1) for page in pages for a, b in pairwise(page) if 0 < a.y - b.y < 4 * max(a.size, 6)
        )
        # Most lines follow another of the same paragraph, so the lower quartile is the distance within one.
        self.leading = gaps[len(gaps) // 4] if gaps else 14.0
        self.spaced = bool(gaps) and sum(g > self.leading * _WIDE_GAP for g in gaps) >= max(3, len(gaps) * 0.08)
        everything = [line for page in pages for line in page]
        rights = sorted(line.right for line in everything)
        self.right = rights[int(len(rights) * 0.75)]
        self.left = median(line.x for line in everything)
        lengths = sorted(len(line.text) for line in everything)
        self.width = lengths[int(len(lengths) * 0.9)]

    def _full(self, line: PdfLine) -> bool:
        """Whether `line` reaches the right margin, as far as estimates tell."""
        return line.right >= self.right * _SHORT or len(line.text) >= self.width * _SHORT

    def continues(self, before: PdfLine, line: PdfLine) -> bool:
        """Whether `line` goes on with the paragraph of `before`."""
        if starts_item(line.text):
            return False
        lower = line.text[0].islower()
        hanging = _MID_SENTENCE.search(before.text) is not None
        ended = SENTENCE_END.search(before.text) is not None
        if before.page != line.page:
            if lower or hanging:
                return not ended or before.text.endswith("...") or (before.text.endswith(";") and self._full(before))
            if ended:
                return False
            return self._full(before) and before.bold == line.bold
        gap = before.y - line.y
        if gap <= 0 or abs(gap) < 2:  # the next column or cell
            return False
        if gap > self.leading * _WIDE_GAP:
            return (lower or hanging) and not ended and gap < self.leading * 2.5 and self._full(before)
        if abs(line.size - before.size) > 1.5 or (before.bold != line.bold and not lower):
            return False
        if lower or hanging:
            return True
        if before.text.isupper() and not line.text.isupper():
            return False  # an office in capitals over "(Đã ký)" or a name
        if line.x > self.left + 12 and not self.spaced and before.x <= self.left + 6 and ended:
            return False  # first-line indent
        if not self._full(before):
            return False
        return self.spaced or not ended


def _block(group: list[PdfLine]) -> Block:
    """The lines of one paragraph as a block."""
    text, breaks = group[0].text, []
    for before, line in pairwise(group):
        text += seam(before.text)
        if line.page != before.page:
            breaks += [len(text)] * (line.page - before.page)
        text += line.text
    return Block(text, page=group[0].page, breaks=tuple(breaks))
