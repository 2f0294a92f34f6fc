"""Turning a follow-up into a question that stands alone, by rules over the last turns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.names import person_names
from assistant.question import analyse
from assistant.records import Turn
from corpus.spelling import fold, normalise
from index.analyze import syllables

_PERSON = re.compile(
    r"\b(ông|bà|anh|chị|đồng chí|đ/c|vị)\s+(ấy|này|đó|ta|trên)\b|\b(ong|ba|anh|chi|dong chi)\s+(ay|nay|do)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b((?:hội nghị|nghị quyết|chỉ thị|kết luận|quy định|quyết định|hướng dẫn|chương trình|kế hoạch|báo cáo|văn bản"
    r"|đề án|đại hội|cuộc họp|phiên họp|cơ quan|đơn vị|ban|tỉnh|nhiệm vụ|chỉ tiêu|mục tiêu|quy chế)\s+)"
    r"(ấy|này|đó|trên|nói trên)\b",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(
    r"^\s*(?:thế\s+)?(?:còn|the con|con)\s+(.+?)(?:\s+(?:thì\s+sao|thi sao|ra sao|sao))?\s*\??\s*$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:năm\s+)?(?:19|20)\d{2}\b", re.IGNORECASE)
_SHORT = 3
"""A question with at most so many content syllables, and none of its own topic, leans on the one before."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """`question` with what it leaves to the conversation filled in; itself if it stands alone."""
    if not history:
        return question
    last = history[-1]
    before = last.answer.standalone if last.answer else last.question
    if _PERSON.search(question) and (name := _person(history)):
        return _PERSON.sub(name, question, count=1)
    if match := _THING.search(question):
        named = _thing(match.group(1).strip(), before)
        return question[: match.start()] + named + question[match.end() :] if named else _about(question, before)
    if match := _WHAT_ABOUT.match(question):
        return _swapped(before, match.group(1))
    content = analyse(question).terms
    if len(content) <= _SHORT and not person_names(question) and not any(c.isdigit() for c in question):
        return _about(question, before)
    return question


def _person(history: Sequence[Turn]) -> str:
    """The person whom the last turns were about: first named in the newest answer, else in the newest question."""
    for turn in reversed(history):
        texts = [s.text for s in turn.answer.sentences] if turn.answer else []
        for text in _nearest_first(turn.question, texts):
            if names := person_names(text):
                return names[0]
    return ""


def _nearest_first(question: str, sentences: Sequence[str]) -> list[str]:
    """The sentences that share most with the question first; a list of names elsewhere in the answer comes after."""
    asked = set(syllables(question))
    return [*sorted(sentences, key=lambda s: -len(asked & set(syllables(s)))), question]


def _thing(head: str, before: str) -> str:
    """The phrase of the earlier question that begins with the noun pointed at, up to where its predicate begins."""
    start = fold(normalise(before)).find(fold(normalise(head)))
    if start < 0:
        return ""
    phrase = re.split(
        r"\s+(?:có|là|được|do|diễn ra|nói|quy định về|giao|yêu cầu|đề ra|gồm|bao|vào|nào|gì)\b|[?,;]", before[start:]
    )[0]
    return phrase.strip() if len(phrase.split()) > len(head.split()) else ""


def _swapped(before: str, fresh: str) -> str:
    """The earlier question asked of something else: a year for a year, otherwise both together."""
    if (year := _YEAR.search(fresh)) and _YEAR.search(before):
        return _YEAR.sub(year.group(), before, count=1)
    return _about(fresh, before)


def _about(question: str, before: str) -> str:
    topic = re.sub(
        r"\b(?:ai|gì|nào|bao nhiêu|khi nào|ở đâu|vì sao|tại sao|như thế nào)\b|\?", " ", before, flags=re.IGNORECASE
    )
    return f"{question.strip().rstrip('?').strip()} ({' '.join(topic.split())})?"
