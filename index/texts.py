"""What is searched for a passage and for a document: more than its own words."""

from __future__ import annotations

from corpus.records import Document, Metadata
from corpus.rows import StoredPassage


def indexed_text(stored: StoredPassage) -> str:
    """The passage after its document's title and number, the path that leads to it and its context."""
    passage = stored.passage
    return _joined(stored.metadata, " ".join(passage.outline), passage.context, passage.text)


def whole_text(document: Document) -> str:
    """The document after its title and number."""
    return _joined(document.metadata, document.text)


def _joined(metadata: Metadata, *parts: str) -> str:
    return "\n".join(part for part in (metadata.title, metadata.number, *parts) if part)
