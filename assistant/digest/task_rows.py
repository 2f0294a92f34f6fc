"""Tasks in the rows of appendix tables: "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.digest.records import Task
from assistant.digest.times import times_in
from corpus.records import Document
from corpus.spelling import normalise

_COLUMNS = (
    ("partners", re.compile(r"phối hợp")),
    ("authority", re.compile(r"(?:cấp|cơ quan|đơn vị|lãnh đạo) (?:trình|phê duyệt|ban hành|chỉ đạo|giao)|thẩm quyền")),
    ("deadline", re.compile(r"thời hạn|thời gian|hoàn thành|tiến độ|hạn |lộ trình")),
    ("product", re.compile(r"sản phẩm|kết quả|hình thức văn bản|đầu ra")),
    ("who", re.compile(r"chủ trì|thực hiện|phụ trách|chịu trách nhiệm|đơn vị|cơ quan|đầu mối|người làm")),
    ("what", re.compile(r"nhiệm vụ|nội dung|công việc|đề án|hoạt động|giải pháp|việc|tên ")),
)
_SAID = re.compile(r"[^\W\d_]{2}\W+[^\W\d_]{2}")
"""Two words: a row of numbers, or of how columns are numbered, is no task."""
_BLANK = re.compile(r"[-–—.…\s]*")


def row_tasks(document: Document) -> Iterator[Task]:
    """A task for each row of a table whose header has a column for what is to be done and one for who or by when."""
    for mark in document.marks:
        if mark.kind != "row" or not mark.header:
            continue
        columns = _columns(mark.header)
        cells = [cell.strip() for cell in mark.span.of(document.text).split(" | ")]
        if "what" not in columns or not {"who", "deadline"} & columns.keys() or len(cells) <= max(columns.values()):
            continue
        of = {name: "" if _BLANK.fullmatch(cells[at]) else cells[at] for name, at in columns.items()}
        if _SAID.search(of["what"]) and (of.get("who") or of.get("deadline")):
            when = of.get("deadline", "")
            dates = [value for value, _, _ in times_in(when, document.metadata.date)]
            yield Task(
                of["what"],
                of.get("who", ""),
                mark.span,
                of.get("partners", ""),
                (dates[-1] if dates else _year(when) or when),
                of.get("product", ""),
                of.get("authority", ""),
            )


def _columns(header: str) -> dict[str, int]:
    """Which cell of a row holds what."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header.split(" | ")):
        words = normalise(cell)
        for name, pattern in _COLUMNS:
            if pattern.search(words):
                found.setdefault(name, at)
                break
    return found


def _year(words: str) -> str:
    match = re.fullmatch(r"\s*((?:19|20)\d{2})\s*", words)
    return match[1] if match else ""
