"""How much of a question a text contains, and how well its words hang together there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.focus import focus_of, kept_in_order
from assistant.question import FOLDED_FUNCTION_WORDS, FUNCTION_WORDS, Question
from corpus.spelling import fold
from index.analyze import fold_syllable, syllables
from index.weights import TermWeights

_LONGEST_QUESTION = 400
"""Characters in which a question word is looked for."""
_LONGEST_ORDER = 120
"""Syllables of a question, and of a sentence, that are compared in order: the time grows with their product."""


class Coverage:
    """Measures how much of one question a text contains, by the weight of its terms."""

    def __init__(self, question: Question, weights: TermWeights):
        self._folded = not question.accented
        terms = [tuple(fold(s) if self._folded else s for s in spellings) for spellings in question.terms]
        self._terms = {t: max(weights.weight(s, folded=self._folded) for s in t) for t in terms}
        self._pairs = {(a, b): (self._terms[a] + self._terms[b]) / 2 for a, b in pairwise(terms) if a != b}
        self.total = sum(self._terms.values()) or 1.0
        focus = focus_of(question.text[:_LONGEST_QUESTION])
        self._focus = [fold(w) if self._folded else w for w in focus.before]
        self._unit = fold(focus.after) if self._folded else focus.after
        self._asked = self.tokens(question.text)[:_LONGEST_ORDER]
        self._spellings = {s for spellings in terms for s in spellings} | set(self._asked)
        self._empty = FOLDED_FUNCTION_WORDS if self._folded else FUNCTION_WORDS

    def tokens(self, text: str) -> list[str]:
        """The syllables of `text` in the spelling that the question is compared in."""
        found = syllables(text)
        return [fold_syllable(t) for t in found] if self._folded else found

    def of(self, tokens: Iterable[str]) -> float:
        """Share of the question's weight among `tokens`, in [0, 1]."""
        held = set(tokens)
        return sum(w for t, w in self._terms.items() if not held.isdisjoint(t)) / self.total

    def among(self, sentences: Sequence[Iterable[str]]) -> dict[tuple[str, ...], float]:
        """What each term weighs in telling apart these sentences, which say it; rare ones more, shares of 1."""
        held = [set(tokens) for tokens in sentences]
        said = {t: sum(not tokens.isdisjoint(t) for tokens in held) for t in self._terms}
        weights = {t: w * math.log((len(held) + 1) / (said[t] + 0.5)) for t, w in self._terms.items() if said[t]}
        total = sum(weights.values()) or 1.0
        return {t: w / total for t, w in weights.items()}

    def order(self, tokens: Sequence[str]) -> float:
        """Share of the question's syllables that `tokens` has in the same order, in [0, 1]."""
        return kept_in_order(self._asked, tokens[:_LONGEST_ORDER])

    @property
    def size(self) -> int:
        """How many different terms the question has."""
        return len(self._terms)

    def runs(self, tokens: Sequence[str]) -> float:
        """Share of the question's runs of three syllables, of whatever kind, that stand in `tokens`, in [0, 1]."""
        asked = list(zip(self._asked, self._asked[1:], self._asked[2:], strict=False))
        said = set(zip(tokens, tokens[1:], tokens[2:], strict=False))
        return sum(run in said for run in asked) / max(len(asked), 1)

    def focus(self, tokens: Iterable[str]) -> float:
        """Share of the content syllables before the question word that `tokens` has, in [0, 1]."""
        held = set(tokens)
        return sum(w in held for w in self._focus) / max(len(self._focus), 1)

    def share(self, tokens: Sequence[str], first: int) -> float:
        """Share of the first so many content syllables of `tokens` that were asked, in [0, 1]."""
        said = [t for t in tokens[: 2 * first] if t not in self._empty][:first]
        return sum(t in self._spellings for t in said) / max(len(said), 1)

    def unit(self, tokens: Sequence[str]) -> bool:
        """Whether a figure among `tokens` has the word after it that follows the question word ("bao nhiêu năm")."""
        return bool(self._unit) and any(b == self._unit and a[:1].isdigit() for a, b in pairwise(tokens))

    def phrases(self, tokens: Sequence[str]) -> float:
        """Share of the weight of the question's neighbouring pairs that stand side by side in `tokens`."""
        if not self._pairs:
            return self.of(tokens)
        beside = set(pairwise(tokens))
        kept = sum(w for (a, b), w in self._pairs.items() if any((x, y) in beside for x in a for y in b))
        return kept / (sum(self._pairs.values()) or 1.0)
