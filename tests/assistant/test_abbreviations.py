"""Abbreviations of party and state offices, in every way that they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.abbreviations import expand_abbreviations
from assistant.tables import read_table


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ban TG&DV TƯ", "Ban Tuyên giáo và Dân vận Trung ương"),
        ("BTCTW, UBKTTƯ, ĐĐQH", "Ban Tổ chức Trung ương, Ủy ban Kiểm tra Trung ương, Đảng đoàn Quốc hội"),
        ("KH,CN,ĐMST và CĐS", "khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"),
        ("UB KH,CN&MT", "Ủy ban Khoa học, Công nghệ và Môi trường"),
        ("dmst, cds", "đổi mới sáng tạo, chuyển đổi số"),
        ("TT BBT", "Thường trực Ban Bí thư"),
        ("CTHĐ của CP", "chương trình hành động của Chính phủ"),
        ("Bộ TT&TT", "Bộ Thông tin và Truyền thông"),
        ("NQ TW 6 khoá 11", "Nghị quyết Trung ương 6 khoá 11"),
        ("NQĐH XIV", "Nghị quyết Đại hội XIV"),
    ],
)
def test_written_out(typed: str, read: str) -> None:
    assert expand_abbreviations(typed) == read


def test_a_congress_is_told_from_a_university_by_its_numeral() -> None:
    assert expand_abbreviations("ĐH 14") == expand_abbreviations("dh 14") == "Đại hội 14"
    assert expand_abbreviations("học ĐH ở đâu") == "học ĐH ở đâu"


@pytest.mark.parametrize(
    "text",
    [
        "tu ngay 1/7 den nay",
        "AI LÀ BÍ THƯ TỈNH ỦY",
        "đầu tư của Bộ Tư pháp",
        "57-NQ/TW và 3260-KH/ĐĐQH15",
        "dai hoi du kien",
    ],
)
def test_what_is_no_abbreviation(text: str) -> None:
    assert expand_abbreviations(text) == text


def test_the_table_says_where_each_is_used() -> None:
    table = read_table("abbreviations.tsv")
    assert len(table) > 200
    assert all(meaning.strip() == meaning and meaning for meaning in table.values())


@given(st.text(alphabet="ABCĐQHTWƯKN&,- /.57atuươi", max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert expand_abbreviations(text).count("/") == text.count("/")
