"""Whether the text layer of a PDF page can be used."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers.pdf_paragraphs import PdfLine


def usable(lines: Sequence[PdfLine]) -> bool:
    """Whether the lines of a page say what the page shows."""
    return bool(lines)
