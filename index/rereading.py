"""The first few of a ranking, read again together with the question by a cross-encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import TypeVar

from corpus.rows import StoredPassage
from index.cross_encoder import cross_encoder, rerank
from index.reranking import shown
from index.store import Store
from index.texts import indexed_text

_Item = TypeVar("_Item")
_SURE = 1e-6
"""Nearest to 0 or 1 that a chance may come before it is made log-odds."""
_STEP = 1e-6


def reread_passages(
    model: str, question: str, held: Sequence[tuple[StoredPassage, float]]
) -> list[tuple[StoredPassage, float]]:
    """The first of `held` in the order that the cross-encoder gives them, before the rest."""
    depth = cross_encoder(model).depth
    first = held[:depth]
    fits = rerank(model, question, [indexed_text(found) for found, _ in first])
    return placed(model, first, fits, held[depth:])


def reread_documents(
    store: Store, model: str, question: str, ranked: Sequence[tuple[str, float]], cosines: Mapping[str, float]
) -> list[tuple[str, float]]:
    """The same for documents by key: by their opening and their nearest passage, whichever answers better."""
    depth = cross_encoder(model).depth
    first = ranked[:depth]
    passages, stored = shown(store, [key for key, _ in first], cosines)
    pairs = [(key, p) for key in passages for p in passages[key] if p in stored]
    fits = rerank(model, question, [indexed_text(stored[p]) for _, p in pairs])
    best = dict.fromkeys(passages, 0.0)
    for (key, _), fit in zip(pairs, fits, strict=True):
        best[key] = max(best[key], fit)
    return placed(model, first, [best[key] for key, _ in first], ranked[depth:])


def placed(
    model: str, first: Sequence[tuple[_Item, float]], fits: Sequence[float], rest: Sequence[tuple[_Item, float]]
) -> list[tuple[_Item, float]]:
    """`first` by what each fits, and by its score of before where the model is to be asked beside that; then `rest`.

    What was read stands above all that was not; of equals, what stood first before.
    """
    weight = cross_encoder(model).weight
    scores = [
        fit if weight is None else old + weight * _log_odds(fit) for (_, old), fit in zip(first, fits, strict=True)
    ]
    raised = max(max((score for _, score in rest), default=0.0) + _STEP - min(scores, default=1.0), 0.0)
    read = [(item, score + raised) for (item, _), score in zip(first, scores, strict=True)]
    return [*sorted(read, key=lambda pair: -pair[1]), *rest]


def _log_odds(chance: float) -> float:
    kept = min(max(chance, _SURE), 1 - _SURE)
    return log(kept / (1 - kept))
