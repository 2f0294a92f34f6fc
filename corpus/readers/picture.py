"""Pictures of pages: a telephone's photograph (PNG, JPEG), a scan or a fax (TIFF)."""

from __future__ import annotations

from dataclasses import replace

from corpus.limits import Limits
from corpus.pictures import as_pdf
from corpus.readers import pdf
from corpus.records import Extract


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """What is recognised on the pictures of a file, each a page, as in a scanned PDF (see `corpus.readers.pdf`).

    Raises `EmptyFile` where nothing can be recognised, saying what to install, and the errors of `as_pdf`.
    """
    return replace(pdf.read(as_pdf(data, name, limits.max_pages), name, limits), format="picture")
