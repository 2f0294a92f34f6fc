"""The JSON that commands print, record by record; `assistant.schema` has that of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from corpus.records import Document
from corpus.rows import StoredPassage
from index.records import Hit
from index.sync import FileReport
from index.verify import Verdict

STATUSES = ("added", "updated", "unchanged", "deleted", "duplicate", "failed")


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit of `search`."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "legs": {name: round(score, 6) for name, score in hit.legs.items()},
        "passage_id": hit.passage_id,
        "doc_id": hit.doc_id,
        "source": hit.source,
        "title": hit.metadata.title,
        "outline": list(hit.outline),
        "page": hit.page,
        "start": hit.span.start,
        "end": hit.span.end,
        "text": hit.text,
        "duplicates": [asdict(other) for other in hit.duplicates],
    }


def report_json(report: FileReport) -> dict[str, Any]:
    """One line of `ingest`."""
    return {
        "source": report.source,
        "status": report.status,
        "doc_id": report.doc_id,
        "passages": report.passages,
        "error": report.error,
    }


def summary_json(counts: Counter[str], seconds: float) -> dict[str, Any]:
    """The last line of `ingest`: how many files met which fate."""
    return {"summary": {**{s: counts[s] for s in STATUSES}, "seconds": round(seconds, 2)}}


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The object of `status` and `verify`."""
    return {
        "documents": verdict.documents,
        "passages": verdict.passages,
        "chroma": verdict.chroma,
        "tantivy": verdict.tantivy,
        "generation": verdict.generation,
        "consistent": verdict.consistent,
        "asked": verdict.asked,
        "missing": len({*verdict.missing_in_chroma, *verdict.missing_in_tantivy}),
        "missing_in_chroma": len(verdict.missing_in_chroma),
        "missing_in_tantivy": len(verdict.missing_in_tantivy),
        "unfinished": verdict.unfinished,
    }


def document_json(document: Document) -> dict[str, Any]:
    """What is known about a document, without its text."""
    return {
        "doc_id": document.id,
        "source": document.source,
        "collection": document.collection,
        "format": document.format,
        "content_hash": document.content_hash,
        "pages": len(document.page_starts) or None,
        **asdict(document.metadata),
        "encoding": document.encoding,
        "warnings": list(document.warnings),
    }


def outline_json(document: Document) -> list[dict[str, Any]]:
    """The headings of a document in reading order."""
    return [
        {
            "level": h.level,
            "label": h.label,
            "text": h.span.of(document.text),
            "start": h.span.start,
            "end": h.span.end,
            "page": document.page_at(h.span.start),
        }
        for h in document.outline
    ]


def passages_json(stored: Sequence[StoredPassage]) -> list[dict[str, Any]]:
    """The passages of a document in reading order."""
    return [
        {
            "passage_id": s.id,
            "ordinal": s.passage.ordinal,
            "outline": list(s.passage.outline),
            "page": s.passage.page,
            "start": s.passage.span.start,
            "end": s.passage.span.end,
            "context": s.passage.context,
            "text": s.passage.text,
        }
        for s in stored
    ]
