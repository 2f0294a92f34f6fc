"""ROUGE by syllables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.rouge import common_subsequence, rouge, rouge_of

WORDS = st.lists(st.sampled_from("một hai ba bốn năm".split()), max_size=12)


def test_f1_of_syllables_pairs_and_order() -> None:
    told = rouge("Hội nghị bế mạc.", "Hội nghị KHAI MẠC sáng nay")
    assert told.one == pytest.approx(2 * 3 / (4 + 6))
    assert told.two == pytest.approx(2 * 1 / (3 + 5))
    assert told.longest == pytest.approx(2 * 3 / (4 + 6))


def test_a_syllable_counts_as_often_as_both_have_it() -> None:
    assert rouge("ba ba ba", "ba ba").one == pytest.approx(2 * 2 / 5)


def test_order_counts_for_the_longest_only() -> None:
    told = rouge("một hai ba", "ba hai một")
    assert (told.one, told.two) == (1.0, 0.0)
    assert told.longest == pytest.approx(1 / 3)


def test_spellings_of_one_syllable_are_one() -> None:
    assert rouge("Uỷ ban hoà giải", "ủy ban hòa giải").values() == (1.0, 1.0, 1.0)


def test_nothing_agrees_with_nothing_at_zero() -> None:
    assert rouge("", "…").values() == (0.0, 0.0, 0.0)
    assert rouge("một", "một").values() == (1.0, 0.0, 1.0)


@given(WORDS, WORDS)
def test_agreement_is_mutual_and_at_most_one(a: list[str], b: list[str]) -> None:
    assert rouge_of(a, b) == rouge_of(b, a)
    assert all(0 <= value <= 1 for value in rouge_of(a, b).values())


@given(WORDS, WORDS)
def test_the_longest_common_subsequence_is_that_of_the_table(a: list[str], b: list[str]) -> None:
    row = [0] * (len(b) + 1)
    for word in a:
        above = 0
        for j, other in enumerate(b, start=1):
            above, row[j] = row[j], above + 1 if word == other else max(row[j], row[j - 1])
    assert common_subsequence(a, b) == row[-1]
