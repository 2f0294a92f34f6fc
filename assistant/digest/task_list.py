"""The tasks of all documents that are held, kept beside the digests so that each revision is read for them once."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.digest.digest_store import DigestStore
from assistant.digest.facts import VERSION as FACTS_VERSION
from assistant.digest.facts import read_facts, task_json
from assistant.digest.held import whole_document
from assistant.digest.records import last_day
from assistant.periods import Period
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.records import Document
from corpus.spelling import fold, normalise

VERSION = f"{FACTS_VERSION}.3"
"""Raise the second part when other columns are written of the same tasks."""
_WORD = re.compile(r"\w+")
_STEP = 50
"""Documents whose tasks are written down together."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A task by the names of a digest's JSON, and the document (without its text) that assigns it."""

    document: Document
    task: dict[str, Any]


class TaskList:
    """The tasks of the ready documents of a catalogue, kept in a store of digests by revision and `VERSION`."""

    def __init__(self, catalogue: Catalogue, store: DigestStore):
        self._catalogue, self._store = catalogue, store
        self._generation = -1

    def read(self, seconds: float | None = None, on_document: Callable[[int, int], None] | None = None) -> int:
        """Read the tasks of documents that were not read yet, the newest first; returns how many are left unread.

        Stops after `seconds`, if given. What was kept of documents that are gone is dropped.
        """
        generation = self._catalogue.generation
        if generation == self._generation:
            return 0
        ready = dict(
            self._catalogue.rows("SELECT key, id FROM documents WHERE state = 'ready' ORDER BY date DESC, source", ())
        )
        known = dict(self._store.rows("SELECT key, version FROM tasks_read"))
        self._forget([key for key in known if key not in ready])
        missing = [key for key in ready if known.get(key) != VERSION]
        until = None if seconds is None else time.monotonic() + seconds
        for at in range(0, len(missing), _STEP):
            if until is not None and time.monotonic() > until:
                return len(missing) - at
            batch = missing[at : at + _STEP]
            self._keep([(key, self._tasks_of(ready[key])) for key in batch])
            if on_document:
                on_document(at + len(batch), len(missing))
        self._generation = generation
        return 0

    def find(
        self, who: Sequence[str] = (), due: Period | None = None, what: str = "", doc_ids: Sequence[str] = ()
    ) -> list[Assigned]:
        """The tasks read so far that name one of `who` as responsible or working with, whose deadline ends in the
        period `due`, that speak of `what`, and that these documents assign; by deadline, those without last.

        Diacritics and case do not matter.
        """
        where, values = ["1"], list[str]()
        if who:
            # A name without a letter names nobody; `instr` finds it everywhere.
            names = [name for name in map(_folded, who) if name]
            where.append("(" + " OR ".join(["0", *("instr(who, ?)" for _ in names)]) + ")")
            values += names
        for word in what.split():
            where.append("instr(what, ?)")
            values.append(_folded(word))
        if due:
            where.append("ends != '' AND ends >= ? AND ends <= ?")
            values += [due.first, due.last or "9999-12-31"]
        query = f"SELECT key, body FROM tasks WHERE {' AND '.join(where)} ORDER BY ends = '', ends, key, ordinal"
        rows = self._store.rows(query, values)
        documents = self._documents(dict.fromkeys(key for key, _ in rows))
        return [
            Assigned(documents[key], json.loads(body))
            for key, body in rows
            if key in documents and (not doc_ids or documents[key].id in doc_ids)
        ]

    def _documents(self, keys: dict[str, None]) -> dict[str, Document]:
        """The documents of the keys that are ready now."""
        found = {}
        for key in keys:
            ready = self._catalogue.ready_keys([key])
            if key in ready and (document := self._catalogue.document(ready[key], text=False)):
                found[key] = document
        return found

    def _tasks_of(self, doc_id: str) -> list[dict[str, Any]]:
        whole = whole_document(self._catalogue, doc_id)
        return [task_json(task, whole) for task in read_facts(whole).tasks] if whole else []

    def _keep(self, read: Sequence[tuple[str, list[dict[str, Any]]]]) -> None:
        with self._store.transaction() as db:
            _drop(db, [key for key, _ in read])
            db.executemany("INSERT INTO tasks_read VALUES (?, ?)", ((key, VERSION) for key, _ in read))
            db.executemany(
                "INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?)",
                (row for key, tasks in read for row in _rows(key, tasks)),
            )

    def _forget(self, keys: Sequence[str]) -> None:
        if keys:
            with self._store.transaction() as db:
                _drop(db, keys)


def _rows(key: str, tasks: Sequence[dict[str, Any]]) -> Iterator[tuple[object, ...]]:
    for ordinal, task in enumerate(tasks):
        who, what = _folded(f"{task['who']} | {task['with']}"), _folded(f"{task['what']} | {task['product']}")
        yield key, ordinal, who, what, last_day(task["deadline"]), json.dumps(task, ensure_ascii=False)


def _drop(db: Connection, keys: Sequence[str]) -> None:
    db.executemany("DELETE FROM tasks_read WHERE key = ?", ((key,) for key in keys))


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(fold(normalise(text))))
