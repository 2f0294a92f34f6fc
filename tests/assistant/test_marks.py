"""Citation marks in a stream."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.marks import Marked, MarkReader, marked_sentences, strip_marks


def read(*chunks: str) -> list[Marked]:
    reader = MarkReader()
    return [m for chunk in chunks for m in reader.feed(chunk)] + list(reader.close())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chỉ tiêu là 8% [1]. Hạn là 30/6 [2, 3].", [("Chỉ tiêu là 8%.", (1,)), ("Hạn là 30/6.", (2, 3))]),
        ("Một. [1] Hai. [2]", [("Một.", (1,)), ("Hai.", (2,))]),
        ("- Mục một [1]\n- Mục hai [2-4]", [("- Mục một", (1,)), ("- Mục hai", (2, 3, 4))]),
        ("1. Tăng trưởng 8% [1].\n2. Xong [2][3].", [("1. Tăng trưởng 8%.", (1,)), ("2. Xong.", (2, 3))]),
        ("[1] Mở đầu.", [("Mở đầu.", (1,))]),
        ("**Đậm** và【2】rồi [^3] với [Tài liệu 4].", [("Đậm vàrồi với.", (2, 3, 4))]),
        ("Tại TP. Hồ Chí Minh [1], v.v. [1]", [("Tại TP. Hồ Chí Minh, v.v.", (1,))]),
        ("## Đầu đề\n\nCâu", [("Đầu đề", ()), ("Câu", ())]),
        ("[1][2] [3]", []),
        ("Xa [1-99999].", [("Xa.", (1, 99999))]),
    ],
)
def test_sentences_with_their_marks(text: str, wanted: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(m.text, m.marks) for m in read(text)] == wanted
    assert read(*text) == read(text)


def test_a_sentence_comes_as_soon_as_another_begins() -> None:
    reader = MarkReader()
    assert list(reader.feed("Câu một [1")) == []
    assert list(reader.feed("]. ")) == []
    assert list(reader.feed("Câu hai. ")) == [Marked("Câu một.", (1,))]
    assert list(reader.feed("[2]\n")) == [Marked("Câu hai.", (2,))]


_TEXT = st.text(alphabet="aA .[]1,2-\n*", max_size=80)


@given(_TEXT, st.integers(1, 7))
def test_no_mark_is_left_however_the_text_is_cut(text: str, size: int) -> None:
    chunks = [text[i : i + size] for i in range(0, len(text), size)]
    for said in read(*chunks):
        assert said.text.strip()
        assert "\n" not in said.text


@given(st.text(max_size=100))
def test_stripping_takes_marks_only(text: str) -> None:
    assert len(strip_marks(text)) <= len(text)
    assert strip_marks(f"{text.replace('[', '').replace('【', '')}x [1]").endswith("x")


def test_long_lines_without_an_end_are_cut() -> None:
    assert sum(len(m.text) for m in read(*["chữ " for _ in range(3_000)])) > 8_000
    assert read(*["[1" for _ in range(3_000)]) == []
    assert all(not m.marks for m in marked_sentences("a" * 5_000))
