"""The SQLite file under the catalogue: opened, brought up to date, read and changed in whole steps."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import StorageError
from corpus.migration import migrate
from corpus.rows import SCHEMA

Connection = sqlite3.Connection
"""What a change is made through (`Database.transaction`)."""


class Database:
    """One SQLite file with the tables of `schema`; safe to share between threads, and between processes.

    Where its folder is missing and `create` is False, it is empty and nothing is written. Raises `StorageError`
    where SQLite cannot write or read the file.
    """

    def __init__(self, path: Path, *, create: bool = True, schema: str = SCHEMA):
        self._lock = threading.RLock()
        with _mapped(path):
            create = create or path.parent.exists()
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                path if create else ":memory:", timeout=30, check_same_thread=False, isolation_level=None
            )
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA foreign_keys = ON")
            migrate(self._db, schema)
        self._path = path

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """What a query finds, whole."""
        with self._lock, _mapped(self._path):
            return self._db.execute(query, tuple(values)).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A change that is made as a whole or not at all."""
        with self._lock, _mapped(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def meta(self, key: str, default: str = "") -> str:
        """A value kept beside the documents: the generation, the build, the fingerprint."""
        rows = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else default

    def set_meta(self, **values: str) -> None:
        """Keep values beside the documents."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


@contextmanager
def _mapped(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        raise StorageError(
            f"Không đọc hoặc ghi được kho tài liệu {path}: {exc}. Kiểm tra dung lượng đĩa và quyền ghi rồi chạy lại; "
            "những gì đã nhận vẫn còn nguyên."
        ) from exc
