"""What the chapters of an official document are for, by what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.digest.measures import BULLET, is_title
from corpus.outline import CLOSING
from corpus.records import Document, Heading, Span

Role = Literal["act", "scope", "goal", "task", "who", "topic", "view", "rule", "state", "end"]
"""What a part of a document does: it enacts something, says what it governs, sets goals, lists tasks, says who answers
for them, names a matter that it settles, gives a view, rules, tells or explains how things are, or closes."""

_RULES = frozenset(
    "luật,bộ luật,pháp lệnh,hiến pháp,điều lệ,nghị định,thông tư,thông tư liên tịch,quy định,quy chế,hướng dẫn".split(
        ","
    )
)
_SHORT_NAME = 5
"""Spaces in a heading of a rule that names what the part is for, at most."""
_NAMES: tuple[tuple[Role, str], ...] = (
    ("end", r"hiệu lực|điều khoản (?:thi hành|chuyển tiếp)|quy định chuyển tiếp|nơi nhận|phụ lục"),
    ("state", r"giải thích từ ngữ|từ ngữ|khái niệm"),
    ("scope", r"(?:(?:phạm vi|đối tượng|điều chỉnh|áp dụng|và)(?:,? |$))+$"),
    ("goal", r"mục tiêu|mục đích|chỉ tiêu|các chỉ tiêu|tầm nhìn|yêu cầu$|quan điểm(?:, | và )mục tiêu"),
    ("view", r"quan điểm|nguyên tắc|tư tưởng chỉ đạo|chính sách"),
    ("who", r"tổ chức (?:thực hiện|triển khai|thi hành)|trách nhiệm|kinh phí"),
    (
        "state",
        r"tình hình|đánh giá|kết quả|thực trạng|nguyên nhân|hạn chế|bối cảnh|ưu điểm|khuyết điểm|đặc điểm"
        r"|sự cần thiết|cơ sở",
    ),
    (
        "task",
        r"(?:nội dung,? )?(?:(?:phương hướng|định hướng|chủ trương)[, ]+(?:và )?)?(?:nhiệm vụ|giải pháp)(?! được)"
        r"|phương hướng|định hướng|phân công|chức năng|biện pháp"
        r"|nội dung (?:thực hiện|trọng tâm|chủ yếu|công việc)",
    ),
)
_CHAPTERS = tuple(
    (role, re.compile(rf"(?:về |các |một số |những |phần )*(?:{words})", re.IGNORECASE)) for role, words in _NAMES
)
_NUMBERED = re.compile(rf"(?:[A-ZĐ]\s?[-.)/–]|{BULLET.pattern})\s*")


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the part under a heading does: `depth` is how far the heading stands below the chapter that says so.

    `title` says whether its line, at `span`, is a heading and no more; `text` is the heading without its number.
    """

    role: Role
    depth: int
    title: bool
    text: str
    span: Span
    level: int


def chapters_of(document: Document) -> dict[int, Chapter]:
    """The chapters of an official document by the offset of their headings."""
    found: dict[int, Chapter] = {}
    above: list[Chapter] = []
    for heading in document.outline:
        chapter = _chapter(document, heading, above)
        above = [c for c in above if c.level < heading.level] + [chapter]
        found[heading.span.start] = chapter
    return found


def _chapter(document: Document, heading: Heading, above: list[Chapter]) -> Chapter:
    text = document.text
    end = text.find("\n", heading.span.start)
    line = Span(heading.span.start, len(text) if end < 0 else end)
    title = is_title(heading, line, line.of(text))
    numbered = _NUMBERED.match(text, line.start, line.end)
    # A chapter's name may stand on the line under its number.
    words = text[numbered.end() if numbered else line.start : max(line.end, heading.span.end)]
    words = " ".join(words.removeprefix(heading.label).lstrip(" .:-–\n").split())
    over = next((c for c in reversed(above) if c.level < heading.level), None)
    own = _named(words, document.metadata.kind) if title else None
    if heading.label == CLOSING:
        own = "end"
    # What is under a task stays one, but a part called "Phương hướng" may hold goals and tasks by name.
    inner = over is not None and over.role == "task" and own != "end"
    role: Role = "rule" if over is None else over.role
    depth = 0 if over is None else over.depth + 1
    if own and not (inner and words.count(" ") > _SHORT_NAME):
        role, depth = own, 0
    return Chapter(role, depth, title, words, line, heading.level)


def _named(words: str, kind: str) -> Role | None:
    """The role that a heading names; those of rules are named after what they rule on, and only short ones tell."""
    role = next((role for role, pattern in _CHAPTERS if pattern.match(words)), None)
    return None if kind in _RULES and role not in ("end", "scope") and words.count(" ") > _SHORT_NAME else role
