"""What a question asks about, and which sentences open with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.subjects import Subject
from index.analyze import fold_syllable, syllables


@pytest.mark.parametrize(
    ("question", "sentence", "opens"),
    [
        ("Lợi tức là gì?", "2. Lợi tức là khoản lợi thu được từ việc khai thác tài sản.", 1.0),
        ("Theo Bộ luật Dân sự, tài sản được hiểu như thế nào?", "1. Tài sản là vật, tiền.", 1.0),
        ("Thế nào là lớp học phần?", "Lớp học phần: các sinh viên theo học cùng một học phần.", 1.0),
        ("Sinh viên tự do bao gồm những đối tượng nào?", "Sinh viên tự do là sinh viên hết thời hạn.", 1.0),
        ("Lợi tức là gì?", "Chủ sở hữu được hưởng lợi tức.", 0.0),
        ("Lợi tức là gì?", "Lợi tức của người mua thuộc về họ.", 0.5),
        ("Ai chủ trì hội nghị?", "Hội nghị là nơi gặp gỡ.", 0.0),
        ("", "Lợi tức là …", 0.0),
    ],
)
def test_what_opens_with_what_is_asked_about(question: str, sentence: str, opens: float) -> None:
    assert Subject(question, syllables).opens(sentence) == opens


def test_without_diacritics_too() -> None:
    def folded(text: str) -> list[str]:
        return [fold_syllable(s) for s in syllables(text)]

    assert Subject("loi tuc la gi", folded).opens("2. Lợi tức là khoản lợi thu được.") == 1.0


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read(question: str, sentence: str) -> None:
    assert 0.0 <= Subject(question, syllables).opens(sentence) <= 1.0
