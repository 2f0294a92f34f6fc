"""The words of an answer that are the very thing asked for: a name, a date, a length of time, a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.focus import focus_of
from assistant.names import person_names
from assistant.question import Question
from assistant.records import Answer
from corpus.records import Span
from corpus.spelling import fold
from index.analyze import syllables

_DATE = re.compile(
    r"\bngày\s\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{4})?|\stháng\s\d{1,2}(?:\snăm\s\d{4})?)|\b\d{1,2}/\d{1,2}/\d{4}\b",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,12}(?:[.,]\d{1,6}){0,4}"
_TIME = rf"{_NUMBER}\s(?:ngày làm việc|ngày|tuần|tháng|năm|giờ|phút)\b(?!\s\d{{4}})"
_DURATION = re.compile(rf"(?:\btừ\s)?{_TIME}(?:\sđến\s{_TIME})?", re.IGNORECASE)
_QUANTITY = re.compile(rf"(?<![\w./-]){_NUMBER}(?:\s?%)?(?![\w/]|[.,]\d)")
_UNITS = frozenset(
    "dong ty trieu nghin ngan tram tan ta yen kg km m ha lit met nguoi ngay thang nam gio phut giay tuan quy lan diem "
    "do ho xa huyen tinh phuong thon to cau trang dieu khoan muc buoc cap hang loai nhom nganh ban bo so".split()
)
"""Units and things counted of one syllable, without marks; of others the second syllable belongs to the word."""
_WORD = re.compile(r"\s{0,2}([^\W\d_]+)")
_NUMBERING = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){0,3}[.)]\s")


def with_asked_span(answer: Answer, question: Question) -> Answer:
    """The answer with what was asked for marked in its sentence, if there is one such thing in all of it and no more.

    Of figures only those that have the unit asked for ("bao nhiêu tấn") are looked at.
    """
    found = [(i, span) for i, s in enumerate(answer.sentences) for span in asked_spans(question, s.text)]
    if len(found) != 1:
        return answer
    at, span = found[0]
    marked = (replace(s, bold=span) if i == at else s for i, s in enumerate(answer.sentences))
    return replace(answer, sentences=tuple(marked))


def asked_spans(question: Question, text: str) -> list[Span]:
    """What in `text` is of the kind asked for, in order; empty for questions after anything but those four."""
    match question.wanted:
        case "date":
            return [Span(*m.span()) for m in _DATE.finditer(text)]
        case "duration":
            return [Span(*m.span()) for m in _DURATION.finditer(text)]
        case "quantity":
            return _figures(text, _unit_of(question.text))
        case "person":
            asked = question.text.lower()
            names = [name for name in person_names(text) if name.lower() not in asked]
            return [Span(at, at + len(name)) for name in names if (at := text.find(name)) >= 0]
    return []


def _unit_of(question: str) -> list[str]:
    """What is counted: "bao nhiêu tấn gạo?" → tấn, "mấy ký tự" → ký, tự; nothing if no such word is known."""
    words, unit = syllables(question), focus_of(question).after
    at = words.index(unit) if unit in words else len(words)
    return words[at : at + (1 if fold(unit) in _UNITS else 2)]


def _figures(text: str, counted: Sequence[str]) -> list[Span]:
    """The figures of what is counted, each with as many of its words as follow it."""
    unit = next(iter(counted), "")
    numbering = _NUMBERING.match(text)
    found = []
    for match in _QUANTITY.finditer(text, numbering.end() if numbering else 0):
        end = match.end()
        for word in counted:
            following = _WORD.match(text, end)
            if not following or following.group(1).lower() != word:
                break
            end = following.end()
        if (unit and end > match.end()) or (unit in {"%", "phần"} and match.group().endswith("%")):
            found.append(Span(match.start(), end))
    return found
