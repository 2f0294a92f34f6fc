"""What the catalogue itself answers: sentences of ours, each with the words of documents that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.records import Answer, Citation, Sentence
from corpus.outline import path_at
from corpus.records import Document, Span

ENGINE = "catalogue"
"""What an answer that comes from here names as its engine."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The words of a document that prove a statement."""

    document: Document
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with its proofs (never empty)."""

    text: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; without statements, `reason` says what the question takes for granted and is not so."""

    statements: tuple[Statement, ...] = ()
    reason: str = ""


def answer_of(finding: Finding, base: Answer) -> Answer:
    """`base` with what was found as its answer, or as the reason of its abstention."""
    citations: list[Citation] = []
    sentences = []
    for statement in finding.statements:
        first = len(citations) + 1
        citations += [_citation(n, proof) for n, proof in enumerate(statement.proofs, start=first)]
        sentences.append(Sentence(statement.text, tuple(range(first, len(citations) + 1))))
    return replace(
        base,
        sentences=tuple(sentences),
        citations=tuple(citations),
        reason=finding.reason,
        engine=ENGINE,
        confidence=1.0 if sentences else 0.0,
    )


def line_around(text: str, at: int, end: int | None = None) -> Span:
    """The paragraph that holds the characters from `at` to `end`."""
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", end if end is not None else at)
    return Span(start, len(text) if stop < 0 else stop)


def proofs_of(document: Document, spans: Sequence[Span]) -> tuple[Proof, ...]:
    """The spans as proofs, without those that are empty."""
    return tuple(Proof(document, span) for span in spans if len(span))


def _citation(n: int, proof: Proof) -> Citation:
    document, span = proof.document, proof.span
    return Citation(
        n=n,
        doc_id=document.id,
        source=document.source,
        metadata=document.metadata,
        span=span,
        quote=span.of(document.text),
        page=document.page_at(span.start),
        outline=path_at(document.outline, span.start),
        last_page=document.page_at(span.end - 1),
    )
