"""PDF with a text layer: lines with their places, put together into paragraphs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, DeprecationError

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from corpus.limits import Limits
from corpus.readers.pdf_filters import spell_out_filters
from corpus.readers.pdf_ocr import page_list, recognise
from corpus.readers.pdf_paragraphs import PdfLine, paragraphs
from corpus.readers.pdf_running import without_running
from corpus.records import Extract
from corpus.repair import repair

_CELL_GAP = 2.5
"""Ems of nothing between two pieces of one line that make them cells of a letterhead or table."""
_CHARACTER = 0.5
"""Mean width of a character in ems (Times New Roman, Vietnamese text); pypdf does not tell where a piece ends."""


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs of a PDF in reading order, with the page of each and the places where pages break in them.

    Running headers, footers and page numbers are left out. Pages count from 1 as a viewer shows them. Hints: title.
    Pages without a usable text layer are recognised from their pictures where tesseract is installed, see `recognise`.
    Raises `EncryptedFile` if the empty password does not open it, `EmptyFile` if no page has text (a scan that was not
    recognised), and `DamagedFile` if it cannot be read whole.
    """
    with _quiet():
        reader = _open(data, name)
        try:
            count = len(reader.pages)
        except Exception as exc:  # pypdf raises anything on hostile files, see `_lines_of`
            raise _damaged(name, exc) from exc
        if not count:
            raise EmptyFile(f"“{name}” không có trang nào. Hãy xin lại tệp gốc.")
        pages: list[list[PdfLine]] = []
        broken = []
        for index in range(count):
            found = _lines_of(reader, index)
            if isinstance(found, Exception):
                broken.append((index + 1, found))
            pages.append([] if isinstance(found, Exception) else found)
        title = _title(reader)
    recognition = recognise(data, name, pages, limits)
    pages = recognition.pages
    broken = [(number, exc) for number, exc in broken if not pages[number - 1]]
    if len(broken) == count:
        raise _damaged(name, broken[0][1]) from broken[0][1]
    if not any(pages):
        raise EmptyFile(f"“{name}” có {count} trang nhưng không trang nào có chữ. {' '.join(recognition.warnings)}")
    blocks = paragraphs(without_running(pages))
    if not blocks:
        raise EmptyFile(f"“{name}” chỉ có số trang, không có nội dung. Hãy kiểm tra lại tệp gốc.")
    warnings = list(recognition.warnings)
    if broken:
        warnings.append(f"Không đọc được {page_list([n for n, _ in broken])} của “{name}”: tệp bị hỏng ở đó.")
    if _repaired(data):
        warnings.append(f"“{name}” thiếu phần cuối (tệp bị cắt cụt?); có thể mất một số trang.")
    return Extract(
        "pdf",
        blocks,
        page_count=count,
        hints={"title": title} if title else {},
        warnings=tuple(warnings),
        scans=recognition.scans,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf's remarks on malformed files out of the log; what matters comes back as a warning or an error."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _open(data: bytes, name: str) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise EncryptedFile(f"“{name}” có mật khẩu. Hãy bỏ mật khẩu (in lại ra PDF) rồi nạp lại.")
    except DependencyError as exc:
        raise EncryptedFile(
            f"“{name}” được mã hóa bằng AES mà máy thiếu gói cryptography. Hãy cài gói đó, hoặc in lại ra PDF."
        ) from exc
    except EncryptedFile:
        raise
    except Exception as exc:  # see `_lines_of`
        raise _damaged(name, exc) from exc
    return reader


def _lines_of(reader: PdfReader, index: int) -> list[PdfLine] | Exception:
    """The lines of page `index` (from 0), or what pypdf raised on it.

    On files that break the format pypdf raises its own errors, which have no common root, and whatever Python raises on
    bad operands; all of it means the same here: this page cannot be read.
    """
    try:
        try:
            return _lines(reader.pages[index], index + 1)
        except DeprecationError:
            spell_out_filters(reader)
            return _lines(reader.pages[index], index + 1)
    except Exception as exc:  # noqa: BLE001 – see above
        return exc


def _damaged(name: str, exc: BaseException) -> DamagedFile:
    return DamagedFile(
        f"“{name}” là tệp PDF bị hỏng hoặc bị cắt cụt ({type(exc).__name__}), không đọc được. Hãy xin lại tệp gốc."
    )


def _repaired(data: bytes) -> bool:
    """Whether the file lacks its end, so that pypdf had to look for the objects itself."""
    return b"%%EOF" not in data[-4096:]


def _title(reader: PdfReader) -> str:
    """The title that the file declares, unless it is a program's leftover."""
    try:
        title = repair(str((reader.metadata and reader.metadata.title) or ""))
    except Exception:  # noqa: BLE001 – a broken information dictionary says nothing about the text
        return ""
    leftover = title.lower().startswith(("microsoft word", "untitled", "document", "slide")) or title.lower().endswith(
        (".doc", ".docx", ".pdf", ".indd", ".qxd")
    )
    return title if len(title) > 5 and " " in title and not leftover else ""


def _lines(page: Any, number: int) -> list[PdfLine]:
    """The lines of a page in the order of the file, with their places in points from the lower left."""
    pieces: list[tuple[str, float, float, float, bool]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[3] or tm[1] or 1) * abs(cm[3] or cm[1] or 1)
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            pieces.append((text, x, y, size * scale, bold))

    page.extract_text(visitor_text=visit)
    lines: list[PdfLine] = []
    row: list[tuple[str, float, float, float, bool]] = []
    for text, x, y, size, bold in pieces:
        first, *rest = text.split("\n")
        if first:
            row.append((first, x, y, size, bold))
        for part in rest:
            lines += _cells(row, number)
            row = [(part, x, y, size, bold)] if part else []
    return lines + _cells(row, number)


def _cells(row: list[tuple[str, float, float, float, bool]], number: int) -> list[PdfLine]:
    """The pieces of one line as one `PdfLine`, or several where wide gaps show that they stand in cells."""
    out: list[PdfLine] = []
    group: list[tuple[str, float, float, float, bool]] = []
    for piece in row:
        if not piece[0].strip() and not group:
            continue
        if group and piece[0].strip():
            _, x, _, size, _ = group[-1]
            end = x + len(group[-1][0].rstrip()) * _CHARACTER * size
            started = group[0][1] + sum(len(g[0]) for g in group) * _CHARACTER * size
            if piece[1] - max(end, started) > _CELL_GAP * max(size, 1):
                out.append(_line(group, number))
                group = []
        group.append(piece)
    if group:
        out.append(_line(group, number))
    return [line for line in out if line.text]


def _line(group: list[tuple[str, float, float, float, bool]], number: int) -> PdfLine:
    text = repair("".join(piece[0] for piece in group))
    size = max(piece[3] for piece in group)
    right = max(piece[1] + len(piece[0].rstrip()) * _CHARACTER * piece[3] for piece in group)
    bold = all(piece[4] for piece in group if piece[0].strip())
    return PdfLine(text, number, group[0][1], group[0][2], right, size, bold)
