"""Numbers and symbols: found as they are typed, and one form for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.kinds import has_code, kind_by_code
from corpus.numbers import canonical_number, find_numbers


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("57-NQ/TW", "57-NQ/TW"),
        ("57 – nq / tw", "57-NQ/TW"),
        ("57‑NQ/TW", "57-NQ/TW"),
        ("294-QD/TW", "294-QĐ/TW"),
        ("294-QÐ/TW", "294-QĐ/TW"),  # the Icelandic letter of old keyboards
        ("6-HD/TW", "06-HD/TW"),
        ("3260-KH/DDQH15", "3260-KH/ĐĐQH15"),
        ("249/2025/nđ-cp", "249/2025/NĐ-CP"),
        ("136/2001/QĐ-TTG", "136/2001/QĐ-TTg"),
        ("12-ctr/tu", "12-CTr/TU"),
        ("15/2019/QH14", "15/2019/QH14"),
    ],
)
def test_one_form(typed: str, canonical: str) -> None:
    assert canonical_number(typed) == canonical
    assert canonical_number(canonical) == canonical


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị", ["57-NQ/TW"]),
        ("Thông tư số 05/2021/TT- BCT và Quyết định số 12/ 2001/ QĐ-BTC", ["05/2021/TT-BCT", "12/2001/QĐ-BTC"]),
        ("số 43/2025/TT-BYTngày 15", ["43/2025/TT-BYT"]),
        ("Số: 57 - NQ/TW", ["57-NQ/TW"]),
        ("44/2000/TTLT/BTC-BGD&ĐT-BLĐTB&XH", ["44/2000/TTLT/BTC-BGD&ĐT-BLĐTB&XH"]),
        ("57-NQ/TW - NGHỊ QUYẾT", ["57-NQ/TW"]),
        ("1-Nguyên tắc; 22/12/2024; 1.000/NQ; Q2/2025; 3 - Các đồng chí", []),
    ],
)
def test_finding(text: str, numbers: list[str]) -> None:
    found = list(find_numbers(text))
    assert [n.number for n in found] == numbers
    assert all(canonical_number(text[n.start : n.end]) == n.serial + n.tail for n in found)


def test_kinds_by_code() -> None:
    assert [kind_by_code(n) for n in ("57-NQ/TW", "49/2026/NĐ-CP", "12-CTr/TU", "24/2018/QH14")] == [
        "nghị quyết",
        "nghị định",
        "chương trình",
        "",
    ]
    assert has_code("24/2018/QH14")
    assert has_code("15/CP")
    assert not has_code("04/SS-CTĐT")


@given(st.text(st.sampled_from("0159/-– .ABĐQNTWa\xa0\n"), max_size=40))
def test_a_number_lies_where_it_was_found(text: str) -> None:
    for found in find_numbers(text):
        assert canonical_number(text[found.start : found.end]) == found.number
        assert canonical_number(found.number) == found.number
        assert "\n" not in text[found.start : found.end]
