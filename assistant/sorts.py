"""The sorts of thing that questions ask for, told in a sentence by its spelling: a name, a date, a figure, a place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.names import person_names
from assistant.phrases import plain_of
from assistant.question import Wanted
from index.analyze import syllables

_DATE = re.compile(
    r"\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b(?:ngày|tháng|năm|quý|nhiệm kỳ|lúc)\s+(?:\d|[IVX]+\b)"
    r"|\b(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:\d|\b(?:một|hai|ba|bốn|năm|sáu|mười))\)?\s*(?:ngày|tháng|năm|giờ|tuần|phút|quý)\b", re.IGNORECASE
)
_QUANTITY = re.compile(r"\d|%|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ)\s+\w+", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:tại|ở|tỉnh|thành phố|huyện|xã|phường|thị trấn|hội trường|trụ sở|trung tâm|thủ đô)\s+\w+", re.IGNORECASE
)
_REASON = re.compile(r"\b(?:vì|do|bởi|nhằm|nguyên nhân|lý do|xuất phát|mà nằm ở|là do)\b", re.IGNORECASE)
_LIST = re.compile(r":\s*(?:\S|$)|;|(?:,[^,;]{2,80}){2,}|\b(?:gồm|bao gồm)\b", re.IGNORECASE)
_LONGEST = 400
"""Characters of a question that are looked at."""
_PATTERNS = {
    "date": _DATE,
    "duration": _DURATION,
    "quantity": _QUANTITY,
    "place": _PLACE,
    "reason": _REASON,
    "list": _LIST,
}

_ASKED: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    ("date", re.compile(r"(?<!\w)(?:khi nao|bao gio|ngay nao|luc nao|thang nao|nam nao|thoi gian nao)(?!\w)")),
    ("place", re.compile(r"(?<!\w)(?:o dau|tai dau|noi nao|dia diem nao)(?!\w)")),
    ("person", re.compile(r"(?<!\w)(?:ai|nguoi nao|dong chi nao)(?!\w)")),
    ("quantity", re.compile(r"(?<!\w)bao nhieu(?! (?:ngay|thang|nam|tuan|gio)(?!\w))")),
)
_CLAUSES = re.compile(r"[,;:]|(?<!\w)(?:va|con)(?!\w)")
_EMPTY = frozenset("la o tai vao do duoc da se thi dien ra to chuc co gi trong cua".split())
_FEW = 4
"""Words of a clause that are looked for; of a longer one the question as a whole is."""
_AT = re.compile(r"(?<!\w)(?:tại|ở)\s+\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things asked at once: what sort of thing, and the few words it is asked with ("chu", "tri")."""

    wanted: Wanted
    words: tuple[str, ...] = ()

    def told_by(self, text: str) -> bool:
        """Whether `text` has such a thing, and the words."""
        return tells(self.wanted, text) and set(self.words) <= set(syllables(plain_of(text)))


def asked_together(question: str) -> tuple[Part, ...]:
    """What a question asks for at once: "khi nào, ở đâu?", "ai chủ trì, ai báo cáo?"; else nothing."""
    parts: dict[Part, None] = {}
    for clause in _CLAUSES.split(plain_of(question[:_LONGEST])):
        kinds = [kind for kind, pattern in _ASKED if pattern.search(clause)]
        rest = clause
        for _, pattern in _ASKED:
            rest = pattern.sub(" ", rest)
        words = tuple(w for w in syllables(rest) if w not in _EMPTY)
        parts |= dict.fromkeys(Part(kind, words if len(words) <= _FEW else ()) for kind in kinds)
    return tuple(parts) if len(parts) > 1 else ()


def tells(wanted: Wanted, text: str) -> bool:
    """Whether `text` has the sort of thing, and a place only after a word that puts something there."""
    return bool(_AT.search(text)) if wanted == "place" else has_kind(wanted, text)


def has_kind(wanted: Wanted, text: str) -> bool:
    """Whether `text` contains the sort of thing asked for; always true where a question may be about anything."""
    if wanted == "person":
        return bool(person_names(text))
    return wanted == "anything" or bool(_PATTERNS[wanted].search(text))
