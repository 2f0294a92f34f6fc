"""Dates and periods in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.digest.records import Time, last_day
from assistant.digest.times import times_in
from corpus.records import Span

CASES = [
    ("Sáng 9/2, hội nghị họp", ["2026-02-09"]),
    ("ngày 22/12/2024 và ngày 3 tháng 2 năm 2026", ["2024-12-22", "2026-02-03"]),
    ("hoàn thành trước ngày 10/3", ["2026-03-10"]),
    ("vào ngày 25/12 vừa qua", ["2025-12-25"]),
    ("nhiệm kỳ 2026 - 2031, giai đoạn 2021-2025", ["2026/2031", "2021/2025"]),
    ("từ năm 2021 đến năm 2025", ["2021/2025"]),
    ("đến năm 2030, tầm nhìn đến năm 2045", ["2030", "2045"]),
    ("quý I/2026; tháng 9/2026", ["2026-01/2026-03", "2026-09"]),
    ("chín tháng đầu năm 2025", ["2025-01/2025-09"]),
    ("Chiều nay, hôm qua", ["2026-03-05", "2026-03-04"]),
    ("tăng 1/3, Điều 5/2, số 50/2005/QH11, ngày 31/2/2026, 8h30", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_values(text: str, wanted: list[str]) -> None:
    found = list(times_in(text, "2026-03-05"))
    assert [value for value, _, _ in found] == wanted
    assert all(text[a:b].strip() for _, a, b in found)


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_any_date_that_a_document_may_be_given(today: str) -> None:
    assert all(value for value, _, _ in times_in("Ngày mai, hôm qua, ngày 1/1, trước 31/12, tháng 5, quý I", today))


def test_without_the_year_of_writing_a_day_has_none() -> None:
    assert [value for value, _, _ in times_in("Sáng 2/4 họp", "")] == ["--04-02"]


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("2026", "2026-12-31"),
        ("2026-02", "2026-02-28"),
        ("2026-01/2026-03", "2026-03-31"),
        ("2026-02-03", "2026-02-03"),
        ("--04-02", ""),
        ("định kỳ 6 tháng", ""),
        ("1000 ha", ""),
        ("2025-26", ""),
        ("2025/26", ""),
        ("2026 - quý I", ""),
    ],
)
def test_the_last_day_of_a_time_and_of_words(value: str, last: str) -> None:
    assert last_day(value) == Time(value, Span(0, 1)).ends() == last


@given(st.text(alphabet="0123456789-/ aq", max_size=12))
def test_whatever_a_cell_holds_has_a_last_day_or_none(cell: str) -> None:
    assert last_day(cell) == "" or last_day(cell)[:4].isdecimal()
