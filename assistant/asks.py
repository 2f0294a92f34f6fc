"""What sort of answer a question asks for, finer than what kind of thing: a definition, a yes or no, a procedure."""

from __future__ import annotations

import re
from typing import Literal

from corpus.spelling import fold, normalise
from index.definitions import as_definition

Asks = Literal[
    "who", "when", "how_many", "where", "what", "document", "yes_no", "why", "how", "list", "definition", "procedure",
    "comparison",
]  # fmt: skip

_RULES: tuple[tuple[Asks, re.Pattern[str]], ...] = (
    ("comparison", re.compile(r"\bso sanh\b|\bkhac (?:nhau|biet|gi|voi)\b|\bgiong nhau\b|\bdiem (?:khac|giong|moi)\b")),
    ("procedure", re.compile(r"\bthu tuc\b|\btrinh tu\b|\bquy trinh\b|\b(?:cac|may|nhung) buoc\b|\bho so\b")),
    ("why", re.compile(r"\bvi sao\b|\btai sao\b|\bly do\b|\bvi dau\b")),
    ("yes_no", re.compile(r"\b(?:khong|chua)(?: (?:a|nhi|vay|the))?\W*$|\bco phai\b|\bhay khong\b")),
    ("how_many", re.compile(r"\bbao nhieu\b|\bbao lau\b|\bmay \w+|\bso luong\b|\bty le\b|\bmuc nao\b|\bthoi han\b")),
    ("when", re.compile(r"\bkhi nao\b|\b(?:ngay|nam|thang|luc|quy|thoi gian) nao\b|\bbao gio\b|\bngay may\b")),
    ("who", re.compile(r"\bai\b|\bnguoi nao\b|\bdong chi nao\b")),
    ("where", re.compile(r"\bo dau\b|\b(?:noi|dia diem|tinh) nao\b|\btai dau\b")),
    ("list", re.compile(r"\bnhung gi\b|\b(?:nhung|cac) \w+(?: \w+)? nao\b|\bgom\b|\bliet ke\b")),
    ("how", re.compile(r"\b(?:nhu )?the nao\b|\bra sao\b|\blam sao\b|\bnhu nao\b|\bcach nao\b|\bquy dinh gi\b")),
)  # fmt: skip


def asks(question: str) -> Asks:
    """What a question asks for; "what" where nothing else is told."""
    if as_definition(question) != question:
        return "definition"
    plain = fold(normalise(question))
    return next((kind for kind, pattern in _RULES if pattern.search(plain)), "what")
