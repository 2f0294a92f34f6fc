"""Digests and tasks kept in the data directory, so that each document is read for them once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.digest.digest import digest_body, digest_from
from assistant.digest.digesting import Digested, packed, unpacked
from corpus.database import Database
from corpus.errors import StorageError
from corpus.fingerprints import Fingerprint
from corpus.records import Document

FILE = "digests.sqlite3"
"""Under the data directory."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS digests (
    content_hash TEXT NOT NULL,
    name TEXT NOT NULL,            -- of the file: a document without a title is called by it
    reading TEXT NOT NULL,         -- which version of the readers made the text
    configuration TEXT NOT NULL,
    body TEXT NOT NULL,            -- JSON
    vector BLOB NOT NULL,          -- float32, little end first
    sketches BLOB NOT NULL,        -- of a MinHash each, uint64, little end first
    text BLOB NOT NULL,            -- the article alone, compressed
    PRIMARY KEY (content_hash, name, reading, configuration)
);
CREATE TABLE IF NOT EXISTS given (
    content_hash TEXT NOT NULL,
    configuration TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (content_hash, configuration)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tasks_read (
    key TEXT PRIMARY KEY,          -- of a document's revision
    version TEXT NOT NULL          -- of what reads tasks
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tasks (
    key TEXT NOT NULL REFERENCES tasks_read (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    who TEXT NOT NULL,             -- folded, with who works with them
    what TEXT NOT NULL,            -- folded
    ends TEXT NOT NULL,            -- last day of the deadline, ISO 8601; empty if there is none
    body TEXT NOT NULL,            -- JSON
    PRIMARY KEY (key, ordinal)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tasks_by_end ON tasks (ends);
"""

_SKETCH = 60


class Key(NamedTuple):
    """What a digest is kept by, beside its configuration."""

    content_hash: str
    name: str
    reading: str


def key_of(document: Document) -> Key:
    """The key of a document that is held."""
    return Key(document.content_hash, document.source.rpartition("/")[2], document.reading)


class DigestStore(Database):
    """The digests made so far; safe to share between threads and processes.

    Where the folder is missing and `create` is False, it is empty and nothing is written. Raises `StorageError` where
    SQLite cannot write or read its file.
    """

    def __init__(self, data_dir: Path, *, create: bool = True):
        super().__init__(data_dir / FILE, create=create, schema=SCHEMA)

    def kept(self, keys: Iterable[Key], configuration: str) -> set[Key]:
        """Those of the keys under which there is a digest of this configuration."""
        query = "SELECT 1 FROM digests WHERE content_hash = ? AND name = ? AND reading = ? AND configuration = ?"
        return {key for key in keys if self.rows(query, (*key, configuration))}

    def digested(self, key: Key, configuration: str, *, text: bool = False) -> Digested | None:
        """The digest kept under `key`; `text` is left empty unless asked for."""
        query = (
            f"SELECT body, vector, sketches, {'text' if text else 'NULL'} FROM digests "
            "WHERE content_hash = ? AND name = ? AND reading = ? AND configuration = ?"
        )
        rows = self.rows(query, (*key, configuration))
        if not rows:
            return None
        body, vector, sketches, words = rows[0]
        minima = np.frombuffer(sketches, dtype="<u8").reshape(-1, _SKETCH)
        return Digested(
            digest_from(json.loads(body)),
            key.reading,
            np.frombuffer(vector, dtype="<f4"),
            tuple(Fingerprint(each.astype(np.uint64)) for each in minima),
            unpacked(words) if words else "",
        )

    def keep(self, made: Sequence[tuple[Key, Digested]], configuration: str) -> None:
        """Keep digests, all in one step."""
        rows = [
            (
                *key,
                configuration,
                json.dumps(digest_body(d.digest), ensure_ascii=False),
                d.vector.astype("<f4").tobytes(),
                b"".join(s.minima.astype("<u8").tobytes() for s in d.sketches),
                packed(d.text),
            )
            for key, d in made
        ]
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO digests VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def forget_versions(self, but: str) -> None:
        """Let go of digests whose configuration does not begin with `but`: nothing asks for an earlier version's."""
        if self.rows("SELECT 1 FROM digests WHERE substr(configuration, 1, ?) != ? LIMIT 1", (len(but), but)):
            with self.transaction() as db:
                db.execute("DELETE FROM digests WHERE substr(configuration, 1, ?) != ?", (len(but), but))

    def given(self, configuration: str) -> set[str]:
        """Content hashes of what was given out under this configuration."""
        return {r[0] for r in self.rows("SELECT content_hash FROM given WHERE configuration = ?", (configuration,))}

    def give(self, content_hashes: Iterable[str], configuration: str) -> None:
        """Note what was given out."""
        now = datetime.now().isoformat(timespec="seconds")
        with self.transaction() as db:
            db.executemany(
                "INSERT OR IGNORE INTO given VALUES (?, ?, ?)", ((h, configuration, now) for h in content_hashes)
            )


def open_digests(data_dir: Path) -> DigestStore:
    """The digests kept under a data directory; in memory alone where that is missing or refuses to be written."""
    try:
        return DigestStore(data_dir, create=False)
    except StorageError:
        return DigestStore(data_dir / "nowhere", create=False)
