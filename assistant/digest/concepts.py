"""How likely each syllable and pair of syllables of an article is to stand in what an editor writes above it.

After Gillick and Favre (2009), who choose the summary that covers the weightiest concepts: here the weight is a chance,
told by two small networks from where the concept stands, how often, and how rare it is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.digest.networks import read_networks
from assistant.digest.sentences import Sentence
from assistant.tables import read_table
from index.weights import background_weight

Pair = tuple[str, str]

PRIORS = "summary_priors.tsv"
"""Log odds, by syllable, of standing in the abstract rather than only in the article; `eval.summary_training`."""
SYLLABLE_INPUTS = (
    "count sentences first second third order capitals number rarity rarity_squared prior titled untitled"
    " titled_rarity repeated_rarity first_rarity short share letter"
).split()
PAIR_INPUTS = (
    "count sentences first second third order rarity_before rarity_after rarities chance_before chance_after chances"
    " titled titled_parts untitled capitals number share repeated_rarities"
).split()
_SCALE = 4.0


@dataclass(frozen=True, slots=True)
class Concepts:
    """The chance, in [0, 1], of each syllable and of each pair of neighbouring syllables of an article."""

    syllables: Mapping[str, float]
    pairs: Mapping[Pair, float]


def concepts(sentences: Sequence[Sentence], title: Sequence[str]) -> Concepts:
    """The chances of what is said in `sentences`; `title` is empty where the article has none."""
    if not sentences:
        return Concepts({}, {})
    networks = read_networks()
    words, rows = syllable_rows(sentences, title, priors())
    told = networks["syllables"](rows)
    pairs, paired = pair_rows(sentences, title, dict(zip(words, told.tolist(), strict=True)))
    return Concepts(
        dict(zip(words, chances(told), strict=True)),
        dict(zip(pairs, chances(networks["pairs"](paired)), strict=True)) if pairs else {},
    )


@cache
def priors() -> dict[str, float]:
    """The log odds by syllable; those that are not there have 0."""
    return {word: float(value) for word, value in read_table(PRIORS).items()}


@cache
def rarity(syllable: str) -> float:
    """`background_weight`, remembered: a language has few syllables."""
    return background_weight(syllable)


def syllable_rows(
    sentences: Sequence[Sentence], title: Sequence[str], odds: Mapping[str, float]
) -> tuple[list[str], NDArray[np.float32]]:
    """The syllables of the sentences and what the network is told of each, shape (n, len(SYLLABLE_INPUTS))."""
    titled, untitled, short = set(title), float(not title), 1 / len(sentences)
    counts, held, first = _tally([sentence.words for sentence in sentences])
    capitals = Counter(word for sentence in sentences for word in sentence.capitals)
    rows = []
    for word, count in counts.items():
        at, times, rare = first[word], held[word], rarity(word)
        rows.append(
            (
                math.log(count),
                math.log(times),
                *_places(at),
                capitals[word] / count,
                word[0].isdigit(),
                rare,
                rare * rare / 10,
                odds.get(word, 0.0),
                word in titled,
                untitled,
                (word in titled) * rare / _SCALE,
                math.log(times) * rare / _SCALE,
                (at == 0) * rare / _SCALE,
                short,
                times * short,
                len(word) == 1,
            )
        )
    return list(counts), np.array(rows, dtype=np.float32)


def pair_rows(
    sentences: Sequence[Sentence], title: Sequence[str], told: Mapping[str, float]
) -> tuple[list[Pair], NDArray[np.float32]]:
    """The pairs of the sentences and what the network is told of each, shape (n, len(PAIR_INPUTS)).

    `told` are the scores of the syllables' network.
    """
    titled, parts, untitled = set(pairwise(title)), set(title), float(not title)
    counts, held, first = _tally([list(pairwise(sentence.words)) for sentence in sentences])
    capitals = {word for sentence in sentences for word in sentence.capitals}
    rows = []
    for pair, count in counts.items():
        (a, b), times = pair, held[pair]
        rare_a, rare_b = rarity(a), rarity(b)
        rows.append(
            (
                math.log(count),
                math.log(times),
                *_places(first[pair]),
                rare_a / _SCALE,
                rare_b / _SCALE,
                rare_a * rare_b / _SCALE**2,
                told[a],
                told[b],
                told[a] * told[b] / _SCALE,
                pair in titled,
                (a in parts) + (b in parts),
                untitled,
                (a in capitals) + (b in capitals),
                a.isdigit() or b.isdigit(),
                times / len(sentences),
                math.log(times) * (rare_a + rare_b) / (2 * _SCALE),
            )
        )
    return list(counts), np.array(rows, dtype=np.float32)


def _tally(texts: Iterable[Sequence[Any]]) -> tuple[Counter[Any], Counter[Any], dict[Any, int]]:
    """How often each item occurs, in how many sentences, and in which first."""
    counts: Counter[Any] = Counter()
    held: Counter[Any] = Counter()
    first: dict[Any, int] = {}
    for at, items in enumerate(texts):
        counts.update(items)
        for item in set(items):
            held[item] += 1
            first.setdefault(item, at)
    return counts, held, first


def _places(at: int) -> tuple[float, ...]:
    return at == 0, at == 1, at == 2, math.log1p(at)


def chances(scores: NDArray[np.float32]) -> list[float]:
    """Scores of a network as chances, in [0, 1]."""
    out: list[float] = (1 / (1 + np.exp(-scores.clip(-30, 30)))).tolist()
    return out
