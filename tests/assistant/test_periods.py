"""The period that a question speaks of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.periods import find_period
from corpus.spelling import fold

TODAY = date(2026, 11, 22)  # a Sunday

CASES = [
    ("Ngày 29/12/2025 họp gì?", "2025-12-29", "2025-12-29"),
    ("ngày 3 tháng 2 năm 2026", "2026-02-03", "2026-02-03"),
    ("Chiều 29/12 ai chủ trì?", "2025-12-29", "2025-12-29"),
    ("ngày 5 tháng 11", "2026-11-05", "2026-11-05"),
    ("tin tháng 12/2025", "2025-12-01", "2025-12-31"),
    ("tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
    ("tháng 12 có gì mới", "2025-12-01", "2025-12-31"),
    ("tháng 3", "2026-03-01", "2026-03-31"),
    ("quý I/2025", "2025-01-01", "2025-03-31"),
    ("quý 4 năm 2024", "2024-10-01", "2024-12-31"),
    ("trong quý IV", "2026-10-01", "2026-12-31"),
    ("quý trước", "2026-07-01", "2026-09-30"),
    ("6 tháng đầu năm 2025", "2025-01-01", "2025-06-30"),
    ("nửa cuối năm", "2026-07-01", "2026-12-31"),
    ("năm 2025", "2025-01-01", "2025-12-31"),
    ("năm ngoái", "2025-01-01", "2025-12-31"),
    ("năm nay", "2026-01-01", "2026-12-31"),
    ("từ đầu năm đến nay", "2026-01-01", "2026-11-22"),
    ("hôm qua", "2026-11-21", "2026-11-21"),
    ("tuần này", "2026-11-16", "2026-11-22"),
    ("tuần trước", "2026-11-09", "2026-11-15"),
    ("tháng trước", "2026-10-01", "2026-10-31"),
    ("3 tháng gần đây", "2026-08-24", "2026-11-22"),
    ("hai năm qua", "2024-11-22", "2026-11-22"),
    ("từ năm 2021 đến năm 2025", "2021-01-01", "2025-12-31"),
    ("giai đoạn 2021-2025", "2021-01-01", "2025-12-31"),
    ("từ năm 2024", "2024-01-01", ""),
    ("kể từ tháng 3/2025 đến nay", "2025-03-01", ""),
    ("sau năm 2024", "2025-01-01", ""),
    ("trước năm 2020", "", "2019-12-31"),
    ("đến hết năm 2025", "", "2025-12-31"),
    ("từ sau Đại hội XIV", "2026-01-24", ""),
    ("trước Đại hội đại biểu toàn quốc lần thứ XIII", "", "2021-01-24"),
    ("sau đại hội 13", "2021-02-02", ""),
]


@pytest.mark.parametrize(("text", "first", "last"), CASES)
@pytest.mark.parametrize("typed", [str, fold])
def test_a_period_is_read_with_and_without_diacritics(typed, text, first, last):
    period = find_period(typed(text), TODAY)
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Đại hội XIV họp ở đâu?",
        "Nghị quyết 57-NQ/TW nói gì?",
        "Có bao nhiêu điểm cầu?",
        "Khoản 2 Điều 5",
        "tháng 13/2025",
        "ngày 31/2/2025",
        "tỷ lệ 3/4",
        "",
    ],
)
def test_what_is_no_period(text):
    assert find_period(text, TODAY) is None


def test_the_words_of_the_period_are_marked():
    text = "Các văn bản từ sau Đại hội XIV về chuyển đổi số"
    period = find_period(text, TODAY)
    assert text[period.start : period.end] == "từ sau Đại hội XIV"


@given(st.text(alphabet="ngày tháng năm quý từ đến trước sau 0123456789/-. XIV", max_size=60))
def test_any_text_is_read_without_a_fault(text):
    period = find_period(text, TODAY)
    if period:
        assert 0 <= period.start < period.end <= len(text)
        assert not (period.first and period.last) or period.first <= period.last
