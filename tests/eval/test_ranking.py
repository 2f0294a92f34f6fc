"""Fitting the ranker."""

import numpy as np

from assistant.ranking import FEATURES
from eval.ranking import fit, table


def test_the_feature_that_tells_the_answer_gets_the_weight() -> None:
    rng = np.random.default_rng(0)
    pairs = []
    for _ in range(60):
        values = rng.normal(size=(6, 3))
        pairs.append((values, (values[:, 1] == values[:, 1].max()).astype(float)))
    weights = fit([pairs[:20], pairs[20:]])
    assert weights[1] > 1.0
    assert abs(weights[0]) < 0.5
    assert abs(weights[2]) < 0.5


def test_the_table_names_every_feature() -> None:
    lines = table(range(len(FEATURES))).splitlines()[1:]
    assert [line.split("\t")[0] for line in lines] == list(FEATURES)
    assert lines[1].endswith("\t1.000")
