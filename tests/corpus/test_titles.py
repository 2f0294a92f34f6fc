"""Titles and sentences."""

import pytest

from corpus.subheads import is_subheadline
from corpus.titles import breaks_over, has_words, reads_as_title, runs_on


@pytest.mark.parametrize(
    "words", ["Xoá tên đảng viên", "(Khoản 1): Quyền được thông tin của đảng viên", "Hình thức sổ kế toán"]
)
def test_titles(words: str) -> None:
    assert reads_as_title(words)


@pytest.mark.parametrize(
    "words",
    [
        "Đảng viên phải thực hiện nghiêm",
        "Việc này sẽ do cấp ủy quyết định",
        "Thôi tham gia cấp ủy. Thời điểm thôi",
        "x" * 200,
    ],
)
def test_sentences(words: str) -> None:
    assert not reads_as_title(words)


def test_lines_that_run_on() -> None:
    assert runs_on("Trình tự, thủ tục được thực hiện theo quy định tại")
    assert not runs_on("Trình tự, thủ tục được thực hiện theo quy định.")
    assert breaks_over("Điều 5. Trách nhiệm của cơ quan, tổ chức", "trong việc quản lý hồ sơ")
    assert not breaks_over("Điều 5. Trách nhiệm", "Cơ quan có trách nhiệm quản lý.")


def test_codes_are_no_words() -> None:
    assert has_words("MỞ ĐẦU")
    assert not has_words("C34- NCL")
    assert not has_words("PAGE 4")


@pytest.mark.parametrize(
    "line", ["Thứ hai, ngày 20/01/2025 - 19:33", "Chủ đề: Đại hội Đảng các cấp", "Theo: Báo Nhân Dân"]
)
def test_lines_of_a_site_are_no_sub_headlines(line: str) -> None:
    prose = "Đồng chí nhấn mạnh đây là nhiệm vụ rất quan trọng, cần triển khai khẩn trương, quyết liệt hơn nữa."
    assert not is_subheadline([prose, line, prose], 1)
    assert is_subheadline([prose, "Bám sát mục tiêu đã đề ra", prose], 1)
