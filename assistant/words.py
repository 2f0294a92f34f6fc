"""A question's words, each of one syllable or of two that belong together, with what they tell in general Vietnamese.

What a word tells here does not depend on the collection, so that shares of it mean the same in five documents and in
sixty thousand; and "sinh viên" is not found in a text that only has "phát sinh" and "thành viên".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from assistant.question import Question
from corpus.spelling import fold
from index.weights import background_frequency, idf

_LONGEST = 120
"""Syllables of a question that are looked at."""
_MOST = 5.0
"""What a word tells at most: a slip of typing or a foreign name is as rare as can be and not the whole question. At 5
to 8 confidence tells the sets apart as well."""


class Words:
    """The words of one question; texts are given as syllables in its spelling (`Coverage.tokens`)."""

    def __init__(self, question: Question):
        folded = not question.accented
        terms = [tuple(fold(s) if folded else s for s in spellings) for spellings in question.terms[:_LONGEST]]
        self._pairs = {(a[0], b[0]): 0.0 for a, b in _together(terms, folded=folded)}
        paired = {s for pair in self._pairs for s in pair}
        texts, known = _compounds(folded=folded)
        self._pairs = {pair: _weight(known[pair][1], texts) for pair in self._pairs}
        self._single = {
            term: min(_weight(background_frequency(s), texts) for s in term) for term in terms if term[0] not in paired
        }
        self._whole = sum(self._pairs.values()) + sum(self._single.values())

    def held(self, tokens: Sequence[str]) -> float:
        """What the words tell that stand in the text, in nats."""
        said, beside = set(tokens), set(pairwise(tokens))
        pairs = sum(w for pair, w in self._pairs.items() if pair in beside)
        return pairs + sum(w for term, w in self._single.items() if not said.isdisjoint(term))

    def missed(self, tokens: Sequence[str]) -> float:
        """What the words tell that do not."""
        return self._whole - self.held(tokens)

    def share(self, tokens: Sequence[str]) -> float:
        """Share of what the words tell that stands in the text, in [0, 1]."""
        return self.held(tokens) / self._whole if self._whole else 0.0


def _together(terms: Sequence[tuple[str, ...]], *, folded: bool) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Neighbouring terms that are one word, none of them twice; the firmest first."""
    _, known = _compounds(folded=folded)
    found = sorted((-known[a[0], b[0]][0], i) for i, (a, b) in enumerate(pairwise(terms)) if (a[0], b[0]) in known)
    taken: set[int] = set()
    out = []
    for _, i in found:
        if i not in taken and i + 1 not in taken:
            taken |= {i, i + 1}
            out.append((terms[i], terms[i + 1]))
    return out


def _weight(held: int, texts: int) -> float:
    return min(idf(held, texts), _MOST)


@cache
def _compounds(*, folded: bool) -> tuple[int, dict[tuple[str, str], tuple[int, int]]]:
    """(number of texts, {syllables: (firmness in hundredths, texts)}); see `index.training.compounds`."""
    table = (files("index") / "background" / "compounds.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    known: dict[tuple[str, str], tuple[int, int]] = {}
    for word, firm, texts in rows[1:]:
        first, second = fold(word).split() if folded else word.split()
        known[first, second] = max(known.get((first, second), (0, 0)), (int(firm), int(texts)))
    return int(rows[0][2]), known
