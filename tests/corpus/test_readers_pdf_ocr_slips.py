"""Slips of recognition put right, and words that only look like them left alone."""

from __future__ import annotations

import pytest

from corpus.readers.pdf_hocr import HocrLine, HocrWord
from corpus.readers.pdf_ocr_slips import without_slips


def repaired(*lines: str) -> str:
    found = [HocrLine(tuple(HocrWord(word, 0, 0, 1, 1, 0.9) for word in line.split()), 12, 0) for line in lines]
    return "\n".join(" ".join(word.text for word in line.words) for line in without_slips(found))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("chi bộ, đẳng ủy và đẳng viên", "chi bộ, đảng ủy và đảng viên"),
        ("ĐẲNG CỘNG SẢN", "ĐẢNG CỘNG SẢN"),
        ("(Đẳng bộ)", "(Đảng bộ)"),
    ],
)
def test_the_party_is_the_party(read: str, meant: str) -> None:
    assert repaired(read) == meant


@pytest.mark.parametrize(
    "text", ["bình đẳng, cao đẳng", "đẳng cấp", "Trường CAO ĐẲNG NGHỀ", "huyền đai 3 đẳng", "", "nam nữ bình"]
)
def test_other_words_stay(text: str) -> None:
    assert repaired(text) == text


def test_a_word_may_be_cut_by_the_end_of_a_line() -> None:
    assert repaired("nam nữ bình", "đẳng trước pháp luật") == "nam nữ bình\nđẳng trước pháp luật"
