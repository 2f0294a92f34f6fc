"""Tables on a PDF page that no rules show: columns of short cells that stand in line with each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from corpus.readers.lines import join
from corpus.readers.pdf_columns import Row, rows_of
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.readers.tables import has_header, is_frame, row_text

_ROWS = 3
"""Rows with cells side by side that make a table."""
_SHORT_CELL = 20
"""Letters of the usual cell at most; lines of text in columns are longer."""
_GUTTER = 0.7
"""Ems of nothing between two columns, over all rows."""
_PAUSE = 3.0
_MOST_ROWS = 600
"""Rows of a page, which are compared with those under them; no page of a document has more."""
_FIGURE = re.compile(r"[\s\d.,%()+–/-]*\d[\s\d.,%()+–/-]*")

Column = tuple[float, float]


def aligned(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """`lines` of one page with those in tables without rules replaced by a line of kind "row" for each row.

    Careful rather than keen: three columns of short cells or two of which one holds figures, on three rows or more.
    """
    rows = rows_of(lines)
    if sum(len(row) > 1 for row in rows) < _ROWS or len(rows) > _MOST_ROWS:
        return list(lines)
    out: list[PdfLine] = []
    index = 0
    while index < len(rows):
        found = _table(rows, index) if len(rows[index]) > 1 else None
        if found is None:
            out += rows[index]
            index += 1
        else:
            out += found[0]
            index = found[1]
    return out


def _table(rows: Sequence[Row], begin: int) -> tuple[list[PdfLine], int] | None:
    """The table that begins with row `begin` as lines, and the row after it; None if there is none."""
    columns: list[Column] = []
    stop = begin
    while stop < len(rows):
        row = rows[stop]
        if stop > begin and rows[stop - 1][0].y - row[0].y > _PAUSE * max(row[0].size, 6.0):
            break
        merged = _merged(columns, row) if all(line.kind == "body" for line in row) else None
        if merged is None:
            break
        columns = merged
        stop += 1
    while stop > begin and len(rows[stop - 1]) == 1 and not _within(rows[stop - 1][0], columns[1:]):
        stop -= 1  # text under the table that happens to fit its first column
    taken = rows[begin:stop]
    full = [row for row in taken if len(row) > 1]
    if len(full) < _ROWS or len(full) < 0.5 * len(taken) or not _is_table(full, columns):
        return None
    return _as_lines(taken, columns), stop


def _merged(columns: list[Column], row: Row) -> list[Column] | None:
    """`columns` widened by the cells of `row`, or None if the row joins columns that stood apart."""
    if not columns:
        return [(line.x, line.right) for line in row]
    out = list(columns)
    for line in row:
        touched = [i for i, (left, right) in enumerate(out) if line.x <= right and line.right >= left]
        if len(touched) > 1:
            return None
        if touched:
            left, right = out[touched[0]]
            out[touched[0]] = (min(left, line.x), max(right, line.right))
        else:
            out.append((line.x, line.right))
    out.sort()
    need = _GUTTER * max(row[0].size, 6.0)
    return out if all(b[0] - a[1] >= need for a, b in pairwise(out)) else None


def _within(line: PdfLine, columns: Sequence[Column]) -> bool:
    return any(left - 1 <= line.x and line.right <= right + 1 for left, right in columns)


def _is_table(full: Sequence[Row], columns: Sequence[Column]) -> bool:
    if is_frame([[line.text for line in row] for row in full]):
        return False
    cells = sorted(len(line.text) for row in full for line in row)
    if cells[len(cells) // 2] > _SHORT_CELL:
        return False
    if len(columns) >= 3 and sum(len(row) >= 3 for row in full) >= _ROWS:
        return sum(len(row) for row in full) >= 0.6 * len(columns) * len(full)
    figures = sum(_FIGURE.fullmatch(row[-1].text) is not None for row in full)
    return len(columns) == 2 and figures >= 0.7 * len(full)


def _as_lines(rows: Sequence[Row], columns: Sequence[Column]) -> list[PdfLine]:
    """The rows as lines; a row with nothing in the first column goes on with the cells of the row above."""
    cells: list[list[list[PdfLine]]] = []
    for row in rows:
        places = [_place(line, columns) for line in row]
        if not cells or 0 in places or len(row) > len(columns) / 2:
            cells.append([[] for _ in columns])
        for line, place in zip(row, places, strict=True):
            cells[-1][place].append(line)
    texts = [[reduce(join, (line.text for line in cell)) if cell else "" for cell in row] for row in cells]
    heads = has_header(texts)
    header = row_text(texts[0]) if heads else ""
    return [
        replace(
            next(cell[0] for cell in parts if cell),
            text=row_text(text),
            x=columns[0][0],
            right=columns[-1][1],
            kind="row",
            header=header if index else "",
            bold=all(line.bold for cell in parts for line in cell),
        )
        for index, (text, parts) in enumerate(zip(texts, cells, strict=True))
    ]


def _place(line: PdfLine, columns: Sequence[Column]) -> int:
    return next(i for i, (left, right) in enumerate(columns) if line.x <= right and line.right >= left)
