"""Questions to ask next: about what stands beside the evidence of an answer, and only ones that find an answer too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from assistant.records import Answer, Citation
from corpus.records import Document, Heading
from ui.web.examples import question_about, topic_of

_WANTED = 3
_TRIED = 8
_SECONDS = 1.0
"""Trying candidates ends after this; the answer has long been shown by then."""


def follow_ups(
    answer: Answer, document: Callable[[str], Document | None], answers: Callable[[str], bool]
) -> tuple[str, ...]:
    """At most three questions that the documents cited can answer; `answers` says whether one is not refused."""
    found: list[str] = []
    until = time.monotonic() + _SECONDS
    for tried, question in enumerate(_candidates(answer, document)):
        if len(found) >= _WANTED or tried >= _TRIED or time.monotonic() > until:
            break
        if question not in found and answers(question):
            found.append(question)
    return tuple(found)


def _candidates(answer: Answer, document: Callable[[str], Document | None]) -> Iterator[str]:
    """Questions about the headings next to each citation, nearest first, one document after another."""
    seen: set[str] = set()
    for citation in answer.citations:
        if citation.doc_id in seen:
            continue
        seen.add(citation.doc_id)
        held = document(citation.doc_id)
        if held and held.metadata.number:
            for heading in _beside(held, citation):
                if topic := topic_of(held, heading):
                    yield question_about(held, topic)


def _beside(document: Document, citation: Citation) -> list[Heading]:
    """The headings of the document that do not hold the quote, those that begin nearest to it first."""
    starts = [h for h in document.outline if h.span.start <= citation.span.start]
    own = {h.span for h in starts if h.label in citation.outline}
    others = [h for h in document.outline if h.span not in own]
    return sorted(others, key=lambda h: abs(h.span.start - citation.span.start))
