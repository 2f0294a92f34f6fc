"""Recognising the text of scanned PDF pages with tesseract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.limits import Limits
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.readers.pdf_textlayer import usable
from corpus.records import Scan


@dataclass(frozen=True, slots=True)
class Recognition:
    """The lines of all pages of a PDF after recognition, what was recognised, and what staff should be told."""

    pages: list[list[PdfLine]]
    scans: tuple[Scan, ...] = ()
    warnings: tuple[str, ...] = ()


def recognise(data: bytes, name: str, pages: Sequence[list[PdfLine]], limits: Limits) -> Recognition:
    """`pages` with those that have no usable text layer recognised from their pictures."""
    bare = [number for number, lines in enumerate(pages, 1) if not usable(lines)]
    warnings = []
    if bare:
        warnings.append(f"Không có lớp chữ ở {page_list(bare)} của “{name}” (trang trống hoặc ảnh quét, cần OCR).")
    return Recognition(list(pages), (), tuple(warnings))


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers for a message, the first dozen of them."""
    shown = ", ".join(str(n) for n in numbers[:12])
    return f"trang {shown}" + (f" và {len(numbers) - 12} trang khác" if len(numbers) > 12 else "")
