"""What a question asks for."""

from datetime import date

import pytest

from assistant.abbreviations import expand_abbreviations
from assistant.names import person_names
from assistant.question import Wanted, analyse


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


def issued(text: str) -> tuple[str, str]:
    filters = analyse(text, today=date(2026, 11, 22)).filters
    return filters.after, filters.before


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Bài đăng tháng 12/2025 nói gì về chuyển đổi số?", ("2025-12-01", "2025-12-31")),
        ("bai dang thang 12/2025 noi gi ve chuyen doi so", ("2025-12-01", "2025-12-31")),
        ("Văn bản ban hành năm 2024 về dữ liệu", ("2024-01-01", "2024-12-31")),
        ("Các kết luận từ sau Đại hội XIV về đào tạo", ("2026-01-24", "")),
        ("Tin tuần trước về phòng chống lụt bão", ("2026-11-09", "2026-11-15")),
        ("Chỉ thị ban hành quý I/2025 về sắp xếp bộ máy", ("2025-01-01", "2025-03-31")),
    ],
)
def test_a_period_of_issue_filters(text: str, days: tuple[str, str]) -> None:
    assert issued(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ngày 22/12/2024 Bộ Chính trị ban hành gì?", ("2024-12-22", "2024-12-22")),
        ("Trong quý 2 năm 2025 Ban Bí thư có hướng dẫn nào mới?", ("2025-04-01", "2025-06-30")),
        ("Năm ngoái Quốc hội thông qua luật gì?", ("2025-01-01", "2025-12-31")),
        ("Từ ngày 01/7/2025, quy định mới nào có hiệu lực?", ("", "")),
        ("Tháng 1 năm 2025 Tổng Bí thư chủ trì phiên họp nào?", ("", "")),
    ],
)
def test_a_period_that_opens_a_question_of_issuing_filters(text: str, days: tuple[str, str]) -> None:
    assert issued(text) == days


def test_a_day_or_a_month_is_searched_for_as_documents_write_it() -> None:
    assert "02/04/2025" in analyse("ngày 2/4 họp bàn gì?", today=date(2025, 4, 10)).search_text
    assert "01/2025" in analyse("Tháng 1 năm 2025 ai chủ trì phiên họp?").search_text


def test_ordinals_are_one_with_numerals() -> None:
    assert ("2", "ii", "hai") in analyse("phiên 2 bàn gì").terms


@pytest.mark.parametrize(
    "text",
    [
        "Mục tiêu tăng trưởng năm 2025?",
        "Đại hội Đảng năm 2026 diễn ra khi nào?",
        "Niềm tin năm 2025 của nhân dân",
        "Nghị quyết 57 ban hành khi nào?",
    ],
)
def test_a_period_that_is_asked_about_filters_nothing(text: str) -> None:
    assert not analyse(text).filters


def test_a_year_to_come_is_no_time_of_issue() -> None:
    question = analyse("Năm 2030 kinh tế số đạt bao nhiêu phần trăm GDP?", today=date(2026, 11, 22))
    assert not question.prefers
    assert question.understood == ()


def test_the_words_of_a_period_of_issue_are_no_terms() -> None:
    assert ("12",) not in analyse("Bài đăng tháng 12/2025 nói gì về chuyển đổi số?").terms
    assert "57" in analyse("Nghị quyết 57 năm 2024 nói gì về nhân lực?").search_text


def test_a_kind_that_is_asked_for_is_preferred() -> None:
    assert analyse("Chỉ thị nào nói về đào tạo?").prefers.kinds == ("chỉ thị",)
    assert analyse("các kết luận về tinh gọn bộ máy").prefers.kinds == ("kết luận",)
    assert analyse("Kết luận nào được nêu năm 2025?", today=date(2026, 1, 1)).prefers.after == "2025-01-01"
    assert not analyse("Chỉ thị 09-CT/TU nói gì?").prefers.kinds


def test_what_was_understood_is_told_and_can_be_dropped() -> None:
    text = "Văn bản ban hành tháng 12/2025 về quyeets toán"
    question = analyse(text)
    assert [u.what for u in question.understood] == ["typing", "period"]
    assert "01/12/2025" in question.understood[1].label
    plain = analyse(text, without=("typing", "period"))
    assert plain.understood == ()
    assert not plain.filters
    assert "quyeets" in plain.search_text


def test_an_english_question_reaches_vietnamese_words() -> None:
    question = analyse("What does Resolution 57 of the Politburo say about digital transformation?")
    for words in ("nghị quyết", "Bộ Chính trị", "chuyển đổi số"):
        assert words in question.search_text
    assert analyse("Digital transformation").search_text == "Digital transformation"


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
