"""What sort of answer a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asks import KINDS, TABLE, Asks, asks, features, guesses, likelihoods
from assistant.tables import read_rows
from corpus.spelling import fold


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Ai chủ trì phiên họp?", "who"),
        ("Hội nghị khai mạc khi nào?", "when"),
        ("Có bao nhiêu đại biểu?", "how_many"),
        ("Lễ kỷ niệm tổ chức ở đâu?", "where"),
        ("Chủ đề của đại hội là gì?", "what"),
        ("Văn bản nào quy định về kê khai tài sản?", "document"),
        ("Đảng viên có được vắng sinh hoạt không?", "yes_no"),
        ("Vì sao tiến độ chậm?", "why"),
        ("Điểm trung bình được tính như thế nào?", "how"),
        ("Liệt kê các nhiệm vụ trọng tâm", "list"),
        ("Thế nào là tài sản công?", "definition"),
        ("Thủ tục chuyển trường gồm những bước nào?", "procedure"),
        ("Quy định 41 khác gì Quy định 98?", "comparison"),
    ],
)
@pytest.mark.parametrize("typed", ["accented", "folded"])
def test_what_is_asked_for(question: str, kind: Asks, typed: str) -> None:
    assert asks(question if typed == "accented" else fold(question)) == kind


def test_rules_tell_several_and_the_classifier_weighs_them() -> None:
    question = "Quy trình xử lý đơn gồm mấy bước và mất bao lâu?"
    assert guesses(question)[:2] == ["procedure", "how_many"]
    assert {"=procedure", "=how_many", "==procedure"} <= set(features(question))
    assert guesses("Kính gửi") == ["what"]


def test_every_row_of_the_table_weighs_every_kind() -> None:
    assert all(len(row) == 1 + len(KINDS) for row in read_rows(TABLE))


@given(st.text(max_size=300))
def test_any_text_asks_for_something(text: str) -> None:
    told = likelihoods(text)
    assert asks(text) in KINDS
    assert abs(sum(told.values()) - 1) < 1e-9


def test_a_pasted_text_is_read_by_its_end() -> None:
    assert asks("Căn cứ quy định hiện hành, " * 20_000 + "ai chủ trì hội nghị?") == "who"
