"""The JSON of an answer: one citation schema for the command line, evaluations and interfaces."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.citing import citation_label
from assistant.records import Answer, Citation


def citation_json(citation: Citation) -> dict[str, Any]:
    """One citation; `label` is how a person would write it."""
    meta = citation.metadata
    return {
        "n": citation.n,
        "doc_id": citation.doc_id,
        "source": citation.source,
        "title": meta.title,
        "number": meta.number,
        "issuer": meta.issuer,
        "date": meta.date,
        "status": meta.status,
        "outline": list(citation.outline),
        "page": citation.page,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "label": citation_label(meta, citation.source, citation.outline, citation.page, citation.last_page),
        "duplicates": [asdict(other) for other in citation.duplicates],
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """The object that `ask --json` prints; an abstention carries `nearest` besides."""
    record: dict[str, Any] = {
        "question": answer.question,
        "standalone": answer.standalone,
        "abstained": answer.abstained,
        "answer": answer.text,
        "reason": answer.reason,
        "sentences": [
            {"text": s.text, "citations": list(s.citations), "bold": [s.bold.start, s.bold.end] if s.bold else None}
            for s in answer.sentences
        ],
        "citations": [citation_json(c) for c in answer.citations],
        "confidence": round(answer.confidence, 4),
        "engine": answer.engine,
        "understood": [asdict(u) for u in answer.understood],
        "dropped": [{"text": d.text, "reason": d.reason} for d in answer.dropped],
        "notice": answer.notice,
        "asks": answer.asks,
        "timings_ms": {name: round(ms, 2) for name, ms in answer.timings_ms.items()},
    }
    if answer.abstained:
        record["nearest"] = [{"doc_id": d.doc_id, "source": d.source, "title": d.title} for d in answer.nearest]
    return record
