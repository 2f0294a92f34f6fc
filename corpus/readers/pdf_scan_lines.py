"""From what was recognised on a page's picture to lines like those of a born-digital page, and words with places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.readers.pdf_deskew import Turned
from corpus.readers.pdf_hocr import HocrLine, HocrWord
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.records import Scan, Word
from corpus.repair import repair

_CELL_GAP = 1.8
"""Letter heights of nothing between two words that make them cells of a letterhead or table; lines set to both edges
have gaps of up to one."""
_SAME_SIZE = 0.3
"""Lines whose letters differ from the usual height by less than this share are of the usual size: the height that
tesseract gives depends on which letters with marks a line happens to have."""
_FAINT = 0.25
"""Confidence below which a line is a stain, a stamp or a picture rather than writing."""
POOR = 0.6
"""Confidence below which a page is reported as badly recognised, and a sign that is no letter is left out."""
_TALL = 1300.0
"""Points; a page longer than A3's long side was made from a picture without its resolution."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How places on the recognised picture become places on the page.

    `scale` is pixels a point, `long_side` the page's longer side in points.
    """

    turned: Turned
    scale: float
    long_side: float

    def word(self, word: HocrWord) -> Word:
        """The word with its edges in points from the page's left and top."""
        edges = self.turned.back(word.left, word.top, word.right, word.bottom)
        left, top, right, bottom = (round(max(edge, 0.0) / self.scale, 2) for edge in edges)
        return Word(repair(word.text), left, top, right, bottom)


def confidence_of(lines: Sequence[HocrLine]) -> float:
    """The mean confidence of the words, each weighted by its length; 0 where there are none."""
    words = [word for line in lines for word in line.words]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def scan_lines(found: Sequence[HocrLine], page: int, placing: Placing) -> tuple[list[PdfLine], Scan]:
    """The lines of page `page` in the order given, cells of one line apart, and the page's words with their places.

    Lines are placed in points from the lower left as if the page were of an ordinary size, words on the page as it is.
    """
    kept = [line for line in map(_without_specks, found) if _says_something(line)]
    if not kept:
        return [], Scan(page, 0.0)
    usual = median(line.size for line in kept for _ in line.words)
    scale = placing.scale * (placing.long_side / 842 if placing.long_side > _TALL else 1.0)
    bottom = placing.turned.picture.height
    lines: list[PdfLine] = []
    for line in kept:
        size = usual if abs(line.size - usual) < _SAME_SIZE * usual else line.size
        for cell in _cells(line.words, size):
            text = repair(" ".join(word.text for word in cell))
            if text:
                x, right = cell[0].left / scale, cell[-1].right / scale
                y = (bottom - line.baseline) / scale
                lines.append(PdfLine(text, page, x=x, y=y, right=right, size=size / scale, bold=False))
    words = tuple(word for line in kept for word in map(placing.word, line.words) if word.text)
    return lines, Scan(page, round(confidence_of(kept), 4), words)


def _without_specks(line: HocrLine) -> HocrLine:
    """The line without dashes, dots and bars of which tesseract itself is not sure."""
    return replace(
        line, words=tuple(word for word in line.words if word.confidence >= POOR or any(map(str.isalnum, word.text)))
    )


def _says_something(line: HocrLine) -> bool:
    """Whether a line is writing: letters or digits beside the dashes that rules are taken for, read with some trust."""
    text = "".join(word.text for word in line.words)
    return 3 * sum(map(str.isalnum, text)) >= len(text) > 0 and confidence_of([line]) >= _FAINT


def _cells(words: Sequence[HocrWord], size: float) -> list[list[HocrWord]]:
    """The words of one line, apart where wide gaps show that they stand in cells."""
    cells = [[words[0]]]
    for before, word in pairwise(words):
        if word.left - before.right > _CELL_GAP * size:
            cells.append([])
        cells[-1].append(word)
    return cells
