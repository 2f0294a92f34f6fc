"""RTF gives its words, whatever they were typed in, and nothing of its machinery."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError, TooLarge
from corpus.readers import read, rtf
from corpus.records import Block
from tests.corpus.test_legacy import TEXT, typed

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 .VnTime;}{\f1\fcharset163 Times;}}{\colortbl;\red0;}"
    rb"{\stylesheet{\s1 heading 1;}}{\info{\title Ten tep}{\author Ai}}{\header Dau trang\par}"
)


def blocks(body: bytes) -> list[Block]:
    return list(rtf.read(HEAD + body + b"}", "a.rtf").blocks)


def lines(body: bytes) -> list[str]:
    return [block.text for block in blocks(body)]


def test_paragraphs_without_the_machinery() -> None:
    body = (
        rb"\pard\b M\'f4 t\b0\par {\*\generator Riched;}{\pict 89504e47}Hai\line ba{\v an}\par"
        rb"{\field{\*\fldinst HYPERLINK http://a.vn}{\fldrslt trang}} web\tab x\par \{\}\\ \emdash"
    )
    assert lines(body) == ["Mô t", "Hai", "ba", "trang web x", "{}\\ —"]


def test_unicode_and_what_stands_in_for_it() -> None:
    body = rb"\uc1 \u272?\u7843\'3fng \uc2\u7911\'3f\'3fy {\uc0\u7883} \u-4?\u55357?\u56832?\par"
    assert lines(body) == ["Đảng ủy ị ￼😀"]


def test_code_pages_of_fonts() -> None:
    assert lines(rb"{\f1 \'d0a\'d2ng} {\f0 \'d0}") == ["Đảng Ð"]


def test_tables_are_rows_with_their_header() -> None:
    row = rb"\trowd\intbl %s\cell %s\cell\row "
    body = b"".join(row % pair for pair in [(b"STT", b"Ten don vi"), (b"1", b"A"), (b"2", b"B"), (b"3", b"C")])
    found = blocks(body + rb"\pard Sau bang\par")
    assert [b.text for b in found] == ["STT | Ten don vi", "1 | A", "2 | B", "3 | C", "Sau bang"]
    assert [b.kind for b in found] == ["row"] * 4 + ["body"]
    assert [b.header for b in found] == ["", *["STT | Ten don vi"] * 3, ""]


def test_footnotes_follow_their_paragraph() -> None:
    found = blocks(rb"Mot{\footnote \pard ghi chu} hai\par ba\par")
    assert [(b.text, b.kind) for b in found] == [("Mot hai", "body"), ("ghi chu", "note"), ("ba", "body")]


def test_headings_by_outline_level() -> None:
    assert [b.level for b in blocks(rb"\pard\outlinelevel1 De muc\par\pard Chu\par")] == [2, 0]


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_old_fonts_are_rewritten(encoding: str) -> None:
    body = "".join(f"\\'{ord(c):02x}" if c > "~" else c for c in typed(TEXT, encoding)).replace("\\'ad", "\\-")
    extract = read(HEAD + body.encode() + b"}", "a.rtf")
    assert ([b.text for b in extract.blocks], extract.encoding) == ([TEXT], encoding)


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(TooLarge, match=r"a\.rtf"):
        rtf.read(b"{\\rtf1" + b"{" * 100_000, "a.rtf")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="\\{}'*ab1-u \n~;é", max_size=80), st.integers(0, 200))
def test_any_rtf_is_read(text: str, cut: int) -> None:
    data = (HEAD + text.encode("latin-1"))[: len(HEAD) + cut]
    try:
        found = rtf.read(data, "a.rtf").blocks
    except ReadError:
        return
    assert all(block.text and "\n" not in block.text for block in found)
