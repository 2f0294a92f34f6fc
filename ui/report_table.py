"""The report of `ingest` in a terminal: a table as wide as the terminal allows, and what wants attention beneath it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ui.console import note, plain
from ui.ingest_report import STATUS_WORDS, FileAccount, shown_confidence, shown_names
from ui.wording import shown_date

_ROWS = 200
"""A longer report lists only what wants attention; `--json` and `--report` always give every file."""
_WIDE = 150
"""Columns from which a terminal has room for the warnings within the table."""
_NARROW = 120
"""Columns below which words like “không đọc được” take two lines, so that the file's name keeps its room."""
_TIGHT = 100
"""Columns below which a document's kind and number of passages are left out."""


@dataclass(frozen=True, slots=True)
class _Column:
    """`narrow` and `tight` are its width where there is little room (0: what is left; None: it is left out); a `rare`
    column stands only where it is filled."""

    title: str
    narrow: int = 0
    tight: int | None = 0
    counts: bool = False
    rare: bool = False


_COLUMNS = (
    _Column("Tệp"),
    _Column("Kết quả", 9, 9),
    _Column("Loại", 10, None),
    _Column("Số ký hiệu", 14, 10),
    _Column("Ngày", 10, 10),
    _Column("Trang", 5, 5, counts=True),
    _Column("Đoạn", 5, None, counts=True),
    _Column("Mã cũ", 7, 5, rare=True),
    _Column("Nhận dạng", 5, 5, rare=True),
    _Column("Cảnh báo", 4, 4),
)


def print_report(console: Console, told: Sequence[FileAccount], counts: Counter[str], seconds: float) -> None:
    """The table, the warnings in full where the table only counts them, and one line that sums up."""
    rows = list(told)
    if len(rows) > _ROWS:
        rows = [a for a in rows if a.wants_attention][:_ROWS]
        note(
            f"Có {len(told)} tệp; bảng chỉ nêu {len(rows)} tệp cần xem lại. Dùng --report TỆP.html hoặc --json để có"
            " đủ từng tệp."
        )
    wide = console.is_terminal and console.width >= _WIDE
    if rows:
        console.print(_table(rows, console.width, wide=wide))
    if not wide:
        _print_warnings(console, rows)
    words = [f"{counts[status]} {word}" for status, (word, _) in STATUS_WORDS.items() if counts[status]]
    console.print(f"{', '.join(words) or 'Không thấy tệp nào để đọc'} ({seconds:.1f} giây).", markup=False)


def _table(rows: Sequence[FileAccount], room: int, *, wide: bool) -> Table:
    from rich import box

    cells = [_cells(name, told, wide) for name, told in zip(shown_names(rows), rows, strict=True)]
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    shown: list[int] = []
    # Typed in Unicode and read from a text layer is the rule: those columns stand only where they say more.
    for i, column in enumerate(_COLUMNS):
        squeezed = column.tight if room < _TIGHT else column.narrow if room < _NARROW else 0
        if squeezed is None or (column.rare and not any(row[i].plain for row in cells)):
            continue
        shown.append(i)
        # Where it is narrow only the file's name gives way; a column of fixed width keeps it.
        title = column.title.replace(" ", "\n") if 0 < squeezed < cell_len(column.title) else column.title
        longest = max(row[i].cell_len for row in cells)
        width = min(squeezed, max(longest, *map(cell_len, title.splitlines()))) if squeezed else None
        table.add_column(title, justify="right" if column.counts else "left", overflow="fold", width=width)
    for row in cells:
        table.add_row(*(row[i] for i in shown))
    return table


def _cells(name: str, told: FileAccount, wide: bool) -> list[Text]:
    word, style = STATUS_WORDS[told.report.status]
    warned = Text(plain("\n".join(told.notes)), style="red" if told.report.error else "yellow")
    return [
        Text(plain(name)),
        Text(word, style=style),
        Text(plain(told.kind)),
        Text(plain(told.number)),
        Text(plain(shown_date(told.date))),
        Text(str(told.pages or "")),
        Text(str(told.report.passages or "")),
        Text(plain(told.encoding)),
        Text(shown_confidence(told, pages=wide)),
        warned if wide else Text(str(len(told.notes) or "")),
    ]


def _print_warnings(console: Console, rows: Sequence[FileAccount]) -> None:
    for name, told in zip(shown_names(rows), rows, strict=True):
        # Of a file that was not read again the count in the table is enough: its warnings were told when it was.
        for text in () if told.report.status == "unchanged" else told.notes:
            style = "red" if told.report.status == "failed" else "yellow"
            console.print(f"{plain(name)}: {plain(text)}", style=style, markup=False, soft_wrap=True)
