"""What is cut from a sentence that stands in a summary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.digest.cuts import cut


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("(HNM) - Sáng 5/3, hội nghị khai mạc.", "Sáng 5/3, hội nghị khai mạc."),
        ("TTXVN – sáng 5/3, hội nghị khai mạc.", "Sáng 5/3, hội nghị khai mạc."),
        ("Theo đó, tỉnh dự trữ 500 tấn gạo.", "Tỉnh dự trữ 500 tấn gạo."),
        ("- Rà soát kho thuốc.", "Rà soát kho thuốc."),
        ("7.4. Rà soát kho thuốc;", "Rà soát kho thuốc"),
        ("Điều 1. Ban hành quy chế.", "Ban hành quy chế."),
        ("II. Rà soát kho thuốc.", "Rà soát kho thuốc."),
        ("đ) Rà soát kho thuốc.", "Rà soát kho thuốc."),
        ("4.2 tỷ đồng đã chi.", "4.2 tỷ đồng đã chi."),
        ("Ban Bí thư hướng dẫn thi hành Điều lệ như sau:", "Ban Bí thư hướng dẫn thi hành Điều lệ"),
        ("Đại biểu dự hội nghị. (Ảnh: Lê An/TTXVN)", "Đại biểu dự hội nghị."),
        ("ASEAN - Trung Quốc ký thỏa thuận.", "ASEAN - Trung Quốc ký thỏa thuận."),
        ("Theo đó là những việc phải làm.", "Theo đó là những việc phải làm."),
        ("(Ảnh: Lê An)", "(Ảnh: Lê An)"),
    ],
)
def test_what_is_left(text: str, left: str) -> None:
    assert cut(text, joined=False)[0] == left


def test_a_joining_word_stays_behind_the_sentence_that_it_joins() -> None:
    assert cut("Theo đó, tỉnh dự trữ gạo.", joined=True)[0] == "Theo đó, tỉnh dự trữ gạo."


@given(st.text(alphabet="aĐ -–(),.:Theo đó7“”", min_size=1, max_size=80), st.booleans())
def test_what_is_left_stands_in_the_text_but_for_its_first_letter(text: str, joined: bool) -> None:
    left, span = cut(text, joined=joined)
    assert left[1:] == span.of(text)[1:]
    assert left[:1].lower() == span.of(text)[:1].lower()
    assert len(span) > 0
