"""The order in which the lines of a PDF page are read: columns and cells beside each other, left before right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.pdf_paragraphs import PdfLine

_GUTTER = 0.8
"""Ems of nothing, over all lines of a stretch, that part two columns."""
_PAUSE = 4.5
"""Ems of nothing across the page that end a stretch of columns."""
_PROSE_LINES = 4
"""Lines that a column of running text has at least; fewer are a letterhead's or a signature's cells."""
_PROSE_LETTERS = 22
_DEEPEST = 4
_MOST_BESIDE = 60
"""Lines that are taken for one row; letters scattered over a drawing are more."""

Row = list[PdfLine]


def rows_of(lines: Sequence[PdfLine]) -> list[Row]:
    """The lines that stand beside each other, from the top; `lines` come in that order."""
    rows: list[Row] = []
    for line in lines:
        if rows and len(rows[-1]) < _MOST_BESIDE and all(_beside(line, other) for other in rows[-1]):
            rows[-1].append(line)
            rows[-1].sort(key=lambda other: other.x)
        else:
            rows.append([line])
    return rows


def _beside(line: PdfLine, other: PdfLine) -> bool:
    """Whether two lines stand beside each other; the baselines of two columns need not be the same."""
    apart = line.x - other.right if line.x > other.x else other.x - line.right
    return (
        abs(other.y - line.y) < (0.85 if apart > 2 * line.size else 0.6) * max(min(line.size, other.size), 4)
        and apart > 0
        and line.kind == other.kind == "body"
    )


def reading_order(lines: Sequence[PdfLine], depth: int = 0) -> list[PdfLine]:
    """`lines` of a page, which come from the top and from the left, in the order in which a person reads them.

    Where lines stand on both sides of a gap that runs down the page, all that is left of it comes first. Lines of a
    column of running text know its right edge.
    """
    rows = rows_of(lines)
    if depth >= _DEEPEST or all(len(row) == 1 for row in rows):
        return list(lines)
    out: list[PdfLine] = []
    index = 0
    while index < len(rows):
        if len(rows[index]) == 1:
            out += rows[index]
            index += 1
            continue
        gap, stop = _stretch(rows, index)
        begin = index
        while begin and out and _right_only(rows[begin - 1], rows[begin], gap) and out[-1] is rows[begin - 1][-1]:
            begin -= 1
            del out[-1]
        middle = (gap[0] + gap[1]) / 2
        stretch = [line for row in rows[begin:stop] for line in row]
        for side in (
            [line for line in stretch if line.x < middle],
            [line for line in stretch if line.x >= middle],
        ):
            out += _column(reading_order(side, depth + 1))
        index = stop
    return out


def _stretch(rows: Sequence[Row], begin: int) -> tuple[tuple[float, float], int]:
    """The widest gap in row `begin`, narrowed to what the rows under it leave free, and the row that ends it."""
    row = rows[begin]
    widest = max(range(len(row) - 1), key=lambda i: row[i + 1].x - row[i].right)
    left, right = row[widest].right, row[widest + 1].x
    stop = begin + 1
    while stop < len(rows):
        row = rows[stop]
        before = rows[stop - 1][0]
        need = _GUTTER * max(before.size, 6.0)
        if before.y - row[0].y > _PAUSE * max(before.size, 6.0):
            break
        middle = (left + right) / 2
        new_left = max([left, *(line.right for line in row if line.x < middle)])
        new_right = min([right, *(line.x for line in row if line.x >= middle)])
        if new_right - new_left < need or any(line.kind != "body" for line in row):
            break
        left, right = new_left, new_right
        stop += 1
    return (left, right), stop


def _right_only(row: Row, below: Row, gap: tuple[float, float]) -> bool:
    """Whether a row stands wholly to the right of a gap that begins under it."""
    near = row[0].y - below[0].y < 2.5 * max(row[0].size, 6.0)
    return len(row) == 1 and row[0].kind == "body" and row[0].x >= gap[1] - row[0].size and near


def _column(lines: list[PdfLine]) -> list[PdfLine]:
    """The lines of a column; those of running text with its right edge."""
    own = [line for line in lines if not line.edge]
    letters = sorted(len(line.text) for line in own)
    if len(own) < _PROSE_LINES or letters[len(own) // 2] < _PROSE_LETTERS:
        return lines
    edge = sorted(line.right for line in own)[int(len(own) * 0.75)]
    return [line if line.edge else replace(line, edge=edge) for line in lines]
