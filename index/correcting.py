"""Making a held document say what a person has corrected about it, in the catalogue and in both indexes."""

from __future__ import annotations

from dataclasses import replace

from corpus.corrections import corrected, settle
from corpus.rows import document_key
from index.writer import Writer


def apply_corrections(writer: Writer, doc_id: str) -> bool:
    """Bring a document in line with its corrections, as a new revision of the same content; False if it is not held."""
    catalogue = writer.store.catalogue
    held = catalogue.document(doc_id, text=False)
    whole = catalogue.whole_revision(document_key(held)) if held else None
    if whole is None:
        return False
    document = corrected(catalogue, whole)
    if document.metadata != whole.metadata:
        base = whole.reading.partition("+")[0]
        for _ in writer.add([replace(document, reading=f"{base}+{catalogue.generation}")]):
            pass
    settle(catalogue, doc_id)
    return True
