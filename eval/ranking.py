"""Fitting the ranker of sentences: `python -m eval.ranking FOLDER… --out assistant/ranking.tsv`.

A softmax over the candidates of a question, whose likelihood is that of all sentences of a right document which hold an
answer (or stand within a longer one). The even halves of data sets in BEIR layout, each with the same weight.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Candidate, Coverage, candidates
from assistant.pipeline import Assistant
from assistant.question import analyse
from assistant.ranking import FEATURES, features
from corpus.settings import Settings
from corpus.spelling import normalise
from eval.beir import find_beir, read_qrels, read_topics
from eval.records import half_of
from eval.workspace import beir_workspace
from index.weights import TermWeights

Array = NDArray[Any]

_PULL = 10.0
"""Towards 0, on standardised features; 3 to 10 do equally well in five folds."""
_STEPS = 150
_RATE = 0.05
_LONGEST_WITHIN = 15
"""Characters that a sentence must have to be a part of an answer and not a chance repetition."""


def examples(folder: Path, settings: Settings) -> list[tuple[Array, Array]]:
    """For each question of the even half the features, shape (candidates, features), and which of them answer.

    Questions without an answer among their candidates are left out.
    """
    found = find_beir(folder)
    right: dict[str, set[str]] = {}
    for qrel in read_qrels(found):
        if qrel.grade > 0:
            right.setdefault(qrel.topic_id, set()).add(qrel.doc_id)
    out = []
    with beir_workspace(found, settings) as workspace:
        assistant, weights = Assistant(workspace.store), TermWeights(workspace.store.passages_index)
        for topic in half_of(read_topics(found), "even"):
            question = analyse(topic.text)
            _, hits = assistant.find(topic.text)
            sentences = candidates(question, hits, Coverage(question, weights), workspace.store.embedder.embed_passages)
            # Passages overlap.
            held = list({(c.hit.doc_id, c.span.start): c for c in reversed(sentences)}.values())
            answers = _answering(held, right.get(topic.id, set()), topic.answers)
            if answers.any():
                out.append((np.array([features(c, question) for c in held]), answers))
    return out


def fit(sets: Sequence[Sequence[tuple[Array, Array]]]) -> Array:
    """The weights of the features, shape (features,); by Adam (Kingma and Ba, 2015), which needs no line search."""
    pairs = [pair for one in sets for pair in one]
    share = np.concatenate([np.full(len(one), len(pairs) / len(sets) / len(one)) for one in sets])
    lengths = [len(x) for x, _ in pairs]
    owner = np.repeat(np.arange(len(pairs)), lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    raw, right = np.concatenate([x for x, _ in pairs]), np.concatenate([y for _, y in pairs])
    spread = raw.std(axis=0) + 1e-6
    values = (raw - raw.mean(axis=0)) / spread
    weights = mean = square = np.zeros(raw.shape[1])
    for step in range(1, _STEPS + 1):
        scores = values @ weights
        grown = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chance = grown / np.add.reduceat(grown, starts)[owner]
        wanted = grown * right / np.add.reduceat(grown * right, starts)[owner]
        uphill = ((share[owner] * (wanted - chance)) @ values - _PULL * weights) / len(pairs)
        mean, square = 0.9 * mean + 0.1 * uphill, 0.99 * square + 0.01 * uphill**2
        weights = weights + _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return np.asarray(weights / spread)


def table(weights: Iterable[float]) -> str:
    """What `assistant.ranking` reads."""
    rows = [f"{name}\t{weight:.3f}" for name, weight in zip(FEATURES, weights, strict=True)]
    return "\n".join(["# Feature, weight. Written by `make train-ranker`; see assistant/ranking.py.", *rows, ""])


def _answering(held: Sequence[Candidate], right: set[str], answers: Sequence[str]) -> Array:
    wanted = [_plain(a) for a in answers]
    said = [_plain(c.text) for c in held]
    return np.array(
        [
            float(c.hit.doc_id in right and any(a in s or (len(s) > _LONGEST_WITHIN and s in a) for a in wanted))
            for c, s in zip(held, said, strict=True)
        ]
    )


def _plain(text: str) -> str:
    return " ".join(normalise(text).split())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, help="data sets in BEIR layout, with answers")
    parser.add_argument("--out", type=Path, required=True, help="the table to write")
    arguments = parser.parse_args()
    settings = Settings()
    weights = fit([examples(folder, settings) for folder in arguments.folders])
    arguments.out.write_text(table(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
