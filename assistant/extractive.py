"""The extractive engine: answers in the documents' own sentences, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.evidence import Candidate
from index.analyze import syllables

WEIGHTS: Mapping[str, float] = {
    "coverage": 1.0,
    "context": 1.0,
    "phrases": 0.5,
    "kind": 0.5,
    "rank": 0.7,
    "heading": -0.6,
}

MAX_SENTENCES = 3
MAX_SYLLABLES = 75
"""Of an answer, past its first sentence, and of a list with its lead-in `MAX_LIST_SYLLABLES`."""
MAX_LIST_SYLLABLES = 140
_CLOSE = 0.75
"""A further sentence is worth adding if it scores at least this share of the best."""


def score(candidate: Candidate) -> float:
    """How well a sentence answers, larger is better; comparable only within one question."""
    return sum(weight * float(getattr(candidate, name)) for name, weight in WEIGHTS.items())


def compose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentences of the answer: the best one, its list if it opens one, else what else fits and comes close.

    In reading order within a document; the document of the best sentence first. Empty if there are no candidates.
    """
    if not candidates:
        return []
    order = sorted(range(len(candidates)), key=lambda i: (-score(candidates[i]), i))
    best = candidates[order[0]]
    if best.text.rstrip().endswith(":") and (listed := _list_after(candidates, order[0])):
        return [best, *listed]
    chosen, size = [order[0]], len(syllables(best.text))
    said = {_words(best)}
    for i in order[1:]:
        candidate = candidates[i]
        length = len(syllables(candidate.text))
        if len(chosen) == MAX_SENTENCES or score(candidate) < _CLOSE * score(best):
            break
        if size + length <= MAX_SYLLABLES and not candidate.heading and _words(candidate) not in said:
            chosen.append(i)
            size += length
            said.add(_words(candidate))
    picked = [candidates[i] for i in chosen]
    return sorted(picked, key=lambda c: (c.hit.doc_id != best.hit.doc_id, c.hit.doc_id, c.span.start))


def _list_after(candidates: Sequence[Candidate], lead: int) -> list[Candidate]:
    """The sentences that follow a lead-in within its passage, as many as an answer can hold."""
    items: list[Candidate] = []
    size = len(syllables(candidates[lead].text))
    for candidate in candidates[lead + 1 :]:
        size += len(syllables(candidate.text))
        if candidate.hit.passage_id != candidates[lead].hit.passage_id or size > MAX_LIST_SYLLABLES:
            break
        items.append(candidate)
    return items


def _words(candidate: Candidate) -> tuple[str, ...]:
    return tuple(syllables(candidate.text))
