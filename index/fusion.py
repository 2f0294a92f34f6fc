"""Convex fusion of the legs' scores.

Reciprocal rank fusion throws the scores away and lost much (Success@1 0.88 → 0.66 on one collection); a convex
combination of scores normalised per query lost nothing (Bruch, Gai and Ingber, TOIS 2023, find the same).
"""

from __future__ import annotations

from collections.abc import Mapping


def normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """Each score divided by the largest, so that the best is 1; all 0 if none is positive."""
    best = max(scores.values(), default=0.0)
    return {i: (s / best if best > 0 else 0.0) for i, s in scores.items()}


def fuse(legs: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Sum of `weights[leg] * legs[leg][id]` over the legs for every id that any leg knows (0 where one does not).

    Best first; equal scores in the order of the ids, so that runs can be compared.
    """
    ids = {i for scores in legs.values() for i in scores}
    total = {i: sum(weights[leg] * scores.get(i, 0.0) for leg, scores in legs.items()) for i in ids}
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))
