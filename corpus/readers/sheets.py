"""Workbooks (XLSX, XLS, ODS): rows with the header above them, sheet by sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from corpus.errors import DamagedFile, EncryptedFile, TooLarge
from corpus.limits import Limits
from corpus.readers.tables import has_header, row_text
from corpus.readers.zipped import guard
from corpus.records import Block, Extract
from corpus.repair import one_line
from corpus.sniff import sniff

_TITLE_CELLS = 1
"""A row with no more cells filled is a line of text: a title, a remark, a signature."""


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The rows of each visible sheet, cells apart by " | "; a row with one cell is a line of text.

    The name of a sheet is its heading where the workbook has several with something in them. Raises `TooLarge` over
    `limits.max_cells`, `EncryptedFile`, and `DamagedFile`.
    """
    found = sniff(data, name)
    if data.startswith(b"PK"):
        guard(data, name, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [
            (meta.name, _rows(workbook, meta.name, name, limits))
            for meta in workbook.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible
        ]
    except PasswordError as exc:
        raise EncryptedFile(f"“{name}” có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.") from exc
    except (CalamineError, OSError, ValueError) as exc:
        raise DamagedFile(
            f"“{name}” là bảng tính bị hỏng hoặc bị cắt cụt, không mở được. Hãy xin lại tệp gốc hoặc mở bằng Excel và"
            " lưu lại."
        ) from exc
    filled = [(title, rows) for title, rows in sheets if rows]
    blocks: list[Block] = []
    for title, rows in filled:
        if len(filled) > 1:
            blocks.append(Block(one_line(title), level=1))
        blocks += _blocks(rows)
    return Extract(found, tuple(block for block in blocks if block.text))


def _rows(workbook: Any, title: str, name: str, limits: Limits) -> list[list[str]]:
    """The rows of a sheet that hold something, without the columns that hold nothing."""
    sheet = workbook.get_sheet_by_name(title)
    if sheet.height * sheet.width > limits.max_cells:
        raise TooLarge(
            f"“{name}”: trang tính “{title}” có {sheet.height * sheet.width} ô, quá giới hạn {limits.max_cells} ô."
            " Hãy tách nhỏ bảng hoặc nâng max_cells trong cấu hình."
        )
    rows = [[written(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    rows = [row for row in rows if any(row)]
    kept = [i for i in range(max(map(len, rows), default=0)) if any(i < len(row) and row[i] for row in rows)]
    return [[row[i] if i < len(row) else "" for i in kept] for row in rows]


def _blocks(rows: Sequence[Sequence[str]]) -> list[Block]:
    """The rows as blocks. A table begins at a row of several cells and ends at one of a single cell."""
    blocks: list[Block] = []
    table: list[Sequence[str]] = []
    for row in [*rows, []]:
        if sum(map(bool, row)) > _TITLE_CELLS:
            table.append(row)
            continue
        header = row_text(table[0]) if has_header(table) else ""
        blocks += [
            Block(row_text(cells), kind="row", header=header if i or not header else "")
            for i, cells in enumerate(table)
        ]
        table = []
        if row:
            blocks.append(Block(row_text(row)))
    return blocks


def written(cell: Any) -> str:
    """A cell as a Vietnamese reader expects it: 1.234.567,5; 30/11/2025; 08:30; "Có" for a true value.

    Numbers up to four digits keep no point, as they may be years; decimals are rounded to two places, below one to
    four.
    """
    if isinstance(cell, str):
        return one_line(cell)
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, (int, float)):
        return _number(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" + (f" {cell:%H:%M}" if cell.time() != time() else "")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return ""


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    rounded = round(value, 2 if abs(value) >= 1 else 4)
    text = f"{rounded:,.4f}".rstrip("0").rstrip(".") if rounded % 1 else f"{rounded:,.0f}"
    if abs(rounded) < 10_000:
        text = text.replace(",", "")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
