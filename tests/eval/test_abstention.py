import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.abstention import (
    Outcome,
    abstention_precision,
    abstention_recall,
    auroc,
    calibration_error,
    reliability,
    risk_area,
    risk_coverage,
)

RIGHT, WRONG = Outcome(0.9, True, True, True), Outcome(0.6, True, True)
REFUSED, TRAPPED, SAVED = Outcome(0.2, True, False), Outcome(0.7, False, True), Outcome(0.1, False, False)
ALL = [RIGHT, WRONG, REFUSED, TRAPPED, SAVED]

outcomes = st.lists(st.builds(Outcome, st.sampled_from([0.0, 0.25, 0.3, 0.5, 0.99, 1.0]), st.booleans(), st.booleans()))


def test_by_hand():
    assert auroc(ALL) == 4 / 6  # 0.9 beats both, 0.6 and 0.2 beat 0.1
    assert (abstention_precision(ALL), abstention_recall(ALL)) == (0.5, 0.5)
    assert risk_coverage(ALL) == [(0.2, 0.0), (0.4, 0.5), (0.6, 2 / 3)]
    assert risk_area(risk_coverage(ALL)) == pytest.approx((0 + 0.5 + 2 / 3) / 3)


def test_ties_count_half_and_are_answered_together():
    tied = [Outcome(0.5, True, True, True), Outcome(0.5, False, True)]
    assert auroc(tied) == 0.5
    assert risk_coverage(tied) == [(1.0, 0.5)]


def test_bins_hold_their_lower_edge_and_the_last_one_1():
    bins = reliability([Outcome(0.5, True, True), Outcome(0.54, False, True), Outcome(1.0, True, True)])
    assert [(b.low, b.questions, b.answerable) for b in bins if b.questions] == [(0.5, 2, 0.5), (0.9, 1, 1.0)]
    assert calibration_error(bins) == pytest.approx((2 * 0.02 + 0) / 3)


def test_nothing_asked_has_a_stated_value():
    assert (auroc([]), abstention_precision([]), abstention_recall([])) == (0.5, 1.0, 1.0)
    assert (risk_coverage([]), risk_area([]), calibration_error(reliability([]))) == ([], 0.0, 0.0)


@given(outcomes)
def test_the_curve_ends_at_what_is_answered_and_every_question_is_in_a_bin(several):
    curve = risk_coverage(several)
    answered = [o for o in several if o.answered]
    assert (curve[-1] if curve else (0, 0)) == (
        (len(answered) / len(several), sum(not o.right for o in answered) / len(answered)) if answered else (0, 0)
    )
    assert [c for c, _ in curve] == sorted({c for c, _ in curve})
    assert sum(b.questions for b in reliability(several)) == len(several)


@given(outcomes)
def test_auroc_of_the_opposite_is_its_complement(several):
    opposite = [Outcome(o.confidence, not o.answerable, o.answered) for o in several]
    assert auroc(several) + auroc(opposite) == pytest.approx(1.0)
