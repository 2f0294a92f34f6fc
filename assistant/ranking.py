"""Which sentence answers: a linear ranker over the features of the candidates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from assistant.evidence import Candidate
from assistant.question import Wanted
from assistant.tables import read_table

TABLE = "ranking.tsv"
"""Weights by feature; `eval.ranking` fits them."""

_TYPED = frozenset(("person", "date", "duration", "quantity"))

FEATURES: Mapping[str, Callable[[Candidate, Wanted], float]] = {
    "context": lambda c, _: c.context,
    "phrases": lambda c, _: c.phrases,
    "rank": lambda c, _: c.rank,
    # A heading says nothing by itself, but it is the way to the list beneath it.
    "heading": lambda c, wanted: c.heading * (wanted != "list"),
    "led": lambda c, _: c.led,
    "local": lambda c, _: c.local,
    "order": lambda c, _: c.order,
    "focus": lambda c, _: c.focus,
    "unit": lambda c, _: c.unit,
    "length": lambda c, _: c.length,
    "item": lambda c, _: float(c.lead is not None),
    "title": lambda c, _: c.title,
    "beyond": lambda c, _: c.beyond,
    "kind": lambda c, wanted: c.kind * (wanted in _TYPED),
}


def features(candidate: Candidate, wanted: Wanted) -> list[float]:
    """The values in the order of `FEATURES`."""
    return [value(candidate, wanted) for value in FEATURES.values()]


def score(candidate: Candidate, wanted: Wanted = "anything") -> float:
    """How well a sentence answers, larger is better: e raised to it is in proportion to its chances.

    Comparable only within one question.
    """
    return sum(w * x for w, x in zip(_weights(), features(candidate, wanted), strict=True))


@cache
def _weights() -> tuple[float, ...]:
    held = read_table(TABLE)
    return tuple(float(held[name]) for name in FEATURES)
