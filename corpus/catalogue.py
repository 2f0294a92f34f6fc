"""The catalogue: which documents and passages exist. SQLite; the one truth that both indexes are derived from.

A revision of a document is `pending` until both indexes hold its passages, then `ready`; one that is being taken out is
`deleting` until neither index holds it. Only `ready` revisions are ever answered from, so a change becomes visible in
the one transaction that flips its state, and whatever a crash left half way is found by its state and finished.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.database import Connection
from corpus.ready import ReadyDocuments
from corpus.records import Document, Passage, Reference, Span
from corpus.rows import (
    DOCUMENT_COLUMNS,
    DOCUMENT_ROW,
    PASSAGE_ROW,
    FileEntry,
    StoredPassage,
    document_of,
    document_row,
    mention_rows,
    passage_row,
    scan_of,
    scan_rows,
)


class Catalogue(ReadyDocuments):
    """The ready documents, and with them what a writer needs: accepted files, revisions in every state, changes.

    Changes are made by the process that holds the writer's lock.
    """

    # Files: what was accepted from where.

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

    # Revisions, whatever their state.

    def keys(self, state: str) -> list[str]:
        """Keys of the revisions in a state; outside a change, `pending` and `deleting` are what a crash left."""
        return [row[0] for row in self.rows("SELECT key FROM documents WHERE state = ? ORDER BY rowid", (state,))]

    def revision(self, key: str) -> Document | None:
        """One revision, whatever its state."""
        rows = self.rows(f"SELECT {DOCUMENT_COLUMNS}, d.text FROM documents d WHERE d.key = ?", (key,))
        return document_of(rows[0]) if rows else None

    def whole_revision(self, key: str) -> Document | None:
        """`revision` with all that was found in its file: what it refers to and the words of its scanned pages too."""
        found = self.revision(key)
        if found is None:
            return None
        query = "SELECT number, kind, relation, start, end FROM mentions WHERE key = ? ORDER BY start, end"
        references = tuple(Reference(n, k, relation, Span(s, e)) for n, k, relation, s, e in self.rows(query, (key,)))
        scans = self.rows("SELECT page, confidence, words FROM scans WHERE key = ? ORDER BY page", (key,))
        return replace(found, references=references, scans=tuple(map(scan_of, scans)))

    def passage_ids(self, state: str = "ready") -> list[str]:
        """Ids of all passages of the documents in a state."""
        query = "SELECT p.id FROM passages p JOIN documents d USING (key) WHERE d.state = ? ORDER BY p.rowid"
        return [r[0] for r in self.rows(query, (state,))]

    def passages_of_key(self, key: str) -> list[StoredPassage]:
        """The passages of one revision, whatever its state."""
        return self._passages("d.key = ? ORDER BY p.ordinal", (key,), ready=False)

    # Changes of state.

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


def _bump(db: Connection) -> None:
    db.execute(
        "INSERT INTO meta VALUES ('generation', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )
