"""Documents named by number, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.naming import document_numbers, find_named
from corpus.records import Metadata
from corpus.spelling import fold

RESOLUTION = Metadata(number="57-NQ/TW", kind="nghị quyết")
OTHERS = [
    Metadata(number="57-KL/TW", kind="kết luận"),
    Metadata(number="157-NQ/TW", kind="nghị quyết"),
    Metadata(number="57/NQ-CP", kind="nghị quyết"),
    Metadata(number="", kind="bài báo"),
]


@pytest.mark.parametrize(
    "typed",
    [
        "57-NQ/TW", "57-nq/tw", "57/NQ-TW", "57 nq tw", "57 - NQ/TW", "57–NQ/TW", "nghị quyết số 57-NQ/TW",
        "Nghị quyết 57-NQ/TW của Bộ Chính trị", "theo NQ 57-NQ/TW",
    ],
)  # fmt: skip
def test_a_number_in_full_means_one_document(typed: str) -> None:
    [named] = find_named(typed)
    assert named.number.startswith("57")
    assert named.fits(RESOLUTION)
    assert not any(named.fits(other) for other in OTHERS if other.number != "57/NQ-CP")
    assert not named.fits(OTHERS[2])


@pytest.mark.parametrize("typed", ["nghị quyết 57", "Nghị quyết số 57", "NQ57", "nq 57", "NQ số 57", "NQ-57"])
@pytest.mark.parametrize("form", [str, fold])
def test_a_short_name_means_the_kind_and_the_serial(form: object, typed: str) -> None:
    [named] = find_named(form(typed))  # type: ignore[operator]
    assert named.number == ""
    assert named.fits(RESOLUTION)
    assert not named.fits(OTHERS[0])
    assert not named.fits(OTHERS[1])


@pytest.mark.parametrize(
    ("typed", "serial", "year"),
    [
        ("nq 57/tw chỉ tiêu", 57, ""), ("nghị định 49/2026 quy định", 49, "2026"), ("Luật 134 năm 2025", 134, "2025"),
        ("nd 49 2026 cap giay", 49, "2026"),
    ],
)  # fmt: skip
def test_an_office_or_a_year_may_follow(typed: str, serial: int, year: str) -> None:
    [named] = find_named(typed)
    assert (named.serial, named.year) == (serial, year)


def test_the_year_is_that_of_the_number_or_of_the_date() -> None:
    [law] = find_named("Luật 134 năm 2025")
    assert law.fits(Metadata(number="134/2025/QH15", kind="luật"))
    assert not law.fits(Metadata(number="134/2024/QH15", kind="luật", date="2025-01-02"))
    [resolution] = find_named("nghị quyết 57 năm 2024")
    assert resolution.fits(Metadata(number="57-NQ/TW", kind="nghị quyết", date="2024-12-22"))
    assert not resolution.fits(Metadata(number="57-NQ/TW", kind="nghị quyết", date="2014-12-22"))
    assert find_named("Kế hoạch 5 năm 2021-2025") == ()


def test_serials_are_numbers() -> None:
    [named] = find_named("hướng dẫn 6")
    assert named.fits(Metadata(number="06-HD/TW", kind="hướng dẫn"))


def test_numbers_in_canonical_form() -> None:
    text = "Quy định 294-qđ/tw, số 03/NQ-CP, 3260-KH/ĐĐQH15, 249/2025/NĐ-CP, qd 29-qd/tw; ngày 25/12, 8-10 người."
    assert document_numbers(text) == ["294-QĐ/TW", "03/NQ-CP", "3260-KH/ĐĐQH15", "249/2025/NĐ-CP", "29-QĐ/TW"]


@pytest.mark.parametrize(
    "text",
    ["khách sạn 3-sao", "Kế hoạch 5 năm", "Quyết định 3 nội dung", "ngày 29/12", "Đại hội 14", "tỷ lệ 24/7", "Điều 5"],
)
def test_what_names_no_document(text: str) -> None:
    assert find_named(text) == ()


@given(st.text(alphabet="nghị quyết số 57-NQ/TW 294 QĐ,;.đ ", max_size=80))
def test_names_do_not_overlap_and_lie_within_the_text(text: str) -> None:
    end = 0
    for named in find_named(text):
        assert end <= named.start < named.end <= len(text)
        end = named.end
