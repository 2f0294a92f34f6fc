"""Stamped pages: no word is lost under the stamp, and what is printed in colour is read too."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps

from corpus.drawing import Drawing
from corpus.limits import Limits
from corpus.readers import pdf
from corpus.readers.pdf_hocr import HocrLine, HocrWord
from corpus.readers.pdf_inks import both_readings
from corpus.readers.pdf_ocr import missing
from corpus.samples import sample_dir
from tests.bench_ocr import edits

SAMPLE = (sample_dir() / "kl-187-tu-phong-chong-thien-tai.pdf").read_bytes()
RED = (215, 30, 45)


def line(text: str, y: float, x: float = 100, confidence: float = 0.9) -> HocrLine:
    words = []
    for word in text.split():
        words.append(HocrWord(word, x, y - 25, x + 20 * len(word), y + 5, confidence))
        x += 20 * len(word) + 15
    return HocrLine(tuple(words), 30, y)


def said(lines: list[HocrLine]) -> list[str]:
    return [" ".join(word.text for word in each.words) for each in lines]


def test_of_two_readings_of_a_line_the_one_that_says_more_is_kept() -> None:
    whole = [line("chi bộ ỢC", 100), line("Số 12-CV/TU", 200), line("kÌlầề", 300, confidence=0.3)]
    black = [line("chi bộ họp một lần", 100), line("Số -CV/TU", 200), line("Nơi nhận", 300)]
    assert said(both_readings(whole, black)) == ["chi bộ họp một lần", "Số 12-CV/TU", "Nơi nhận"]


def test_lines_in_colour_are_put_in_by_height() -> None:
    black = [line("TỈNH ỦY", 100), line("Kính gửi", 300)]
    assert said(both_readings([line("MẬT", 200), line("ĐẾN", 400)], black)) == ["TỈNH ỦY", "MẬT", "Kính gửi", "ĐẾN"]
    halo = line("NIxa3x;y", 210, confidence=0.3)
    assert said(both_readings([line("MẬT", 200)], [halo])) == ["MẬT"]


def stamped() -> bytes:
    """The upper half of a page, a scan in colour: its heading printed in red and a stamp over its text."""
    with Drawing(SAMPLE) as drawing:
        page = drawing.picture(1, 300 / 72, grey=True)
    page = page.crop((0, 0, page.width, 1690))
    scan = page.convert("RGB")
    heading = (300, 655, page.width - 200, 740)
    scan.paste(ImageOps.colorize(page.crop(heading), RED, "white"), heading)
    stamp = Image.new("RGB", scan.size, "white")
    drawn = ImageDraw.Draw(stamp)
    for radius in (60, 130, 220, 230):
        drawn.ellipse((1200 - radius, 1200 - radius, 1200 + radius, 1200 + radius), outline=RED, width=9)
    for y in (1120, 1160, 1200, 1240):
        drawn.line((1040, y, 1360, y + 8), fill=RED, width=12)
    out = io.BytesIO()
    ImageChops.multiply(scan, stamp).save(out, "PDF", resolution=300, quality=75)
    return out.getvalue()


def test_coloured_ink_is_left_out_of_a_stamped_page_only() -> None:
    with Drawing(SAMPLE) as plain:
        assert plain.black(1, 2.0) is None
    with Drawing(stamped()) as drawing:
        black = drawing.black(1, 2.0)
        assert black is not None
        grey = drawing.picture(1, 2.0, grey=True)
    dark, darker = (sum(picture.histogram()[:140]) for picture in (black, grey))
    assert darker > 1.2 * dark > 0
    assert black.size == grey.size


@pytest.mark.skipif(bool(missing(Limits())), reason=missing(Limits()) or "tesseract")
def test_no_word_is_lost_under_a_stamp() -> None:
    read = " ".join(block.text for block in pdf.read(stamped(), "a.pdf").blocks)
    truth = " ".join(block.text for block in pdf.read(SAMPLE, "b.pdf").blocks)
    truth = truth[: truth.index(" 2. Qua rà soát")]
    assert "KẾT LUẬN" in read
    assert edits(truth, read) <= 0.02 * len(truth)
