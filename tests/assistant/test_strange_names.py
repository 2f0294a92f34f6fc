"""A name that nothing found speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Candidate
from assistant.question import analyse
from assistant.strange_names import strange_name
from corpus.records import Metadata, Span
from index.records import Hit

PASSAGE = (
    "Trên cùng là khẩu hiệu “Đảng Cộng sản Việt Nam quang vinh muôn năm”. Bí thư Đảng ủy xã Khe Sậy dự lễ cùng ông "
    "Nguyễn Văn Bình, Trưởng Ban Tổ chức Tỉnh ủy. Lãnh đạo Cuba gửi điện mừng. Năm ấy cả nước chống Mỹ."
)
ELSEWHERE = "Sở Khoa học và Công nghệ tỉnh Lam Sơn Hạ phối hợp. Trường học thẩm mỹ."


def strange(question: str) -> str:
    hit = Hit(1, 1.0, "0.0", "0", "0", Metadata(), Span(0, len(PASSAGE)), PASSAGE)
    chosen = Candidate(hit, PASSAGE, hit.span, *[0.0] * 6)
    return strange_name(analyse(question), [chosen], [PASSAGE, ELSEWHERE])


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Khẩu hiệu của Đảng Cộng sản Mỹ là gì?", "Mỹ"),
        ("khẩu hiệu của đảng cộng sản mỹ là gì", "Mỹ"),
        ("khau hieu cua dang cong san my la gi", "Mỹ"),
        ("Đảng Dân chủ Mỹ có bao nhiêu đảng viên?", "Mỹ"),
        ("Khẩu hiệu của Đảng Cộng sản Trung Quốc là gì?", "Trung Quốc"),
        ("khau hieu cua dang cong san trung quoc", "Trung Quốc"),
        ("Trưởng Ban Tổ chức Tỉnh ủy Quảng Nam là ai?", "Quảng Nam"),
        ("Ông Nguyễn Văn Lộc dự lễ nào?", "Nguyễn Văn Lộc"),
    ],
)
def test_it_is_told(question: str, name: str) -> None:
    assert name in strange(question)


@pytest.mark.parametrize(
    "question",
    [
        "Khẩu hiệu của Đảng Cộng sản Việt Nam là gì?",
        "Bí thư Đảng ủy xã Khe Sậy là ai?",
        "Giám đốc Sở Khoa học và Công nghệ tỉnh Lam Sơn Hạ là ai?",
        "Lãnh đạo Cuba nói gì?",
        "Nhà nước pháp quyền xã hội chủ nghĩa là gì?",
        "nha nuoc phap quyen la gi",
        "Quân đội anh hùng có khẩu hiệu gì?",
        "Quốc hội ý kiến gì về khẩu hiệu?",
        "Ai cập nhật bản đồ của Việt Nam phi tập trung?",
        "Chi bộ góp phần lan tỏa khẩu hiệu nào?",
        "ai cap giay phep xay dung thuy dien",
        "KHẨU HIỆU CỦA ĐẢNG LÀ GÌ?",
        "Theo Quy định số 294-QĐ/TW, khẩu hiệu là gì?",
        "Khẩu hiệu là gì?",
        "anh nguyễn văn bình dự lễ nào",
        "",
    ],
)
def test_what_is_spoken_of_is_not_strange(question: str) -> None:
    assert strange(question) == ""


def test_without_evidence_nothing_is_said() -> None:
    assert strange_name(analyse("Đảng Cộng sản Mỹ?"), [], []) == ""


@given(st.text(alphabet="Đảng cộng Sản MỹXIV ,.-?", max_size=300))
def test_any_question_is_read(text: str) -> None:
    assert isinstance(strange(text), str)
