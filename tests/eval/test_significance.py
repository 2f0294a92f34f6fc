import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from eval.significance import compare_values

values = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.63, 1.0]), min_size=1, max_size=30)


def test_a_small_case_by_hand():
    # Differences +1, +1, +1: of the eight assignments of signs only +++ and --- are as far from zero.
    result = compare_values([0, 0, 0], [1, 1, 1])
    assert result.p == pytest.approx(2 / 8, abs=0.01)
    assert (result.wins, result.ties, result.losses, result.delta) == (3, 0, 0, 1.0)


def test_agrees_with_an_independent_implementation():
    rng = np.random.default_rng(7)
    a = rng.random(60)
    for shift in (0.0, 0.03, 0.08):
        b = np.clip(a + rng.normal(shift, 0.15, 60), 0, 1)
        other = stats.permutation_test(
            (a, b), lambda x, y: np.mean(y - x), permutation_type="samples", n_resamples=20_000, rng=1
        )
        assert compare_values(list(a), list(b), tosses=20_000).p == pytest.approx(other.pvalue, abs=0.02)


def test_no_difference_is_no_evidence():
    assert compare_values([0.3, 0.4], [0.3, 0.4]).p == 1.0


@given(values, st.randoms())
def test_swapping_the_systems_mirrors_the_result(a, random):
    b = list(a)
    random.shuffle(b)
    one, other = compare_values(a, b, tosses=500), compare_values(b, a, tosses=500)
    assert one.delta == pytest.approx(-other.delta)
    assert (one.wins, one.ties, one.losses) == (other.losses, other.ties, other.wins)
    assert one.p == other.p
    assert 0 < one.p <= 1


@pytest.mark.parametrize(("a", "b"), [([], []), ([1.0], [1.0, 0.0])])
def test_unpaired_values_are_refused(a, b):
    with pytest.raises(ValueError, match="paired"):
        compare_values(a, b)
