"""What readers see of the catalogue: ready documents, their passages, and what these say of each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.database import Database
from corpus.mentions import Citing, citing, references_of, standing, stands
from corpus.records import Document, Metadata, Reference
from corpus.rows import DOCUMENT_COLUMNS, PASSAGE_COLUMNS, StoredPassage, document_of, passage_of


class ReadyDocuments(Database):
    """The documents that are answered from; revisions that are pending or being deleted are not seen here."""

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

    def lookup(self, passage_ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Those of the passages that are ready, by id. What an index returns and this does not is stale."""
        marks = ",".join("?" * len(passage_ids))
        return {p.id: p for p in self._passages(f"p.id IN ({marks})", tuple(passage_ids))}

    def confidences(self, doc_id: str) -> dict[int, float]:
        """The pages of a ready document that were recognised from their pictures, with how surely, in [0, 1]."""
        query = (
            "SELECT s.page, s.confidence FROM scans s JOIN documents d USING (key) "
            "WHERE d.state = 'ready' AND d.id = ? ORDER BY s.page"
        )
        return dict(self.rows(query, (doc_id,)))

    def ready_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """Of the document keys, those that are ready, each with its document id."""
        wanted = tuple(keys)
        marks = ",".join("?" * len(wanted))
        # The plus keeps SQLite from walking every ready row (47 ms at 60,000 documents) instead of looking up the keys.
        query = f"SELECT key, id FROM documents WHERE +state = 'ready' AND key IN ({marks})"
        return dict(self.rows(query, wanted))

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

    def _passages(self, where: str, values: Sequence[object], *, ready: bool = True) -> list[StoredPassage]:
        # The plus keeps SQLite from walking every ready row for some twenty ids or more (80 ms at 60,000 documents).
        state = "+d.state = 'ready' AND " if ready else ""
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
