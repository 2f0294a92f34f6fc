"""How much a term of a question tells: rare terms much, common ones little.

A term is judged by its share of the passages held and by its share of general Vietnamese text, whichever is larger:
"Đảng" says nothing in a party office, and "bao nhiêu" says nothing anywhere, however few passages are held.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

from index.lexical import LexicalIndex


class TermWeights:
    """Inverse document frequencies against one index of passages and the bundled background table."""

    def __init__(self, passages: LexicalIndex):
        self._passages = passages

    def weight(self, term: str, *, folded: bool = False) -> float:
        """At least 0; `term` is a syllable as `index.analyze` yields it, without diacritics if `folded`."""
        held = self._passages.frequency(term, folded=folded)
        local = idf(held, len(self._passages))
        n, written, stripped = _background()
        return min(local, idf((stripped if folded else written).get(term, 0), n))


def background_frequency(syllable: str) -> int:
    """In how many general texts a syllable stands, as `index.analyze` yields it; folded if it has no diacritics."""
    _, written, folded = _background()
    return (folded if syllable.isascii() else written).get(syllable, 0)


def background_weight(syllable: str) -> float:
    """The inverse document frequency of a syllable in general texts: 0 to 1 for "của", about 12 for an unknown one."""
    return idf(background_frequency(syllable), _background()[0])


def idf(df: int, n: int) -> float:
    """The inverse document frequency of what stands in `df` of `n` texts, at least 0; infinite without any text."""
    # The lexical index counts what was deleted until it merges, so a term may stand in more passages than there are.
    df = min(df, n)
    return math.log(1 + (n - df + 0.5) / (df + 0.5)) if n else math.inf


@cache
def _background() -> tuple[int, dict[str, int], dict[str, int]]:
    """(number of texts, texts per syllable, texts per folded syllable); see `index.training.frequencies`."""
    table = (files("index") / "background" / "frequencies.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    written = {term: int(n) for term, n, _ in rows[1:]}
    folded = {term: int(n) for term, _, n in rows[1:]}
    return int(rows[0][1]), written, folded
