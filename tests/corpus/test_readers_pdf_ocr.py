"""Scanned pages: read by tesseract as well as stated, page by page, with places; honest words where it cannot be."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from corpus.drawing import quote_boxes
from corpus.errors import EmptyFile
from corpus.limits import Limits
from corpus.readers import pdf, pdf_ocr
from corpus.readers.pdf_hocr import HocrLine, HocrWord, hocr_lines
from corpus.readers.pdf_ocr import better, missing
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.readers.pdf_scan_lines import confidence_of
from corpus.readers.pdf_textlayer import Doubt
from corpus.samples import sample_dir
from tests.bench_ocr import CONDITIONS, Condition, edits, first_pages, scanned

needs_tesseract = pytest.mark.skipif(bool(missing(Limits())), reason=missing(Limits()) or "tesseract")

SAMPLE = (sample_dir() / "kl-187-tu-phong-chong-thien-tai.pdf").read_bytes()
QUOTE = "Mỗi xã, phường phải có phương án ứng phó được phê duyệt trước ngày 31/7/2025"
CONDITION = {condition.name: condition for condition in CONDITIONS}


def joined(*files: bytes) -> bytes:
    writer = PdfWriter()
    for data in files:
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank() -> bytes:
    out = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(out, "PDF", resolution=150)
    return out.getvalue()


@needs_tesseract
def test_a_page_at_300_dpi_has_few_errors_and_its_letterhead_in_cells() -> None:
    page = first_pages(SAMPLE, 1)
    extract = pdf.read(scanned(page, CONDITION["300 dpi, clean"], [1]), "a.pdf")
    truth, read = (" ".join(block.text for block in found.blocks) for found in (pdf.read(page, "b.pdf"), extract))
    assert edits(truth, read) <= 0.02 * len(truth)
    assert extract.scans[0].confidence > 0.85
    texts = [block.text for block in extract.blocks]
    assert "TỈNH ỦY LAM SƠN HẠ" in texts
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in texts
    assert texts.index("Số 187-KL/TU") < texts.index("KẾT LUẬN")


@needs_tesseract
def test_a_mixed_file_is_read_page_by_page_and_quotes_are_found_on_the_skewed_one() -> None:
    skewed = scanned(SAMPLE, CONDITION["150 dpi, 2° skewed"], [1])
    data = joined(first_pages(SAMPLE, 1), blank(), skewed)
    extract = pdf.read(data, "lẫn.pdf")
    assert extract.page_count == 3
    assert extract.warnings == ()
    assert [scan.page for scan in extract.scans] == [3]
    truth, read = (" ".join(block.text for block in extract.blocks if block.page == page) for page in (1, 3))
    assert edits(truth, read) <= 0.06 * len(truth)
    block = next(block for block in extract.blocks if block.page == 3 and QUOTE in block.text)
    upright = quote_boxes(data, 1, block.text)
    boxes = quote_boxes(data, 3, block.text, extract.scans[0].words)
    assert len(boxes) >= len(upright) == 3
    assert all(0 < box.left < box.right < 650 and 0 < box.top < box.bottom < 900 for box in boxes)
    assert abs(boxes[0].top - upright[0].top) < 40  # two degrees and the larger sheet move it, no more


@needs_tesseract
def test_a_page_on_its_head_is_turned() -> None:
    data = scanned(SAMPLE, Condition("head", 150, lambda picture: picture.rotate(180)), [2])
    extract = pdf.read(data, "ngược.pdf")
    assert extract.scans[0].confidence > 0.85
    assert extract.blocks[0].text.startswith("2.2.")
    places = [word for word in extract.scans[0].words if word.text == "2.2."]
    assert places[0].top > 600  # at the foot of the page as displayed


@needs_tesseract
def test_a_picture_of_nothing_gives_no_text_and_says_so() -> None:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1240, 1754)).save(out, "PDF", resolution=150)
    with pytest.raises(EmptyFile, match=r"Không nhận ra chữ nào ở trang 1 của “ảnh\.pdf”"):
        pdf.read(out.getvalue(), "ảnh.pdf")


@needs_tesseract
def test_a_page_out_of_time_is_named_and_the_rest_goes_on() -> None:
    data = joined(first_pages(SAMPLE, 1), scanned(SAMPLE, CONDITION["150 dpi, clean"], [2]))
    extract = pdf.read(data, "chậm.pdf", Limits(ocr_page_seconds=0.001))
    assert {block.page for block in extract.blocks} == {1}
    assert any("Không nhận dạng được trang 2" in warning and "giây" in warning for warning in extract.warnings)


def test_without_tesseract_the_pages_and_the_command_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = pytest.importorskip("pytesseract")
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-program")
    data = joined(first_pages(SAMPLE, 1), scanned(SAMPLE, CONDITION["150 dpi, clean"], [1]), blank())
    warnings = " ".join(pdf.read(data, "quét.pdf").warnings)
    assert "trang 2 của “quét.pdf”" in warnings
    assert "sudo apt install tesseract-ocr tesseract-ocr-vie" in warnings
    assert "UB Mannheim" in warnings


def test_without_vietnamese_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = pytest.importorskip("pytesseract")
    monkeypatch.setattr(pytesseract, "get_languages", lambda: ["eng", "osd"])
    assert "thiếu tiếng Việt (vie)" in missing(Limits())


def test_recognition_switched_off_is_named() -> None:
    with pytest.raises(EmptyFile, match=r"OCR.*đang tắt"):
        pdf.read(scanned(SAMPLE, CONDITION["150 dpi, clean"], [1]), "quét.pdf", Limits(ocr=False))


def test_a_badly_read_page_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    words = tuple(HocrWord("chữ", 40.0 * i, 10, 40.0 * i + 30, 20, 0.5) for i in range(9))
    monkeypatch.setattr(pdf_ocr, "missing", lambda limits: "")
    monkeypatch.setattr(pdf_ocr, "_tesseract", lambda picture, scale, until: [HocrLine(words, 12, 20)])
    extract = pdf.read(scanned(SAMPLE, CONDITION["150 dpi, clean"], [1]), "mờ.pdf")
    assert extract.scans[0].confidence == 0.5
    assert any("Trang 1 của “mờ.pdf” nhận dạng kém (50%)" in warning for warning in extract.warnings)


def line(text: str) -> PdfLine:
    return PdfLine(text, 1, x=0, y=0, right=100, size=12, bold=False)


def test_what_is_better_depends_on_what_was_doubted() -> None:
    scan = [line("Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc")]
    assert better(scan, 0.3, [], Doubt.BARE)
    assert not better([], 0.0, [], Doubt.BARE)
    assert better(scan, 0.9, [line("&Ӝ1*+Ñ$")], Doubt.GARBLED)
    assert not better(scan, 0.3, [line("&Ӝ1*+Ñ$")], Doubt.GARBLED)
    assert better(scan, 0.9, [line("CQNG HOA XA HQI CHU NGHIA VIET NAM")], Doubt.UNMARKED)
    assert better(scan, 0.9, [line("Người ký: Văn phòng")], Doubt.THIN)
    assert not better(scan, 0.9, scan, Doubt.THIN)


def test_confidence_is_weighted_by_length() -> None:
    words = (HocrWord("a", 0, 0, 1, 1, 0.0), HocrWord("bcd", 0, 0, 1, 1, 1.0))
    assert confidence_of([HocrLine(words, 1, 1)]) == 0.75
    assert confidence_of([]) == 0.0


@pytest.mark.parametrize("hocr", [b"<html/>", b"", b"<span class='ocr_line'><span class='ocrx_word'>a", b"\xff\x00<p>"])
def test_broken_hocr_gives_what_it_has(hocr: bytes) -> None:
    assert all(found.words for found in hocr_lines(hocr or b"<html/>"))


def test_edits_are_those_of_levenshtein() -> None:
    assert [edits(*pair) for pair in (("", "ab"), ("kitten", "sitting"), ("ab", "ba"), ("abc", "abc"))] == [2, 3, 2, 0]


def test_no_child_is_left_and_nothing_stays_in_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing(Limits()) or not shutil.which("ps"):
        pytest.skip("needs tesseract and ps")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(EmptyFile):
        pdf.read(scanned(SAMPLE, CONDITION["150 dpi, clean"], [1]), "a.pdf", Limits(ocr_page_seconds=0.2))
    assert list(tmp_path.iterdir()) == []
    assert str(tmp_path) not in subprocess.run(["ps", "ax"], capture_output=True, text=True, check=True).stdout
