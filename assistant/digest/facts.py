"""All the facts of one document, and the parts of a digest's JSON that they make."""

from __future__ import annotations

from typing import Any

from assistant.digest.figures import find_figures
from assistant.digest.organisations import find_organisations, find_places
from assistant.digest.people import find_people
from assistant.digest.records import Facts, Task
from assistant.digest.referred import find_referred
from assistant.digest.tasks import find_tasks
from assistant.digest.times import find_times
from corpus.records import Document, Span

VERSION = "3"
"""Raise it when what is read out of the same document changes."""


def read_facts(document: Document) -> Facts:
    """Everything that is read out of a document; linear in its length."""
    times = find_times(document)
    people = find_people(document)
    return Facts(
        people,
        find_organisations(document),
        find_places(document),
        times,
        find_figures(document, times),
        find_referred(document),
        find_tasks(document, times, people),
    )


def facts_json(facts: Facts, document: Document) -> dict[str, Any]:
    """The parts of a digest's JSON by their names there; each entry has `start`, `end`, `page` and its `quote`.

    People, organisations, places, dates and documents are listed once each, at their first or fullest mention.
    """

    def place(span: Span) -> dict[str, Any]:
        return {
            "start": span.start,
            "end": span.end,
            "page": document.page_at(span.start),
            "quote": span.of(document.text),
        }

    times = {t.value: t for t in reversed(facts.times)}
    referred = {r.name: r for r in reversed(facts.references)}
    return {
        "people": [{"name": p.name, "office": p.office, "roles": list(p.roles), **place(p.span)} for p in facts.people],
        "organisations": [{"name": o.name, "count": o.count, **place(o.span)} for o in facts.organisations],
        "places": [{"name": o.name, "count": o.count, **place(o.span)} for o in facts.places],
        "dates": [{"value": t.value, **place(t.span)} for t in sorted(times.values(), key=lambda t: t.span.start)],
        "figures": [
            {"value": f.value, "unit": f.unit, "what": f.what, "least": f.least, **place(f.span)} for f in facts.figures
        ],
        "references": [
            {"name": r.name, **place(r.span)} for r in sorted(referred.values(), key=lambda r: r.span.start)
        ],
        "tasks": [task_json(task, document) for task in facts.tasks],
    }


def task_json(task: Task, document: Document) -> dict[str, Any]:
    """One task by the names of a digest's JSON."""
    return {
        "what": task.what,
        "who": task.who,
        "with": task.partners,
        "deadline": task.deadline,
        "product": task.product,
        "authority": task.authority,
        "condition": task.condition,
        "start": task.span.start,
        "end": task.span.end,
        "page": document.page_at(task.span.start),
        "quote": task.span.of(document.text),
    }
