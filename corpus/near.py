"""Which documents of a catalogue are one and the same text: found by their fingerprints, proved by comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.fingerprints import Fingerprint, fingerprints, same_text
from corpus.records import Document
from corpus.rows import document_key

_LIKELY = 0.3
"""Estimated likeness from which two documents are compared: three standard deviations under what makes them one."""
_LIKENED = 200
"""Fingerprints whose likeness is estimated, at most: those that share most bands. An office may hold thousands of one
form filled in, which all share some; with all of them looked at, every form took longer than the one before."""
_COMPARED = 20
"""Documents that a new one is compared with, at most; the nearest by estimate."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another file with the same text. `doc_id` is its document's; an exact copy has that of the file it copies."""

    doc_id: str
    source: str
    title: str


def record_near(catalogue: Catalogue, documents: Iterable[Document]) -> None:
    """Write down what the revisions `documents` duplicate, among themselves too; the catalogue must hold them already.

    What was written for them before is replaced, all in one step. It goes with a revision when that is purged.
    """
    with catalogue.transaction() as db:
        for document in documents:
            _record(catalogue, db, document)


def _record(catalogue: Catalogue, db: Connection, document: Document) -> None:
    key = document_key(document)
    sketches = fingerprints(document)
    db.execute("DELETE FROM sketches WHERE key = ?", (key,))
    db.execute("DELETE FROM near WHERE key = ?1 OR other = ?1", (key,))
    for other in _candidates(catalogue, document, sketches):
        if (held := catalogue.revision(other)) and (similarity := same_text(document, held)):
            both = ((key, other, similarity), (other, key, similarity))
            db.executemany("INSERT OR REPLACE INTO near VALUES (?, ?, ?)", both)
    for sketch in sketches:
        added = db.execute("INSERT INTO sketches (key, minima) VALUES (?, ?)", (key, _packed(sketch)))
        db.executemany("INSERT INTO bands VALUES (?, ?)", ((value, added.lastrowid) for value in set(sketch.bands())))


def near_keys(catalogue: Catalogue, keys: Iterable[str]) -> dict[str, set[str]]:
    """Of the document keys, those with near-duplicates that are ready, each with the keys of these."""
    wanted = tuple(dict.fromkeys(keys))
    marks = ",".join("?" * len(wanted))
    query = (
        "SELECT n.key, n.other FROM near n JOIN documents d ON d.key = n.other "
        f"WHERE n.key IN ({marks}) AND +d.state = 'ready'"
    )
    found: dict[str, set[str]] = defaultdict(set)
    for key, other in catalogue.rows(query, wanted):
        found[key].add(other)
    return dict(found)


def duplicates(catalogue: Catalogue, keys: Iterable[str]) -> dict[str, tuple[Duplicate, ...]]:
    """Of ready document keys, those whose text other files hold too: exact copies, then near-duplicates, by source."""
    wanted = tuple(dict.fromkeys(keys))
    marks = ",".join("?" * len(wanted))
    copies = (
        "SELECT d.key, d.id, f.source, d.title FROM documents d "
        "JOIN files f ON f.collection = d.collection AND f.doc_id = d.id AND f.source != d.source "
        f"WHERE d.key IN ({marks}) ORDER BY f.source"
    )
    near = (
        "SELECT n.key, d.id, d.source, d.title FROM near n JOIN documents d ON d.key = n.other "
        f"WHERE n.key IN ({marks}) AND +d.state = 'ready' ORDER BY d.source"
    )
    found: dict[str, list[Duplicate]] = defaultdict(list)
    for query in (copies, near):
        for key, *values in catalogue.rows(query, wanted):
            found[key].append(Duplicate(*values))
    return {key: tuple(others) for key, others in found.items()}


def _candidates(catalogue: Catalogue, document: Document, sketches: Iterable[Fingerprint]) -> list[str]:
    """Keys of other documents whose fingerprints are like one of `sketches`, the likest first."""
    likeness: dict[str, float] = {}
    for sketch in sketches:
        values = sketch.bands()
        query = (
            "SELECT s.key, s.minima FROM (SELECT sketch FROM bands "
            f"WHERE value IN ({','.join('?' * len(values))}) GROUP BY sketch ORDER BY count(*) DESC, sketch LIMIT ?) b "
            "JOIN sketches s ON s.id = b.sketch JOIN documents d ON d.key = s.key "
            "WHERE d.id != ? AND d.state != 'deleting'"
        )
        for key, minima in catalogue.rows(query, (*values, _LIKENED, document.id)):
            alike = sketch.likeness(Fingerprint(np.frombuffer(minima, dtype="<u8")))
            likeness[key] = max(alike, likeness.get(key, 0.0))
    ranked = sorted((key for key, alike in likeness.items() if alike >= _LIKELY), key=lambda k: (-likeness[k], k))
    return ranked[:_COMPARED]


def _packed(sketch: Fingerprint) -> bytes:
    return sketch.minima.astype("<u8").tobytes()
