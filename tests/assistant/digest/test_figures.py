"""Figures with their units."""

import pytest

from assistant.digest.figures import find_figures
from assistant.digest.times import find_times
from tests.assistant.digest.made import article

CASES = [
    ("trực tuyến đến 2.085 điểm cầu cấp xã", [("2085", "điểm cầu", "cấp xã", "")]),
    ("Quy mô kinh tế số đạt tối thiểu 30% GDP", [("30", "%", "Quy mô kinh tế số", "tối thiểu")]),
    ("chỉ số này duy trì trên 0,7", [("0.7", "", "chỉ số này", "trên")]),
    ("sáng chế tăng trung bình 16 - 18%/năm", [("16-18", "%/năm", "sáng chế", "")]),
    ("có từ 40 - 50 tổ chức khoa học", [("40-50", "tổ chức", "khoa học", "")]),
    ("kinh phí là 214 tỷ đồng", [("214", "tỷ đồng", "", "")]),
    ("trong thời hạn 05 ngày làm việc", [("5", "ngày làm việc", "", "")]),
    ("đã cấp 612 tài khoản", [("612", "tài khoản", "", "")]),
    ("Điều 5, khóa 14, lần thứ 3, mạng 5G, năm 2025, ngày 8/12/2025, Nghị quyết 57, lúc 17 giờ", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_value_unit_and_what(text: str, wanted: list[tuple[str, str, str, str]]) -> None:
    document = article(text)
    found = find_figures(document, find_times(document))
    assert [(f.value, f.unit, f.what, f.least) for f in found] == wanted
