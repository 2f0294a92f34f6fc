"""Tables as files that an office works on: XLSX with a sheet each, or one table as CSV that Excel opens rightly."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StorageError

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDEST = 70
_CELL = 32_000
"""Characters that a cell of Excel holds, less some."""
FORMATS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name (at most 31 characters in Excel), the headings of its columns and its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def as_text(cell: str) -> str:
    """`cell` so that a spreadsheet takes it for text, whatever it begins with."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write to `path`, whole or not at all: all sheets as `.xlsx`, else the last one as `.csv` in UTF-8 with its mark.

    Text that begins like a formula stays text. Raises `StorageError` where the system refuses.
    """
    write_whole(path, sheets_as(path.suffix.lower(), sheets))


def sheets_as(ending: str, sheets: Sequence[Sheet]) -> bytes:
    """The file that `write_sheets` writes under a name with this ending."""
    return _workbook(sheets) if ending == ".xlsx" else _csv(sheets[-1])


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises `StorageError` where the system refuses."""
    write_parts(path, [data])


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """`write_whole` of what comes piece by piece."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as stream:
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as exc:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise StorageError(f"Không ghi được {path}: {exc.strerror or exc}. Chọn chỗ khác rồi chạy lại.") from exc


def _csv(sheet: Sheet) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(sheet.columns)
    writer.writerows([as_text(cell) for cell in row] for row in sheet.rows)
    return stream.getvalue().encode("utf-8-sig", errors="replace")


def _workbook(sheets: Sequence[Sheet]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=False)
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])
        page.append(list(sheet.columns))
        for number, row in enumerate(sheet.rows, start=2):
            for column, text in enumerate(row, start=1):
                cell = page.cell(number, column, _FORBIDDEN.sub("", text)[:_CELL])
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        for column, heading in enumerate(sheet.columns, start=1):
            longest = max([len(heading), *(len(row[column - 1]) for row in sheet.rows)])
            page.column_dimensions[get_column_letter(column)].width = min(longest, _WIDEST) + 2
            page.cell(1, column).font = Font(bold=True)
        page.freeze_panes = "A2"
        page.auto_filter.ref = page.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
