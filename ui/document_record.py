"""All that there is to know of one held document, as one record for screens and interfaces."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.catalogue import Catalogue
from corpus.corrections import corrections_of
from corpus.errors import UnknownDocument
from corpus.near import duplicates
from corpus.parts import parts_of
from corpus.records import Document
from corpus.rows import document_key
from ui.following import follow


def held_document(catalogue: Catalogue, doc_id: str) -> Document:
    """A ready document with its text. Raises `UnknownDocument`."""
    document = catalogue.document(doc_id)
    if document is None:
        raise UnknownDocument(f"Kho không có tài liệu nào mang mã “{doc_id}”. Có thể nó vừa được gỡ.")
    return document


def document_record(catalogue: Catalogue, document: Document, *, first: int = 1, count: int = 20) -> dict[str, Any]:
    """The document with `count` parts of its text from the `first` (from 1)."""
    spans = parts_of(document)
    key = document_key(document)
    references = follow(catalogue, document)
    held = corrections_of(catalogue, document.id)
    return {
        "doc_id": document.id,
        "source": document.source,
        "format": document.format,
        "encoding": document.encoding,
        "pages": len(document.page_starts) or None,
        "passages": passage_count(catalogue, document.id),
        "metadata": asdict(document.metadata),
        "corrections": {f: {"value": c.value, "was": c.was} for f, c in held.items() if not c.dropped},
        "warnings": list(document.warnings),
        "outline": [
            {
                "label": heading.label,
                "title": heading.span.of(document.text),
                "level": heading.level,
                "start": heading.span.start,
                "page": document.page_at(heading.span.start),
            }
            for heading in document.outline
        ],
        "parts_total": len(spans),
        "parts": [
            {
                "part": number,
                "page": number if document.page_starts else None,
                "start": span.start,
                "end": span.end,
                "text": span.of(document.text),
            }
            for number, span in enumerate(spans[first - 1 : first - 1 + count], start=first)
        ],
        "refers_to": references["refers_to"],
        "referred_to_by": references["referred_to_by"],
        "duplicates": [asdict(other) for other in duplicates(catalogue, [key]).get(key, ())],
    }


def passage_count(catalogue: Catalogue, doc_id: str) -> int:
    """How many passages a ready document was cut into."""
    query = "SELECT count(*) FROM passages JOIN documents d USING (key) WHERE d.state = 'ready' AND d.id = ?"
    return int(catalogue.rows(query, (doc_id,))[0][0])
