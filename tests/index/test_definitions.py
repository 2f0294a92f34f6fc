"""Questions for a definition are looked up in the words of its answer, all others as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spelling import fold
from index.analyze import syllables
from index.definitions import as_definition
from index.search import rank_documents, search
from index.store import Store
from index.writer import writing
from tests.index.documents import document


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Lợi tức được hiểu như thế nào?", "lợi tức là"),
        ("Theo Điều lệ Đảng, đảng viên dự bị là gì?", "theo điều lệ đảng đảng viên dự bị là"),
        ("Định nghĩa của “Người lao động”?", "người lao động là"),
        ("Khái niệm đảng phí là gì?", "đảng phí là"),
        ("Thế nào là lớp học phần?", "lớp học phần là"),
        ("UBKT nghĩa là gì", "ubkt là"),
        ("Hình phạt là gì và ai quyết định?", "hình phạt là và ai quyết định"),
        ("Tôi mới vào Đảng. Đảng phí là gì?", "tôi mới vào đảng đảng phí là"),
    ],
)
def test_a_question_for_a_definition_reads_like_the_definition(question: str, told: str) -> None:
    assert as_definition(question) == told
    assert as_definition(fold(question)) == fold(told)


@pytest.mark.parametrize(
    "question",
    [
        "Đảng phí nộp như thế nào?",
        "Đại hội XIV có ý nghĩa ra sao?",
        "Ai là Bí thư?",
        "Là gì?",
        "Thế nào là?",
        "Định nghĩa như thế nào",
        "Gia đình hiểu hoàn cảnh của đồng chí ấy",
        "",
        "là gì " * 100_000,
        "định nghĩa " * 100,
    ],
)
def test_any_other_question_stays_as_it_is(question: str) -> None:
    assert as_definition(question) == question


_WORD = st.sampled_from("định nghĩa khái niệm của là gì thế nào được hiểu như Đảng phí ? . và A1".split())


@given(st.lists(_WORD, max_size=30).map(" ".join) | st.text(max_size=60))
def test_nothing_is_looked_up_that_was_not_asked(question: str) -> None:
    assert set(syllables(as_definition(question))) <= {*syllables(question), "là", "la"}


def test_the_text_that_defines_comes_first(store: Store) -> None:
    texts = {
        "định": "Hoa lợi là sản vật tự nhiên mà tài sản mang lại.",
        "nói": "Hoa lợi thuộc về chủ sở hữu; người thuê hưởng hoa lợi theo hợp đồng đã ký.",
        "khác": "Định nghĩa được hiểu như thế nào thì áp dụng như thế ấy, định nghĩa nào cũng vậy.",
    }
    with writing(store) as writer:
        list(writer.add([document(name, text) for name, text in texts.items()]))
    for question in ("Hoa lợi được hiểu như thế nào?", "dinh nghia cua hoa loi"):
        assert rank_documents(store, question, 3, "lexical")[0][0] == "định"
        assert search(store, question, 3, "lexical")[0].doc_id == "định"
