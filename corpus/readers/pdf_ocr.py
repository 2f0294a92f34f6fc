"""Recognising the text of scanned PDF pages with tesseract."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from corpus import deadline
from corpus.errors import ReadError
from corpus.limits import Limits
from corpus.readers.pdf_cleaning import cleaned
from corpus.readers.pdf_deskew import skew, turned
from corpus.readers.pdf_hocr import HocrLine, hocr_lines
from corpus.readers.pdf_inks import both_readings
from corpus.readers.pdf_ocr_slips import without_slips
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.readers.pdf_scan_lines import POOR, Placing, confidence_of, scan_lines
from corpus.readers.pdf_textlayer import Doubt, doubts, garbled, marked_share
from corpus.records import Scan

LANGUAGE = "vie"
INSTALL = (
    "Hãy cài: sudo apt install tesseract-ocr tesseract-ocr-vie (Windows: bộ cài tesseract-ocr-w64-setup của"
    " UB Mannheim, chọn thêm tiếng Việt), rồi nạp lại."
)
_WINDOWS = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")
_MOST_THREADS = 8
"""A large page takes a hundred megabytes while it is cleaned and turned."""
_SETTINGS = "--psm 3 --dpi {dpi}"


@dataclass(frozen=True, slots=True)
class Recognition:
    """The lines of all pages of a PDF after recognition, what was recognised, and what staff should be told."""

    pages: list[list[PdfLine]]
    scans: tuple[Scan, ...] = ()
    warnings: tuple[str, ...] = ()


def recognise(data: bytes, name: str, pages: Sequence[list[PdfLine]], limits: Limits) -> Recognition:
    """`pages` with those that have no usable text layer recognised from their pictures, each on its own.

    A page that cannot be recognised keeps what its text layer had and is named in a warning, as are all of them where
    tesseract or its Vietnamese is not installed. Nothing is drawn on a blank page, so it is left without a word.
    """
    suspects = doubts(data, pages)
    if not suspects:
        return Recognition(list(pages))
    lacking = missing(limits)
    if lacking:
        return Recognition(list(pages), (), (f"{_unread(suspects, name)} {lacking}",))
    deadline.extend(len(suspects) * limits.ocr_page_seconds)
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as threads:
        results = list(threads.map(lambda number: _page(data, number, limits), suspects))
    return _merged(pages, suspects, results, name)


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers for a message, the first dozen of them."""
    shown = ", ".join(str(n) for n in numbers[:12])
    return f"trang {shown}" + (f" và {len(numbers) - 12} trang khác" if len(numbers) > 12 else "")


def missing(limits: Limits) -> str:
    """Why nothing can be recognised on this machine and how to change that, in Vietnamese; empty if it can."""
    if not limits.ocr:
        return "Nhận dạng chữ (OCR) đang tắt trong cấu hình (ocr)."
    try:
        import pytesseract
    except ImportError:
        return "Máy thiếu gói Python pytesseract nên không nhận dạng được chữ (OCR). Hãy cài: pip install pytesseract"
    if not shutil.which(pytesseract.pytesseract.tesseract_cmd) and _WINDOWS.is_file():
        pytesseract.pytesseract.tesseract_cmd = str(_WINDOWS)
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError):
        return f"Máy chưa cài tesseract nên không nhận dạng được chữ (OCR). {INSTALL}"
    if LANGUAGE not in languages:
        return f"Tesseract trên máy thiếu tiếng Việt ({LANGUAGE}) nên không nhận dạng được chữ (OCR). {INSTALL}"
    return ""


def _page(data: bytes, number: int, limits: Limits) -> tuple[list[PdfLine], Scan] | str:
    """The lines and the scan of one page, or why there are none."""
    from corpus.drawing import Drawing

    try:
        with Drawing(data) as drawing:
            picture, scale, sharpness = drawing.scan(number)
            black = drawing.black(number, scale)
        pictures = [cleaned(each, sharpness) for each in (picture, black) if each]
        return _recognised(pictures, scale, number, limits)
    except TimeoutError:
        return f"quá {limits.ocr_page_seconds:g} giây"
    except MemoryError:
        return "thiếu bộ nhớ"
    except (ReadError, OSError, ValueError) as exc:  # ValueError: of PIL and numpy on pictures out of all proportion
        return str(exc)


def _recognised(
    pictures: Sequence[Image.Image], scale: float, number: int, limits: Limits
) -> tuple[list[PdfLine], Scan]:
    """The lines and the scan of page `number`, drawn in grey at `scale` pixels a point; where it is stamped, followed
    by the same without coloured ink.

    The page is turned until its lines run across; where that leaves it badly read, it may stand on its head, and the
    better reading of the two counts. Raises `TimeoutError` after `limits.ocr_page_seconds` of it.
    """
    picture, *black = pictures
    until = time.monotonic() + limits.ocr_page_seconds
    angle = skew(picture)
    upright = turned(picture, angle)
    found = _tesseract(upright.picture, scale, until)
    if confidence_of(found) < POOR:
        with suppress(TimeoutError):  # the first reading is better than none
            over = turned(picture, angle + 180)
            other = _tesseract(over.picture, scale, until)
            if confidence_of(other) > confidence_of(found):
                upright, found = over, other
    for under in black:
        with suppress(TimeoutError):
            found = both_readings(found, _tesseract(turned(under, upright.angle).picture, scale, until))
    return scan_lines(without_slips(found), number, Placing(upright, scale, max(picture.size) / scale))


def _tesseract(picture: Image.Image, scale: float, until: float) -> list[HocrLine]:
    """The lines that tesseract finds. Raises `TimeoutError` at `until` (monotonic) and `OSError` if it fails."""
    import pytesseract

    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    # Pages run side by side already; threads within one page cost more than they bring (tesseract's own advice).
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    picture.format = "BMP"  # tesseract reads it as fast as it can be written; PNG takes half a second
    settings = _SETTINGS.format(dpi=min(max(round(scale * 72), 70), 2400))
    try:
        hocr = pytesseract.image_to_pdf_or_hocr(
            picture, lang=LANGUAGE, config=settings, extension="hocr", timeout=max(left, 0.1)
        )
    except pytesseract.TesseractError as exc:
        raise OSError(f"tesseract báo lỗi: {str(exc.message)[:200]}") from exc
    except RuntimeError as exc:  # how pytesseract says that time is up
        raise TimeoutError from exc
    return hocr_lines(hocr)


def _merged(
    pages: Sequence[list[PdfLine]],
    suspects: dict[int, Doubt],
    results: Sequence[tuple[list[PdfLine], Scan] | str],
    name: str,
) -> Recognition:
    """The pages with what was recognised in the place of what is worse, and warnings about the rest."""
    merged = list(pages)
    scans: list[Scan] = []
    failed: list[tuple[int, str]] = []
    silent: list[int] = []
    for (number, doubt), result in zip(suspects.items(), results, strict=True):
        if isinstance(result, str):
            failed.append((number, result))
        elif better(result[0], result[1].confidence, pages[number - 1], doubt):
            merged[number - 1] = result[0]
            scans.append(result[1])
        elif doubt in (Doubt.BARE, Doubt.GARBLED):
            silent.append(number)
    warnings = [
        f"Trang {scan.page} của “{name}” nhận dạng kém ({scan.confidence:.0%}); nên quét lại rõ hơn hoặc đối chiếu với"
        " bản gốc."
        for scan in scans
        if scan.confidence < POOR
    ]
    if failed:
        warnings.append(
            f"Không nhận dạng được {page_list([number for number, _ in failed])} của “{name}”: {failed[0][1]}."
        )
    if silent:
        warnings.append(f"Không nhận ra chữ nào ở {page_list(silent)} của “{name}” (ảnh hoặc trang trống).")
    return Recognition(merged, tuple(scans), tuple(warnings))


def better(found: Sequence[PdfLine], confidence: float, layer: Sequence[PdfLine], doubt: Doubt) -> bool:
    """Whether what was recognised on a page says more than its text layer."""
    if not found or doubt is Doubt.BARE:
        return bool(found)
    after, before = (" ".join(line.text for line in lines) for lines in (found, layer))
    if doubt is Doubt.GARBLED:
        return confidence >= 0.5 and not garbled(after)
    if doubt is Doubt.UNMARKED:
        return marked_share(after) > marked_share(before) + 0.2
    return sum(map(str.isalpha, after)) > 1.5 * sum(map(str.isalpha, before))


def _unread(suspects: dict[int, Doubt], name: str) -> str:
    bare = [number for number, doubt in suspects.items() if doubt is Doubt.BARE]
    return (
        f"Không có lớp chữ ở {page_list(bare)} của “{name}” (bản quét)."
        if bare
        else f"Lớp chữ ở {page_list(list(suspects))} của “{name}” không dùng được."
    )
