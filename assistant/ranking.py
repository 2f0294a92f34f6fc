"""Which sentence answers: a linear ranker over the features of the candidates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from assistant.evidence import Candidate
from assistant.question import Question
from assistant.tables import read_table
from corpus.spelling import fold, normalise

TABLE = "ranking.tsv"
"""Weights by feature; `eval.ranking` fits them."""

_TYPED = frozenset(("person", "date", "duration", "quantity", "reason"))
"""One weight for them all: few questions of either set ask for a person, and then mostly for an office."""
_DAY = re.compile(r"\b(?:ngay|nam|thang|quy) (?:nao|may|bao nhieu)\b|\bbao gio\b")
_A_DAY = 2.0
"""More for a date where a day or a year is asked for: those sets ask "khi nào?" of conditions rather than of days."""
_ALLOWS = re.compile(r"\b(?:được|phải|có thể|có quyền|bị|cấm|duoc|phai|co the|co quyen|bi|cam)\b", re.IGNORECASE)

_BESIDE = 1.0
"""What teasers and captions stand behind running text; the sets that weights are fitted to have none."""

Feature = Callable[[Candidate, Question], float]

FEATURES: Mapping[str, Feature] = {
    "context": lambda c, _: c.context,
    "phrases": lambda c, _: c.phrases,
    "rank": lambda c, _: c.rank,
    "reciprocal": lambda c, _: 1 / c.hit.rank,
    # A heading says nothing by itself, but it is the way to the list beneath it.
    "heading": lambda c, q: c.heading * (q.wanted != "list"),
    "led": lambda c, _: c.led,
    "chain": lambda c, _: c.chain,
    "back": lambda c, _: c.back,
    "local": lambda c, _: c.local,
    "order": lambda c, _: c.order,
    "run": lambda c, _: c.run,
    "focus": lambda c, _: c.focus,
    "unit": lambda c, _: c.unit,
    "length": lambda c, _: c.length,
    "item": lambda c, _: float(c.lead is not None),
    "title": lambda c, _: c.title,
    "beyond": lambda c, _: c.beyond,
    "first": lambda c, _: c.first,
    "last": lambda c, _: c.last,
    "near": lambda c, _: c.near,
    "nearest": lambda c, _: c.nearest,
    "says": lambda c, _: c.says,
    "opens": lambda c, _: c.opens,
    "defines": lambda c, _: c.defines,
    "allows": lambda c, q: float(q.asks == "yes_no" and _ALLOWS.search(c.text) is not None),
    "first_how": lambda c, q: c.first * (q.asks == "how"),
    "kind": lambda c, q: c.kind * (q.wanted in _TYPED),
}


def features(candidate: Candidate, question: Question) -> list[float]:
    """The values in the order of `FEATURES`."""
    return [value(candidate, question) for value in FEATURES.values()]


def score(candidate: Candidate, question: Question) -> float:
    """How well a sentence answers, larger is better: e raised to it is in proportion to its chances.

    Comparable only within one question.
    """
    told = sum(w * x for w, x in zip(_weights(), features(candidate, question), strict=True))
    a_day = question.wanted == "date" and _asks_for_a_day(question.text)
    return told - _BESIDE * candidate.beside + _A_DAY * candidate.kind * a_day


@lru_cache(maxsize=256)
def _asks_for_a_day(text: str) -> bool:
    return _DAY.search(fold(normalise(text))) is not None


@cache
def _weights() -> tuple[float, ...]:
    held = read_table(TABLE)
    return tuple(float(held[name]) for name in FEATURES)
