"""Datelines: which day an article speaks of, and where a page prints its date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.datelines import find_article_date, find_date, find_dateline, is_dated_byline, is_stamp, resolve
from tests.conftest import TESTDATA, needs_testdata


@pytest.mark.parametrize(
    ("line", "published", "expected"),
    [
        ("Chiều 29/12, Đảng bộ họp.", "2025-12-29", "2025-12-29"),
        ("Ngày 30/12, tại Hà Nội, Ban Bí thư họp.", "2026-01-02", "2025-12-30"),
        ("(TTXVN) - Ngày 5-1, tại Trụ sở Trung ương Đảng", "2026-01-06", "2026-01-05"),
        ("Hà Nội, ngày 3 tháng 2, Ban Tổ chức họp báo.", "2026-02-04", "2026-02-03"),
        ("Thứ Hai, 29/12, Bộ Chính trị cho ý kiến.", "2025-12-30", "2025-12-29"),
        ("QĐND - Sáng 6-11, Quốc hội thảo luận.", "2026-01-02", "2025-11-06"),
        ("Chiều nay (7/2), hội nghị tiếp tục.", "2026-02-07", "2026-02-07"),
        ("Chiều nay, hội nghị tiếp tục.", "2026-02-07", "2026-02-07"),
        ("Chiều qua, hội nghị bế mạc.", "2026-03-01", "2026-02-28"),
        ("Chiều 4/3/2025, tại trụ sở", "", "2025-03-04"),
        ("Ngày 31/2, họp.", "2026-03-01", ""),
        ("Ngày 29/2, họp.", "2026-03-01", "2024-02-29"),
        ("Theo Kết luận số 21 ngày 25/10 của Trung ương", "2026-03-01", ""),
    ],
)
def test_a_dateline_is_resolved_by_the_day_of_publication(line: str, published: str, expected: str) -> None:
    assert find_dateline(["Tiêu đề", line], published) == expected


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("Thứ Hai, 29/12/2025 | 18:05", True),
        ("Cập nhật lúc 18:05, 29/12/2025 (GMT+7)", True),
        ("29/12/2025", True),
        ("Chủ nhật, ngày 29 tháng 12 năm 2025 18:05", True),
        ("Thu Hà - 29/12/2025 18:05", False),
    ],
)
def test_a_printed_date_is_read_and_is_furniture(line: str, stamp: bool) -> None:
    assert is_stamp(line) is stamp
    assert is_dated_byline(line)
    assert find_article_date(["Tiêu đề", line, "Ngày 27/12, họp."], {}) == "2025-12-29"


def test_prose_with_a_date_is_no_stamp() -> None:
    assert not is_dated_byline("Hội nghị diễn ra lúc 8:00 ngày 29/12/2025 tại Hà Nội.")
    assert not is_stamp("Kết luận số 21 ngày 25/10/2021")


def test_what_the_page_states_comes_first() -> None:
    assert find_article_date(["Thứ Hai, 29/12/2025 | 18:05"], {"date": "2026-01-01"}) == "2026-01-01"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Mục tiêu là tăng trưởng 8% trong năm 2025 và các năm sau.", "2025-04-02"),
        ("Hội nghị tổng kết năm 2024 và triển khai nhiệm vụ năm 2025.", ""),
        ("Nhiệm kỳ 2025-2030 đặt mục tiêu năm 2030.", ""),
        ("Năm 2020, xã có hai trường. Trong năm 2025, xã xây thêm một trường.", ""),
        ("Từ năm 2019, tỉnh đã làm việc này.", ""),
        ("Họp xong./.\nĐọc thêm\nNhiệm vụ trong năm 2026", ""),
    ],
)
def test_a_year_that_the_page_does_not_print_is_taken_from_plain_words_only(body: str, expected: str) -> None:
    assert find_article_date(["Tiêu đề", "Sáng 2/4, Tiểu ban họp.", *body.split("\n")], {}) == expected


@pytest.mark.parametrize(("month", "expected"), [(12, "2025-12-05"), (1, "2026-01-05"), (6, "")])
def test_a_review_of_one_year_that_plans_the_next_is_held_at_the_turn(month: int, expected: str) -> None:
    lines = [f"Ngày 5/{month}, tổ chức tổng kết công tác năm 2025, triển khai nhiệm vụ năm 2026."]
    assert find_article_date(lines, {}) == expected


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 300))
def test_what_was_reported_within_a_year_is_found_again(event: date, days: int) -> None:
    published = date.fromordinal(event.toordinal() + days)
    assert resolve(event.day, event.month, published.isoformat()) == event.isoformat()


@given(st.text(alphabet="0123456789/-. ngàythánămThứ|:,", max_size=300))
def test_any_line_is_looked_at(line: str) -> None:
    found = find_article_date([line, line], {})
    assert not found or date.fromisoformat(found)
    assert not find_date(line) or date.fromisoformat(find_date(line))


@needs_testdata
def test_a_seed_that_prints_no_date_has_one_in_its_words() -> None:
    [path] = (TESTDATA / "seeds").glob("003_*.txt")
    lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert find_article_date(lines, {}) == "2025-04-02"
