"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.near import Duplicate
from corpus.records import Metadata, Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query, with enough of its document to cite it.

    `rank` counts from 1. `score` is the fused score; `legs` holds each leg's own ("lexical", "document", "dense").
    `duplicates` are other files with the same text, from which nothing else is found.
    """

    rank: int
    score: float
    passage_id: str
    doc_id: str
    source: str
    metadata: Metadata
    span: Span
    text: str
    page: int | None = None
    outline: tuple[str, ...] = ()
    legs: dict[str, float] = field(default_factory=dict)
    duplicates: tuple[Duplicate, ...] = ()
