"""What a question asks for."""

import pytest

from assistant.names import person_names
from assistant.question import Wanted, analyse, document_numbers, expand_abbreviations, names_document
from corpus.records import Metadata


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Ai chủ trì hội nghị?", "person"),
        ("ai la bi thu dang uy", "person"),
        ("Hội nghị bế mạc ngày nào?", "date"),
        ("Bao giờ nền tảng vận hành?", "date"),
        ("Thời gian dự bị là bao lâu?", "duration"),
        ("Phải báo cáo trong mấy ngày?", "duration"),
        ("Có bao nhiêu điểm cầu?", "quantity"),
        ("Tỷ lệ hộ nghèo là mấy phần trăm?", "quantity"),
        ("Hội nghị họp ở đâu?", "place"),
        ("Vì sao chậm tiến độ?", "reason"),
        ("Khung kiểm soát gồm những gì?", "list"),
        ("Nghị quyết 57 nói về việc gì?", "anything"),
        ("", "anything"),
    ],
)
def test_what_is_wanted(question: str, wanted: Wanted) -> None:
    assert analyse(question).wanted == wanted


def test_function_words_carry_nothing() -> None:
    assert analyse("Ai là người chủ trì hội nghị?").terms == (("người",), ("chủ",), ("trì",), ("hội",), ("nghị",))
    assert analyse("Ai là ai?").terms


def test_roman_and_arabic_numerals_are_one_after_a_congress() -> None:
    assert ("14", "xiv") in analyse("Đại hội 14 bế mạc khi nào?").terms
    assert ("xiii", "13") in analyse("Trung ương khóa XIII").terms
    assert "hội xiv" in analyse("Đại hội 14").search_text
    assert all(len(t) == 1 for t in analyse("có 14 nhiệm vụ").terms)


def test_abbreviations_are_written_out_but_not_within_numbers() -> None:
    assert expand_abbreviations("Trưởng BTC TW") == "Trưởng Ban Tổ chức Trung ương"
    assert expand_abbreviations("ubnd tỉnh") == "Ủy ban nhân dân tỉnh"
    assert expand_abbreviations("Nghị quyết 57-NQ/TW của BCT") == "Nghị quyết 57-NQ/TW của Bộ Chính trị"


def test_document_numbers_in_full() -> None:
    text = "Quy định 294-qđ/tw, số 03/NQ-CP, 3260-KH/ĐĐQH15, 249/2025/NĐ-CP; ngày 25/12, 8-10 người."
    assert document_numbers(text) == ["294-QĐ/TW", "03/NQ-CP", "3260-KH/ĐĐQH15", "249/2025/NĐ-CP"]


def test_a_question_names_a_document_in_full_or_in_short() -> None:
    resolution = Metadata(number="57-NQ/TW", kind="nghị quyết")
    conclusion = Metadata(number="57-KL/TW", kind="kết luận")
    [short] = analyse("nghi quyet 57 noi gi").documents
    assert names_document(short, resolution)
    assert not names_document(short, conclusion)
    assert any(names_document(r, conclusion) for r in analyse("Theo 57-KL/TW thì sao?").documents)


def test_a_period_of_issue_is_taken_out_of_the_question() -> None:
    question = analyse("Bài đăng tháng 12/2025 nói gì về chuyển đổi số?")
    assert question.period == ("2025-12-01", "2025-12-31")
    assert ("12",) not in question.terms
    assert analyse("Văn bản ban hành năm 2024 về dữ liệu").period == ("2024-01-01", "2024-12-31")
    assert analyse("Mục tiêu tăng trưởng năm 2025?").period is None


def test_names_of_people() -> None:
    text = (
        "đồng chí Trần Cẩm Tú, Ủy viên Bộ Chính trị; ông Hoàng Đăng Quang, Phó Trưởng Ban; Tổng Bí thư Tô Lâm; "
        "Lê Minh Hưng. Trần Cẩm Tú nói"
    )
    assert person_names(text) == ["Trần Cẩm Tú", "Hoàng Đăng Quang", "Tô Lâm", "Lê Minh Hưng"]
    assert person_names("Ban Tổ chức Trung ương, Hội nghị, HOÀNG HÔN") == []


def test_an_abbreviation_that_is_also_a_word_needs_its_capitals() -> None:
    assert expand_abbreviations("vốn đầu tư công của Bộ Tư pháp") == "vốn đầu tư công của Bộ Tư pháp"
    assert expand_abbreviations("Ban Tổ chức TƯ") == "Ban Tổ chức Trung ương"


def test_a_period_is_read_only_where_publishing_is_meant() -> None:
    assert analyse("Đại hội Đảng năm 2026 diễn ra khi nào?").period is None
    assert analyse("Niềm tin năm 2025 của nhân dân").period is None
    assert "57" in analyse("Nghị quyết 57 năm 2024 nói gì về nhân lực?").search_text
    assert analyse("bai dang thang 12/2025 noi gi ve chuyen doi so").period == ("2025-12-01", "2025-12-31")
