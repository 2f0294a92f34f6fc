"""A document that is held, with all that facts are read out of."""

from __future__ import annotations

from dataclasses import replace

from corpus.catalogue import Catalogue
from corpus.records import Document


def whole_document(catalogue: Catalogue, doc_id: str) -> Document | None:
    """The ready document with this id, its text and what it refers to, which the catalogue keeps apart."""
    document = catalogue.document(doc_id)
    return replace(document, references=tuple(catalogue.references(doc_id))) if document else None
