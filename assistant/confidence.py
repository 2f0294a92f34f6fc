"""How sure an answer is, and when to abstain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from assistant.evidence import Candidate, Coverage
from assistant.naming import find_named
from assistant.question import Question
from index.records import Hit

THRESHOLD = 0.3
"""Below it, abstain. On the even halves of UIT regulations and ALQAC 2022, 89 % and 98 % of a collection's own
questions reach it, and 96 % and 83 % of those that belong to the other collection do not."""

_INTERCEPT = -3.07
_COVERAGE, _CONTEXT, _TITLE = 0.74, 0.63, 3.11
_COVERAGE_GAP, _PHRASES_GAP, _RUNS, _TERMS = 2.87, 1.87, 5.04, -0.28
"""Of a logistic regression on those halves: own questions against the other collection's, and, with less weight,
against the same questions with the document that answers them taken out; that it is taken out shows with an AUROC of
0.80 and 0.87. No cosine is among them: their scale is that of the embedder, and each one would need its own weights."""
_FEW = 12
_USUAL = 0.7
"""Where fewer passages than so many are found, the missing ones count as if they came so near to the best."""
_NAMED = 0.5
"""For an answer from the very document that the question names: those halves have no such questions, and a question
that names what is held is seldom beside the point."""
_PASSAGES = 5


def confidence(question: Question, hits: Sequence[Hit], chosen: Sequence[Candidate], coverage: Coverage) -> float:
    """In [0, 1]: how much of the question the evidence covers; 0 if it lacks a document that the question names."""
    if not hits or not chosen or not _names_the_document(question, hits, chosen):
        return 0.0
    tokens = {h.passage_id: coverage.tokens(_whole(h)) for h in hits}
    covered = [coverage.of(tokens[h.passage_id]) for h in hits]
    phrases = [coverage.phrases(tokens[h.passage_id]) for h in hits]
    main = chosen[0].hit
    x = (
        _INTERCEPT
        + _NAMED * question.names(main.metadata)
        + _COVERAGE * coverage.of(tokens[main.passage_id])
        + _CONTEXT * max(c.context for c in chosen)
        + _TITLE * max(c.title for c in chosen)
        + _COVERAGE_GAP * _gap(covered)
        + _PHRASES_GAP * _gap(phrases)
        + _RUNS * coverage.runs(tokens[main.passage_id])
        + _TERMS * math.log1p(coverage.size)
    )
    return 1 / (1 + math.exp(-x))


def _gap(values: Sequence[float]) -> float:
    """How far the best of the first passages stands out from the usual one."""
    best = max(values[:_PASSAGES])
    return best - median([*values, *[_USUAL * best] * (_FEW - len(values))])


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
