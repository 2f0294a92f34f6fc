"""The columns of a table of tasks: the same in a terminal, on a screen and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from assistant.digest.records import is_dated
from assistant.digest.task_list import Assigned
from corpus.records import Document
from ui.task_sheets import Sheet

COLUMNS = ("Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Giao bởi", "Điều kiện")
_FIELDS = ("what", "who", "with", "deadline", "product", "authority", "condition")
_CAPITAL = 2


def task_cells(task: dict[str, Any]) -> list[str]:
    """What stands in `COLUMNS` for a task; what is to be done and who does it begin with a capital."""
    cells = [shown_deadline(task[name]) if name == "deadline" else str(task[name]) for name in _FIELDS]
    return [cell[:1].upper() + cell[1:] if at < _CAPITAL else cell for at, cell in enumerate(cells)]


def shown_deadline(value: str) -> str:
    """ "31/03/2026", "01/2026 – 03/2026" for a quarter, "02/04" where the year is not known, words as they are."""
    if not (is_dated(value) or value.startswith("--")):
        return value
    return " – ".join("/".join(reversed(part.lstrip("-").split("-"))) for part in value.split("/"))


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
