"""Workbooks, slides and old Office files."""

import shutil
import subprocess
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pptx
import pytest

from corpus.errors import DamagedFile, ReadError, TooLarge, UnsupportedFormat
from corpus.limits import Limits
from corpus.readers import office, read
from corpus.readers.sheets import written
from tests.conftest import TESTDATA, needs_testdata
from tests.corpus.test_legacy import TEXT, typed

needs_office = pytest.mark.skipif(not office.available(), reason="LibreOffice is not installed")


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (2005.0, "2005"), (17469747308.0, "17.469.747.308"), (12730, "12.730"), (87.23599, "87,24"), (0.0451, "0,0451"),
        (-1234567.5, "-1.234.567,5"), (0.0, "0"), (1e300, written(1e300)), (float("nan"), ""), (True, "Có"),
        (datetime(2025, 11, 30), "30/11/2025"), (datetime(2025, 11, 30, 8, 5), "30/11/2025 08:05"),
        (date(2025, 1, 2), "02/01/2025"), (time(7, 30), "07:30"), (" a\n b ", "a b"), (None, ""),
    ],
)  # fmt: skip
def test_cells_as_a_vietnamese_reader_expects_them(cell: object, wanted: str) -> None:
    assert written(cell) == wanted


def test_a_workbook_is_rows_with_their_header() -> None:
    rows = [
        ["Danh sách đơn vị"],
        [],
        ["STT", None, "Đơn vị", "Số"],
        [1, None, "Sở Nội vụ", 12730],
        [2, None, "Sở Y tế"],
    ]
    extract = read(workbook(Một=rows, Trống=[], Hai=[["Ghi chú"]]), "a.xlsx")
    assert extract.format == "xlsx"
    assert [(b.text, b.kind, b.level) for b in extract.blocks] == [
        ("Một", "body", 1),
        ("Danh sách đơn vị", "body", 0),
        ("STT | Đơn vị | Số", "row", 0),
        ("1 | Sở Nội vụ | 12.730", "row", 0),
        ("2 | Sở Y tế", "row", 0),
        ("Hai", "body", 1),
        ("Ghi chú", "body", 0),
    ]
    assert extract.blocks[3].header == "STT | Đơn vị | Số"


def test_old_fonts_in_a_workbook() -> None:
    extract = read(workbook(A=[[typed(TEXT, "TCVN3"), typed("Đơn vị", "TCVN3")]]), "a.xlsx")
    assert ([b.text for b in extract.blocks], extract.encoding) == ([f"{TEXT} | Đơn vị"], "TCVN3")


def test_too_many_cells() -> None:
    with pytest.raises(TooLarge, match="max_cells"):
        read(workbook(A=[[1, 2, 3]] * 5), "a.xlsx", Limits(max_cells=10))


@pytest.mark.parametrize("name", ["a.xlsx", "a.pptx"])
def test_a_broken_package_is_damaged(name: str) -> None:
    data = workbook(A=[["x" * 100]] * 50)
    with pytest.raises(DamagedFile, match=name):
        read(data[: len(data) // 2], name)


def test_slides_are_pages() -> None:
    deck = pptx.Presentation()
    for title in ("Mở đầu", "Số liệu"):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, f"Ý một\nÝ hai của {title}"
    slide.notes_slide.notes_text_frame.text = "Nhớ nói chậm"
    table = slide.shapes.add_table(3, 2, 0, 5_000_000, 100, 100).table
    for i, words in enumerate([("Năm", "Số"), ("2024", "5"), ("2025", "6")]):
        for j, word in enumerate(words):
            table.cell(i, j).text = word
    out = BytesIO()
    deck.save(out)
    extract = read(out.getvalue(), "a.pptx")
    assert (extract.format, extract.page_count) == ("pptx", 2)
    assert [(b.text, b.page, b.level, b.kind) for b in extract.blocks] == [
        ("Mở đầu", 1, 1, "body"),
        ("Ý một", 1, 0, "body"),
        ("Ý hai của Mở đầu", 1, 0, "body"),
        ("Số liệu", 2, 1, "body"),
        ("Ý một", 2, 0, "body"),
        ("Ý hai của Số liệu", 2, 0, "body"),
        ("Năm | Số", 2, 0, "row"),
        ("2024 | 5", 2, 0, "row"),
        ("2025 | 6", 2, 0, "row"),
        ("Nhớ nói chậm", 2, 0, "note"),
    ]


DOC = TESTDATA / "data/documents/legacy/2005-1DCA4_3b.doc"


@needs_testdata
@needs_office
def test_word_97_keeps_its_tables_and_loses_its_font() -> None:
    extract = read(DOC.read_bytes(), "a.doc")
    assert (extract.format, extract.encoding) == ("doc", "TCVN3")
    assert any("Việt Nam - Xingapo" in block.text for block in extract.blocks)


@needs_testdata
@pytest.mark.parametrize("program", ["antiword", "catdoc"])
def test_word_97_without_libreoffice(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    monkeypatch.setattr(office.shutil, "which", lambda name: path if name == program else None)
    extract = read((DOC.parent / "2004-B6.doc").read_bytes(), "a.doc")
    assert (extract.format, extract.encoding) == ("doc", "TCVN3")
    assert "Pháp lệnh kế toán và Thống kê" in " ".join(block.text for block in extract.blocks)
    assert program in extract.warnings[0]


@needs_testdata
def test_without_any_program_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    with pytest.raises(UnsupportedFormat, match="sudo apt install libreoffice-writer-nogui"):
        read(DOC.read_bytes(), "a.doc")


@needs_testdata
def test_a_conversion_that_takes_too_long_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 60 & echo $! > {tmp_path}/child\nwait\n")
    script.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda name: str(script))
    with pytest.raises(ReadError, match="office_seconds"):
        read(DOC.read_bytes(), "a.doc", Limits(office_seconds=0.5))
    child = (tmp_path / "child").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False).stdout
    assert state.strip()[:1] in ("", "Z")
