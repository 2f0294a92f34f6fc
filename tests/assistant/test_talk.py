"""Small talk is answered as such, and nothing else is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.talk import reply


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("Xin chào", "Xin chào"),
        ("chào bạn!", "Xin chào"),
        ("Dạ em chào anh ạ", "Xin chào"),
        ("Cảm ơn bạn nhiều nhé", "Không có gì"),
        ("ok cam on", "Không có gì"),
        ("Chào bạn, bạn là ai?", "Tôi là trợ lý"),
        ("ban lam duoc gi", "Tôi là trợ lý"),
        ("Tạm biệt", "Tạm biệt"),
    ],
)
def test_small_talk(said: str, answered: str) -> None:
    assert reply(said).startswith(answered)


@pytest.mark.parametrize(
    "question",
    [
        "Chào mừng Đại hội XIV có những hoạt động gì?",
        "Ban là gì?",
        "Chương trình này là gì?",
        "Cảm ơn, thế ai chủ trì hội nghị?",
        "Tổng Bí thư là ai?",
        "Hướng dẫn 06-HD/TW làm gì?",
        "Lời chào của Chủ tịch nước",
        "Ai ký?",
        "",
        "???",
    ],
)
def test_a_question_is_no_small_talk(question: str) -> None:
    assert reply(question) == ""


@given(st.text(alphabet="xin chàocảmơnbạnlàaigì.,! ", max_size=2_000))
def test_any_text_is_borne(text: str) -> None:
    assert isinstance(reply(text), str)
