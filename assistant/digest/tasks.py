"""Decisions and tasks: what is to be done, by whom, with whom, by when, with what product, on whose word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.digest.measures import measure_tasks
from assistant.digest.records import Person, Task, Time
from assistant.digest.speeches import speech_tasks
from assistant.digest.task_parts import filled
from assistant.digest.task_rows import row_tasks
from corpus.records import Document

_NEWS = frozenset({"bài báo", ""})


def find_tasks(document: Document, times: Iterable[Time] = (), people: Iterable[Person] = ()) -> tuple[Task, ...]:
    """The tasks of a document in order of their place: from an article's speeches, from a document's chapters and
    tables. `times` and `people` are those found in it: deadlines, and who has an office and may set tasks."""
    heads = frozenset(p.name for p in people if p.office)
    of_prose = speech_tasks(document, heads) if document.metadata.kind in _NEWS else measure_tasks(document)
    known = list(times)
    text = document.text
    tasks = [*(filled(task, text, known, document.metadata.date) for task in of_prose), *row_tasks(document)]
    if document.metadata.kind not in _NEWS:
        issuer = document.metadata.issuer
        tasks = [t if t.authority or not issuer else _by(t, issuer) for t in tasks]
    return tuple(sorted(tasks, key=lambda t: t.span.start))


def _by(task: Task, authority: str) -> Task:
    return replace(task, authority=authority)
