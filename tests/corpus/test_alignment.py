"""Quotes found in text that was cut otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.alignment import quoted

PAGE = (
    "Tiêu đề chạy - 3 -\nĐiều 5. Đảng viên có nhiệm vụ chấp hành Điều lệ Đảng và giữ gìn đoàn kết thống nhất.\n"
    "Điều 6. Cán bộ phải công-\nkhai kết quả trước ngày 30 tháng 6."
)


def shown(quote: str, page: str = PAGE) -> str:
    return "".join(page[i] for i in quoted(page, quote))


def test_spaces_hyphens_and_tone_places_make_no_difference() -> None:
    assert shown("Cán  bộ phải công khai").startswith("Cánbộphảicông")
    assert shown("hoà bình", "Giữ gìn hòa\nbình.") == "hòabình"
    assert shown("fi", "ﬁ") == "ﬁ"


def test_of_several_places_the_one_with_the_same_diacritics_is_taken() -> None:
    page = "bạn bè và ban bí thư"
    assert quoted(page, "ban") == [10, 11, 12]
    assert quoted(page, "bạn") == [0, 1, 2]


def test_a_quote_over_the_end_of_the_page_gives_its_part() -> None:
    quote = (
        "Điều 6. Cán bộ phải công khai kết quả trước ngày 30 tháng 6. Kết quả ấy được lưu ở văn phòng, không tẩy xóa."
    )
    assert shown(quote).startswith("Điều6")
    assert shown(quote).endswith("tháng6")
    after = "Trang 4\nKết quả ấy được lưu ở văn phòng, không tẩy xóa.\n" + "Điều 7. Việc khác do cấp ủy định. " * 9
    assert shown(quote, after).startswith("Kếtquả")
    assert shown(quote, after).endswith("tẩyxóa")


def test_a_phrase_in_common_is_no_place() -> None:
    assert (
        shown("Tổ chức cơ sở thực hiện nhiệm vụ chấp hành Điều lệ và báo cáo cấp trên mỗi quý một lần theo mẫu.") == ""
    )


@given(st.text(max_size=60), st.integers(0, 59), st.integers(0, 60))
def test_any_part_of_a_page_is_found_in_it(page: str, start: int, length: int) -> None:
    part = page[start : start + length]
    found = quoted(page, part)
    assert bool(found) == bool(quoted(part, part))
    assert all(0 <= i < len(page) for i in found)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_quote_and_page_give_places_on_the_page(page: str, quote: str) -> None:
    assert all(0 <= i < len(page) for i in quoted(list(page), quote))
