"""Follow-ups made to stand alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.followup import standalone
from assistant.records import Answer, Sentence, Turn


def turn(question: str, *sentences: str) -> Turn:
    return Turn(question, Answer(question, question, tuple(Sentence(s, (1,)) for s in sentences)))


AWARD = turn(
    "Ai phát động thi đua năm 2026 của ngành Tổ chức xây dựng Đảng?",
    "Đồng chí Lê Minh Hưng dự Hội nghị.",
    "Đồng chí Hoàng Đăng Quang phát động thi đua năm 2026 của ngành Tổ chức xây dựng Đảng.",
)


@pytest.mark.parametrize(
    "question", ["Ông ấy giữ chức vụ gì?", "ong ay giu chuc vu gi?", "Đồng chí ấy giữ chức vụ gì?"]
)
def test_a_pronoun_becomes_the_person_who_was_asked_about(question: str) -> None:
    assert standalone(question, [AWARD]).startswith("Hoàng Đăng Quang gi")


def test_no_single_name_stands_for_several_people() -> None:
    assert "Hoàng Đăng Quang" not in standalone("Hai đồng chí này cùng chủ trì hội nghị nào?", [AWARD])


def test_names_are_listed_of_what_was_counted() -> None:
    before = turn("Ban Tổ chức Trung ương có mấy phó trưởng ban?", "Ban có 7 phó trưởng ban.")
    assert "phó trưởng ban" in standalone("Kể tên", [before])


def test_a_thing_pointed_at_takes_its_name() -> None:
    before = turn("Nghị quyết 12-NQ/TU đề ra mục tiêu gì?", "Mục tiêu …")
    assert standalone("Nghị quyết này có hiệu lực từ ngày nào?", [before]) == (
        "Nghị quyết 12-NQ/TU có hiệu lực từ ngày nào?"
    )


def test_another_year_is_asked_about() -> None:
    before = turn("Chỉ tiêu tăng trưởng năm 2025 là bao nhiêu?", "8%.")
    assert standalone("Còn năm 2026 thì sao?", [before]) == "Chỉ tiêu tăng trưởng năm 2026 là bao nhiêu?"


def test_who_carries_it_out_is_asked_of_the_document() -> None:
    before = turn("NQ 57 đặt mục tiêu gì đến năm 2030?", "Mục tiêu …")
    assert standalone("Ai chịu trách nhiệm thực hiện?", [before]) == "Ai chịu trách nhiệm thực hiện NQ 57?"


def test_two_things_asked_of_one_subject_follow_it() -> None:
    before = turn("Phiên họp thứ nhất Ban Chỉ đạo diễn ra khi nào?", "Chiều 20/1.")
    assert standalone("Ai chủ trì, ở đâu?", [before]).startswith("Phiên họp thứ nhất Ban Chỉ đạo")


def test_what_begins_with_its_predicate_lacks_its_subject() -> None:
    before = turn("Ai quyết định kết nạp đảng viên?", "Cấp ủy có thẩm quyền.")
    assert "kết nạp đảng viên" in standalone("Cần bao nhiêu phiếu tán thành?", [before])


def test_a_bare_question_takes_the_topic_along() -> None:
    before = turn("Hội nghị tổng kết công tác kiểm tra họp ngày nào?", "Ngày 8/12.")
    assert "Hội nghị tổng kết công tác kiểm tra" in standalone("Ai chủ trì?", [before])


@pytest.mark.parametrize(
    "question",
    [
        "Mục tiêu tăng trưởng GDP năm 2026 là bao nhiêu?",
        "Trần Cẩm Tú là ai?",
        "Ban Tổ chức Trung ương có bao nhiêu vụ, cục?",
    ],
)
def test_what_stands_alone_is_left_alone(question: str) -> None:
    assert standalone(question, [AWARD]) == question


def test_without_a_conversation_nothing_changes() -> None:
    assert standalone("Ông ấy giữ chức vụ gì?", []) == "Ông ấy giữ chức vụ gì?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("Nghị quyết 57-NQ/TW nói về vấn đề gì?", "Văn bản đó do ai ký?", "Nghị quyết 57-NQ/TW do ai ký?"),
        (
            "Nghị quyết 57-NQ/TW nói về vấn đề gì?",
            "Nó thay thế văn bản nào?",
            "Nghị quyết 57-NQ/TW thay thế văn bản nào?",
        ),
        ("Nghị quyết 03/NQ-CP ban hành chương trình gì?", "Ai ký?", "Ai ký Nghị quyết 03/NQ-CP?"),
        ("Luật Giá có hiệu lực từ ngày nào?", "Còn Luật An ninh mạng?", "Luật An ninh mạng có hiệu lực từ ngày nào?"),
        (
            "Khoản 1 Điều 5 Điều lệ Đảng quy định thế nào?",
            "Khoản 2 thì sao?",
            "Khoản 2 Điều 5 Điều lệ Đảng quy định thế nào?",
        ),
        ("Điều 43 Luật An ninh mạng quy định gì?", "Khoản 1 nói gì?", "Khoản 1 Điều 43 Luật An ninh mạng nói gì?"),
        ("Hội nghị tổng kết năm 2025 diễn ra khi nào?", "Ở đâu?", "Hội nghị tổng kết năm 2025 diễn ra ở đâu?"),
        ("Ai chủ trì phiên họp thứ hai?", "Ở đâu?", "Phiên họp thứ hai diễn ra ở đâu?"),
        ("Chỉ tiêu đến năm 2030 là gì?", "Thế đến năm 2045?", "Chỉ tiêu đến năm 2045 là gì?"),
        ("Hội nghị tổng kết do ai chủ trì?", "Có bao nhiêu điểm cầu?", "Hội nghị tổng kết có bao nhiêu điểm cầu?"),
        (
            "Đảng viên có những quyền gì theo Điều lệ Đảng?",
            "Thế còn đảng viên dự bị?",
            "Đảng viên dự bị có những quyền gì theo Điều lệ Đảng?",
        ),
        (
            "Ban Tổ chức Trung ương có chức năng gì?",
            "Còn Ban Nội chính Trung ương?",
            "Ban Nội chính Trung ương có chức năng gì?",
        ),
        (
            "ai la truong ban to chuc trung uong",
            "pho truong ban thuong truc la ai",
            "Pho truong ban thuong truc ban to chuc trung uong la ai?",
        ),
    ],
)
def test_a_follow_up_reads_like_a_question(before: str, question: str, expected: str) -> None:
    assert standalone(question, [turn(before, "Một câu trả lời.")]) == expected


@pytest.mark.parametrize(
    "question", ["Tổng Bí thư là ai?", "Thủ tướng là ai?", "thu tuong la ai", "Người vào Đảng phải bao nhiêu tuổi?"]
)
def test_another_topic_takes_nothing_along(question: str) -> None:
    assert standalone(question, [turn("Nghị quyết 57-NQ/TW do ai ký?", "Tổng Bí thư Tô Lâm ký.")]) == question


def test_questions_are_not_nested() -> None:
    first = turn("Nghị quyết 20-NQ/TW nói về gì?", "Về khoa học.")
    asked = standalone("Ban hành ngày nào?", [first])
    second = Turn("Ban hành ngày nào?", Answer("Ban hành ngày nào?", asked))
    assert standalone("Ai ký?", [first, second]) == "Ai ký Nghị quyết 20-NQ/TW?"


def test_thanks_in_between_are_passed_over() -> None:
    thanks = Turn("Cảm ơn", Answer("Cảm ơn", "Cảm ơn", (Sentence("Không có gì.", ()),), engine="talk"))
    before = turn("Nghị quyết 57-NQ/TW nói về vấn đề gì?", "…")
    assert standalone("Văn bản đó do ai ký?", [before, thanks]) == "Nghị quyết 57-NQ/TW do ai ký?"


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_conversation_is_borne(before: str, question: str) -> None:
    assert isinstance(standalone(question, [turn(before, before)]), str)
