"""What a person has corrected about documents, kept apart from what was read and laid over it.

A correction belongs to the document, not to one reading of its file: it is laid over every later one, whatever that
finds, until a person takes it back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from corpus.catalogue import Catalogue
from corpus.errors import BadInput, UnknownDocument
from corpus.numbers import canonical_number
from corpus.records import Document, Metadata
from corpus.references import find_references
from corpus.rows import document_key

CORRECTABLE = {
    "title": 500,
    "number": 60,
    "kind": 60,
    "issuer": 200,
    "signed_by": 100,
    "date": 10,
    "place": 100,
    "status": 120,
}
"""The fields of `Metadata` that a person may correct, with the most characters that each may have."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a field shall say, and what was read there. A `dropped` one is taken back and not yet undone."""

    value: str
    was: str
    dropped: bool = False


def corrections_of(catalogue: Catalogue, doc_id: str) -> dict[str, Correction]:
    """The corrections of a document by field."""
    query = "SELECT field, value, was, dropped FROM corrections WHERE doc_id = ?"
    return {
        field: Correction(value, was, bool(dropped)) for field, value, was, dropped in catalogue.rows(query, (doc_id,))
    }


def correct(catalogue: Catalogue, doc_id: str, changes: Mapping[str, str | None]) -> None:
    """Write corrections down; `None` takes one back. The document itself changes when they are applied to it.

    Raises `UnknownDocument`, and `BadInput` for a field or a value that cannot be.
    """
    checked = {field: None if value is None else _checked(field, value) for field, value in changes.items()}
    document = _as_kept(catalogue, doc_id)
    if document is None:
        raise UnknownDocument(f"Không có tài liệu nào mang mã “{doc_id}” trong kho. Có thể nó vừa được gỡ.")
    held = corrections_of(catalogue, doc_id)
    with catalogue.transaction() as db:
        for field, value in checked.items():
            was = held[field].was if field in held else str(getattr(document.metadata, field))
            if value is None or value == was:
                db.execute("UPDATE corrections SET dropped = 1 WHERE doc_id = ? AND field = ?", (doc_id, field))
            else:
                db.execute("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, 0)", (doc_id, field, value, was))


def laid_over(catalogue: Catalogue, document: Document) -> Document:
    """A document as it was just read, with its corrections; what was read is remembered beside them."""
    held = corrections_of(catalogue, document.id)
    if not held:
        return document
    with catalogue.transaction() as db:
        for field, correction in held.items():
            read = getattr(document.metadata, field)
            if read not in (correction.value, correction.was):
                values = (read, document.id, field)
                db.execute("UPDATE corrections SET was = ? WHERE doc_id = ? AND field = ?", values)
    return _with(document, {field: c.value for field, c in held.items() if not c.dropped})


def corrected(catalogue: Catalogue, document: Document) -> Document:
    """A held document with its corrections as they are now: those taken back give way to what was read."""
    held = corrections_of(catalogue, document.id)
    return _with(document, {field: c.was if c.dropped else c.value for field, c in held.items()})


def settle(catalogue: Catalogue, doc_id: str) -> None:
    """Forget the corrections that were taken back, once the document is without them."""
    with catalogue.transaction() as db:
        db.execute("DELETE FROM corrections WHERE doc_id = ? AND dropped", (doc_id,))


def unapplied(catalogue: Catalogue) -> list[str]:
    """The ready documents that are not as their corrections say, since something came in between."""
    ids = [row[0] for row in catalogue.rows("SELECT DISTINCT doc_id FROM corrections ORDER BY doc_id")]
    held = (_as_kept(catalogue, doc_id) for doc_id in ids)
    return [d.id for d in held if d and _differs(d.metadata, corrections_of(catalogue, d.id))]


def forget_corrections(catalogue: Catalogue, doc_id: str) -> None:
    """Forget all corrections of a document that a person has removed."""
    with catalogue.transaction() as db:
        db.execute("DELETE FROM corrections WHERE doc_id = ?", (doc_id,))


def _differs(metadata: Metadata, held: Mapping[str, Correction]) -> bool:
    return any(c.dropped or getattr(metadata, field) != c.value for field, c in held.items())


def _as_kept(catalogue: Catalogue, doc_id: str) -> Document | None:
    """The ready document as its row has it: without what others have done to it, which readers see as its status."""
    ready = catalogue.document(doc_id, text=False)
    return catalogue.revision(document_key(ready)) if ready else None


def _with(document: Document, values: Mapping[str, str]) -> Document:
    metadata = replace(document.metadata, **values)
    if metadata.number == document.metadata.number:
        return replace(document, metadata=metadata)
    # A document does not refer to itself.
    return replace(document, metadata=metadata, references=find_references(document.text, metadata.number))


def _checked(field: str, value: str) -> str:
    """The value as it is kept."""
    if field not in CORRECTABLE:
        raise BadInput(f"Không sửa được mục “{field}”. Các mục sửa được: {', '.join(CORRECTABLE)}.")
    value = " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", value)).split())
    if len(value) > CORRECTABLE[field]:
        raise BadInput(f"Mục “{field}” dài {len(value)} ký tự, quá giới hạn {CORRECTABLE[field]}. Hãy viết ngắn hơn.")
    if field == "kind":
        return value.lower()
    if field == "number" and value:
        return canonical_number(value)
    if field == "date" and value:
        return _date(value)
    return value


def _date(value: str) -> str:
    """ "5/3/2026" or "2026-03-05" as the latter."""
    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value)
    try:
        return date(*map(int, parts.group(3, 2, 1))).isoformat() if parts else date.fromisoformat(value).isoformat()
    except ValueError as exc:
        raise BadInput(f"“{value}” không phải một ngày. Ghi theo dạng 05/03/2026.") from exc
