"""Lines of PDF pages that were typed in an old encoding, rewritten before they are put together into paragraphs."""

from __future__ import annotations

from dataclasses import replace

from corpus.legacy.conversion import to_unicode
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.repair import repair


def in_unicode(pages: list[list[PdfLine]]) -> tuple[list[list[PdfLine]], str]:
    """The pages with their lines in Unicode and repaired, and the encodings that were found (see `to_unicode`)."""
    lines, encoding = to_unicode([line.text for page in pages for line in page])
    texts = iter(lines)
    rewritten = [[_with(line, repair(next(texts))) for line in page] for page in pages]
    return [[line for line in page if line.text] for page in rewritten], encoding


def _with(line: PdfLine, text: str) -> PdfLine:
    return line if text == line.text else replace(line, text=text)
