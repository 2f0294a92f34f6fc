"""Tables of Word documents: whether one holds data or only places text, and which rows name its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.readers.tables import has_header, is_frame

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows_of(table: Any) -> list[tuple[Any, list[Any]]]:
    """The rows of a table, each with its cells; a cell merged over columns or rows is there once, where it begins."""
    seen: set[Any] = set()
    return [(row, _cells(row, seen)) for row in table.rows]


def _cells(row: Any, seen: set[Any]) -> list[Any]:
    cells = []
    for cell in row.cells:
        if cell._tc not in seen:
            seen.add(cell._tc)
            cells.append(cell)
    return cells


def is_layout(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a table only places text: at most three rows of at most two cells, one of which holds several lines."""
    if max((len(cells) for cells in rows), default=0) <= 1:
        return True
    cells = [cell for row in rows for cell in row]
    if any(cell.tables for cell in cells) or is_frame([[cell.text.strip() for cell in row] for row in rows[:9]]):
        return True
    lines = max(sum(bool(p.text.strip()) + p.text.strip().count("\n") for p in cell.paragraphs) for cell in cells)
    return len(rows) <= 3 and max(len(row) for row in rows) <= 2 and lines > 1


def header_rows(rows: Sequence[Any], texts: Sequence[Sequence[str]]) -> int:
    """How many of a data table's first rows name its columns: those that Word repeats on each page, else the first one
    if it reads like names, with the rows that its merged cells reach down to."""
    repeated = 0
    while repeated < len(rows) and _repeats(rows[repeated]):
        repeated += 1
    if 0 < repeated < len(rows):
        return repeated
    if not has_header(texts):
        return 0
    count = 1
    while count < len(rows) - 1 and any(
        merged.get(f"{_W}val") != "restart" for merged in rows[count]._tr.iter(f"{_W}vMerge")
    ):
        count += 1
        if count > 3:
            return 1  # merged cells in the body of the table
    return count


def _repeats(row: Any) -> bool:
    mark = row._tr.find(f"{_W}trPr/{_W}tblHeader")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
