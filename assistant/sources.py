"""From a place in a document to the citation of its exact words."""

from __future__ import annotations

from assistant.records import Citation
from corpus.outline import path_at
from corpus.records import Document, Span
from index.records import Hit


def citation_at(n: int, hit: Hit, span: Span, document: Document) -> Citation:
    """Citation `n` of the words at `span`; its page and its path are the words' own, not their passage's."""
    return Citation(
        n=n,
        doc_id=hit.doc_id,
        source=hit.source,
        metadata=hit.metadata,
        span=span,
        quote=span.of(document.text),
        page=document.page_at(span.start),
        outline=path_at(document.outline, span.start),
        duplicates=hit.duplicates,
        last_page=document.page_at(span.end - 1),
    )
