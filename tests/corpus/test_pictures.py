"""Pictures of pages read like scans; broken and enormous ones refused."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from corpus.drawing import Drawing, page_image
from corpus.errors import DamagedFile, EmptyFile, ReadError, TooLarge
from corpus.limits import Limits
from corpus.pictures import as_pdf
from corpus.readers import picture
from corpus.readers.pdf_ocr import missing
from corpus.samples import sample_dir

with Drawing((sample_dir() / "kl-187-tu-phong-chong-thien-tai.pdf").read_bytes()) as drawing:
    PAGES = [drawing.picture(page, 150 / 72, grey=True) for page in (1, 2)]


def saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format=kind, **more)
    return out.getvalue()


def sizes(data: bytes) -> list[tuple[int, int]]:
    with Drawing(data) as drawing:
        return [(round(width), round(height)) for width, height in map(drawing.size, range(1, len(drawing) + 1))]


def test_each_picture_of_a_fax_is_a_page_at_its_resolution() -> None:
    fax = saved(PAGES[0].convert("1"), "TIFF", save_all=True, append_images=[PAGES[1].convert("1")], dpi=(150, 150))
    assert sizes(as_pdf(fax, "fax.tif", 10)) == [(596, 842), (596, 842)]
    with pytest.raises(TooLarge, match="max_pages"):
        as_pdf(fax, "fax.tif", 1)


def test_a_photograph_is_as_long_as_a4_and_turned_as_it_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: the picture lies on its side
    photo = saved(PAGES[0].rotate(90, expand=True).convert("RGB"), "JPEG", exif=exif, dpi=(72, 72))
    assert sizes(as_pdf(photo, "ảnh.jpg", 1)) == [(596, 842)]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_shown(mode: str) -> None:
    image = Image.new("L", (300, 400), 255).convert("L" if mode == "I;16" else mode)
    drawn = Image.open(io.BytesIO(page_image(saved(image, "PNG"), 1, 0.5)))
    assert drawn.convert("L").getextrema() == ((255, 255))


@pytest.mark.skipif(bool(missing(Limits())), reason=missing(Limits()) or "tesseract")
def test_a_photograph_of_a_page_is_read() -> None:
    extract = picture.read(saved(PAGES[1].convert("RGB"), "JPEG"), "trang.jpg")
    assert (extract.format, extract.page_count) == ("picture", 1)
    assert extract.blocks[0].text.startswith("2.2. Các xã Nậm Thia")


def test_without_recognition_it_says_what_is_missing() -> None:
    with pytest.raises(EmptyFile, match="OCR"):
        picture.read(saved(PAGES[1], "PNG"), "trang.png", Limits(ocr=False))


def enormous() -> bytes:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 20)
        + b"IDAT"
        + bytes(24)
    )


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(TooLarge, match="triệu điểm ảnh"):
        as_pdf(enormous(), "lớn.png", 1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_broken_picture_is_refused_or_read_in_part(kind: str) -> None:
    whole = saved(PAGES[0].resize((200, 300)), kind)
    for share in (0.01, 0.2, 0.5, 0.9):
        try:
            as_pdf(whole[: max(12, int(share * len(whole)))], "cụt", 1)
        except DamagedFile as exc:
            assert "cụt" in str(exc)
        except ReadError as exc:
            pytest.fail(f"{exc!r}")
