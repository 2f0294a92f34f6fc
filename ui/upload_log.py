"""What was uploaded or is to be read again, and what became of it: kept on disk until a person dismisses it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.database import Database

WAITING = "waiting"
REFUSED = "refused"
"""Not even saved: too large, no usable name, no room on the disk."""

_KEPT = 100
"""Finished jobs that are kept; older ones are forgotten."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS uploads (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    at TEXT NOT NULL,              -- ISO 8601 in UTC
    collection TEXT NOT NULL,
    name TEXT NOT NULL,            -- as its owner calls it
    source TEXT NOT NULL,          -- where it lies; empty if it was refused
    size INTEGER NOT NULL,
    again INTEGER NOT NULL,        -- to be read although its content is known
    status TEXT NOT NULL,
    doc_id TEXT NOT NULL DEFAULT '',
    passages INTEGER NOT NULL DEFAULT 0,
    notes TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX IF NOT EXISTS uploads_by_job ON uploads (job);
CREATE INDEX IF NOT EXISTS uploads_by_status ON uploads (status);
CREATE INDEX IF NOT EXISTS uploads_by_source ON uploads (source);
"""
_COLUMNS = "id, name, source, size, again, status, doc_id, passages, notes"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a job. `status` is `WAITING`, `REFUSED` or one of a sync's; `notes` are what its report says."""

    id: int
    name: str
    source: str
    size: int
    again: bool
    status: str
    doc_id: str = ""
    passages: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Files that were sent together, in their order; `at` is when (ISO 8601, UTC)."""

    id: str
    at: str
    files: tuple[Upload, ...]

    @property
    def done(self) -> bool:
        """Whether each of its files has met its fate."""
        return all(file.status != WAITING for file in self.files)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that a job begins with; `error` says why it was refused."""

    name: str
    source: str = ""
    size: int = 0
    again: bool = False
    error: str = ""


class UploadLog:
    """All jobs of a collection; safe to share between threads."""

    def __init__(self, path: Path, collection: str):
        self._db = Database(path, schema=_SCHEMA)
        self._collection = collection

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def begin(self, entries: Sequence[Entry], move: Callable[[], None] = lambda: None) -> Job:
        """Write a new job down; `move` puts the files in place, and if it fails there is no job."""
        job, now = secrets.token_hex(8), datetime.now(UTC).isoformat(timespec="seconds")
        with self._db.transaction() as db:
            for entry in entries:
                status = REFUSED if entry.error else WAITING
                notes = json.dumps([entry.error] if entry.error else [], ensure_ascii=False)
                values = (job, now, self._collection, entry.name, entry.source, entry.size, entry.again, status, notes)
                db.execute(
                    "INSERT INTO uploads (job, at, collection, name, source, size, again, status, notes) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    values,
                )
            db.execute(
                "DELETE FROM uploads WHERE status != 'waiting' AND job NOT IN "
                "(SELECT job FROM uploads GROUP BY job ORDER BY max(id) DESC LIMIT ?)",
                (_KEPT,),
            )
            move()
        return self.jobs(job)[0]

    def jobs(self, job: str | None = None) -> tuple[Job, ...]:
        """Every job, newest first; or the one, if it is known."""
        where, values = ("AND job = ?", [job]) if job is not None else ("", [])
        query = f"SELECT job, at, {_COLUMNS} FROM uploads WHERE collection = ? {where} ORDER BY id"
        found: dict[str, tuple[str, list[Upload]]] = {}
        for name, at, *row in self._db.rows(query, (self._collection, *values)):
            found.setdefault(name, (at, []))[1].append(_upload(row))
        return tuple(Job(name, at, tuple(files)) for name, (at, files) in reversed(found.items()))

    def waiting(self, most: int) -> tuple[Upload, ...]:
        """Files that are still to be read, in the order in which they came."""
        query = f"SELECT {_COLUMNS} FROM uploads WHERE status = ? AND collection = ? ORDER BY id LIMIT ?"
        return tuple(_upload(row) for row in self._db.rows(query, (WAITING, self._collection, most)))

    def settle(
        self, uploads: Sequence[Upload], status: str, *, doc_id: str = "", passages: int = 0, notes: Sequence[str] = ()
    ) -> None:
        """Write down what became of files."""
        with self._db.transaction() as db:
            said = json.dumps(list(notes), ensure_ascii=False)
            for upload in uploads:
                db.execute(
                    "UPDATE uploads SET status = ?, doc_id = ?, passages = ?, notes = ? WHERE id = ?",
                    (status, doc_id, passages, said, upload.id),
                )

    def dismiss(self, job: str) -> tuple[Upload, ...]:
        """Forget the files of a job whose fate is known; gives them. Those still waiting stay."""
        query = f"SELECT {_COLUMNS} FROM uploads WHERE job = ? AND collection = ? AND status != ?"
        values = (job, self._collection, WAITING)
        gone = tuple(_upload(row) for row in self._db.rows(query, values))
        with self._db.transaction() as db:
            db.execute("DELETE FROM uploads WHERE job = ? AND collection = ? AND status != ?", values)
        return gone

    def knows(self, source: str) -> bool:
        """Whether a file of a job lies at this place."""
        return bool(self._db.rows("SELECT 1 FROM uploads WHERE source = ? LIMIT 1", (source,)))


def _upload(row: Sequence[Any]) -> Upload:
    id_, name, source, size, again, status, doc_id, passages, notes = row
    return Upload(id_, name, source, size, bool(again), status, doc_id, passages, tuple(json.loads(notes)))
