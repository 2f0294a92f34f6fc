"""Fitting what tells kinds of question apart: `python -m eval.asks --out assistant/asks.tsv`.

A softmax regression over the features of `assistant.asks`, on questions that were written for it. Each is read twice,
as typed and without diacritics. Prints the accuracy in five folds, and on questions that were held out.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.asks import KINDS, Asks, features
from corpus.errors import BadInput
from corpus.spelling import fold

Array = NDArray[Any]
Labelled = tuple[str, Asks]

GOLDEN = Path(__file__).with_name("golden")
_FOLDS = 5
_PULL = 0.5
"""Towards 0, a question counting 1. In five folds 0.2 to 1 do equally well."""
_STEPS = 150
_RATE = 0.05
_RARE = 3
"""Readings of questions in which a feature must occur."""
_SMALL = 0.02
"""Weights below it are not written."""


def read_labelled(path: Path) -> list[Labelled]:
    """Questions with their kinds: "kind, tab, question" a line; lines that begin with "#" are for people.

    Raises `BadInput` for a line that is not so.
    """
    out: list[Labelled] = []
    known: Mapping[str, Asks] = {kind: kind for kind in KINDS}
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        kind, tab, question = line.partition("\t")
        if kind not in known or not tab or not question.strip():
            raise BadInput(f"{path}, dòng {n}: cần “loại, dấu tab, câu hỏi” với loại là một trong {', '.join(KINDS)}.")
        out.append((question, known[kind]))
    return out


def fit(examples: Sequence[Labelled]) -> dict[str, Array]:
    """Weights of `KINDS`, shape (kinds,), by feature; by Adam (Kingma and Ba, 2015)."""
    read = [(set(features(text)), kind) for q, kind in examples for text in dict.fromkeys((q, fold(q)))]
    common = [f for f, n in Counter(f for said, _ in read for f in said).items() if n >= _RARE]
    place = {f: i for i, f in enumerate(sorted(common))}
    seen, right = np.zeros((len(read), len(place))), np.zeros((len(read), len(KINDS)))
    for row, (said, kind) in enumerate(read):
        seen[row, [place[f] for f in said if f in place]] = 1
        right[row, KINDS.index(kind)] = 1
    weights = mean = square = np.zeros((len(place), len(KINDS)))
    for step in range(1, _STEPS + 1):
        sums = seen @ weights
        raised = np.exp(sums - sums.max(axis=1, keepdims=True))
        uphill = seen.T @ (right - raised / raised.sum(axis=1, keepdims=True)) - _PULL * weights
        mean, square = 0.9 * mean + 0.1 * uphill, 0.99 * square + 0.01 * uphill**2
        weights = weights + _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {f: weights[i] for f, i in place.items()}


def told(weights: Mapping[str, Array], question: str) -> Asks:
    """The kind that these weights give a question."""
    sums = sum((weights[f] for f in set(features(question)) if f in weights), np.zeros(len(KINDS)))
    return KINDS[int(np.argmax(sums))]


def accuracy(weights: Mapping[str, Array], examples: Sequence[Labelled]) -> dict[str, tuple[int, int]]:
    """By kind, how many are told rightly, of how many."""
    right = Counter(kind for q, kind in examples if told(weights, q) == kind)
    return {kind: (right[kind], n) for kind, n in sorted(Counter(kind for _, kind in examples).items())}


def cross_validated(examples: Sequence[Labelled]) -> dict[str, tuple[int, int]]:
    """`accuracy` in five folds, each told by what was fitted to the others."""
    shuffled = list(examples)
    random.Random(0).shuffle(shuffled)
    total: dict[str, tuple[int, int]] = {}
    for i in range(_FOLDS):
        rest = [e for n, e in enumerate(shuffled) if n % _FOLDS != i]
        for kind, (right, n) in accuracy(fit(rest), shuffled[i::_FOLDS]).items():
            before = total.get(kind, (0, 0))
            total[kind] = (before[0] + right, before[1] + n)
    return total


def table(weights: Mapping[str, Array]) -> str:
    """What `assistant.asks` reads; weights that hardly count are left out."""
    rows = [f"# Feature, weights of: {', '.join(KINDS)}. Written by `make train-classifier`; see assistant/asks.py."]
    for feature, row in sorted(weights.items()):
        shown = ["" if abs(w) < _SMALL else f"{w:.2f}" for w in row]
        if any(shown):
            rows.append("\t".join([feature, *shown]))
    return "\n".join([*rows, ""])


def _shown(counts: Mapping[str, tuple[int, int]]) -> str:
    right, all_ = (sum(pair[i] for pair in counts.values()) for i in (0, 1))
    return f"{right / all_:.3f} ({', '.join(f'{kind} {a}/{n}' for kind, (a, n) in sorted(counts.items()))})"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the table to write")
    arguments = parser.parse_args()
    examples, held_out = (read_labelled(GOLDEN / name) for name in ("asks.tsv", "asks_heldout.tsv"))
    weights = fit(examples)
    arguments.out.write_text(table(weights), encoding="utf-8")
    folded: list[Labelled] = [(fold(q), kind) for q, kind in held_out]
    print("in five folds:", _shown(cross_validated(examples)))
    print("held out:", _shown(accuracy(weights, held_out)))
    print("held out, without diacritics:", _shown(accuracy(weights, folded)))


if __name__ == "__main__":
    main()
