"""What sentences state, in one normal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts import facts_of, grounds_of, in_their_spelling
from assistant.quantities import readings
from corpus.sentences import split_sentences
from tests.conftest import TESTDATA, needs_testdata


def missing(said: str, *sources: str) -> list[str]:
    return [fact.text for fact in grounds_of(sources).missing(facts_of(said))]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("tám phần trăm", "8%"),
        ("8%", "tám phần trăm"),
        ("8 phần trăm", "8 %"),
        ("29/12/2025", "ngày 29 tháng 12 năm 2025"),
        ("ngày 29 tháng 12 năm 2025", "29-12-2025"),
        ("ngày 02/9/2025", "ngày 2 tháng 9 năm 2025"),
        ("29/12/2025", "Năm 2025 có hai hội nghị, ngày 29/12 là hội nghị cuối."),
        ("tháng 12/2025", "ngày 29/12/2025"),
        ("năm 2025", "29/12/2025"),
        ("ngày 29/12", "29/12/2025"),
        ("1.200 tấn", "1 200 tấn"),
        ("1.200 tấn", "một nghìn hai trăm tấn"),
        ("1,2 triệu đồng", "1.200.000 đồng"),
        ("8 nghìn tỷ đồng", "8.000 tỷ đồng"),
        ("theo 57 - nq/tw", "Nghị quyết số 57-NQ/TW"),
        ("Đại hội XIV", "Đại hội 14"),
        ("Đại hội 14", "Đại hội XIV của Đảng"),
        ("12 tháng", "12 (mười hai) tháng"),
        ("từ 3 đến 5 năm", "3 - 5 năm"),
        ("3 năm", "từ 3 đến 5 năm"),
        ("Điều 5", "Điều 5. Phạm vi"),
        ("khoản 2", "2. Người ứng cử phải có mặt."),
        ("hai nhiệm vụ", "02 nhiệm vụ"),
        ("hai mươi lăm người", "25 người"),
        ("8 giờ 30", "8h30"),
        ("Ông Tô Lâm", "TÔ LÂM"),
        ("đồng chí Nguyễn Hoà", "Nguyễn Hòa"),
    ],
)
def test_the_same_in_other_spellings(said: str, source: str) -> None:
    assert facts_of(said)
    assert missing(said, source) == []


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("9%", "8%"),
        ("8%", "8 người"),
        ("12 năm", "12 tháng"),
        ("1,2 tỷ", "1,2 triệu"),
        ("57", "5,7"),
        ("29/12/2026", "29/12/2025 và năm 2026"),
        ("ngày 28/12", "29/12/2025"),
        ("tháng 11", "tháng 12"),
        ("58-NQ/TW", "57-NQ/TW"),
        ("57-NQ/TU", "57-NQ/TW"),
        ("Đại hội XV", "Đại hội XIV"),
        ("Điều 6", "Điều 5"),
        ("Điều 5", "5 người"),
        ("ba nhiệm vụ", "hai nhiệm vụ"),
        ("hai mươi ngày", "hai mươi lăm ngày"),
        ("Nguyễn Văn A", "Nguyễn Văn B"),
        ("ông John Smith", "ông Tô Lâm"),
    ],
)
def test_another_thing(said: str, source: str) -> None:
    assert missing(said, source)


@pytest.mark.parametrize(
    "text", ["Một số nội dung năm học này", "tại quận Ba Đình, Hai Bà Trưng", "không ai", "vân vân"]
)
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert facts_of(text) == []


def test_numbers_in_digits() -> None:
    assert readings("1.200") == readings("1 200") == {"1200"}
    assert readings("8,50") == readings("8.5") == {"8.5"}
    assert readings("1,200") == {"1200", "1.2"}
    assert readings("0,350") == {"0.35"}
    assert readings("1.234.567,8") == {"1234567.8"}
    assert readings("2.1.3") == {"2.1.3"}
    assert readings("05") == {"5"}


def test_numbers_are_spelt_as_the_quotes_spell_them() -> None:
    assert in_their_spelling("tăng tám phần trăm từ 29/12/2025", ["8% kể từ ngày 29 tháng 12 năm 2025"]) == (
        "tăng 8% từ 29 tháng 12 năm 2025"
    )


_PIECES = st.sampled_from(
    "8% tám phần trăm 29/12/2025 ngày tháng 12 năm 2025 1.200 1 200 8h30 57-NQ/TW Điều 5 XIV Ông Nguyễn , . - (".split()
)


@given(st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=30).map(" ".join)))
def test_a_text_bears_out_itself(text: str) -> None:
    assert missing(text, text) == []


@needs_testdata
def test_real_sentences_bear_out_themselves() -> None:
    paths = sorted((TESTDATA / "seeds").rglob("*.txt"))[:10]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    sentences = [span.of(text) for text in texts for span in split_sentences(text)]
    assert len(sentences) > 20
    assert not [s for s in sentences if missing(s, s)]
    assert sum(bool(facts_of(s)) for s in sentences) > len(sentences) / 10


@pytest.mark.parametrize("unit", ["1 ", "một ", "1/1/", "1.111.", "NGUYỄN ", "ông A ", "tháng ", "1 (a", "ngày 1-"])
def test_hostile_lines_are_read_all_the_same(unit: str) -> None:
    line = unit * (8_000 // len(unit))
    assert missing(line, line) == []
