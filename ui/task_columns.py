"""The columns of a table of tasks: the same in a terminal, on a screen and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from assistant.digest.task_list import Assigned
from corpus.records import Document
from ui.task_sheets import Sheet
from ui.wording import shown_date

COLUMNS = ("Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Giao bởi", "Điều kiện")
_FIELDS = ("what", "who", "with", "deadline", "product", "authority", "condition")


def task_cells(task: dict[str, Any]) -> list[str]:
    """What stands in `COLUMNS` for a task."""
    return [shown_deadline(task[name]) if name == "deadline" else str(task[name]) for name in _FIELDS]


def shown_deadline(value: str) -> str:
    """A deadline as people write it: "31/3/2026", "quý I" as its months, words as they are."""
    parts = [shown_date(part) if len(part) == 10 else part for part in value.split("/")]
    return " – ".join(parts) if value[:4].isdecimal() else value


def shown_document(document: Document) -> str:
    """The document that assigns a task, as briefly as a cell wants it."""
    m = document.metadata
    return m.number or m.title or PurePosixPath(document.source).name


def task_page(task: dict[str, Any]) -> str:
    """The page of a task; empty where the format has none."""
    return str(task["page"] or "")


def task_sheet(found: Sequence[Assigned]) -> Sheet:
    """The table of tasks with the words that say so."""
    rows = [
        [*task_cells(one.task), shown_document(one.document), task_page(one.task), one.task["quote"]] for one in found
    ]
    return Sheet("Nhiệm vụ", (*COLUMNS, "Văn bản", "Trang", "Trích nguyên văn"), rows)
