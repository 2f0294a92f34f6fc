"""PDF files made here and real ones: whole paragraphs, right pages, honest refusals."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from corpus.limits import Limits
from corpus.readers import pdf
from corpus.spelling import fold
from tests.conftest import TESTDATA, needs_testdata

_FONTS = [
    Path("/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
]


def _font() -> str:
    """A font with Vietnamese letters, or Helvetica, which has none (texts are then written without diacritics)."""
    for path in _FONTS:
        if path.is_file():
            pdfmetrics.registerFont(TTFont("Test", path))
            return "Test"
    return "Helvetica"


FONT = _font()


def written(text: str) -> str:
    """`text` as the font can show it."""
    return text if FONT == "Test" else fold(text)


def prose(seed: int, count: int) -> str:
    """`count` sentences, no two alike."""
    return " ".join(
        f"Đảng viên thứ {seed * 7 + number} được tổ chức đảng bảo vệ quyền, lợi ích hợp pháp, chính đáng theo quy định"
        " của Ban Chấp hành Trung ương."
        for number in range(count)
    )


PARAGRAPHS = [
    "1. Về tuổi đời và trình độ học vấn",
    prose(1, 4),
    prose(2, 1) + " Việc kết nạp gồm các bước sau:",
    "a) " + prose(3, 2),
    "b) Ngắn gọn.",
    "2. Thời hạn xem xét là 30 ngày",
    *(prose(number, 2 + number % 4) for number in range(4, 30)),
]


def flowing(space: float, indent: float, *, running: str = "Văn phòng Trung ương Đảng", justify: bool = True) -> bytes:
    """A document of PARAGRAPHS over several pages, with a running footer and page numbers."""
    style = ParagraphStyle(
        "body", fontName=FONT, fontSize=12, leading=17, spaceBefore=space, firstLineIndent=indent,
        alignment=TA_JUSTIFY if justify else 0,
    )  # fmt: skip

    def decorate(page: Any, _: Any) -> None:
        page.setFont(FONT, 10)
        page.drawCentredString(A4[0] / 2, A4[1] - 1.5 * cm, f"- {page.getPageNumber()} -")
        page.drawString(3 * cm, 1.2 * cm, written(running))

    out = io.BytesIO()
    template = SimpleDocTemplate(out, pagesize=A4, leftMargin=3 * cm, rightMargin=2 * cm)
    story = [Paragraph(written(text), style) for text in PARAGRAPHS]
    template.build(story, onFirstPage=decorate, onLaterPages=decorate)
    return out.getvalue()


@pytest.mark.parametrize(
    ("space", "indent", "justify"), [(6, 1 * cm, True), (6, 0, True), (0, 1 * cm, True), (6, 1 * cm, False)]
)
def test_paragraphs_come_back_whole(space: float, indent: float, justify: bool) -> None:
    extract = pdf.read(flowing(space, indent, justify=justify), "a.pdf")
    assert [block.text for block in extract.blocks] == [written(text) for text in PARAGRAPHS]
    assert extract.page_count and extract.page_count >= 3
    assert not extract.warnings


def test_a_paragraph_over_a_page_end_is_one_block_that_knows_the_break() -> None:
    data = flowing(6, 1 * cm)
    extract = pdf.read(data, "a.pdf")
    broken = [block for block in extract.blocks if block.breaks]
    assert broken
    pages = PdfReader(io.BytesIO(data)).pages
    for block in broken:
        assert block.page is not None
        before, after = block.text[: block.breaks[0]].strip(), block.text[block.breaks[0] :]
        assert before[-20:] in " ".join(pages[block.page - 1].extract_text().split())
        assert after[:20] in " ".join(pages[block.page].extract_text().split())


def drawn(pages: list[list[str]]) -> bytes:
    """Pages of single lines, a picture on those that have none."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    for lines in pages:
        for row in range(0 if lines else 30):
            page.rect(3 * cm, A4[1] - 3 * cm - row * 20, 12 * cm, 8, fill=1)
        page.setFont(FONT, 12)
        for number, line in enumerate(lines):
            page.drawString(3 * cm, A4[1] - 3 * cm - number * 20, written(line))
        page.showPage()
    page.save()
    return out.getvalue()


def test_numbers_of_a_table_are_not_taken_for_page_numbers() -> None:
    extract = pdf.read(drawn([["Số lượng đảng viên năm 2024", "1500", "Số lượng năm 2025", "1600"]]), "a.pdf")
    assert "1500" in " ".join(block.text for block in extract.blocks)


def test_letterhead_cells_on_one_line_are_read_apart() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.setFont(FONT, 12)
    page.drawString(70, 750, written("Số 294-QĐ/TW"))
    page.drawString(330, 750, written("Hà Nội, ngày 26 tháng 5 năm 2025"))
    page.save()
    texts = [block.text for block in pdf.read(out.getvalue(), "a.pdf").blocks]
    assert texts == [written("Số 294-QĐ/TW"), written("Hà Nội, ngày 26 tháng 5 năm 2025")]


def test_a_scan_says_that_it_needs_ocr() -> None:
    with pytest.raises(EmptyFile, match="OCR"):
        pdf.read(drawn([[], []]), "quet.pdf", Limits(ocr=False))


def test_pages_without_text_are_named() -> None:
    extract = pdf.read(drawn([["Trang đầu có chữ."], [], ["Trang ba có chữ."], []]), "a.pdf", Limits(ocr=False))
    assert extract.page_count == 4
    assert [block.page for block in extract.blocks] == [1, 3]
    assert any("2, 4" in warning and "OCR" in warning for warning in extract.warnings)


def encrypted(user: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(drawn([["Nội dung mật."]])))
    writer.encrypt(user_password=user, owner_password="chu", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_encrypted_with_an_empty_password_is_read() -> None:
    assert pdf.read(encrypted(""), "a.pdf").blocks[0].text == written("Nội dung mật.")


def test_encrypted_with_a_password_is_refused() -> None:
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        pdf.read(encrypted("bimat"), "a.pdf")


def test_truncated_files_are_refused_or_warned_about() -> None:
    data = flowing(6, 0)
    whole = [block.text for block in pdf.read(data, "a.pdf").blocks]
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        try:
            extract = pdf.read(data[: int(len(data) * share)], "cut.pdf")
        except (DamagedFile, EmptyFile):
            continue
        assert extract.warnings
        assert all(block.text in " ".join(whole) for block in extract.blocks)


@pytest.mark.parametrize(
    "junk", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", b"%PDF-1.7\n" + bytes(range(256)) * 40]
)
def test_what_is_only_called_pdf_is_damaged(junk: bytes) -> None:
    with pytest.raises((DamagedFile, EmptyFile)) as raised:
        pdf.read(junk, "rác.pdf")
    assert "rác.pdf" in str(raised.value)


def test_short_filter_names_of_old_programs_are_understood() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out, pageCompression=0)
    page.drawString(100, 700, "Van ban cu nam 2006")
    page.save()
    content = PdfReader(io.BytesIO(out.getvalue())).pages[0]["/Contents"].get_object().get_data()
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/Fl>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.3\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    xref = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % xref
    assert [block.text for block in pdf.read(data, "a.pdf").blocks] == ["Van ban cu nam 2006"]


@needs_testdata
def test_real_old_files_are_read_to_the_end() -> None:
    for path in sorted((TESTDATA / "data/documents/legacy").glob("*.pdf")):
        extract = pdf.read(path.read_bytes(), path.name)
        assert not any("Không đọc được" in warning for warning in extract.warnings)


@needs_testdata
@pytest.mark.parametrize(("name", "pages"), [("quydinh294.pdf", 35), ("huongdan06.pdf", 33)])
def test_real_party_documents(name: str, pages: int) -> None:
    extract = pdf.read((TESTDATA / "data/documents/party_pdf" / name).read_bytes(), name)
    assert extract.page_count == pages
    assert not extract.warnings
    assert not any(block.text.isdigit() for block in extract.blocks)
    torn = [block.text for block in extract.blocks if block.text[0].islower() and block.text[1:2] not in ")."]
    assert not torn


@needs_testdata
def test_point_3_5_1_of_regulation_294_stands_on_page_3() -> None:
    extract = pdf.read((TESTDATA / "data/documents/party_pdf/quydinh294.pdf").read_bytes(), "quydinh294.pdf")
    block = next(block for block in extract.blocks if block.text.startswith("3.5.1."))
    assert (block.page, block.text) == (3, "3.5.1. Người được xét kết nạp lại phải có đủ các điều kiện sau:")
