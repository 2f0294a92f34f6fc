"""Whether the difference between two runs may be chance.

The paired randomisation test (Fisher; for retrieval: Smucker, Allan and Carterette, CIKM 2007): under the null
hypothesis the two systems are exchangeable, so the sign of each topic's difference is a coin's toss.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_TOSSES = 100_000
_BLOCK = 2_000
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """`b` against `a` over the same topics. `delta` is the mean of b - a; `p` is two-sided."""

    a: float
    b: float
    delta: float
    p: float
    wins: int
    ties: int
    losses: int


def compare_values(a: Sequence[float], b: Sequence[float], *, tosses: int = _TOSSES, seed: int = 0) -> Difference:
    """The paired comparison of two systems' values on the same topics, in the same order.

    `p` is the share of `tosses` random assignments of signs whose mean is at least as far from 0 (the observed one
    counted too, so it is never 0). Raises `ValueError` if the lengths differ or nothing is given.
    """
    if len(a) != len(b) or not a:
        raise ValueError(f"paired values wanted, got {len(a)} and {len(b)}")
    difference = np.asarray(b, dtype=np.float64) - np.asarray(a, dtype=np.float64)
    moved = difference[np.abs(difference) > _TIE]
    rng = np.random.default_rng(seed)
    observed = abs(float(moved.sum())) - _TIE
    extreme = 0
    for start in range(0, tosses if len(moved) else 0, _BLOCK):
        size = min(_BLOCK, tosses - start)
        signs = rng.integers(0, 2, (size, len(moved)), dtype=np.int8) * 2 - 1
        extreme += int((np.abs(signs @ moved) >= observed).sum())
    return Difference(
        a=float(np.mean(a)),
        b=float(np.mean(b)),
        delta=float(difference.mean()),
        p=(extreme + 1) / (tosses + 1) if len(moved) else 1.0,
        wins=int((moved > 0).sum()),
        ties=len(difference) - len(moved),
        losses=int((moved < 0).sum()),
    )
