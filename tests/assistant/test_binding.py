"""Sentences whose words are all in the source, and which are false."""

import pytest

from assistant.binding import misbinding, unknown_names
from assistant.verification import objection

APPOINTED = (
    "Đồng chí Lương Bá Khoát trao Quyết định số 486/QĐ-UBND của Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm đồng chí "
    "Nông Thế Quyền, Phó Giám đốc Sở Khoa học và Công nghệ, giữ chức Giám đốc Sở, thời hạn bổ nhiệm 05 năm."
)
STORES = "Toàn tỉnh dự trữ tối thiểu 1.200 tấn gạo, 45.000 thùng mì ăn liền và 60.000 thùng nước uống tại 05 kho."


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Đồng chí Lương Bá Khoát được bổ nhiệm giữ chức Giám đốc Sở Khoa học và Công nghệ.", APPOINTED),
        ("Đồng chí Nông Thế Quyền trao Quyết định số 486/QĐ-UBND bổ nhiệm đồng chí Lương Bá Khoát.", APPOINTED),
        ("Đồng chí Nông Thế Quyền giữ chức Giám đốc Sở Nội vụ.", APPOINTED),
        ("Đồng chí Nông Thế Quyền bị cách chức Giám đốc Sở.", APPOINTED),
        ("Toàn tỉnh dự trữ tối đa 1.200 tấn gạo.", STORES),
        ("Toàn tỉnh dự trữ tối thiểu 1.200 tấn muối.", STORES),
        ("Toàn tỉnh dự trữ tối thiểu 60.000 thùng mì ăn liền.", STORES),
        ("Tỉnh Nghệ An dự trữ tối thiểu 1.200 tấn gạo.", STORES),
        ("Thu ngân sách tăng 5% so với cùng kỳ.", "Thu ngân sách giảm 5% so với cùng kỳ."),
    ],
)
def test_false_with_words_that_are_there(said: str, source: str) -> None:
    assert misbinding(said, [source])
    assert objection(said, [source]) == ""  # what is stated is there, only not so


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Đồng chí Nông Thế Quyền được bổ nhiệm giữ chức Giám đốc Sở Khoa học và Công nghệ.", APPOINTED),
        ("Đồng chí Lương Bá Khoát trao quyết định cho đồng chí Nông Thế Quyền.", APPOINTED),
        ("Quyết định là của Chủ tịch UBND tỉnh.", APPOINTED),
        ("Ít nhất 1.200 tấn gạo được dự trữ.", STORES),
        ("Tỉnh dự trữ 45.000 thùng mì ăn liền và 60.000 thùng nước uống.", STORES),
    ],
)
def test_true_in_other_words(said: str, source: str) -> None:
    assert misbinding(said, [source]) == ""


def test_a_text_ties_together_what_it_ties_together() -> None:
    for text in (APPOINTED, STORES, "", "Một", "A B C", "TỈNH ỦY 5 5 5"):
        assert misbinding(text, [text]) == ""


def test_names_may_be_abbreviated_and_the_first_word_has_its_capital_from_its_place() -> None:
    assert unknown_names("Nghệ An và UBND tỉnh.", ["Ủy ban nhân dân tỉnh"]) == ["An"]
    assert unknown_names("Tại Nghệ An", ["tỉnh nghệ an"]) == []
