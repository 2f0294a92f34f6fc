"""Slips of typing put right."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.typing_errors import correct, telex, vni
from corpus.spelling import normalise
from index.weights import background_frequency


def read(text: str) -> str:
    return correct(text, background_frequency)[0]


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("ddangr", "đảng"), ("quyeets", "quyết"), ("nghij", "nghị"), ("trungw", "trưng"), ("uwowng", "ương"),
        ("nuowcs", "nước"), ("nuocws", "nước"), ("thuwowngf", "thường"), ("chuyeenr", "chuyển"), ("giaos", "giáo"),
        ("quys", "quý"), ("hoaf", "hòa"), ("dangdr", "đảng"), ("vieejc", "việc"), ("vieecj", "việc"),
    ],
)  # fmt: skip
def test_telex(keys, syllable):
    assert normalise(unicodedata.normalize("NFC", telex(keys))) == normalise(syllable)


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [("d9a3ng", "đảng"), ("quye6t1", "quyết"), ("u7o7ng", "ương"), ("to63", "tổ"), ("nu7o7c1", "nước")],
)
def test_vni(keys, syllable):
    assert normalise(unicodedata.normalize("NFC", vni(keys))) == normalise(syllable)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ddangr uyr", "đảng ủy"),
        ("nghị quyeets 57", "nghị quyết 57"),
        ("chuyểnđổi số", "chuyển đổi số"),
        ("chuyendoiso quốc gia", "chuyen doi so quốc gia"),
        ("Bộchínhtrị họp", "Bộ chính trị họp"),
    ],
)
def test_slips_are_put_right(typed, wanted):
    assert normalise(unicodedata.normalize("NFC", read(typed))) == normalise(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Ai chủ trì hội nghị tổng kết công tác giáo dục?",
        "Theo Quy định 294-QĐ/TW, điều kiện kết nạp lại là gì?",
        "NQ57 khoa13 Q4 G20 COVID-19 5G",
        "internet facebook website startup blockchain Samsung Microsoft ASEAN UNESCO",
        "dieu kien ket nap lai nguoi vao dang",
        "Điện Biên, Đắk Lắk, Kon Tum, Y Thanh Hà Niê Kđăm",
    ],
)
def test_what_is_written_right_stays(text):
    assert read(text) == text


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text):
    fixed, changes = correct(text, background_frequency)
    assert (fixed == text) == (not changes)
