"""What a sum over the words of a whole text does not see of how well it fits a question.

Whether the words that were asked for stand close together, and in the order asked; what a text is about as a whole; and
what its opening is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from index.analyze import fold_syllable, syllables
from index.definitions import as_definition
from index.weights import TermWeights

# Three tenths of a linear ranker's, beside the fused score at 1. It was fitted by listwise softmax to 3,200 questions
# and headings of the training pairs (law, health, headings of articles; with and without diacritics), 20 candidates
# each among 4,000 to 25,000 passages of their kind, with an embedding that had not seen these pairs. On sets of other
# sources, even halves, nDCG@10 of documents as written / unaccented / half-accented went
#     headings of the legal code  0.589/0.587/0.582 → 0.603/0.602/0.600  (p < 0.001; 302 better, 117 worse)
#     ALQAC 2022                  0.968/0.970/0.963 → 0.971/0.971/0.969  (p 0.12, 0.62, 0.10; 12 better, 7 worse)
#     UIT regulations             0.931/0.929/0.928 → 0.933/0.933/0.933  (p 0.29, 0.13, 0.14; 25 better, 6 worse)
# and in full, ALQAC 2022 unaccented lost 0.005. Six features of sixty are left. What did not pay: the greatest cosine
# between the vector of each word asked and those of the text's words, BM25 with other constants, the head of the text,
# all sixty together (ALQAC 2022 -0.005), a neural ranker (-0.005 to -0.03), and fitting to one or two of these sets
# themselves (-0.03 to -0.06 on the headings).
_WEIGHTS: Mapping[str, float] = {
    "cosine": 0.3,
    "opening": 0.3,
    "near": 0.1,
    "close": 0.2,
    "phrases": 0.06,
    "run": 0.09,
}
_SCALE = 0.7
"""Keeps scores about where they were: at most about 2."""
_NEAR, _CLOSE, _ABOUT = 16, 40, 100
"""Syllables of the windows: a clause, a sentence or two, a paragraph."""
_SYLLABLES = 1_000
"""Of a text that are looked at; passages have about 200."""
_TERMS = 64
"""Of a question, distinct ones; a pasted page is no longer a question of nearness."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is to be ranked: its score so far, its nearest passage's and its opening's cosine, and texts of it."""

    score: float
    cosine: float
    opening: float
    texts: Sequence[str]


class Asked:
    """A question's folded syllables as terms and pairs of neighbours, a bit for each that is distinct."""

    def __init__(self, tokens: Sequence[str], weights: Mapping[str, float]) -> None:
        """`weights` has how much each distinct token tells; a pair tells the geometric mean of its tokens."""
        pairs = {(a, b): sqrt(weights[a] * weights[b]) for a, b in pairwise(tokens)}
        self.pairs_in_all = max(len(tokens) - 1, 1)
        self.terms = {term: 1 << i for i, term in enumerate(weights)}
        self.pairs = {pair: 1 << i for i, pair in enumerate(pairs)}
        self.of_terms = _Share([*weights.values()])
        self.of_pairs = _Share([*pairs.values()])


class _Share(dict[int, float]):
    """By set of bits, the share of the weights that they have; texts of one question have many sets in common."""

    def __init__(self, weights: Sequence[float]) -> None:
        self._weights, self._whole = weights, sum(weights)

    def __missing__(self, bits: int) -> float:
        told = sum(w for i, w in enumerate(self._weights) if bits >> i & 1)
        self[bits] = told / self._whole if self._whole > 0 else 0.0
        return self[bits]


def asked(question: str, weights: TermWeights) -> Asked | None:
    """The question as features need it; None if it has no term, or too many."""
    tokens = [fold_syllable(s) for s in syllables(as_definition(question))]
    distinct = dict.fromkeys(tokens)
    if not 0 < len(distinct) <= _TERMS:
        return None
    return Asked(tokens, {term: weights.weight(term, folded=True) for term in distinct})


def score(question: Asked, candidate: Candidate) -> float:
    """The candidate's new score, at least `unread` of the old one."""
    return unread(candidate.score + _gain(question, candidate))


def unread(score: float) -> float:
    """The score, beside new ones, of what was not looked at again."""
    return _SCALE * score


def _gain(question: Asked, candidate: Candidate) -> float:
    told = [_told(question, text) for text in candidate.texts]
    best = {name: max(t[name] for t in told) for name in told[0]} if told else {}
    found = {"cosine": max(candidate.cosine, 0.0), "opening": max(candidate.opening, 0.0), **best}
    return sum(_WEIGHTS[name] * value for name, value in found.items())


def _told(question: Asked, text: str) -> dict[str, float]:
    """Each in [0, 1]: shares of the question's weight in a window, of its pairs, and of its length in one run."""
    tokens = [fold_syllable(s) for s in syllables(text[: 10 * _SYLLABLES])[:_SYLLABLES]]
    terms, pairs = question.terms, question.pairs
    singles = [(i, terms[t]) for i, t in enumerate(tokens) if t in terms]
    # Only where two asked terms are neighbours can a pair of them be.
    doubles = [
        (i, bit) for (i, _), (j, _) in pairwise(singles) if j == i + 1 and (bit := pairs.get((tokens[i], tokens[j])))
    ]
    return {
        "near": _densest(singles, _NEAR, question.of_terms),
        "close": _densest(singles, _CLOSE, question.of_terms),
        "phrases": _densest(doubles, _ABOUT, question.of_pairs),
        "run": min(_longest([i for i, _ in doubles]) / question.pairs_in_all, 1.0),
    }


def _densest(found: Sequence[tuple[int, int]], width: int, share: _Share) -> float:
    """The largest share of the bits that occur in one window; windows overlap by half."""
    half = width // 2
    blocks: dict[int, int] = {}
    for position, bit in found:
        blocks[position // half] = blocks.get(position // half, 0) | bit
    windows = {bits | blocks.get(block + 1, 0) for block, bits in blocks.items()}
    return max((share[bits] for bits in windows), default=0.0)


def _longest(positions: Sequence[int]) -> int:
    """The length of the longest run of consecutive numbers."""
    longest = run = 0
    last = -2
    for position in positions:
        run = run + 1 if position == last + 1 else 1
        longest, last = max(longest, run), position
    return longest
