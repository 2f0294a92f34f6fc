"""Tasks in the chapters of resolutions and plans that set them: "Nhiệm vụ, giải pháp", "Tổ chức thực hiện"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.digest.agents import AGENT, find_agent
from assistant.digest.imperatives import is_imperative
from assistant.digest.prose import own_lines, sentences_of
from assistant.digest.records import Task
from corpus.records import Document, Heading, Span

_Chapter = Literal["", "measures", "assignment"]
_MEASURES = re.compile(r"nhiệm vụ|giải pháp|nội dung (?:thực hiện|trọng tâm|chủ yếu)|phương hướng", re.IGNORECASE)
_ASSIGNMENT = re.compile(r"tổ chức (?:thực hiện|triển khai)|phân công|trách nhiệm (?:của|thực hiện)", re.IGNORECASE)
_INSTRUCTIONS = frozenset({"chỉ thị", "công văn", "công điện", "thông báo"})
"""Kinds that are tasks from "yêu cầu … các nội dung sau:" on, without a chapter for them."""
_BEGUN = re.compile(r"(?:yêu cầu|đề nghị|giao|chỉ đạo|kết luận|thực hiện)(?!\w).{0,200}:$", re.IGNORECASE)
_VIEWS = re.compile(r"quan điểm|mục tiêu|tình hình|đánh giá|nguyên tắc|phạm vi|nơi nhận", re.IGNORECASE)
_STATED = re.compile(
    r"(?:Tổng|Kinh phí|Nhu cầu|Nguồn)\b|.{0,120}? (?:là \d|gồm |bao gồm )|\w+(?: \w+){0,2} này (?:có hiệu lực|được"
    r"|phổ biến)"
)
"""What states and asks nothing."""
_TIMED = re.compile(
    r"(?:[Tt]rong|[Tt]rên cơ sở|[Cc]ăn cứ|[Tt]rước|[Ss]au|[Mm]ỗi (?=năm|quý|tháng|tuần|ngày)|[Hh]ằng|[Hh]àng"
    r"|[Đđ]ến|[Đđ]ịnh kỳ|[Kk]hi"
    r"|[Vv]ào) [^,;:.]{2,60}, "
)
_RULED = re.compile(r".* thì (?:trước hết )?")
_CHAIRS = re.compile(r"chủ trì(?:, (?:hoàn thành|đưa|phối hợp)|$| và)")
_NO_CHAPTERS = frozenset(
    {"luật", "bộ luật", "pháp lệnh", "hiến pháp", "điều lệ", "bài báo", "báo cáo", "trang giới thiệu"}
)
_DUTIES = re.compile(r"chức năng|quyền hạn|kết quả|đánh giá|tình hình|mục đích", re.IGNORECASE)
BULLET = re.compile(r"\s*(?:[-–•*+]|\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)\-/])+\s*")
_PARTS = re.compile(r";\s*(?:đồng thời,? )?")
_END = re.compile(r"[\s.;…]+$")


def measure_tasks(document: Document) -> Iterator[Task]:
    """The tasks of a document's chapters; `who` is the unit that a sentence or the line above its list begins with."""
    if document.metadata.kind in _NO_CHAPTERS:
        return
    text = document.text
    headings = {h.span.start: h for h in document.outline}
    chapters: dict[int, _Chapter] = {}
    carried = ""
    begun = False
    for line in own_lines(document, without=frozenset({"aside", "caption", "row", "note"})):
        words = line.of(text)
        heading = headings.get(line.start)
        if heading is not None:
            level = heading.level
            chapters = {at: kind for at, kind in chapters.items() if at < level}
            chapters[level] = _chapter(words) if is_title(heading, line, words) else ""
            carried = ""
            if is_title(heading, line, words):
                continue
        chapter: _Chapter = next((k for _, k in sorted(chapters.items()) if k), "measures" if begun else "")
        if not chapter:
            begun = document.metadata.kind in _INSTRUCTIONS and _BEGUN.search(words) is not None
            continue
        if chapter == "measures" and begun and _VIEWS.match(words):
            begun = False
            continue
        bulleted = words.startswith(("-", "+", "•")) or re.match(r"[a-zđ]\)", words)
        carried = carried if bulleted else ""
        found: list[Task] = []
        for sentence in sentences_of(text, line):
            tasks = list(_of_sentence(text, sentence, chapter, carried))
            if text[sentence.end - 1] == ":":
                carried = tasks[0].who if tasks else ""
            elif tasks and found and not _named(found[-1].who) and _CHAIRS.match(tasks[0].what):
                found[-1] = _chaired(text, found[-1], tasks[0])
            else:
                found += tasks
        yield from found


def _named(who: str) -> bool:
    """Whether a unit is named: "Toàn tỉnh" leaves it open who does it."""
    return bool(who) and not who.startswith("Toàn ")


def _chaired(text: str, task: Task, chair: Task) -> Task:
    """A task with the sentence that says whose it is: "Sở Công Thương chủ trì, hoàn thành trước …"."""
    start = text.find(task.what, task.span.start)
    return Task(_END.sub("", text[start : chair.span.end]), chair.who, Span(task.span.start, chair.span.end))


def is_title(heading: Heading, line: Span, words: str) -> bool:
    """Whether a line is a heading and no more; "2. Các bộ có trách nhiệm …" is numbered text."""
    return heading.span.end >= line.end and not words.rstrip().endswith((".", ";", ":"))


def _chapter(heading: str) -> _Chapter:
    if _DUTIES.search(heading):
        return ""
    if _ASSIGNMENT.search(heading):
        return "assignment"
    return "measures" if _MEASURES.search(heading) else ""


def _of_sentence(text: str, sentence: Span, chapter: _Chapter, carried: str) -> Iterator[Task]:
    start = sentence.start
    if bullet := BULLET.match(text, start, sentence.end):
        start = bullet.end()
    for part in _parts(text, start, sentence.end):
        words = _END.sub("", part.of(text))
        timed = _TIMED.match(words)
        at = timed.end() if timed else 0
        bound = find_agent(words, at)
        if bound:
            who = _RULED.sub("", words[at : bound.end]).strip(" ,")
            yield Task(words[bound.begin :], who, sentence)
        elif (
            len(words) > 12
            and (bullet or not words[0].islower())
            and not _STATED.match(words)
            and (chapter == "measures" or carried or is_imperative(words))
        ):
            yield Task(words, carried, sentence)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, cut where another unit is told what to do."""
    for cut in _PARTS.finditer(text, start, end):
        if (
            AGENT.match(text, cut.end())
            and (bound := find_agent(text[:end], cut.end()))
            and bound.end - cut.end() < 160
        ):
            if cut.start() > start:
                yield Span(start, cut.start())
            start = cut.end()
    if start < end:
        yield Span(start, end)
