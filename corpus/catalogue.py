"""The catalogue: which documents and passages exist. SQLite; the one truth that both indexes are derived from.

A revision of a document is `pending` until both indexes hold its passages, then `ready`; one that is being taken out is
`deleting` until neither index holds it. Only `ready` revisions are ever answered from, so a change becomes visible in
the one transaction that flips its state, and whatever a crash left half way is found by its state and finished.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.errors import StorageError
from corpus.mentions import Citing, citing, references_of, standing, stands
from corpus.migration import migrate
from corpus.records import Document, Metadata, Passage, Reference
from corpus.rows import (
    DOCUMENT_COLUMNS,
    DOCUMENT_ROW,
    PASSAGE_COLUMNS,
    PASSAGE_ROW,
    SCHEMA,
    FileEntry,
    StoredPassage,
    document_of,
    document_row,
    mention_rows,
    passage_of,
    passage_row,
    scan_rows,
)

Connection = sqlite3.Connection
"""What a change is made through (`Catalogue.transaction`)."""


class Catalogue:
    """The catalogue in one SQLite file; safe to share between threads, and between processes of which one writes.

    Where its folder is missing and `create` is False, it is empty and nothing is written. Raises `StorageError`
    where SQLite cannot write or read the file.
    """

    def __init__(self, path: Path, *, create: bool = True):
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
            migrate(self._db, SCHEMA)
        self._path = path

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    # Reading: ready documents only, unless a name says otherwise.

    def meta(self, key: str, default: str = "") -> str:
        """A value kept beside the documents: the generation, the build, the fingerprint."""
        rows = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else default

    @property
    def generation(self) -> int:
        """Grows with every change that a reader could notice."""
        return int(self.meta("generation", "0"))

    def counts(self) -> tuple[int, int]:
        """How many documents and passages are ready."""
        [(documents,)] = self.rows("SELECT count(*) FROM documents WHERE state = 'ready'")
        [(passages,)] = self.rows("SELECT count(*) FROM passages JOIN documents d USING (key) WHERE d.state = 'ready'")
        return documents, passages

    def documents(self, *, text: bool = False) -> Iterator[Document]:
        """Every ready document by source; `text` is left empty unless asked for."""
        body = "d.text" if text else "''"
        query = f"SELECT {DOCUMENT_COLUMNS}, {body} FROM documents d WHERE d.state = 'ready' ORDER BY d.source, d.id"
        since = standing(self.rows)
        yield from (_placed(document_of(row), since) for row in self.rows(query))

    def document(self, doc_id: str, *, text: bool = True) -> Document | None:
        """The ready document with this id; `text` may be left empty."""
        body = "d.text" if text else "''"
        query = f"SELECT {DOCUMENT_COLUMNS}, {body} FROM documents d WHERE d.state = 'ready' AND d.id = ?"
        rows = self.rows(query, (doc_id,))
        found = document_of(rows[0]) if rows else None
        return _placed(found, standing(self.rows, [found.metadata.number])) if found else None

    def references(self, doc_id: str) -> list[Reference]:
        """What a ready document refers to, in order."""
        return references_of(self.rows, doc_id)

    def citing(self, name: str) -> list[Citing]:
        """The ready documents that refer to the one with this number, or to one known by this name ("Điều lệ Đảng")."""
        return citing(self.rows, name)

    def numbered(self, number: str) -> list[Document]:
        """The ready documents that bear this number (in canonical form); their texts are left empty."""
        query = "SELECT id FROM documents WHERE state = 'ready' AND number = ? ORDER BY source"
        found = (self.document(row[0], text=False) for row in self.rows(query, (number,)) if number)
        return [document for document in found if document]

    def standing(self, numbers: Iterable[str]) -> dict[str, str]:
        """What later documents that are held have done to those with these numbers; those that stand are left out."""
        return standing(self.rows, numbers)

    def with_serial(self, serial: int) -> list[Document]:
        """The ready documents whose number begins with this serial ("06-HD/TW" with 6), without their text."""
        query = f"SELECT {DOCUMENT_COLUMNS}, '' FROM documents d WHERE d.state = 'ready' AND ("
        # A range each, so that the index on numbers is used.
        serials = [f"{serial:0{digits}d}" for digits in range(1, 5) if digits >= len(str(serial))]
        query += " OR ".join("(d.number > ? AND d.number < ?)" for _ in serials) + ")"
        bounds = [bound for s in serials for bound in (s, f"{s}:")]  # "-" and "/" stand before the digits, ":" after
        found = [document_of(row) for row in self.rows(query, bounds)]
        since = standing(self.rows, [d.metadata.number for d in found]) if found else {}
        return [_placed(d, since) for d in found if re.match(rf"0*{serial}(?!\d)", d.metadata.number)]

    def find(self, name: str) -> Document | None:
        """The ready document meant by an id, a source path, or the end of a source path if just one fits."""
        if found := self.document(name):
            return found
        wanted = unicodedata.normalize("NFC", name).replace("\\", "/").removeprefix("./")
        query = (
            "SELECT files.source, doc_id FROM files JOIN documents d ON d.id = doc_id AND d.state = 'ready' "
            "WHERE files.source = ?1 OR substr(files.source, -length(?1) - 1) = '/' || ?1"
        )
        rows = self.rows(query, (wanted,))
        exact = [r for r in rows if r[0] == wanted] or rows
        return self.document(exact[0][1]) if len({r[1] for r in exact}) == 1 else None

    def passages(self, doc_id: str) -> list[StoredPassage]:
        """The passages of a ready document in reading order."""
        return self._passages("d.id = ? ORDER BY p.ordinal", (doc_id,))

    def confidences(self, doc_id: str) -> dict[int, float]:
        """The pages of a ready document that were recognised from their pictures, with how surely, in [0, 1]."""
        query = (
            "SELECT s.page, s.confidence FROM scans s JOIN documents d USING (key) "
            "WHERE d.state = 'ready' AND d.id = ? ORDER BY s.page"
        )
        return dict(self.rows(query, (doc_id,)))

    def lookup(self, passage_ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Those of the passages that are ready, by id. What an index returns and this does not is stale."""
        marks = ",".join("?" * len(passage_ids))
        return {p.id: p for p in self._passages(f"p.id IN ({marks})", tuple(passage_ids))}

    def ready_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """Of the document keys, those that are ready, each with its document id."""
        wanted = tuple(keys)
        marks = ",".join("?" * len(wanted))
        # The plus keeps SQLite from walking every ready row (47 ms at 60,000 documents) instead of looking up the keys.
        query = f"SELECT key, id FROM documents WHERE +state = 'ready' AND key IN ({marks})"
        return dict(self.rows(query, wanted))

    def passage_ids(self, state: str = "ready") -> list[str]:
        """Ids of all passages of the documents in a state."""
        query = "SELECT p.id FROM passages p JOIN documents d USING (key) WHERE d.state = ? ORDER BY p.rowid"
        return [r[0] for r in self.rows(query, (state,))]

    def files(self, collection: str, under: str | None = None) -> dict[str, FileEntry]:
        """Accepted files of a collection by source; `under` keeps those inside that folder (a posix path)."""
        query = "SELECT source, doc_id, content_hash FROM files WHERE collection = ?"
        entries = (FileEntry(*row) for row in self.rows(query, (collection,)))
        prefix = None if under is None else under.rstrip("/") + "/"
        return {e.source: e for e in entries if prefix is None or e.source.startswith(prefix)}

    def file_of_hash(self, collection: str, content_hash: str) -> FileEntry | None:
        """The accepted file whose document holds exactly this content."""
        query = (
            "SELECT d.source, d.id, d.content_hash, d.reading FROM documents d "
            "WHERE d.collection = ? AND d.content_hash = ? AND d.state = 'ready'"
        )
        rows = self.rows(query, (collection, content_hash))
        return FileEntry(*rows[0]) if rows else None

    def orphans(self, collection: str) -> list[str]:
        """Sources of accepted files whose content no document holds (the file that they duplicate has changed)."""
        query = (
            "SELECT f.source FROM files f LEFT JOIN documents d "
            "ON d.id = f.doc_id AND d.content_hash = f.content_hash AND d.state != 'deleting' "
            "WHERE f.collection = ? AND d.id IS NULL ORDER BY f.source"
        )
        return [row[0] for row in self.rows(query, (collection,))]

    def keys(self, state: str) -> list[str]:
        """Keys of the revisions in a state; outside a change, `pending` and `deleting` are what a crash left."""
        return [row[0] for row in self.rows("SELECT key FROM documents WHERE state = ? ORDER BY rowid", (state,))]

    def revision(self, key: str) -> Document | None:
        """One revision, whatever its state."""
        rows = self.rows(f"SELECT {DOCUMENT_COLUMNS}, d.text FROM documents d WHERE d.key = ?", (key,))
        return document_of(rows[0]) if rows else None

    def passages_of_key(self, key: str) -> list[StoredPassage]:
        """The passages of one revision, whatever its state."""
        return self._passages("d.key = ? ORDER BY p.ordinal", (key,), ready=False)

    # Writing: by the process that holds the writer's lock.

    def set_meta(self, **values: str) -> None:
        """Keep values beside the documents."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def intend(self, document: Document, passages: Iterable[Passage]) -> None:
        """Write a revision down as pending; a pending one of the same document gives way."""
        row = document_row(document, "pending")
        key = row[0]
        with self.transaction() as db:
            db.execute("UPDATE documents SET state = 'deleting' WHERE id = ? AND state = 'pending'", (document.id,))
            # The same content again (a rebuild, or a file changed back and forth around a crash) replaces its own row.
            db.execute("DELETE FROM documents WHERE key = ?", (key,))
            db.execute(f"INSERT INTO documents ({DOCUMENT_ROW}) VALUES ({','.join('?' * len(row))})", row)
            db.executemany(
                f"INSERT INTO passages ({PASSAGE_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (passage_row(key, p) for p in passages),
            )
            db.executemany("INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)", mention_rows(key, document))
            db.executemany("INSERT INTO scans VALUES (?, ?, ?, ?)", scan_rows(key, document))

    def publish(self, keys: Sequence[str]) -> None:
        """Make pending revisions ready and what they replace `deleting`, in one step that readers notice."""
        with self.transaction() as db:
            for key in keys:
                db.execute(
                    "UPDATE documents SET state = 'deleting' WHERE state = 'ready' "
                    "AND id = (SELECT id FROM documents WHERE key = ?)",
                    (key,),
                )
                db.execute("UPDATE documents SET state = 'ready' WHERE key = ? AND state = 'pending'", (key,))
                db.execute(
                    "INSERT OR REPLACE INTO files "
                    "SELECT collection, source, id, content_hash FROM documents WHERE key = ?",
                    (key,),
                )
            _bump(db)

    def withdraw(self, doc_ids: Sequence[str]) -> None:
        """Take documents out of every answer; their passages are purged once no index holds them."""
        with self.transaction() as db:
            db.executemany("UPDATE documents SET state = 'deleting' WHERE id = ?", ((i,) for i in doc_ids))
            _bump(db)

    def restart(self, *, build: int, fingerprint: str) -> None:
        """Make every document pending again, to be indexed into another build; readers see each once it is."""
        with self.transaction() as db:
            db.execute("UPDATE documents SET state = 'pending' WHERE state = 'ready'")
            values = (("build", str(build)), ("fingerprint", fingerprint))
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)
            _bump(db)

    def purge(self, keys: Sequence[str]) -> None:
        """Forget revisions that no index holds any more."""
        with self.transaction() as db:
            db.executemany("DELETE FROM documents WHERE key = ? AND state = 'deleting'", ((k,) for k in keys))

    def record_file(self, collection: str, entry: FileEntry) -> None:
        """Remember that a file's content is held by a document (its own, or one it duplicates)."""
        with self.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                (collection, entry.source, entry.doc_id, entry.content_hash),
            )

    def forget_files(self, collection: str, sources: Iterable[str]) -> None:
        """Forget files; the documents that held their content stay."""
        with self.transaction() as db:
            db.executemany(
                "DELETE FROM files WHERE collection = ? AND source = ?", ((collection, source) for source in sources)
            )

    # For this class, and for modules that keep tables of their own beside the documents (`corpus.near`).

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """What a query finds, whole."""
        with self._lock, _mapped(self._path):
            return self._db.execute(query, tuple(values)).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
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

    def _passages(self, where: str, values: Sequence[object], *, ready: bool = True) -> list[StoredPassage]:
        state = "d.state = 'ready' AND " if ready else ""
        query = f"SELECT {PASSAGE_COLUMNS} FROM passages p JOIN documents d USING (key) WHERE {state}{where}"
        texts: dict[str, str] = {}

        def text_of(key: str) -> str:
            # Once a document: cutting each passage out in SQL would read the whole text for every one.
            if key not in texts:
                [(texts[key],)] = self.rows("SELECT text FROM documents WHERE key = ?", (key,)) or [("",)]
            return texts[key]

        found = [passage_of(row, text_of) for row in self.rows(query, values)]
        since = standing(self.rows, {p.metadata.number for p in found}) if ready else {}
        return [replace(p, metadata=_since(p.metadata, since)) for p in found] if since else found


def _since(metadata: Metadata, since: Mapping[str, str]) -> Metadata:
    """The metadata with what has become of the document since."""
    status = since.get(metadata.number) if stands(metadata) else None
    return replace(metadata, status=status) if status else metadata


def _placed(document: Document, since: Mapping[str, str]) -> Document:
    metadata = _since(document.metadata, since)
    return document if metadata is document.metadata else replace(document, metadata=metadata)


def _bump(db: sqlite3.Connection) -> None:
    db.execute(
        "INSERT INTO meta VALUES ('generation', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )


@contextmanager
def _mapped(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        raise StorageError(
            f"Không đọc hoặc ghi được kho tài liệu {path}: {exc}. Kiểm tra dung lượng đĩa và quyền ghi rồi chạy lại; "
            "những gì đã nhận vẫn còn nguyên."
        ) from exc
