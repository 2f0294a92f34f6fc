"""Tone marks in one place, and text without them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spelling import fold, has_diacritics, normalise, unify_tones


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà bình", "hòa bình"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("khoẻ, loè, thuý", "khỏe, lòe, thúy"),
        ("quý, quỹ, quỷ", "quý, quỹ, quỷ"),
        ("hoàn, toàn, thuyền, xoèn", "hoàn, toàn, thuyền, xoèn"),
        ("giữa, gì, già", "giữa, gì, già"),
    ],
)
def test_tones_of_open_syllables_move_to_the_first_vowel(new: str, old: str) -> None:
    assert unify_tones(new) == old
    assert unify_tones(unicodedata.normalize("NFD", new)) == old


def test_fold_keeps_case_and_length() -> None:
    assert fold("Đảng ủy các cơ quan Trung ương") == "Dang uy cac co quan Trung uong"
    assert has_diacritics("ủy")
    assert not has_diacritics("uy ban TW 57")


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạìíòóùúýỳỷỹỵủụ ĐÀÁ"))
def test_folded_text_has_no_diacritics(text: str) -> None:
    assert not has_diacritics(fold(text))
    assert len(fold(text)) == len(unicodedata.normalize("NFC", text))
