"""How sure an answer is, and when to abstain."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.evidence import Candidate, Coverage
from assistant.naming import find_named
from assistant.question import Question
from index.records import Hit

THRESHOLD = 0.3
"""Below it, abstain. On the even halves of UIT regulations and ALQAC 2022, 92 % of a collection's own questions reach
it and 96 % of those that belong to another collection do not."""

_INTERCEPT, _COVERAGE, _PHRASES, _COSINE = -5.89, 2.31, 3.41, 5.26
"""Of a logistic regression on those halves: own questions against the other collection's, and against the same
questions with the passage that answers them taken out."""
_NAMED = 0.8
"""For an answer from the very document that the question names: those halves have no such questions, and a question
that names what is held is seldom beside the point."""
_UNACCENTED = 0.35
"""For a question without diacritics, whose cosines are smaller: 90 % of such questions then reach the threshold in
their own collection, and 96 % do not in the other."""
_PASSAGES = 5


def confidence(question: Question, hits: Sequence[Hit], chosen: Sequence[Candidate], coverage: Coverage) -> float:
    """In [0, 1]: how much of the question the evidence covers; 0 if it lacks a document that the question names."""
    if not hits or not chosen or not _names_the_document(question, hits, chosen):
        return 0.0
    best = hits[:_PASSAGES]
    x = (
        _INTERCEPT
        + _NAMED * question.names(chosen[0].hit.metadata)
        + _UNACCENTED * (not question.accented)
        + _COVERAGE * max(coverage.of(coverage.tokens(_whole(h))) for h in best)
        + _PHRASES * max(c.phrases for c in chosen)
        + _COSINE * max(h.legs.get("dense", 0.0) for h in best)
    )
    return 1 / (1 + math.exp(-x))


def _whole(hit: Hit) -> str:
    return " ".join((hit.metadata.title, hit.metadata.number, *hit.outline, hit.text))


def _names_the_document(question: Question, hits: Sequence[Hit], chosen: Sequence[Candidate]) -> bool:
    """Whether the numbers that the question names in full occur where the answer comes from, as in no false premise."""
    wanted = [named for named in question.named if named.number]
    if not wanted:
        return True
    passages = {c.hit.passage_id for c in chosen}
    used = [h for h in hits if h.passage_id in passages]
    told = [named for h in used for named in find_named(_whole(h))]
    return all(any(n.fits(h.metadata) for h in used) or any(n.means(t) for t in told) for n in wanted)
