"""Pages drawn and quotes found on them: whole, over a page's end, cropped and turned, recognised."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.drawing import Box, Drawing, page_image, quote_boxes
from corpus.errors import DamagedFile, EncryptedFile
from corpus.readers import pdf
from corpus.records import Word
from corpus.samples import sample_dir

SAMPLE = (sample_dir() / "kl-187-tu-phong-chong-thien-tai.pdf").read_bytes()
QUOTE = "1.1. Đảng ủy các xã, phường lãnh đạo kiện toàn ban chỉ huy phòng thủ dân sự cùng cấp xong trước ngày 20/7/2025"


def changed(turn: int = 0, margin: float = 0.0, password: str = "") -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(SAMPLE))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.cropbox = RectangleObject((margin, margin, width - margin, height - margin))
        if turn:
            page.rotate(turn)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def ink(data: bytes, page: int, box: Box, scale: float = 2.0) -> float:
    """The share of dark pixels in a box of a page."""
    picture = Image.open(io.BytesIO(page_image(data, page, scale))).convert("L")
    part = picture.crop([round(edge * scale) for edge in (box.left, box.top, box.right, box.bottom)])
    return sum(part.histogram()[:128]) / (part.width * part.height)


def test_a_page_is_drawn_at_the_scale_asked_for_within_bounds() -> None:
    picture = Image.open(io.BytesIO(page_image(SAMPLE, 1, 1.5)))
    assert picture.format == "PNG"
    assert picture.size == (893, 1263)
    with Drawing(SAMPLE) as drawing:
        huge = drawing.picture(1, 1000.0, grey=True)
        assert huge.width * huge.height <= 31_000_000


def test_a_quote_of_two_lines_has_two_boxes_one_under_the_other() -> None:
    boxes = quote_boxes(SAMPLE, 1, QUOTE)
    assert len(boxes) == 2
    assert boxes[0].bottom <= boxes[1].top + 1
    assert boxes[1].left < boxes[0].left  # the first line is indented
    assert all(0.03 < ink(SAMPLE, 1, box) < 0.4 for box in boxes)


@pytest.mark.parametrize(("turn", "margin"), [(0, 30.0), (90, 0.0), (180, 0.0), (270, 30.0)])
def test_boxes_are_those_of_the_page_as_displayed(turn: int, margin: float) -> None:
    data = changed(turn, margin)
    boxes = quote_boxes(data, 1, QUOTE)
    upright = quote_boxes(SAMPLE, 1, QUOTE)
    areas = [sum((box.right - box.left) * (box.bottom - box.top) for box in found) for found in (boxes, upright)]
    assert areas[0] == pytest.approx(areas[1], rel=0.1)
    with Drawing(data) as drawing:
        width, height = drawing.size(1)
    first = boxes[0] if turn in (0, 270) else boxes[-1]
    assert 0 <= first.left < first.right <= width
    assert 0 <= first.top < first.bottom <= height
    assert all(0.03 < ink(data, 1, box) < 0.4 for box in boxes)


def test_every_paragraph_of_a_sample_is_found_on_its_pages() -> None:
    for path in sorted(sample_dir().glob("*.pdf"))[:2]:
        data = path.read_bytes()
        for block in pdf.read(data, path.name).blocks:
            if sum(map(str.isalnum, block.text)) < 2:
                continue
            assert block.page is not None
            assert quote_boxes(data, block.page, block.text), block.text
            if block.breaks and len(block.text) - block.breaks[-1] > 30:
                assert quote_boxes(data, block.page + len(block.breaks), block.text), block.text


def test_a_quote_that_is_not_on_the_page_has_no_boxes() -> None:
    assert quote_boxes(SAMPLE, 2, QUOTE) == []
    assert quote_boxes(SAMPLE, 1, "…") == []


def with_letters_behind(text: str) -> bytes:
    """A page as LibreOffice prints it in a font that lacks some letters: these come behind their line."""
    out = io.BytesIO()
    page = Canvas(out, pagesize=A4)
    page.setFont("Courier", 12)
    for number, line in enumerate((text, text[::-1])):
        for late in (False, True):
            for i, letter in enumerate(line):
                if (letter in "do") == late and letter != " ":
                    page.drawString(72 + 7.2 * i, 700 - 20 * number, letter)
    page.save()
    return out.getvalue()


def test_letters_that_a_file_shows_behind_their_line_are_found_where_they_stand() -> None:
    text = "cuoc hop duoc mo dau dung hen, dong du"
    [box] = quote_boxes(with_letters_behind(text), 1, "được mở đầu đúng")
    assert (box.left, box.right) == pytest.approx((72 + 7.2 * 9, 72 + 7.2 * 25), abs=1)


def test_recognised_words_are_enough() -> None:
    words = [Word("Ủy", 10, 10, 30, 20), Word("ban", 35, 11, 60, 20), Word("nhân", 10, 30, 40, 40)]
    assert quote_boxes(b"", 1, "uỷ ban nhân", words) == [Box(10, 10, 60, 20), Box(10, 30, 40, 40)]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", SAMPLE[:300], bytes(range(256))])
def test_what_cannot_be_drawn_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        page_image(data, 1)


def test_a_page_that_is_not_there_and_a_password_are_told_apart() -> None:
    with pytest.raises(DamagedFile, match="trang 9"):
        page_image(SAMPLE, 9)
    with pytest.raises(DamagedFile, match="trang 0"):
        quote_boxes(SAMPLE, 0, QUOTE)
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        page_image(changed(password="bimat"), 1)


def test_the_pages_counted_are_those_of_the_reader() -> None:
    with Drawing(SAMPLE) as drawing:
        assert len(drawing) == len(PdfReader(io.BytesIO(SAMPLE)).pages)
        assert not drawing.blank(1)
        assert not drawing.pictured(1)
