"""How sure an answer is, and when to abstain."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.evidence import Candidate, Coverage
from assistant.question import Question, document_numbers
from index.records import Hit

THRESHOLD = 0.5
"""Below it, abstain."""

_INTERCEPT, _SLOPE_PASSAGE, _SLOPE_SENTENCE, _SLOPE_DENSE = -6.0, 6.0, 2.0, 1.0


def confidence(question: Question, hits: Sequence[Hit], chosen: Sequence[Candidate], coverage: Coverage) -> float:
    """In [0, 1]: how much of the question the evidence covers; 0 if it lacks a document that the question names."""
    if not hits or not chosen or not _names_the_document(question, hits, chosen):
        return 0.0
    passage = max(coverage.of(coverage.tokens(_whole(h))) for h in hits[:5])
    sentence = max(c.context for c in chosen)
    dense = max(h.legs.get("dense", 0.0) for h in hits[:5])
    x = _INTERCEPT + _SLOPE_PASSAGE * passage + _SLOPE_SENTENCE * sentence + _SLOPE_DENSE * dense
    return 1 / (1 + math.exp(-x))


def _whole(hit: Hit) -> str:
    return " ".join((hit.metadata.title, hit.metadata.number, *hit.outline, hit.text))


def _names_the_document(question: Question, hits: Sequence[Hit], chosen: Sequence[Candidate]) -> bool:
    """Whether the document numbers in the question occur where the answer comes from; a false premise has none."""
    passages = {c.hit.passage_id for c in chosen}
    found = {n for h in hits if h.passage_id in passages for n in document_numbers(f"{h.metadata.number} {_whole(h)}")}
    return found.issuperset(question.numbers)
