"""Quotations over several lines."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.quotations import quoted_lines


def test_a_quotation_ends_where_its_marks_balance() -> None:
    lines = [
        "1. Bổ sung khoản 1a như sau:",
        "“1a. Người được gọi là “cán bộ” có trách nhiệm:",
        "a) Việc “thứ nhất”;",
        "b) Việc thứ hai.”.",
        "2. Bãi bỏ khoản 3.",
    ]
    assert quoted_lines(lines) == [False, True, True, True, False]


def test_straight_marks() -> None:
    lines = ['"Điều 8. Quản lý', "1. Một việc.", '2. Hai việc.";', "3. Ba việc."]
    assert quoted_lines(lines) == [True, True, True, False]


def test_a_quotation_within_its_line_is_none_of_these() -> None:
    assert quoted_lines(["“Không ai được miễn trách nhiệm”, ông nói.", "1. Một."]) == [False, False]


def test_a_mark_that_is_never_closed_hides_nothing() -> None:
    assert not any(quoted_lines(["“1. Một", *["2. Hai."] * 900]))


def test_where_marks_do_not_balance_a_line_that_ends_with_one_ends_it() -> None:
    lines = ["“1. Một “cụm từ", "2. Hai.”.", "Điều 2. Hiệu lực", *["chữ"] * 500]
    assert quoted_lines(lines)[:3] == [True, True, False]


@given(st.lists(st.text('“”"a.1 ', max_size=12), max_size=30))
def test_any_lines(lines: list[str]) -> None:
    assert len(quoted_lines(lines)) == len(lines)
