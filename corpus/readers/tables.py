"""Tables as readers give them back: a line a row, with " | " between the cells, and the header row known to each."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 120
"""Characters of a header's cell at most; longer ones are text."""
_FRAME = re.compile(
    r"(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s?[-–]\s?Tự do|ĐẢNG CỘNG SẢN VIỆT NAM\b|Nơi nhận\s?:"
    r"|(?:T/M|TM\.|KT\.|TL\.|K/T)\s)"
)
_FIGURES = re.compile(r"[\s\d.,%()+–/:-]*")


def row_text(cells: Sequence[str]) -> str:
    """A row as one line: its cells that are not empty, " | " between them."""
    return " | ".join(cell for cell in cells if cell)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of a data table's rows names its columns.

    It fills as many cells as the rows under it, with words, not figures, and is not as long as text.
    """
    if len(rows) < 2:
        return False
    first = [cell for cell in rows[0] if cell]
    usual = sorted(sum(bool(cell) for cell in row) for row in rows[1:])[(len(rows) - 1) // 2]
    worded = sum(not _FIGURES.fullmatch(cell) for cell in first)
    return (
        len(first) >= max(2, usual - 1)
        and worded >= len(first) - 1
        and all(len(cell) <= _LONGEST and not cell.endswith((".", ";", ":")) for cell in first)
    )


def is_frame(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table of two or three columns only places a letterhead or signatures."""
    width = max((len(row) for row in rows), default=0)
    return width <= 3 and len(rows) <= 8 and any(_FRAME.match(cell) for row in rows for cell in row)
