"""What stands close together, and in the order asked, comes before what is scattered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.closeness import Asked, Candidate, asked, unread
from index.closeness import score as new_score
from index.search import rank_documents, search
from index.store import Store
from index.weights import TermWeights
from index.writer import writing
from tests.index.documents import document

QUESTION = Asked(["thu", "dang", "phi"], {"thu": 1.0, "dang": 1.0, "phi": 2.0})
SCATTERED = " ".join(["phí", *["việc"] * 60, "thu", *["việc"] * 60, "đảng"])


def score(text: str, cosine: float = 0.0, before: float = 0.0) -> float:
    return new_score(QUESTION, Candidate(before, cosine, cosine, [text]))


def test_close_together_is_more_than_scattered_and_in_order_more_than_close() -> None:
    assert score("không có gì") == 0.0
    assert score("không có gì") < score(SCATTERED) < score("phí, đảng, thu") < score("Việc thu đảng phí hằng tháng.")


def test_the_whole_question_in_one_run_has_all_that_words_can_give() -> None:
    """0.1 and 0.2 for the windows, 0.06 for the pairs, 0.09 for the run; less, as scores are kept in scale."""
    assert score("thu đảng phí") == pytest.approx(0.7 * 0.45)
    assert score("thu dang phi", cosine=0.5) == pytest.approx(0.7 * (0.45 + 0.3))


def test_of_several_texts_each_gives_its_best() -> None:
    several = new_score(QUESTION, Candidate(0, 0, 0, ["đảng phí", SCATTERED, "thu đảng phí"]))
    assert score("đảng phí") < several == score("thu đảng phí")


@given(st.text(max_size=200), st.floats(0, 2), st.floats(-1, 1))
def test_no_candidate_falls_below_those_that_were_not_looked_at(text: str, before: float, cosine: float) -> None:
    assert score(text, cosine, before) >= unread(before)


@pytest.mark.parametrize("question", ["", "???", " ".join(f"từ{i}" for i in range(5_000))])
def test_what_is_no_question_of_nearness_is_left_alone(store: Store, question: str) -> None:
    weights = TermWeights(store.passages_index)
    assert asked(question, weights) is None
    assert asked("đảng phí", weights) is not None


def test_the_passage_that_says_it_comes_first_though_another_says_its_words_more_often(store: Store) -> None:
    filler = "Hội nghị nghe báo cáo, thảo luận và thông qua nghị quyết về công tác chung của toàn tỉnh trong năm. "
    often = "Phí. Đảng phí. " + filler * 3 + "Thu phí. " + filler * 3 + "Miễn. Đảng viên miễn phí."
    exact = filler * 7 + "Miễn thu đảng phí của đảng viên già yếu."
    with writing(store) as writer:
        list(writer.add([document("nhiều", often), document("đúng", exact)]))
    question = "miễn thu đảng phí của đảng viên"
    assert rank_documents(store, question, 2)[0][0] == "đúng"
    assert search(store, question, 2)[0].doc_id == "đúng"
