"""Which sentences are weighed together as a short summary: each alone, and the likeliest in twos and threes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from assistant.digest.concepts import Concepts
from assistant.digest.sentences import Sentence
from assistant.digest.summary_features import ABSTRACT

READ = 24
"""Sentences from the beginning of an article that are weighed: editors' abstracts seldom rest on later ones."""
_IN_TWOS, _IN_THREES = 6, 4
_LONGEST = 90
"""Syllables of two or three sentences, at most."""


def candidate_sets(sentences: Sequence[Sentence], concepts: Concepts) -> list[tuple[int, ...]]:
    """Positions, in reading order, of the sentences of each candidate; at least one unless there are no sentences."""
    expected = [_expected(s, concepts) for s in sentences]
    ranked = sorted(range(len(sentences)), key=lambda at: (-expected[at], at))
    sets: list[tuple[int, ...]] = [(at,) for at in range(len(sentences))]
    for size, among in ((2, _IN_TWOS), (3, _IN_THREES)):
        sets += [
            together
            for together in combinations(sorted(ranked[:among]), size)
            if sum(len(sentences[at].words) for at in together) <= _LONGEST
        ]
    return sets


def _expected(sentence: Sentence, concepts: Concepts) -> float:
    """The expected agreement of the sentence alone with an abstract, up to a factor."""
    words = set(sentence.words)
    pairs = set(zip(sentence.words, sentence.words[1:], strict=False))
    told = sum(concepts.syllables[w] for w in words) + sum(concepts.pairs[p] for p in pairs)
    return told / (len(sentence.words) + ABSTRACT)
