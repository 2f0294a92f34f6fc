"""ROUGE (Lin, 2004): how much of a person's summary another one holds, by syllables, pairs of syllables and order.

Tokens are syllables as `index.analyze` yields them: runs of letters and digits in NFC, lower case, one placement of
tone marks; punctuation is none. Nothing is stemmed, no word is stopped. ROUGE-L is over the whole summary as one
sequence (as in `rouge-score`'s "rougeL"), not by sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.analyze import syllables

MEASURES = ("ROUGE-1", "ROUGE-2", "ROUGE-L")


@dataclass(frozen=True, slots=True)
class Rouge:
    """F1 of each measure, in [0, 1]."""

    one: float
    two: float
    longest: float

    def values(self) -> tuple[float, float, float]:
        """In the order of `MEASURES`."""
        return self.one, self.two, self.longest


def rouge(summary: str, reference: str) -> Rouge:
    """The agreement of two texts; 0.0 where either has no syllable (for ROUGE-2: no pair)."""
    return rouge_of(syllables(summary), syllables(reference))


def rouge_of(a: Sequence[str], b: Sequence[str]) -> Rouge:
    """The same for syllables."""
    pairs_a, pairs_b = list(pairwise(a)), list(pairwise(b))
    return Rouge(
        _f1((Counter(a) & Counter(b)).total(), len(a), len(b)),
        _f1((Counter(pairs_a) & Counter(pairs_b)).total(), len(pairs_a), len(pairs_b)),
        _f1(common_subsequence(a, b), len(a), len(b)),
    )


def common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest common subsequence, by rows of the table as the bits of one number (Hyyrö, 2004)."""
    places: dict[str, int] = {}
    for i, word in enumerate(a):
        places[word] = places.get(word, 0) | 1 << i
    whole = row = (1 << len(a)) - 1
    for word in b:
        same = row & places.get(word, 0)
        row = ((row + same) | (row - same)) & whole
    return len(a) - row.bit_count()


def _f1(common: int, first: int, second: int) -> float:
    return 2 * common / (first + second) if first and second else 0.0
