"""PDF with a text layer: lines with their places, put together into paragraphs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, DeprecationError

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge
from corpus.limits import Limits
from corpus.readers.pdf_columns import reading_order
from corpus.readers.pdf_content import Fonts, read_content
from corpus.readers.pdf_filters import spell_out_filters
from corpus.readers.pdf_legacy import in_unicode
from corpus.readers.pdf_lines import page_lines
from corpus.readers.pdf_notes import split_notes, under_rule
from corpus.readers.pdf_ocr import page_list, recognise
from corpus.readers.pdf_paragraphs import PdfLine, paragraphs
from corpus.readers.pdf_running import without_running
from corpus.readers.pdf_tables import continued, tabulated
from corpus.readers.pdf_unruled import aligned
from corpus.records import Extract
from corpus.repair import repair


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs of a PDF in reading order, with the page of each and the places where pages break in them.

    Running headers, footers and page numbers are left out. Pages count from 1 as a viewer shows them. Hints: title.
    Pages without a usable text layer are recognised from their pictures where tesseract is installed, see `recognise`.
    Raises `EncryptedFile` if the empty password does not open it, `EmptyFile` if no page has text (a scan that was not
    recognised), `TooLarge` over `limits.max_pages`, and `DamagedFile` if it cannot be read whole.
    """
    with _quiet():
        reader = _open(data, name)
        try:
            count = len(reader.pages)
        except Exception as exc:  # pypdf raises anything on hostile files, see `_lines_of`
            raise _damaged(name, exc) from exc
        if count > limits.max_pages:
            raise TooLarge(
                f"“{name}” có {count} trang, quá giới hạn {limits.max_pages} trang. Hãy tách nhỏ tệp hoặc nâng"
                " max_pages trong cấu hình."
            )
        if not count:
            raise EmptyFile(f"“{name}” không có trang nào. Hãy xin lại tệp gốc.")
        pages: list[list[PdfLine]] = []
        broken = []
        fonts = Fonts()
        for index in range(count):
            found = _lines_of(reader, index, fonts)
            if isinstance(found, Exception):
                broken.append((index + 1, found))
            pages.append([] if isinstance(found, Exception) else found)
        title = _title(reader)
    recognition = recognise(data, name, pages, limits)
    pages, encoding = in_unicode(recognition.pages)
    broken = [(number, exc) for number, exc in broken if not pages[number - 1]]
    if len(broken) == count:
        raise _damaged(name, broken[0][1]) from broken[0][1]
    if not any(pages):
        raise EmptyFile(f"“{name}” có {count} trang nhưng không trang nào có chữ. {' '.join(recognition.warnings)}")
    blocks = paragraphs(*_arranged(without_running(pages)))
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
        encoding=encoding,
    )


def _arranged(pages: list[list[PdfLine]]) -> tuple[list[list[PdfLine]], list[list[PdfLine]]]:
    """The lines of each page in the order of reading, and its footnotes."""
    rest, notes = split_notes(pages)
    return continued([reading_order(aligned(page)) for page in rest]), notes


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


def _lines_of(reader: PdfReader, index: int, fonts: Fonts) -> list[PdfLine] | Exception:
    """The lines of page `index` (from 0), or what pypdf raised on it.

    On files that break the format pypdf raises its own errors, which have no common root, and whatever Python raises on
    bad operands; all of it means the same here: this page cannot be read.
    """
    try:
        try:
            return _lines(reader.pages[index], index + 1, fonts)
        except DeprecationError:
            spell_out_filters(reader)
            return _lines(reader.pages[index], index + 1, fonts)
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


def _lines(page: Any, number: int, fonts: Fonts) -> list[PdfLine]:
    """The lines of a page from its top, ruled tables as rows, with their places in points from the lower left."""
    content = read_content(page, fonts)
    lines = under_rule(page_lines(content, number), content.rules)
    return tabulated(lines, content.rules) if content.rules else lines
