"""Putting the lines of PDF pages together into paragraphs, over page ends too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.captions import is_caption
from corpus.readers.lines import SENTENCE_END, join, starts_item
from corpus.records import Block, Kind

_WIDE_GAP = 1.2
"""Baselines this many times farther apart than usual belong to two paragraphs."""
_LETTER = 0.5
"""Mean width of a letter in ems, to tell whether a word would have fitted."""
_MID_SENTENCE = re.compile(r"(?:[,–—(/]|\b(?:và|hoặc|của|các|những|với|cho|để|là|do|tại|về|theo|trong|từ|đến|bằng))$")

_BEHALF = re.compile(r"(?:T/M|TM|T\.M|KT|K/T|TL|T/L|TUQ)\b")
_OFFICE = re.compile(
    r"(?:PHÓ|THỨ|CHÁNH|TỔNG|QUYỀN|BÍ THƯ|CHỦ TỊCH|CHỦ NHIỆM|TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|THỐNG ĐỐC|VIỆN TRƯỞNG"
    r"|HIỆU TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|VỤ TRƯỞNG)\b"
)
_MENTION = re.compile(
    r"(?:Điều|Khoản|Điểm|Mục|Phần|Chương|Phụ lục)\s+[\dIVXL]{1,7}[a-zđ]?,?\s+(?:này|của|và|hoặc|đến|tại|trong|nêu|thì"
    r"|được|về|các|điểm|khoản|Điều|Chương|Luật|Nghị|Quy|Thông|Quyết|Hiến|Bộ luật)\b"
)
"""A line that opens with an article which the sentence mentions: "Điều 10 của Luật này"."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its repaired text, page (from 1), and place in points from the page's lower left.

    `edge` is the right edge of the column of running text that it stands in, 0 where the page has one column. A table's
    row is one line of kind "row" that knows its `header`, or how many rows the header has if it is part of it. `foot`
    lines stand under the short rule above footnotes.
    """

    text: str
    page: int
    x: float
    y: float
    right: float
    size: float
    bold: bool
    kind: Kind = "body"
    header: str = ""
    edge: float = 0.0
    foot: bool = False


def paragraphs(pages: list[list[PdfLine]], notes: Sequence[list[PdfLine]] = ()) -> tuple[Block, ...]:
    """The paragraphs of `pages` in order. A paragraph that runs over a page's end is one block with `breaks`.

    The footnotes of a page (`notes`, a list a page) follow its last paragraph, or stand before the one that goes on
    overleaf, so that every character keeps its page.
    """
    lines = [line for page in pages for line in page]
    groups: list[list[PdfLine]] = []
    if lines:
        layout = _Layout(pages)
        groups.append([lines[0]])
        for before, line in pairwise(lines):
            if layout.continues(before, line):
                groups[-1].append(line)
            else:
                groups.append([line])
    return tuple(_block(group) for group in with_notes(groups, [note for page in notes for note in page]))


def with_notes(groups: list[list[PdfLine]], notes: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """`groups`, the lines of paragraphs, with the notes (in order of pages) put between them."""
    if not notes:
        return groups
    out: list[list[PdfLine]] = []
    at = 0

    def up_to(page: int) -> None:
        nonlocal at
        while at < len(notes) and notes[at].page <= page:
            out.append([notes[at]])
            at += 1

    for group in groups:
        up_to(group[0].page - 1)
        rest = group
        while at < len(notes) and notes[at].page < rest[-1].page:
            first = notes[at].page
            # A note of a page that the paragraph covers from end to end leaves no other place than a cut.
            cut = next(i for i, line in enumerate(rest) if line.page >= first)
            if cut:
                out.append(rest[:cut])
                rest = rest[cut:]
            up_to(first)
        out.append(rest)
    up_to(notes[-1].page)
    return out


class _Layout:
    """What is usual in one document: the distance of lines within a paragraph, the left and right edge."""

    def __init__(self, pages: list[list[PdfLine]]) -> None:
        gaps = sorted(
            round(a.y - b.y, 1) for page in pages for a, b in pairwise(page) if 0 < a.y - b.y < 4 * max(a.size, 6)
        )
        # Most lines follow another of the same paragraph, so the lower quartile is the distance within one.
        self.leading = gaps[len(gaps) // 4] if gaps else 14.0
        self.spaced = bool(gaps) and sum(g > self.leading * _WIDE_GAP for g in gaps) >= max(3, len(gaps) * 0.08)
        everything = [line for page in pages for line in page if line.kind == "body"]
        rights = sorted(line.right for line in everything)
        self.right = rights[int(len(rights) * 0.75)] if rights else 0.0
        self.left = median(line.x for line in everything) if rights else 0.0
        # The last page of a text in columns may hold the first one only.
        self.columns = {round(line.x / 6): line.edge for line in everything if line.edge}

    def _full(self, line: PdfLine, following: PdfLine) -> bool:
        """Whether the first word of `following` had no room left on `line`."""
        word = len(following.text.split(" ", 1)[0]) + 1
        edge = line.edge or self.right
        if (
            not line.edge
            and max(line.right, following.right) < (column := self.columns.get(round(line.x / 6), 0.0)) + 2
        ):
            edge = column
        return line.right + word * _LETTER * line.size > edge - 0.5 * line.size

    def continues(self, before: PdfLine, line: PdfLine) -> bool:
        """Whether `line` goes on with the paragraph of `before`."""
        if not line.kind == before.kind == "body" or _ornament(before) or _ornament(line):
            return False
        mentions = _MENTION.match(line.text) is not None
        if (starts_item(line.text) and not mentions) or _signs(before, line):
            return False
        lower = line.text[0].islower() or mentions
        hanging = _MID_SENTENCE.search(before.text[-12:]) is not None
        ended = SENTENCE_END.search(before.text[-12:]) is not None
        full = self._full(before, line)
        gap = before.y - line.y
        overleaf = before.page != line.page
        if overleaf or (gap < -2 * line.size and line.edge and before.edge and line.x > before.x):
            if lower or hanging:
                return not ended or before.text.endswith("...") or (before.text.endswith(";") and full)
            if ended:
                return False
            return full and before.bold == line.bold
        if gap <= 0 or abs(gap) < 2:  # the next column or cell
            return False
        if gap > self.leading * _WIDE_GAP:
            return (lower or hanging) and not ended and gap < self.leading * 2.5 and full
        if abs(line.size - before.size) > 1.5 or (before.bold != line.bold and not lower):
            return False
        if lower or hanging:
            return True
        if before.text.isupper() and not line.text.isupper():
            return False  # an office in capitals over "(Đã ký)" or a name
        if ended and not self.spaced and line.x > (before.x + 8 if line.edge else self.left + 12):
            return False  # first-line indent
        return full


def _signs(before: PdfLine, line: PdfLine) -> bool:
    """Whether `line` is the signatory's office under the body or the superior that he signs for."""
    return _BEHALF.match(before.text) is not None and (_OFFICE.match(line.text) is not None or before.text[0] == "K")


def _ornament(line: PdfLine) -> bool:
    """Whether a line is nothing but a drawn rule or a star."""
    return not line.text[0].isalnum() and not any(c.isalnum() for c in line.text)


def _block(group: list[PdfLine]) -> Block:
    """The lines of one paragraph as a block."""
    text, breaks = group[0].text, []
    for before, line in pairwise(group):
        text = join(text, line.text)
        if line.page != before.page:
            breaks += [len(text) - len(line.text)] * (line.page - before.page)
    first = group[0]
    kind: Kind = "caption" if first.kind == "body" and is_caption(text) else first.kind
    return Block(text, page=first.page, breaks=tuple(breaks), kind=kind, header=first.header)
