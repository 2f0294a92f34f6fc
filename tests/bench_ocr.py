"""How well scanned pages are read: our own sample documents as pictures, spoilt in known ways, and read again.

    python -m tests.bench_ocr [--pages 2] [--only 150]

The character error rate is the Levenshtein distance between the text read from the pictures and the text read from the
born-digital file, both in NFC with every run of white space as one space, over the length of the latter. Pages are
joined to whole documents before they are compared, so that headers, columns and paragraphs count as they come out.
"""

from __future__ import annotations

import argparse
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter
from rich.console import Console
from rich.table import Table

from corpus.drawing import Drawing
from corpus.limits import Limits
from corpus.readers import pdf
from corpus.samples import sample_dir

Spoil = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Condition:
    """A way to scan badly: resolution, what happens to the picture, and the quality of its JPEG."""

    name: str
    dpi: int
    spoil: Spoil
    quality: int = 90


def clean(picture: Image.Image) -> Image.Image:
    return picture


def skewed(picture: Image.Image, degrees: float = 2.0) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def noisy(picture: Image.Image, seed: int = 1) -> Image.Image:
    """A little out of focus, grey paper, grain of 18 levels (standard deviation), one pixel in 200 black or white."""
    random = np.random.default_rng(seed)
    grey = np.asarray(picture.filter(ImageFilter.GaussianBlur(picture.width / 2480)), dtype=np.float32)
    grey = 40 + grey * 0.75 + random.normal(0, 18, grey.shape)
    specks = random.random(grey.shape)
    grey[specks < 0.0025] = 0
    grey[specks > 0.9975] = 255
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def shaded(picture: Image.Image) -> Image.Image:
    """Lit from one corner, as a photograph of a page is: 255 at the upper left, 90 at the lower right."""
    rows, columns = np.mgrid[0 : picture.height, 0 : picture.width]
    light = 1 - 0.65 * (rows / picture.height + columns / picture.width) / 2
    return Image.fromarray((np.asarray(picture, dtype=np.float32) * light).astype(np.uint8))


CONDITIONS = [
    Condition("300 dpi, clean", 300, clean),
    Condition("300 dpi, 2° skewed", 300, skewed),
    Condition("300 dpi, noisy", 300, noisy, 60),
    Condition("300 dpi, lying on its side", 300, lambda picture: picture.rotate(90, expand=True)),
    Condition("300 dpi, upside down", 300, lambda picture: picture.rotate(180)),
    Condition("300 dpi, 7° skewed, shaded", 300, lambda picture: shaded(skewed(picture, -7))),
    Condition("150 dpi, clean", 150, clean),
    Condition("150 dpi, 2° skewed", 150, skewed),
    Condition("150 dpi, 2° skewed, noisy", 150, lambda picture: noisy(skewed(picture)), 60),
]


def scanned(data: bytes, condition: Condition, pages: Sequence[int]) -> bytes:
    """A PDF with nothing but pictures of `pages` of a PDF."""
    with Drawing(data) as drawing:
        pictures = [condition.spoil(drawing.picture(page, condition.dpi / 72, grey=True)) for page in pages]
    out = BytesIO()
    pictures[0].save(
        out,
        format="PDF",
        save_all=True,
        append_images=pictures[1:],
        resolution=condition.dpi,
        quality=condition.quality,
    )
    return out.getvalue()


def text_of(data: bytes) -> tuple[str, list[float]]:
    """The text of a PDF as it is compared, and the confidence of each page that was recognised."""
    extract = pdf.read(data, "scan.pdf", Limits())
    text = " ".join(" ".join(block.text.split()) for block in extract.blocks)
    return unicodedata.normalize("NFC", text), [scan.confidence for scan in extract.scans]


def edits(a: str, b: str) -> int:
    """The Levenshtein distance, by the bit-parallel way of Myers (1999) and Hyyrö (2003)."""
    if not a or not b:
        return len(a) + len(b)
    places: dict[str, int] = {}
    for i, letter in enumerate(a):
        places[letter] = places.get(letter, 0) | 1 << i
    all_ones, last = (1 << len(a)) - 1, 1 << len(a) - 1
    up, down, distance = all_ones, 0, len(a)
    for letter in b:
        equal = places.get(letter, 0)
        diagonal = ((equal & up) + up ^ up) | equal | down
        more, less = down | ~(diagonal | up) & all_ones, up & diagonal
        distance += bool(more & last) - bool(less & last)
        more, less = (more << 1 | 1) & all_ones, less << 1 & all_ones
        up, down = less | ~(diagonal | more) & all_ones, more & diagonal
    return distance


def first_pages(data: bytes, count: int | None) -> bytes:
    """The first pages of a PDF as a PDF."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for page in PdfReader(BytesIO(data)).pages[:count]:
        writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def error_rate(data: bytes, condition: Condition) -> tuple[int, int, list[float]]:
    """Edits, letters and confidences of the pages of a PDF scanned under a condition."""
    truth, _ = text_of(data)
    with Drawing(data) as drawing:
        pages = range(1, len(drawing) + 1)
    read, confidences = text_of(scanned(data, condition, pages))
    return edits(truth, read), len(truth), confidences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=None, help="of each document; all if left out")
    parser.add_argument("--only", default="", help="conditions whose names hold this")
    arguments = parser.parse_args()
    samples = [first_pages(path.read_bytes(), arguments.pages) for path in sorted(sample_dir().glob("*.pdf"))]
    table = Table("scanned at", "error rate", "confidence", "pages", "s/page", title="Recognition of our own samples")
    for condition in CONDITIONS:
        if arguments.only not in condition.name:
            continue
        wrong, letters, confidences, seconds = 0, 0, list[float](), 0.0
        for data in samples:
            start = time.perf_counter()
            more_wrong, more_letters, more = error_rate(data, condition)
            seconds += time.perf_counter() - start
            wrong, letters, confidences = wrong + more_wrong, letters + more_letters, confidences + more
        mean = sum(confidences) / max(len(confidences), 1)
        pages = len(confidences)
        table.add_row(
            condition.name, f"{wrong / letters:.2%}", f"{mean:.2f}", str(pages), f"{seconds / max(pages, 1):.1f}"
        )
    Console().print(table)


if __name__ == "__main__":
    main()
