"""What stands on a page beside the running text answers nothing: lists of other articles not at all, captions last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.evidence import Candidate
from corpus.records import Kind, Span

KINDS: tuple[Kind, ...] = ("aside", "caption")
"""Which lines `without_asides` needs to be told of."""


def without_asides(
    candidates: Sequence[Candidate], marked: Mapping[str, Sequence[tuple[Span, Kind]]]
) -> list[Candidate]:
    """The candidates of running text, and those of captions told as such; `marked` has lines by document."""
    kept = []
    for candidate in candidates:
        kind = _kind(candidate.span, marked.get(candidate.hit.doc_id, ()))
        if kind != "aside":
            kept.append(replace(candidate, caption=1.0) if kind == "caption" else candidate)
    return kept


def _kind(span: Span, lines: Sequence[tuple[Span, Kind]]) -> Kind:
    return next((kind for line, kind in lines if line.start <= span.start < line.end), "body")
