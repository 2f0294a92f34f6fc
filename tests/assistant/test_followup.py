"""Follow-ups made to stand alone."""

import pytest

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


def test_a_thing_pointed_at_takes_its_name() -> None:
    before = turn("Nghị quyết 12-NQ/TU đề ra mục tiêu gì?", "Mục tiêu …")
    assert standalone("Nghị quyết này có hiệu lực từ ngày nào?", [before]) == (
        "Nghị quyết 12-NQ/TU có hiệu lực từ ngày nào?"
    )


def test_another_year_is_asked_about() -> None:
    before = turn("Chỉ tiêu tăng trưởng năm 2025 là bao nhiêu?", "8%.")
    assert standalone("Còn năm 2026 thì sao?", [before]) == "Chỉ tiêu tăng trưởng năm 2026 là bao nhiêu?"


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
