"""How a citation reads: as staff write it in their own documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from corpus.records import Metadata


def document_label(metadata: Metadata, source: str) -> str:
    """ "Quy định 294-QĐ/TW", else the title in quotation marks, else the file's name."""
    if metadata.number:
        return f"{metadata.kind.capitalize() or 'Văn bản'} {metadata.number}"
    return f"“{metadata.title}”" if metadata.title else PurePosixPath(source).name


def citation_label(metadata: Metadata, source: str, outline: Sequence[str] = (), page: int | None = None) -> str:
    """ "Khoản 2, Điều 5, Quy định 294-QĐ/TW, tr. 4": innermost first, then the document, then the page."""
    parts = [*reversed(outline), document_label(metadata, source)]
    return ", ".join(parts if page is None else [*parts, f"tr. {page}"])
