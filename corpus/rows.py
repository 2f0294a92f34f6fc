"""The rows of the catalogue: its tables, and how a row becomes a record again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from corpus.records import Document, Heading, Mark, Metadata, Passage, Scan, Span, Word

_METADATA = tuple(f.name for f in fields(Metadata))

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    key TEXT PRIMARY KEY,          -- document id and revision; the prefix of its passages' ids
    id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'deleting')),
    source TEXT NOT NULL,
    collection TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    format TEXT NOT NULL,
    page_starts TEXT NOT NULL,
    outline TEXT NOT NULL,
    warnings TEXT NOT NULL,
    marks TEXT NOT NULL DEFAULT '[]',
    encoding TEXT NOT NULL DEFAULT '',
    reading TEXT NOT NULL DEFAULT '',           -- which version of the readers made it
    confidence REAL,               -- mean of the pages that were recognised from their pictures, in [0, 1]
    {", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in _METADATA)},
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS one_ready ON documents (id) WHERE state = 'ready';
CREATE UNIQUE INDEX IF NOT EXISTS one_pending ON documents (id) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS by_state ON documents (state);
CREATE INDEX IF NOT EXISTS by_number ON documents (number);
CREATE INDEX IF NOT EXISTS by_issuer ON documents (state, issuer);
CREATE INDEX IF NOT EXISTS by_hash ON documents (collection, content_hash);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER,
    outline TEXT NOT NULL,
    context TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS by_key ON passages (key, ordinal);
CREATE TABLE IF NOT EXISTS mentions (
    key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    number TEXT NOT NULL,          -- of the document that is referred to, in canonical form
    kind TEXT NOT NULL,
    relation TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS mentions_by_key ON mentions (key);
CREATE INDEX IF NOT EXISTS mentions_by_what ON mentions (number, relation);
CREATE INDEX IF NOT EXISTS by_number ON documents (number);
CREATE TABLE IF NOT EXISTS scans (
    key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    confidence REAL NOT NULL,
    words TEXT NOT NULL,           -- [[text, left, top, right, bottom], …]
    PRIMARY KEY (key, page)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sketches (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    minima BLOB NOT NULL           -- of a MinHash, uint64, little end first
);
CREATE INDEX IF NOT EXISTS sketches_by_key ON sketches (key);
CREATE TABLE IF NOT EXISTS bands (
    value INTEGER NOT NULL,        -- what sketches that may be of one text share
    sketch INTEGER NOT NULL REFERENCES sketches (id) ON DELETE CASCADE,
    PRIMARY KEY (value, sketch)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bands_by_sketch ON bands (sketch);
CREATE TABLE IF NOT EXISTS near (
    key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    similarity REAL NOT NULL,      -- in (0, 1]
    PRIMARY KEY (key, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS near_by_other ON near (other);
CREATE TABLE IF NOT EXISTS files (
    collection TEXT NOT NULL,
    source TEXT NOT NULL,
    doc_id TEXT NOT NULL,          -- of the document that holds its content; another file's if this one is a duplicate
    content_hash TEXT NOT NULL,
    PRIMARY KEY (collection, source)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_document ON files (doc_id);
CREATE TABLE IF NOT EXISTS corrections (
    doc_id TEXT NOT NULL,
    field TEXT NOT NULL,           -- of the metadata
    value TEXT NOT NULL,           -- what a person says
    was TEXT NOT NULL,             -- what was read
    dropped INTEGER NOT NULL DEFAULT 0,        -- taken back, but the document is not yet without it
    PRIMARY KEY (doc_id, field)
) WITHOUT ROWID;
-- Has all that a list of documents shows and sorts by: reading it out of the table takes seconds at 60,000 documents.
CREATE INDEX IF NOT EXISTS listed ON documents
    (state, collection, source, id, title, number, kind, issuer, date, warnings);
"""

DOCUMENT_COLUMNS = (
    "d.id, d.source, d.content_hash, d.format, d.collection, d.page_starts, d.outline, d.warnings, d.marks, "
    "d.encoding, d.reading, " + ", ".join(f"d.{name}" for name in _METADATA)
)


DOCUMENT_ROW = (
    "key, id, state, source, collection, content_hash, format, page_starts, outline, warnings, marks, encoding, "
    "reading, confidence, " + ", ".join(_METADATA) + ", text"
)
"""The columns that `document_row` gives, by name: a migrated table has them in another order."""
PASSAGE_ROW = "id, key, ordinal, start, end, page, outline, context"

PASSAGE_COLUMNS = "p.id, p.key, d.id, p.ordinal, p.start, p.end, p.page, p.outline, p.context, d.source, " + ", ".join(
    f"d.{name}" for name in _METADATA
)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its id in the indexes and as much of its document as a citation needs."""

    id: str
    passage: Passage
    source: str
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that was accepted, and the document that holds its content (in which reading, where that was asked)."""

    source: str
    doc_id: str
    content_hash: str
    reading: str = ""


def document_key(document: Document) -> str:
    """The key of this revision of the document: another content, or another reading of the same, has another."""
    reading = f"-{document.reading}" if document.reading else ""
    return f"{document.id}.{document.content_hash[:12]}{reading}"


def key_of(passage_id: str) -> str:
    """The document key that a passage id begins with."""
    return passage_id.rpartition(".")[0]


def document_row(document: Document, state: str) -> tuple[Any, ...]:
    """The row of a revision; its first value is the key."""
    return (
        document_key(document),
        document.id,
        state,
        document.source,
        document.collection,
        document.content_hash,
        document.format,
        json.dumps(document.page_starts),
        json.dumps([(h.span.start, h.span.end, h.level, h.label) for h in document.outline], ensure_ascii=False),
        json.dumps(document.warnings, ensure_ascii=False),
        json.dumps([(m.span.start, m.span.end, m.kind, m.header) for m in document.marks], ensure_ascii=False),
        document.encoding,
        document.reading,
        sum(s.confidence for s in document.scans) / len(document.scans) if document.scans else None,
        *astuple(document.metadata),
        document.text,
    )


def passage_row(key: str, passage: Passage) -> tuple[Any, ...]:
    """The row of a passage of the revision with that key."""
    outline = json.dumps(passage.outline, ensure_ascii=False)
    span = passage.span
    return (
        f"{key}.{passage.ordinal}",
        key,
        passage.ordinal,
        span.start,
        span.end,
        passage.page,
        outline,
        passage.context,
    )


def mention_rows(key: str, document: Document) -> list[tuple[Any, ...]]:
    """The rows of the documents that a revision refers to."""
    return [(key, r.number, r.kind, r.relation, r.span.start, r.span.end) for r in document.references]


def scan_rows(key: str, document: Document) -> list[tuple[Any, ...]]:
    """The rows of the pages that were recognised from their pictures."""
    return [
        (
            key,
            scan.page,
            scan.confidence,
            json.dumps([(w.text, w.left, w.top, w.right, w.bottom) for w in scan.words], ensure_ascii=False),
        )
        for scan in document.scans
    ]


def scan_of(row: Sequence[Any]) -> Scan:
    """The page in a row of page, confidence and words."""
    page, confidence, words = row
    return Scan(page, confidence, tuple(Word(*word) for word in json.loads(words)))


def document_of(row: Sequence[Any]) -> Document:
    """The document in a row of `DOCUMENT_COLUMNS` and the text."""
    doc_id, source, content_hash, fmt, collection, pages, outline, warnings, marks, *more = row
    encoding, reading, *metadata, text = more
    return Document(
        id=doc_id,
        source=source,
        content_hash=content_hash,
        format=fmt,
        text=text,
        metadata=Metadata(*metadata),
        collection=collection,
        page_starts=tuple(json.loads(pages)),
        outline=tuple(Heading(Span(s, e), level, label) for s, e, level, label in json.loads(outline)),
        warnings=tuple(json.loads(warnings)),
        marks=tuple(Mark(Span(s, e), kind, header) for s, e, kind, header in json.loads(marks)),
        encoding=encoding,
        reading=reading,
    )


def passage_of(row: Sequence[Any], text_of: Callable[[str], str]) -> StoredPassage:
    """The passage in a row of `PASSAGE_COLUMNS`; `text_of` gives the text of the revision with a key."""
    pid, key, doc_id, ordinal, start, end, page, outline, context, source, *metadata = row
    span = Span(start, end)
    passage = Passage(doc_id, ordinal, span, span.of(text_of(key)), page, tuple(json.loads(outline)), context)
    return StoredPassage(pid, passage, source, Metadata(*metadata))
