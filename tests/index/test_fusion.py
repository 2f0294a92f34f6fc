"""Fusion by hand, and what holds for any scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fuse, normalised


def test_the_weighted_sum_decides() -> None:
    legs = {"lexical": {"a": 1.0, "b": 0.5}, "dense": {"b": 1.0, "c": 0.9}}
    fused = fuse(legs, {"lexical": 1.0, "dense": 0.6})
    assert [(i, pytest.approx(s)) for i, s in fused] == [("b", 1.1), ("a", 1.0), ("c", 0.54)]


def test_equal_scores_come_in_the_order_of_ids() -> None:
    assert fuse({"x": {"b": 1.0, "a": 1.0}}, {"x": 1.0}) == [("a", 1.0), ("b", 1.0)]


def test_no_hits_fuse_to_nothing() -> None:
    assert fuse({"x": {}, "y": {}}, {"x": 1.0, "y": 1.0}) == []
    assert normalised({}) == {}
    assert normalised({"a": -1.0, "b": 0.0}) == {"a": 0.0, "b": 0.0}


SCORES = st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0, 100), max_size=8)


@given(SCORES, SCORES)
def test_every_id_comes_once_best_first(first: dict[str, float], second: dict[str, float]) -> None:
    fused = fuse({"x": normalised(first), "y": second}, {"x": 1.0, "y": 0.3})
    assert {i for i, _ in fused} == first.keys() | second.keys()
    assert [s for _, s in fused] == sorted((s for _, s in fused), reverse=True)


@given(SCORES)
def test_normalised_scores_keep_their_order_and_reach_one(scores: dict[str, float]) -> None:
    result = normalised(scores)
    if any(scores.values()):
        assert max(result.values()) == pytest.approx(1.0)
    assert all((scores[a] <= scores[b]) <= (result[a] <= result[b]) for a in scores for b in scores)
