"""How much a reader may take on; a file beyond it is refused or read in part, and the report says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file, as readers know them. `corpus.settings` has a setting of the same name for each."""

    max_text_mb: float = 20.0
    """Millions of characters; a file with more text is refused."""
    max_unzipped_mb: float = 512.0
    """Megabytes that a DOCX, XLSX or PPTX may unpack to. A 100 MB document of text and pictures stays far below it."""
    max_pages: int = 5_000
    """Pages of a PDF; a longer one is refused."""
    max_cells: int = 2_000_000
    """Cells of a workbook."""
    ocr: bool = True
    """Whether pages without a text layer go through tesseract where it is installed."""
    ocr_page_seconds: float = 60.0
    """Seconds that one page may take to recognise."""
    office_seconds: float = 120.0
    """Seconds that LibreOffice may take to convert an old file."""
