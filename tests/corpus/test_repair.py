"""Repaired text is NFC, on one line, free of what cannot be seen, and repairing it again changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.repair import repair

_UGLY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aơƯ\u0301\u0323\u0300 \u00a0\u200b\u00ad\ufeff\u202e\u2028\n\t\r\x0b\x00\x85\u3000\u115f"),
    ),
    max_size=60,
)


@given(_UGLY)
def test_repaired_text_is_clean(text: str) -> None:
    once = repair(text)
    assert repair(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in once)


@given(_UGLY)
def test_repairing_keeps_every_letter_and_digit(text: str) -> None:
    def visible(s: str) -> list[str]:
        return [
            c for c in unicodedata.normalize("NFD", s) if unicodedata.category(c)[0] in "LN" and c not in "\u3164\uffa0"
        ]

    assert visible(repair(text)) == visible(unicodedata.normalize("NFC", text)) or "\u3164" in text


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("Đa\u0309ng u\u0309y", "Đảng ủy"),
        ("hoà\u00a0bình,\u3000uỷ ban", "hoà bình, uỷ ban"),  # tone marks stay where they were written
        ("Ng\u00adhị\u200b quy\ufeffết", "Nghị quyết"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("e\u200b\u0302", "ê"),  # a mark parted from its letter by an invisible character
        ("  một\r\nhai\x0cba \t", "một hai ba"),
        ("\x00\x07chuông\x9f", "chuông"),
    ],
)
def test_examples(found: str, wanted: str) -> None:
    assert repair(found) == wanted
