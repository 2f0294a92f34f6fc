"""Tasks in the chapters of resolutions, programmes and plans that set them: "Nhiệm vụ, giải pháp", "Tổ chức thực hiện"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.digest.agents import AGENT, find_agent
from assistant.digest.imperatives import is_imperative
from assistant.digest.prose import own_lines, sentences_of
from assistant.digest.records import Task
from corpus.records import Document, Span

_Chapter = Literal["", "measures", "assignment"]
_MEASURES = re.compile(r"nhiệm vụ|giải pháp|nội dung (?:thực hiện|trọng tâm|chủ yếu)|phương hướng", re.IGNORECASE)
_ASSIGNMENT = re.compile(r"tổ chức (?:thực hiện|triển khai)|phân công|trách nhiệm (?:của|thực hiện)", re.IGNORECASE)
_NO_CHAPTERS = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp", "điều lệ", "bài báo", "báo cáo"})
_DUTIES = re.compile(r"chức năng|quyền hạn|kết quả|đánh giá|tình hình|mục đích", re.IGNORECASE)
BULLET = re.compile(r"\s*(?:[-–•*+]|\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)\-/])+\s*")
_PARTS = re.compile(r";\s*(?:đồng thời,? )?")
_END = re.compile(r"[\s.;…]+$")


def measure_tasks(document: Document) -> Iterator[Task]:
    """The tasks of a document's chapters; `who` is the unit that a sentence or the line above its list begins with."""
    if document.metadata.kind in _NO_CHAPTERS:
        return
    text = document.text
    headings = {h.span.start: h.level for h in document.outline}
    chapters: dict[int, _Chapter] = {}
    carried = ""
    for line in own_lines(document, without=frozenset({"aside", "caption", "row", "note"})):
        words = line.of(text)
        level = headings.get(line.start)
        if level is not None:
            chapters = {at: kind for at, kind in chapters.items() if at < level}
            chapters[level] = _chapter(words)
            carried = ""
            if not words.rstrip().endswith((".", ";", ":")):
                continue
        chapter = next((kind for _, kind in sorted(chapters.items()) if kind), "")
        if not chapter:
            continue
        bulleted = words.startswith(("-", "+", "•")) or re.match(r"[a-zđ]\)", words)
        carried = carried if bulleted else ""
        for sentence in sentences_of(text, line):
            tasks = list(_of_sentence(text, sentence, chapter, carried))
            if text[sentence.end - 1] == ":":
                carried = tasks[0].who if tasks else ""
            else:
                yield from tasks


def _chapter(heading: str) -> _Chapter:
    if _DUTIES.search(heading) or (heading.rstrip().endswith((".", ";")) and len(heading) > 60):
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
        bound = find_agent(words, 0)
        if bound:
            yield Task(words[bound.begin :], words[: bound.end].strip(" ,"), sentence)
        elif len(words) > 12 and (chapter == "measures" or carried or is_imperative(words)):
            yield Task(words, carried, sentence)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, cut where another unit is told what to do."""
    for cut in _PARTS.finditer(text, start, end):
        if AGENT.match(text, cut.end()) and (bound := find_agent(text[:end], cut.end())) and bound.end - cut.end() < 160:
            if cut.start() > start:
                yield Span(start, cut.start())
            start = cut.end()
    if start < end:
        yield Span(start, end)
