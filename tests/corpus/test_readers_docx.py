"""Word documents made here and real ones."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.errors import DamagedFile, ReadError, TooLarge
from corpus.readers import docx as reader
from corpus.readers import read
from corpus.readers.docx_flat import text_of
from tests.conftest import TESTDATA, needs_testdata


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, **changes: bytes) -> bytes:
    """The archive with some parts replaced ("word__document.xml")."""
    out = io.BytesIO()
    new = {name.replace("__", "/") + ".xml": content for name, content in changes.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in old.infolist():
            archive.writestr(entry.filename, new.get(entry.filename, old.read(entry.filename)))
    return out.getvalue()


def numbered(paragraph: Any, level: int, number: int = 1) -> None:
    """Give `paragraph` an automatic number."""
    properties = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        properties.append(element)
    paragraph._p.get_or_add_pPr().append(properties)


def test_paragraphs_tables_and_headings_in_order() -> None:
    document = docx.Document()
    document.core_properties.title = "Kế hoạch công tác năm 2026"
    document.sections[0].header.paragraphs[0].text = "ĐẦU TRANG"
    document.add_heading("Chương I", 1)
    document.add_paragraph("Đoạn một.\nDòng mới.")
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("Năm", "Số", "Ghi chú"), ("2025", "16", "")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_heading("Mục 1", 2)
    document.add_paragraph("Đoạn cuối.").add_run().add_break(WD_BREAK.PAGE)
    extract = reader.read(saved(document), "a.docx")
    assert [(block.text, block.level) for block in extract.blocks] == [
        ("Chương I", 1),
        ("Đoạn một.", 0),
        ("Dòng mới.", 0),
        ("Năm | Số | Ghi chú", 0),
        ("2025 | 16", 0),
        ("Mục 1", 2),
        ("Đoạn cuối.", 0),
    ]
    assert extract.hints == {"title": "Kế hoạch công tác năm 2026"}
    assert extract.page_count is None


def test_merged_cells_are_read_once_and_letterheads_cell_by_cell() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "TỈNH ỦY\n*"
    table.cell(0, 1).text = "ĐẢNG CỘNG SẢN VIỆT NAM"
    grid = document.add_table(rows=3, cols=3)
    grid.cell(0, 0).merge(grid.cell(0, 2)).text = "Tổng hợp"
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "Nhóm A"
    for row, column, text in ((1, 1, "x"), (1, 2, "y"), (2, 1, "z"), (2, 2, "t")):
        grid.cell(row, column).text = text
    assert [block.text for block in reader.read(saved(document), "a.docx").blocks] == [
        "TỈNH ỦY",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Tổng hợp",
        "Nhóm A | x | y",
        "z | t",
    ]


def test_automatic_numbers_are_rebuilt() -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, (style, text) in enumerate((("decimal", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)"))):
        element = OxmlElement("w:lvl")
        element.set(qn("w:ilvl"), str(level))
        for tag, value in (("w:start", "1"), ("w:numFmt", style), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            element.append(child)
        abstract.append(element)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "99")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    root.append(number)
    for text, level in (("Một", 0), ("Một một", 1), ("a", 2), ("b", 2), ("Một hai", 1), ("a", 2), ("Hai", 0)):
        numbered(document.add_paragraph(text), level, 99)
    document.add_paragraph("Gạch", style="List Bullet")
    assert [block.text for block in reader.read(saved(document), "a.docx").blocks] == [
        "1. Một",
        "1.1. Một một",
        "a) a",
        "b) b",
        "1.2. Một hai",
        "a) a",
        "2. Hai",
        "- Gạch",
    ]


def test_wrapped_text_is_read() -> None:
    """Tracked insertions, form fields and text boxes count; what was deleted is kept apart."""
    namespaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('Giữ ')}<w:ins w:id='1' w:author='a'>{run.format('thêm')}</w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>nh</w:delText><w:softHyphen/><w:delText>ng xoá</w:delText></w:r>"
        "</w:del>"
        f"<w:del w:id='3' w:author='a'>{run.format('xoá nữa')}</w:del></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run.format('Trong biểu mẫu')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtContent>{run.format('Ô điền')}</w:sdtContent></w:sdt>"
        f"<w:r><w:pict><w:txbxContent><w:p>{run.format('Khung chữ')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    xml = f"<w:document {namespaces}><w:body>{body}</w:body></w:document>"
    extract = reader.read(repacked(simple(), word__document=xml.encode()), "a.docx")
    assert [block.text for block in extract.blocks if block.kind == "body"] == [
        "Giữ thêm",
        "Trong biểu mẫu",
        "Ô điền",
        "Khung chữ",
    ]
    assert [block.text for block in extract.blocks if block.kind == "aside"] == ["nh\xadng xoá"]
    assert ["Track Changes" in warning for warning in extract.warnings] == [True]


def simple() -> bytes:
    document = docx.Document()
    for number in range(200):
        document.add_paragraph(f"Đoạn số {number} của văn bản.")
    return saved(document)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.95, 0.999])
def test_truncated(share: float) -> None:
    data = simple()
    with pytest.raises(DamagedFile, match=r"cut\.docx"):
        read(data[: int(len(data) * share)], "cut.docx")


def test_flipped_bytes_are_read_or_refused() -> None:
    data = simple()
    for position in range(30, len(data), len(data) // 40):
        broken = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]
        try:
            read(broken, "a.docx")
        except ReadError as error:
            assert "a.docx" in str(error)


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = repacked(simple(), word__document=b"<w/>" + b" " * 150_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(TooLarge, match="150 MB"):
        reader.read(bomb, "bom.docx")


@pytest.mark.parametrize("filler", [b"", b"<!-- " + b"x" * 9000 + b" -->"])
def test_xml_entities_are_refused(filler: bytes) -> None:
    evil = (
        b'<?xml version="1.0"?>' + filler + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
        b'<!ENTITY c SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(DamagedFile):
        extract = reader.read(repacked(simple(), word__document=evil), "a.docx")
        assert "root:" not in " ".join(block.text for block in extract.blocks)


@needs_testdata
@pytest.mark.parametrize(
    ("name", "articles"),
    [("LUATANNINHMANG.docx", 43), ("LUATKHOAHOCCONGNGHE.docx", 81), ("LUATTRITUENHANTAO.docx", 35)],
)
def test_real_laws_have_all_their_articles(name: str, articles: int) -> None:
    extract = read((TESTDATA / "data/documents/docx" / name).read_bytes(), name)
    numbers = [b.text.split(".")[0] for b in extract.blocks if b.text.startswith("Điều ") and "." in b.text[:9]]
    assert numbers == [f"Điều {n}" for n in range(1, articles + 1)]


def test_rows_of_data_tables_know_their_header() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "TT"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Kết quả"
    table.cell(1, 1).text, table.cell(1, 2).text = "Năm trước", "Năm nay"
    for row, texts in ((2, ("1", "90", "95")), (3, ("2", "80", "85"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    blocks = reader.read(saved(document), "a.docx").blocks
    assert [block.kind for block in blocks] == ["row"] * 4
    assert [block.text for block in blocks[2:]] == ["1 | 90 | 95", "2 | 80 | 85"]
    assert {block.header for block in blocks[2:]} == {"TT | Kết quả | Năm trước | Năm nay"}
    assert blocks[0].header == blocks[1].header == ""


def test_a_letterhead_of_single_lines_is_no_table() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, texts in enumerate(
        (("TỈNH ỦY", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("*", ""), ("Số 1-NQ/TU", "Vinh, ngày 2/3/2025"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    blocks = reader.read(saved(document), "a.docx").blocks
    assert {block.kind for block in blocks} == {"body"}
    assert "Số 1-NQ/TU" in [block.text for block in blocks]


def test_captions_are_told_from_text() -> None:
    document = docx.Document()
    document.add_paragraph("Biểu đồ 2: Số đảng viên mới kết nạp qua các năm")
    document.add_paragraph("Hình ảnh người đảng viên trong lòng dân.")
    document.add_paragraph("Bảng 1. Kết quả", style="Caption")
    kinds = [block.kind for block in reader.read(saved(document), "a.docx").blocks]
    assert kinds == ["caption", "body", "caption"]


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    document = docx.Document()
    for text in ("Câu có chú thích.", "Câu sau."):
        document.add_paragraph(text)
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "5")
    document.paragraphs[0].add_run()._r.append(reference)
    note = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Theo báo cáo</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>năm 2025.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = Part(PackURI("/word/footnotes.xml"), content, note.encode(), document.part.package)
    document.part.relate_to(part, kind)
    blocks = reader.read(saved(document), "a.docx").blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("body", "Câu có chú thích."),
        ("note", "Theo báo cáo năm 2025."),
        ("body", "Câu sau."),
    ]


@needs_testdata
def test_text_is_what_python_docx_says() -> None:
    for path in (TESTDATA / "data/documents/docx").glob("*.docx"):
        for paragraph in docx.Document(str(path)).paragraphs:
            assert text_of(paragraph._p) == paragraph.text
