"""The numbers that open a line, and the lines that only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.markers import find_marker, follows, possible_marker


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("Điều 5. Thời hạn", "dieu", "5"),
        ("Điều 5: Thời hạn", "dieu", "5"),
        ("ĐIỀU 5", "dieu", "5"),
        ("Điều 5 . Thời hạn", "dieu", "5"),
        ("Điều 8a- Quản lý", "dieu", "8a"),
        ("Điêu 5. Chữ nhận dạng mất dấu", "dieu", "5"),
        ("Ðiều 5. Chữ Eth", "dieu", "5"),
        ("Khoản 2. Trách nhiệm", "khoan", "2"),
        ("Chương III", "chuong", "III"),
        ("CHƯƠNG III. TỔ CHỨC", "chuong", "III"),
        ("Chương thứ nhất", "chuong", "thứ nhất"),
        ("chương III", "chuong", "III"),
        ("PHẦN THỨ HAI", "phan", "THỨ HAI"),
        ("Mục 2. HỢP ĐỒNG", "muc", "2"),
        ("PHỤ LỤC SỐ 3", "phuluc", "3"),
        ("IV- TỔ CHỨC THỰC HIỆN", "roman", "IV"),
        ("I.2. Mục tiêu cụ thể", "roman1", "I.2"),
        ("A- TÌNH HÌNH", "letter", "A"),
        ("2.1- Đổi mới cơ chế", "decimal2", "2.1"),
        ("10.4.3 Các tổ chức lớn", "decimal3", "10.4.3"),
        ("(3) Vụ Lý luận", "paren", "3"),
        ("đ) Mạng máy tính", "alpha", "đ"),
        ("b1) Hộ gia đình", "alpha", "b1"),
        ("(iii) Thời hạn cho thuê", "romanette", "iii"),
    ],
)
def test_marks(line: str, kind: str, number: str) -> None:
    marker = find_marker(line)
    assert marker is not None
    assert (marker.kind, marker.number) == (kind, number)


@pytest.mark.parametrize(
    "line",
    ["1.5 lần so với cùng kỳ", "3.", "a)", "Điều 5 Phạm vi điều chỉnh", "A. Tình hình chung", "1. 100% các xã", "II.",
     "Mẫu số 02. Phiếu"],
)  # fmt: skip
def test_what_only_a_sequence_can_tell(line: str) -> None:
    assert find_marker(line) is None
    assert possible_marker(line) is not None


@pytest.mark.parametrize(
    "line",
    ["Điều 5 Luật này quy định rõ", "Điều 5, Điều 6 và Điều 7", "Khoản 2 Điều này", "Mục 2 Chương III", "V.I. Lênin",
     "Điều lệ Đảng", "1.000.000 đồng", "(sau đây gọi là Ban) có nhiệm vụ"],
)  # fmt: skip
def test_mentions_are_no_marks(line: str) -> None:
    assert possible_marker(line) is None


@pytest.mark.parametrize(
    ("number", "before"),
    [
        ("6", "5"),
        ("10", "9"),
        ("5a", "5"),
        ("5b", "5a"),
        ("6", "5a"),
        ("IV", "III"),
        ("đ", "d"),
        ("e", "đ"),
        ("3.10", "3.9"),
    ],
)
def test_what_follows(number: str, before: str) -> None:
    assert follows(number, before)
    assert not follows(before, number)


@given(st.text("IVXLC.0123456789aàđ)(-–:ĐiềuChương Phụlục", max_size=40))
def test_any_line(line: str) -> None:
    marker = possible_marker(line)
    assert marker is None or 0 < marker.end <= len(line)
