"""English questions, as far as names, numbers and dates carry them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.english import in_vietnamese
from assistant.question import analyse


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Which acts are prohibited by the Law on Cybersecurity?", "hành vi nghiêm cấm Luật an ninh mạng"),
        (
            "How many members does the Central Committee of the 14th tenure have?",
            "bao nhiêu ủy viên Ban Chấp hành Trung ương khóa 14",
        ),
        ("Who chaired the second meeting of the Steering Committee?", "ai chủ trì Ban Chỉ đạo phiên họp thứ 2"),
    ],
)
def test_names_are_read(asked: str, read: str) -> None:
    assert in_vietnamese(asked) == read


@pytest.mark.parametrize(
    "typed",
    [
        "ai la bi thu dang uy cac co quan dang trung uong",
        "the nao la to chuc co so dang, ban to chuc do ai lam truong ban",
        "quyeets ddinhj cuar ban bis thuw",
        "Bí thư là ai?",
        "GDP 2025",
        "",
    ],
)
def test_vietnamese_is_left_alone(typed: str) -> None:
    assert in_vietnamese(typed) == ""


def test_an_english_question_names_documents_and_is_told_as_read() -> None:
    question = analyse("What does Resolution 57 say about the budget for science and technology?")
    assert [(named.serial, named.kind) for named in question.named] == [(57, "nghi quyet")]
    assert question.accented
    assert "tiếng Anh" in question.understood[0].label
    assert analyse(question.text, without=("typing",)).understood == ()


@given(st.text(alphabet="abcdefghostTheLw 57'.,-", max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert "  " not in in_vietnamese(text)
