"""The words of an answer that are the very thing asked for: a name, a date, a length of time, a figure."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.focus import focus_of
from assistant.names import person_names
from assistant.question import Question
from assistant.records import Answer
from corpus.records import Span

_DATE = re.compile(
    r"\bngày\s\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{4})?|\stháng\s\d{1,2}(?:\snăm\s\d{4})?)|\b\d{1,2}/\d{1,2}/\d{4}\b",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,12}(?:[.,]\d{1,6}){0,4}"
_TIME = rf"{_NUMBER}\s(?:ngày làm việc|ngày|tuần|tháng|năm|giờ|phút)\b(?!\s\d{{4}})"
_DURATION = re.compile(rf"(?:\btừ\s)?{_TIME}(?:\sđến\s{_TIME})?", re.IGNORECASE)
_QUANTITY = re.compile(rf"(?<![\w./-]){_NUMBER}(?:\s?%)?(?![\w/]|[.,]\d)")
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
            return _figures(text, focus_of(question.text).after)
        case "person":
            asked = question.text.lower()
            names = [name for name in person_names(text) if name.lower() not in asked]
            return [Span(at, at + len(name)) for name in names if (at := text.find(name)) >= 0]
    return []


def _figures(text: str, unit: str) -> list[Span]:
    numbering = _NUMBERING.match(text)
    found = []
    for match in _QUANTITY.finditer(text, numbering.end() if numbering else 0):
        rest = text[match.end() : match.end() + 2 + len(unit)].strip().lower()
        if (unit and rest.startswith(unit)) or (unit in {"%", "phần"} and match.group().endswith("%")):
            end = match.end() + text[match.end() :].lower().find(unit) + len(unit) if rest.startswith(unit) else None
            found.append(Span(match.start(), end or match.end()))
    return found
