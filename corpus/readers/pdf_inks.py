"""What stands under a stamp: a page read with its coloured ink and without it, and the two readings made one."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers.pdf_hocr import HocrLine
from corpus.readers.pdf_scan_lines import confidence_of

_SAME = 0.5
"""Share of the lower line's height by which two lines overlap that are readings of one."""
_TRUSTED = 0.5
"""Confidence below which a line without coloured ink is the halo that a camera or JPEG leaves around such ink."""
_BETTER = 1.1
"""How much more the reading with coloured ink must say to be preferred: a word in blue, not a stamp's ring."""


def both_readings(whole: Sequence[HocrLine], black: Sequence[HocrLine]) -> list[HocrLine]:
    """The lines of a page, in the order of `black`, which is its reading without coloured ink.

    Of readings of one line the one that says more is kept, so that a stamp hides no words and a line whose end is in
    blue keeps it; lines of `whole` that have nothing under them are coloured themselves ("MẬT") and put in by height.
    """
    black = [line for line in black if confidence_of([line]) >= _TRUSTED]
    own: dict[int, list[HocrLine]] = {}
    coloured = []
    for line in whole:
        shared, index = max(((_shared(line, other), i) for i, other in enumerate(black)), default=(0.0, 0))
        if shared > 0:
            own.setdefault(index, []).append(line)
        else:
            coloured.append(line)
    out: list[HocrLine] = []
    for index, line in enumerate(black):
        others = own.get(index, [])
        out += others if sum(map(_said, others)) > _BETTER * _said(line) else [line]
    for line in coloured:
        below = (i for i, other in enumerate(out) if other.baseline > line.baseline)
        out.insert(next(below, len(out)), line)
    return out


def _shared(line: HocrLine, other: HocrLine) -> float:
    """The width that two lines of about the same height on the page have in common, 0 for lines apart."""
    top, bottom = _span(line)
    other_top, other_bottom = _span(other)
    height = min(bottom, other_bottom) - max(top, other_top)
    if height <= _SAME * min(bottom - top, other_bottom - other_top):
        return 0.0
    return min(line.words[-1].right, other.words[-1].right) - max(line.words[0].left, other.words[0].left)


def _span(line: HocrLine) -> tuple[float, float]:
    """Top and bottom of a line, without what sticks out of it."""
    return line.baseline - line.size * 0.7, line.baseline + line.size * 0.1


def _said(line: HocrLine) -> float:
    """The letters and digits of a line, each as far as it is trusted."""
    return sum(word.confidence * sum(map(str.isalnum, word.text)) for word in line.words)
