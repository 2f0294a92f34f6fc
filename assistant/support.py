"""How far what is cited says what a sentence says: by its words, by its neighbouring words, and by its meaning."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.spelling import normalise
from index.analyze import syllables

THRESHOLD = 0.6
"""Below it a sentence is not supported. Of 340 statements made of the questions and answers of the even halves of UIT
regulations and ALQAC 2022, 86 % reach it against the text that answers them; 7 % do against the three texts that share
most words with them, most of which say the same (AUC 0.96; 0.96 across the sets, fitted on one and tried on the
other)."""
_INTERCEPT, _PAIRS, _COSINE = -7.89, 7.28, 6.33
"""Of a logistic regression on those statements and texts, balanced."""
_LEAST_TERMS = 0.5
"""A sentence more than half of whose words the texts do not have says something else, or in another language."""

_NOT = re.compile(r"\b(?:không|chưa|chẳng|cấm|trừ|ngoại trừ|miễn|trái)\b")
_MUST_NOT = re.compile(r"\b(?:không được|không phải|không có|không bị|nghiêm cấm|chưa được)\b")
_ENOUGH_IN_COMMON = 2

_CLAUSE = re.compile(r"[,;:()\n]+\s*|\s[-–]\s")
_CLAUSE_LENGTH = 20
_CLAUSES = 40
"""Clauses of what is cited that are compared by themselves: a short sentence may say what one of them says."""

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


class Support:
    """Measures sentences against texts. `weight` says how much a syllable tells (at least 0), `embed` returns
    float32 vectors, shape (n, dim), L2-normalised."""

    def __init__(self, weight: Callable[[str], float], embed: Embed):
        self._weight, self._embed = weight, embed

    def of(self, sentence: str, texts: Sequence[str]) -> float:
        """In [0, 1]: how likely `texts`, read one after the other, say what `sentence` says; 1 if it is one of them."""
        if sentence in texts:
            return 1.0
        if not texts:
            return 0.0
        terms, pairs, cosine = self.features(sentence, texts)
        probability = 1 / (1 + math.exp(-(_INTERCEPT + _PAIRS * pairs + _COSINE * cosine)))
        return probability if terms >= _LEAST_TERMS else min(probability, terms)

    def features(self, sentence: str, texts: Sequence[str]) -> tuple[float, float, float]:
        """Share of the sentence's weight among the words of `texts`, the same of its pairs, and the greatest cosine."""
        clauses = [c for text in texts for c in _CLAUSE.split(text) if len(c) >= _CLAUSE_LENGTH]
        vectors = self._embed([sentence, *texts, " ".join(texts), *clauses[:_CLAUSES]])
        return *self.words(sentence, texts), float((vectors[1:] @ vectors[0]).max())

    def words(self, sentence: str, texts: Sequence[str]) -> tuple[float, float]:
        """The first two of `features`, which cost less."""
        said = syllables(sentence)
        held = [syllables(text) for text in texts]
        words = {t for tokens in held for t in tokens}
        beside = {pair for tokens in held for pair in pairwise(tokens)}
        weights = {t: self._weight(t) for t in set(said)}
        total = sum(weights.values())
        pairs = {pair: weights[pair[0]] + weights[pair[1]] for pair in pairwise(said)}
        share = sum(w for t, w in weights.items() if t in words) / total if total else 0.0
        kept = sum(w for pair, w in pairs.items() if pair in beside)
        return share, kept / sum(pairs.values()) if any(pairs.values()) else share


def reverses(sentence: str, texts: Sequence[str]) -> bool:
    """Whether the sentence denies where `texts` do not, or the other way round ("được" for "không được")."""
    said, held = normalise(sentence), [normalise(text) for text in texts]
    if _NOT.search(said):
        return not any(_NOT.search(text) for text in held)
    terms = set(syllables(sentence))
    closest = max(held, key=lambda text: len(terms & set(syllables(text))), default="")
    return any(_denied(match, closest, said) for match in _MUST_NOT.finditer(closest))


def _denied(match: re.Match[str], text: str, said: str) -> bool:
    """Whether what `text` denies right after the match is what the sentence says."""
    following = re.findall(r"\w+", text[match.end() : match.end() + 40])[:_ENOUGH_IN_COMMON]
    return len(following) == _ENOUGH_IN_COMMON and " ".join(following) in said
