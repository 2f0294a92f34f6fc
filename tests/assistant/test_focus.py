"""The words about a question word, and words kept in order."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.focus import Focus, focus_of, kept_in_order


def test_the_words_before_the_question_word_and_the_unit_after_it() -> None:
    assert focus_of("Người chứa chấp có thể bị phạt tiền tối thiểu bao nhiêu đồng?") == Focus(
        ("tiền", "tối", "thiểu"), "đồng"
    )
    assert focus_of("phat tu toi da may nam") == Focus(("tu", "toi", "da"), "nam")
    assert focus_of("Hội nghị diễn ra ở đâu?") == Focus(("nghị", "diễn", "ra"), "")
    assert focus_of("Nêu chuẩn đầu ra tiếng Pháp.") == Focus()


def test_order() -> None:
    assert kept_in_order("a b c d".split(), "b x c a d".split()) == 0.75
    assert kept_in_order([], ["a"]) == 0.0


WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


@given(WORDS, WORDS)
def test_order_is_a_share_and_whole_for_the_words_themselves(wanted: list[str], said: list[str]) -> None:
    assert 0.0 <= kept_in_order(wanted, said) <= 1.0
    assert kept_in_order(wanted, [*said, *wanted]) == (1.0 if wanted else 0.0)


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_kept_in_order_is_the_longest_common_subsequence(wanted: list[str], said: list[str]) -> None:
    lengths = [[0] * (len(said) + 1) for _ in range(len(wanted) + 1)]
    for i, word in enumerate(wanted):
        for j, other in enumerate(said):
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if word == other else max(lengths[i][j + 1], lengths[i + 1][j])
    assert kept_in_order(wanted, said) == (lengths[-1][-1] / len(wanted) if wanted else 0.0)
