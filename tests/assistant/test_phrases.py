"""Documents, parts and bodies as questions write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.phrases import body_phrases, document_phrases, parts


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Nghị quyết số 57-NQ/TW nói gì?", ["Nghị quyết số 57-NQ/TW"]),
        ("Nghị quyết 20-NQ/TW năm 2012 nói về gì?", ["Nghị quyết 20-NQ/TW năm 2012"]),
        ("Điều 43 Luật An ninh mạng quy định gì?", ["Luật An ninh mạng"]),
        ("Theo Điều lệ Đảng, Đại hội mấy năm họp một lần?", ["Điều lệ Đảng"]),
        ("luat an ninh mang co hieu luc tu ngay nao", ["luat an ninh mang"]),
        ("dieu 9 dieu le dang noi gi", ["dieu le dang"]),
        ("Luật Phòng, chống tham nhũng năm 2018 có mấy chương?", ["Luật Phòng, chống tham nhũng"]),
        ("Luật này thay thế luật nào?", []),
        ("Người vào Đảng phải bao nhiêu tuổi?", []),
    ],
)
def test_documents(question: str, named: list[str]) -> None:
    assert [p.text for p in document_phrases(question)] == named


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Khoản 9 Điều 3 nói gì?", ["Khoản 9", "Điều 3"]),
        ("điểm đ khoản 2 điều 7", ["Điểm đ", "Khoản 2", "Điều 7"]),
        ("chuong xx luat dat dai", ["Chương XX"]),
        ("điều gì khiến hội nghị kéo dài?", []),
        ("Quan điểm chỉ đạo là gì?", []),
    ],
)
def test_parts(question: str, labels: list[str]) -> None:
    assert [p.label for p in parts(question)] == labels


def test_bodies() -> None:
    [body] = body_phrases("Trưởng Ban Tuyên giáo và Dân vận Trung ương là ai?")
    assert body.text == "Ban Tuyên giáo và Dân vận Trung ương"
    [body] = body_phrases("ai la truong ban to chuc trung uong")
    assert body.text == "ban to chuc trung uong"


@given(st.text(alphabet="Luật điềukhoảnBanTổchức 5-/NQ,.XVI", max_size=400))
def test_phrases_stand_in_the_text(text: str) -> None:
    for found in (*document_phrases(text), *body_phrases(text)):
        assert found.text == text[found.start : found.end] != ""
    for part in parts(text):
        assert text[part.start : part.end].lower().startswith(part.kind.lower()[0])
