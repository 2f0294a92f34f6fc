"""What stands on a page beside the running text: lists of other articles, words under pictures. It answers last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.evidence import Candidate
from corpus.records import Kind, Span

KINDS: tuple[Kind, ...] = ("aside", "caption")
"""Which lines `with_asides` needs to be told of."""


def with_asides(candidates: Sequence[Candidate], marked: Mapping[str, Sequence[tuple[Span, Kind]]]) -> list[Candidate]:
    """The candidates, those in such a line told as `beside` the text; `marked` has the lines by document."""
    return [
        replace(c, beside=1.0) if any(s.start <= c.span.start < s.end for s, _ in marked.get(c.hit.doc_id, ())) else c
        for c in candidates
    ]
