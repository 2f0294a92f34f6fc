"""Decisions and tasks: what is to be done, by whom, with whom, by when, with what product, on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.digest.agents import AGENT
from assistant.digest.measures import measure_tasks
from assistant.digest.records import Person, Task, Time, is_dated
from assistant.digest.speeches import speech_tasks
from assistant.digest.task_parts import filled
from assistant.digest.task_rows import row_tasks
from corpus.records import Document

_NEWS = frozenset({"bài báo", ""})
_STATUTES = frozenset({"nghị định", "thông tư", "thông tư liên tịch", "quy chế"})
"""Kinds whose chapters of implementation say what offices may and must do for good: nothing that can be followed up."""
_GIVES = re.compile(r"(?<!\w)(?:[Gg]iao|[Pp]hân công)(?: nhiệm vụ)?(?: cho)? ")
_NUMBERED = ("Mục", "Điểm", "Điều", "Phần", "Chương", "Tiểu mục")
_FEW = 5
"""Numbered headings from which on a text of no known kind is no article."""


def find_tasks(document: Document, times: Iterable[Time] = (), people: Iterable[Person] = ()) -> tuple[Task, ...]:
    """The tasks of a document in order of their place: from an article's speeches, from a document's chapters and
    tables. `times` and `people` are those found in it: deadlines, and who has an office and may set tasks."""
    heads = frozenset(p.name for p in people if p.office)
    of_prose = speech_tasks(document, heads) if _is_article(document) else measure_tasks(document)
    known = list(times)
    text = document.text
    said = [filled(task, text, known, document.metadata.date) for task in of_prose]
    if document.metadata.kind in _STATUTES:
        said = [task for task in said if _is_given(task, text)]
    tasks = [*said, *row_tasks(document)]
    if document.metadata.kind not in _NEWS:
        issuer = document.metadata.issuer
        tasks = [t if t.authority or not issuer else _by(t, issuer) for t in tasks]
    return tuple(sorted(tasks, key=lambda t: t.span.start))


def _is_article(document: Document) -> bool:
    kind = document.metadata.kind
    numbered = sum(heading.label.startswith(_NUMBERED) for heading in document.outline)
    return kind in _NEWS and (bool(kind) or numbered < _FEW)


def _is_given(task: Task, text: str) -> bool:
    """Whether a task is assigned to somebody, or has a day; "Bộ trưởng … quy định chi tiết" is a standing power."""
    sentence = task.span.of(text)
    return is_dated(task.deadline) or any(AGENT.match(sentence, found.end()) for found in _GIVES.finditer(sentence))


def _by(task: Task, authority: str) -> Task:
    return replace(task, authority=authority)
