"""What stands on a PDF page beside running text: columns, tables, footnotes, running heads, broken words."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, SimpleDocTemplate, Table

from corpus.errors import TooLarge
from corpus.limits import Limits
from corpus.readers import pdf
from corpus.readers.lines import join
from corpus.readers.pdf_content import Fonts, read_content
from corpus.readers.pdf_lines import page_lines
from corpus.readers.spaced import close_letters
from corpus.records import Block
from tests.conftest import TESTDATA, needs_testdata
from tests.corpus.test_readers_pdf import FONT, prose, written

STYLE = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=16, spaceBefore=6)


def painted(draw: Callable[[Any], None]) -> tuple[Block, ...]:
    """The blocks of what `draw` paints on a canvas."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.setFont(FONT, 12)
    draw(page)
    page.save()
    return pdf.read(out.getvalue(), "a.pdf", Limits(ocr=False)).blocks


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def test_two_columns_are_read_one_after_the_other() -> None:
    out = io.BytesIO()
    template = BaseDocTemplate(out, pagesize=A4)
    width = (A4[0] - 5 * cm) / 2
    frames = [Frame(2 * cm + side * (width + 1 * cm), 2 * cm, width, A4[1] - 4 * cm) for side in (0, 1)]
    template.addPageTemplates(PageTemplate(frames=frames))
    wanted = [written(prose(number, 4)) for number in range(9)]
    template.build([Paragraph(text, STYLE) for text in wanted])
    extract = pdf.read(out.getvalue(), "a.pdf")
    assert " ".join(texts(extract.blocks)) == " ".join(wanted)
    assert len(set(wanted) & set(texts(extract.blocks))) >= 7  # a sentence may end where the column does


def ruled(rows: list[list[str]], *, lines: bool = True, repeat: int = 1) -> tuple[Block, ...]:
    style: list[Any] = [("FONTNAME", (0, 0), (-1, -1), FONT), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    if lines:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    cells = [[Paragraph(written(cell), STYLE) if len(cell) > 12 else written(cell) for cell in row] for row in rows]
    table = Table(cells, colWidths=[1.5 * cm, 8 * cm, 5 * cm], style=style, repeatRows=repeat)
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, initialFontName=FONT).build(
        [Paragraph(written(prose(1, 2)), STYLE), table, Paragraph(written(prose(5, 2)), STYLE)]
    )
    return pdf.read(out.getvalue(), "a.pdf").blocks


def test_a_ruled_table_over_page_ends_is_one_and_its_rows_know_the_header() -> None:
    rows = [["TT", "Nhiệm vụ", "Thời hạn"]]
    rows += [[str(n), f"Rà soát hồ sơ của đảng bộ thứ {n} và báo cáo ban thường vụ", "30/11/2025"] for n in range(60)]
    blocks = ruled(rows)
    found = [block for block in blocks if block.kind == "row"]
    assert [block.text for block in found] == [written(" | ".join(row)) for row in rows]
    assert found[0].header == ""
    assert {block.header for block in found[1:]} == {found[0].text}
    assert [block.kind for block in blocks] == ["body", *["row"] * 61, "body"]
    assert found[-1].page != found[0].page


def test_columns_of_short_cells_are_a_table_without_rules() -> None:
    rows = [["TT", "Đơn vị", "Số lượng"], *([str(n), f"Đảng bộ xã {n}", str(100 + n)] for n in range(1, 6))]
    found = [block for block in ruled(rows, lines=False) if block.kind == "row"]
    assert [block.text for block in found] == [written(" | ".join(row)) for row in rows]


def test_letterheads_and_signatures_are_no_tables() -> None:
    def draw(page: Any) -> None:
        for row, (left, right) in enumerate(
            [("TỈNH ỦY LAM SƠN", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("*", ""), ("Số 12-NQ/TU", "Lam Sơn, ngày 02/3/2025")]
        ):
            page.drawCentredString(150, 780 - 16 * row, written(left))
            page.drawCentredString(420, 780 - 16 * row, written(right))
        page.drawCentredString(A4[0] / 2, 700, written("QUYẾT ĐỊNH"))
        for row, (left, right) in enumerate(
            [("Nơi nhận:", "T/M BAN THƯỜNG VỤ"), ("- Các đảng ủy,", "BÍ THƯ"), ("- Lưu.", "Nguyễn Văn A")]
        ):
            page.drawString(80, 600 - 16 * row, written(left))
            page.drawCentredString(420, 600 - 16 * row, written(right))

    blocks = painted(draw)
    assert {block.kind for block in blocks} == {"body"}
    wanted = ["TỈNH ỦY LAM SƠN", "*", "Số 12-NQ/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Lam Sơn, ngày 02/3/2025", "QUYẾT ĐỊNH"]
    assert texts(blocks)[:6] == [written(text) for text in wanted]
    assert written("T/M BAN THƯỜNG VỤ") in texts(blocks)
    assert texts(blocks).index(written("- Lưu.")) < texts(blocks).index(written("T/M BAN THƯỜNG VỤ"))


def test_footnotes_stand_apart_and_keep_their_page() -> None:
    sentence = "Đảng viên phải gương mẫu chấp hành nghị quyết của Đảng và pháp luật của Nhà nước trong mọi"

    def draw(page: Any) -> None:
        for number in (1, 2):
            page.setFont(FONT, 12)
            for row in range(30):
                page.drawString(70, 770 - 16 * row, written(f"{sentence} {row}" if number == 1 else "việc " + sentence))
            page.line(70, 250, 200, 250)
            page.setFont(FONT, 9)
            page.drawString(70, 235, written(f"{number} Báo cáo của Ban Tổ chức Trung ương năm 202{number},"))
            page.drawString(70, 223, written("trang 12."))
            page.showPage()

    blocks = painted(draw)
    notes = [block for block in blocks if block.kind == "note"]
    assert [(block.page, block.text) for block in notes] == [
        (n, written(f"{n} Báo cáo của Ban Tổ chức Trung ương năm 202{n}, trang 12.")) for n in (1, 2)
    ]
    pages = [block.page for block in blocks]
    assert pages == sorted(pages, key=lambda page: page or 0)
    crossing = [block for block in blocks if block.breaks]
    assert all(blocks.index(notes[0]) < blocks.index(block) for block in crossing)


def test_running_heads_of_odd_and_even_pages_are_left_out() -> None:
    def draw(page: Any) -> None:
        for number in range(8):
            page.setFont(FONT, 10)
            page.drawString(70, 810, written("Tạp chí Xây dựng Đảng" if number % 2 else "Số chuyên đề mùa xuân"))
            page.setFont(FONT, 12)
            for row in range(6):
                page.drawString(70, 700 - 16 * row, written(f"Câu thứ {row} của phần {'abcdefgh'[number]} nói đủ ý."))
            page.showPage()

    found = " ".join(texts(painted(draw)))
    assert written("Tạp chí") not in found
    assert written("chuyên đề") not in found
    assert found.count(written("nói đủ ý")) == 48


def test_letters_set_apart_are_put_together() -> None:
    def draw(page: Any) -> None:
        page.drawString(200, 700, written("Q U Y Ế T   Đ Ị N H"))
        text = page.beginText(200, 650)
        text.setCharSpace(5)
        text.textOut(written("CHỈ THỊ"))
        page.drawText(text)

    assert texts(painted(draw)) == [written("QUYẾT ĐỊNH"), written("CHỈ THỊ")]


@pytest.mark.parametrize(
    ("spread", "wanted"),
    [
        ("N G H Ị Q U Y Ế T", "NGHỊ QUYẾT"),
        ("C H Ỉ T H Ị", "CHỈ THỊ"),
        ("K Ế H O Ạ C H số 12", "KẾ HOẠCH số 12"),
        ("A B C D E", "A B C D E"),
        ("a b c d", "a b c d"),
    ],
)
def test_where_words_end_among_letters_set_apart(spread: str, wanted: str) -> None:
    assert close_letters(spread) == wanted


@given(st.text(max_size=400))
def test_closing_letters_loses_none(text: str) -> None:
    assert "".join(close_letters(text).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("first", "following", "wanted"),
    [
        ("Nghị quyết 57-", "NQ/TW", "Nghị quyết 57-NQ/TW"),
        ("công nghệ infor-", "mation technology", "công nghệ information technology"),
        ("chủ nghĩa Mác-", "xít", "chủ nghĩa Mác-xít"),
        ("đồng ki-lô-", "gam", "đồng ki-lô-gam"),
        ("gửi e-", "mail", "gửi e-mail"),
        ("kinh tế -", "xã hội", "kinh tế - xã hội"),
        ("hằng năm", "báo cáo", "hằng năm báo cáo"),
    ],
)
def test_hyphens_at_line_ends(first: str, following: str, wanted: str) -> None:
    assert join(first, following) == wanted


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(TooLarge, match="max_pages"):
        out = io.BytesIO()
        page = canvas.Canvas(out)
        for _ in range(4):
            page.showPage()
        page.save()
        pdf.read(out.getvalue(), "dài.pdf", Limits(max_pages=3, ocr=False))


@needs_testdata
@pytest.mark.parametrize("name", ["quydinh294.pdf", "huongdan06.pdf"])
def test_every_letter_of_the_party_documents_is_read_where_pypdf_finds_it(name: str) -> None:
    reader = PdfReader(TESTDATA / "data/documents/party_pdf" / name)
    fonts = Fonts()
    for number, page in enumerate(reader.pages, 1):
        own = "".join(line.text for line in page_lines(read_content(page, fonts), number))
        assert sorted("".join(own.split())) == sorted("".join(page.extract_text().split()))
