"""What speaks for an answer being here at all: how well the question fits what was found and what is said.

`…_BY_WORDS` do without scores and cosines: for searches by other embedders, or by a cross-encoder, whose scales are
their own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, median

from assistant.evidence import Candidate, Coverage
from assistant.question import Question
from assistant.words import Words
from index.records import Hit

_FIRST = 5
"""Passages of which the best one counts, whichever the answer is from."""
_FEW = 12
_USUAL = 0.7
"""Where fewer passages than so many are found, the missing ones count as if they came so near to the best."""


@dataclass(frozen=True)
class Found:
    """A question with what was found and chosen for it, neither of them empty; `passages`: among how many."""

    question: Question
    hits: Sequence[Hit]
    chosen: Sequence[Candidate]
    coverage: Coverage
    passages: int

    @property
    def main(self) -> Hit:
        """The passage that the answer begins in."""
        return self.chosen[0].hit

    @cached_property
    def words(self) -> Words:
        """The question's words."""
        return Words(self.question)

    @cached_property
    def tokens(self) -> Mapping[str, list[str]]:
        """The syllables of each passage with what stands above it, by passage id."""
        return {h.passage_id: self.coverage.tokens(whole(h)) for h in self.hits}

    @cached_property
    def said(self) -> list[str]:
        """The syllables of the answer."""
        return [t for c in self.chosen for t in self.coverage.tokens(c.text)]

    @cached_property
    def lexical(self) -> list[float]:
        """`legs` of the passages by words."""
        return self.legs("lexical")

    def legs(self, name: str) -> list[float]:
        """How the passages fared in a leg, 1 for the best one of the search, largest first; never fewer than twelve."""
        scores = sorted((h.legs.get(name, 0.0) for h in self.hits), reverse=True)
        return [*scores, *[_USUAL * scores[0]] * (_FEW - len(scores))]

    def first(self, value: Callable[[list[str]], float]) -> float:
        """The largest value among the first passages."""
        return max(value(self.tokens[h.passage_id]) for h in self.hits[:_FIRST])


SIGNS: Mapping[str, Callable[[Found], float]] = {
    "score": lambda f: f.hits[0].score,
    "nearest": lambda f: max(h.legs.get("dense", 0.0) for h in f.hits[:_FIRST]),
    "near": lambda f: f.main.legs.get("dense", 0.0),
    # Shares of the question's words: in the best of the first passages, in the answer's, in the answer and its titles.
    "words_first": lambda f: f.first(f.words.share),
    "words": lambda f: f.words.share(f.tokens[f.main.passage_id]),
    "words_said": lambda f: f.words.share([*f.said, *f.coverage.tokens(_above(f.main))]),
    # What the words tell that the passage has, and has not.
    "told": lambda f: f.words.held(f.tokens[f.main.passage_id]),
    "untold": lambda f: f.words.missed(f.tokens[f.main.passage_id]),
    # How the best passage stands out among the others by words.
    "ahead": lambda f: f.lexical[0] - fmean(f.lexical[1:_FIRST]),
    "apart": lambda f: f.lexical[0] - median(f.lexical),
    "document_apart": lambda f: f.legs("document")[0] - median(f.legs("document")),
    "best_found": lambda f: float(f.hits[0].passage_id == f.main.passage_id),
    # The share of the question's weight in this collection that the title has.
    "title": lambda f: max(c.title for c in f.chosen),
    "runs": lambda f: f.first(f.coverage.runs),
    "passages": lambda f: math.log1p(f.passages),
}
"""Each a number for one answer; what they weigh is in `confidence.tsv`."""

BELONGS = ("score", "nearest", "near", "words_first", "words", "words_said", "told", "ahead", "apart", "passages")
"""Tell a question that belongs here from one of another field."""
HOLDS = ("score", "words_said", "untold", "ahead", "apart", "title", "runs", "document_apart", "best_found")
"""Tell a question of this field that is answered here from one that is not."""
BELONGS_BY_WORDS = ("words_first", "words", "words_said", "told", "runs", "ahead", "apart", "title", "passages")
HOLDS_BY_WORDS = tuple(name for name in HOLDS if name != "score")


def whole(hit: Hit) -> str:
    """A passage with the title, number and path that stand above it."""
    return " ".join((hit.metadata.title, hit.metadata.number, *hit.outline, hit.text))


def _above(hit: Hit) -> str:
    return " ".join((hit.metadata.title, *hit.outline))
