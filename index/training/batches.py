"""The order in which examples meet: at random first, then among neighbours, whose passages are hard to tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.features import Bags, damped

if TYPE_CHECKING:
    import torch

_CLUSTER = 512
"""Passages a cluster has on average: a batch of 2,048 holds about four neighbouring clusters."""
_ROWS = 16_384
"""Passages compared with the centres at a time: 60 MB of scores at full scale."""


def batches(
    table: torch.Tensor, passages: Bags, size: int, rng: np.random.Generator, *, neighbours: bool
) -> Iterator[NDArray[np.int64]]:
    """Rows of `passages`, `size` at a time, each row at most once; a last, smaller batch is left out.

    With `neighbours`, a batch is made of passages that `table` finds alike, and batches come in random order.
    Against batches at random, mean dense nDCG@10 rose from 0.739 to 0.749 on the tuning halves (0.513 to 0.558 on
    the headings of the legal code, where many articles differ in a word).
    """
    count = len(passages)
    order = _side_by_side(table, passages, rng) if neighbours else rng.permutation(count)
    blocks = [order[start : start + size] for start in range(0, count - size + 1, size)]
    rng.shuffle(blocks)
    yield from blocks


def _side_by_side(table: torch.Tensor, passages: Bags, rng: np.random.Generator) -> NDArray[np.int64]:
    """All rows, cluster by cluster; clusters go by their likeness to one of them, rows within a cluster at random."""
    import torch

    vectors = unit_sums(table, passages)
    count = len(vectors)
    centres = vectors[torch.from_numpy(rng.permutation(count)[: max(1, count // _CLUSTER)])]
    place = (centres @ centres[0]).argsort().argsort()
    nearest = torch.cat([(rows @ centres.T).argmax(dim=1) for rows in vectors.split(_ROWS)])
    return np.lexsort((rng.random(count), place[nearest].numpy()))


def unit_sums(table: torch.Tensor, bags: Bags) -> torch.Tensor:
    """float32, shape (n, dim): what `index.embedder` makes of each bag with this `table`."""
    import torch
    import torch.nn.functional as F

    parts = []
    with torch.no_grad():
        for start in range(0, len(bags), _ROWS):
            part = bags.take(np.arange(start, min(start + _ROWS, len(bags))))
            once, weights = damped(part)
            ids, starts, each = map(torch.from_numpy, (once.ids, once.offsets[:-1], weights))
            sums = F.embedding_bag(ids, table, starts, mode="sum", per_sample_weights=each)
            parts.append(F.normalize(sums, dim=-1))
    return torch.cat(parts)
