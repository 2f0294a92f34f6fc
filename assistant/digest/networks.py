"""The small networks that weigh syllables and sentences: one hidden layer of rectified units, read from a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.tables import read_rows

TABLE = "summary_networks.tsv"
"""Rows of (network, part, values); `eval.summary_training` fits them.

Parts: `inputs` (names), `mean` and `spread` (to standardise by), a `hidden` row for each unit and one `out`, both with
the bias first.
"""


@dataclass(frozen=True, slots=True)
class Network:
    """Values to one score each. An input that is not a number counts as its mean."""

    inputs: tuple[str, ...]
    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    hidden: NDArray[np.float32]
    out: NDArray[np.float32]

    def __call__(self, values: NDArray[Any]) -> NDArray[np.float32]:
        """float32, shape (n,), for `values` of shape (n, inputs)."""
        standard = np.nan_to_num((np.asarray(values, dtype=np.float32) - self.mean) / self.spread, nan=0.0)
        units = np.maximum(standard @ self.hidden[:, 1:].T + self.hidden[:, 0], 0)
        scores: NDArray[np.float32] = units @ self.out[1:] + self.out[0]
        return scores


@cache
def read_networks() -> Mapping[str, Network]:
    """The networks by name."""
    rows = read_rows(TABLE)
    return {name: _network([row[1:] for row in rows if row[0] == name]) for name in dict.fromkeys(r[0] for r in rows)}


def _network(rows: Sequence[Sequence[str]]) -> Network:
    parts: dict[str, list[list[str]]] = {}
    for part, values in rows:
        parts.setdefault(part, []).append(values.split(" "))
    numbers = {
        part: np.array([[float(v) for v in values] for values in of], dtype=np.float32)
        for part, of in parts.items()
        if part != "inputs"
    }
    return Network(
        tuple(parts["inputs"][0]), numbers["mean"][0], numbers["spread"][0], numbers["hidden"], numbers["out"][0]
    )


def table(networks: Mapping[str, Network]) -> str:
    """What `read_networks` reads."""
    lines = ["# Network, part, values. Written by `make train-summary`; see assistant/digest/networks.py."]
    for name, network in networks.items():
        lines.append(f"{name}\tinputs\t{' '.join(network.inputs)}")
        rows = [("mean", network.mean), ("spread", network.spread)]
        rows += [*(("hidden", unit) for unit in network.hidden), ("out", network.out)]
        lines += [f"{name}\t{part}\t{' '.join(f'{value:.4g}' for value in values)}" for part, values in rows]
    return "\n".join([*lines, ""])
