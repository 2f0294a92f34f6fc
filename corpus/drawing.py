"""PDF pages as pictures, and the places on a page where a quote stands; pdfium draws them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import Any

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from corpus.alignment import quoted
from corpus.errors import DamagedFile, EncryptedFile
from corpus.legacy.conversion import to_unicode
from corpus.pictures import as_pdf
from corpus.records import Word
from corpus.sniff import PICTURES

_MAX_PIXELS = 30_000_000
"""A3 at 400 dpi has 31 million; one byte each in grey, four in colour."""
_MAX_CHARACTERS = 100_000
"""Characters of one page that a quote is looked for in; a full page of small print has 10,000."""
_MAX_OBJECTS = 20_000
_MAX_PICTURES = 5_000
_DPI = 300
_MAX_DPI = 400
_A4 = 842.0
_COLOUR = 60
"""Levels of 255 between a pixel's strongest and weakest colour that make it coloured; yellowed paper has 40."""
_STAMPED = (0.0005, 0.3)
"""The share of a page's pixels that are coloured where coloured ink is on it: less is dirt, more a photograph."""
_FINE = 16
"""pdfium maps places to whole pixels only, so they are asked for in sixteenths of a point."""
_BASELINE = 2.0
"""Points by which letters of one line may stand higher or lower than its first."""
_LOCK = threading.RLock()
"""pdfium may be called by one thread at a time."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as displayed: edges in PDF points from the page's left and top, 0 at the upper left."""

    left: float
    top: float
    right: float
    bottom: float


def page_image(data: bytes, page: int, scale: float = 2.0) -> bytes:
    """Page `page` (from 1) of a PDF as a PNG, `scale` pixels a point, fewer where the page is enormous.

    Raises `DamagedFile` or `EncryptedFile` if it cannot be drawn.
    """
    with Drawing(data) as drawing:
        picture = drawing.picture(page, scale)
    out = BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()


def quote_boxes(data: bytes, page: int, quote: str, words: Sequence[Word] = ()) -> list[Box]:
    """Where `quote` stands on page `page` (from 1) of a PDF: a rectangle for each line of it, from the top down.

    White space, hyphens, punctuation, case and diacritics need not agree; a quote that runs over the page's end gives
    its part on this page, one that does not stand on it nothing. `words` are those of the page's `Scan` where it was
    recognised from its picture, in which case `data` is not looked at.

    Raises `DamagedFile` or `EncryptedFile` if the page cannot be opened.
    """
    if words:
        places = [Box(word.left, word.top, word.right, word.bottom) for word in words]
        return _by_line(places[i] for i in quoted([word.text for word in words], quote))
    with Drawing(data) as drawing:
        return drawing.quoted(page, quote)


class Drawing:
    """An open PDF, or picture, to draw from; holds pdfium's lock only while it works. Use it in a `with` statement."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(PICTURES):
            data = as_pdf(data, "ảnh", _MAX_PICTURES)
        with _LOCK, _mapped():
            self._document = pypdfium2.PdfDocument(data)

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None) -> None:
        with _LOCK:
            self._document.close()

    def __len__(self) -> int:
        """How many pages the document has."""
        with _LOCK:
            return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page as displayed, in points."""
        with self._opened(page) as opened:
            return _size(opened)

    def picture(self, page: int, scale: float, *, grey: bool = False) -> Image.Image:
        """A page (from 1) at `scale` pixels a point or what the bound on pixels allows, in colour or in grey."""
        with self._opened(page) as opened:
            return _render(opened, scale, grey)

    def scan(self, page: int) -> tuple[Image.Image, float, float]:
        """A page in grey as recognition wants it, its pixels a point, and the pixels of its source for each of them.

        At 300 dpi; where one picture fills the page, at its own resolution if that is higher. A page larger than any
        scanner's glass was made from a picture without its resolution, which says little about the size of the letters.
        """
        with self._opened(page) as opened:
            long_side = max(_size(opened))
            own = _resolution(opened)
            scale = _DPI / 72 if own is None else _DPI / 72 * min(1.0, 1.5 * _A4 / long_side)
            if own is not None:
                scale = max(scale, min(own, _MAX_DPI / 72))
            picture = _render(opened, scale, grey=True)
            scale = picture.width / _size(opened)[0]
            return picture, scale, 1.0 if own is None else own / scale

    def black(self, page: int, scale: float) -> Image.Image | None:
        """A page in grey without its coloured ink, `scale` pixels a point; None where no stamp or the like is on it."""
        with self._opened(page) as opened:
            light, dark = _lightest_and_darkest(_render(opened, 1.0, grey=False))
            colours = ImageChops.subtract(light, dark).histogram()
            if not _STAMPED[0] <= sum(colours[_COLOUR:]) / sum(colours) <= _STAMPED[1]:
                return None
            return _lightest_and_darkest(_render(opened, scale, grey=False))[0]

    def pictured(self, page: int) -> bool:
        """Whether one picture covers most of the page, as on a scan with or without a text layer."""
        with self._opened(page) as opened:
            return _resolution(opened) is not None

    def blank(self, page: int) -> bool:
        """Whether nothing at all is drawn on the page."""
        with self._opened(page) as opened:
            dark, light = _render(opened, 0.5, grey=True).getextrema()
            return bool(light - dark < 24)

    def quoted(self, page: int, quote: str) -> list[Box]:
        """The lines of `quote` on a page with a text layer, in the page's order."""
        with self._opened(page) as opened:
            text = opened.get_textpage()
            count = min(text.count_chars(), _MAX_CHARACTERS)
            letters = [chr(raw.FPDFText_GetUnicode(text, i) & 0xFFFF) for i in range(count)]
            found = (
                quoted(letters, quote)
                or _quoted_in_rows(opened, text, letters, quote)
                or _quoted_in_old_letters(letters, quote)
            )
            edges = [text.get_charbox(i, loose=True) for i in found]
            upright = _by_line(_displayed(opened, each) for each in edges)
            # Text that is displayed lying on its side makes lines in the page's own coordinates only.
            own = _by_line(Box(left, -top, right, -bottom) for left, bottom, right, top in edges)
            if len(own) >= len(upright):
                return upright
            return [_displayed(opened, (box.left, -box.bottom, box.right, -box.top)) for box in own]

    @contextmanager
    def _opened(self, page: int) -> Iterator[Any]:
        with _LOCK, _mapped():
            if not 1 <= page <= len(self._document):
                raise DamagedFile(f"Tệp PDF không có trang {page} (chỉ có {len(self._document)} trang).")
            opened = self._document[page - 1]
            try:
                yield opened
            finally:
                opened.close()


@contextmanager
def _mapped() -> Iterator[None]:
    """pdfium's errors as ours; on broken files pypdfium2 also lets through what ctypes and PIL raise on bad sizes."""
    try:
        yield
    except pypdfium2.PdfiumError as exc:
        if exc.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFile("Tệp PDF có mật khẩu nên không vẽ được trang. Hãy bỏ mật khẩu rồi nạp lại.") from exc
        raise _damaged(exc) from exc
    except (ValueError, OverflowError, MemoryError, OSError, ZeroDivisionError) as exc:
        raise _damaged(exc) from exc


def _damaged(exc: Exception) -> DamagedFile:
    return DamagedFile(f"Không vẽ được trang của tệp PDF ({type(exc).__name__}): tệp bị hỏng. Hãy xin lại tệp gốc.")


def _size(page: Any) -> tuple[float, float]:
    width, height = page.get_size()
    return max(width, 1.0), max(height, 1.0)


def _render(page: Any, scale: float, grey: bool) -> Image.Image:
    width, height = _size(page)
    scale = min(scale, (_MAX_PIXELS / (width * height)) ** 0.5)
    picture = page.render(scale=scale, grayscale=grey).to_pil()
    return picture.copy()  # to_pil's picture is a view of memory that goes with the page


def _lightest_and_darkest(picture: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Of each pixel the strongest of its three colours, in which coloured ink is light, and the weakest."""
    red, green, blue = picture.convert("RGB").split()
    return (
        ImageChops.lighter(ImageChops.lighter(red, green), blue),
        ImageChops.darker(ImageChops.darker(red, green), blue),
    )


def _resolution(page: Any) -> float | None:
    """Pixels a point of the picture that covers most of the page, or None where none does."""
    width, height = _size(page)
    kinds = (raw.FPDF_PAGEOBJ_IMAGE,)
    for seen, item in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if seen >= _MAX_OBJECTS:
            return None
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) >= 0.6 * width * height:
            pixels = item.get_px_size()
            return float((pixels[0] * pixels[1] / ((right - left) * (top - bottom))) ** 0.5)
    return None


def _quoted_in_rows(page: Any, text: Any, letters: Sequence[str], quote: str) -> list[int]:
    """The characters of `quote` on a page whose file shows them in another order than they stand in.

    Programs that take the letters a font lacks (often those with two marks) from another show them behind their line.
    """
    placed = []
    x, y = raw.c_double(), raw.c_double()
    width, height = _size(page)
    for index, letter in enumerate(letters):
        if letter.isalnum() and raw.FPDFText_GetCharOrigin(text, index, x, y):
            across, down = _point(page, x.value, y.value, width, height)
            placed.append((down, across, index))
    placed.sort()
    order: list[int] = []
    for row in _rows(placed):
        order += [index for _, _, index in sorted(row, key=lambda letter: letter[1])]
    return [order[i] for i in quoted([letters[index] for index in order], quote)]


def _rows(placed: Sequence[tuple[float, float, int]]) -> Iterator[list[tuple[float, float, int]]]:
    """Letters from the top down, as (down, across, index), in rows of one baseline."""
    row: list[tuple[float, float, int]] = []
    for letter in placed:
        if row and letter[0] - row[0][0] > _BASELINE:
            yield row
            row = []
        row.append(letter)
    if row:
        yield row


def _quoted_in_old_letters(letters: Sequence[str], quote: str) -> list[int]:
    """The characters of `quote` on a page that was typed in an encoding of before Unicode, whole words of them."""
    words: list[list[int]] = [[]]
    for index, letter in enumerate(letters):
        if not letter.isspace():
            words[-1].append(index)
        elif words[-1]:
            words.append([])
    old = ["".join(letters[i] for i in word) for word in words]
    new = to_unicode([" ".join(old)])[0][0].split(" ")
    return [i for word in quoted(new, quote) for i in words[word]] if new != old and len(new) == len(old) else []


def _displayed(page: Any, edges: tuple[float, float, float, float]) -> Box:
    """A rectangle of the page's own coordinates as it is displayed, cropped and turned."""
    width, height = _size(page)
    corners = [_point(page, x, y, width, height) for x in edges[0::2] for y in edges[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(max(min(xs), 0.0), max(min(ys), 0.0), min(max(xs), width), min(max(ys), height))


def _point(page: Any, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    across, down = raw.c_int(), raw.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, round(width * _FINE), round(height * _FINE), 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _by_line(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that follow each other on one line as one box."""
    lines: list[Box] = []
    for box in boxes:
        if box.right <= box.left or box.bottom <= box.top:
            continue
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = Box(
                min(last.left, box.left),
                min(last.top, box.top),
                max(last.right, box.right),
                max(last.bottom, box.bottom),
            )
        else:
            lines.append(box)
    return lines


def _same_line(line: Box, box: Box) -> bool:
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    height = min(line.bottom - line.top, box.bottom - box.top)
    return shared > height / 2 and box.left > line.left - height
