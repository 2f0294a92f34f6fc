"""How a citation reads: as staff write it in their own documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from corpus.records import Metadata

_ATTACHED = "ban hành kèm theo"


def document_label(metadata: Metadata, source: str) -> str:
    """ "Quy định 294-QĐ/TW", else the title in quotation marks, else the file's name."""
    if metadata.number:
        return f"{metadata.kind.capitalize() or 'Văn bản'} {metadata.number}"
    return f"“{metadata.title}”" if metadata.title else PurePosixPath(source).name


def citation_label(
    metadata: Metadata,
    source: str,
    outline: Sequence[str] = (),
    page: int | None = None,
    last_page: int | None = None,
) -> str:
    """ "Khoản 2, Điều 5, Quy định 294-QĐ/TW, tr. 4": innermost first, then the document, then the page.

    A quote that runs over a page's end is on "tr. 4-5"; what is attached to a document is cited as "Điều 5, Quy chế ban
    hành kèm theo Quyết định 12-QĐ/TU". Numbers that say where they stand ("Mục 3.5.1") are given without those above.
    """
    parts = [*reversed(_needed(outline)), document_label(metadata, source)]
    if len(parts) > 1 and parts[-2].endswith(_ATTACHED):
        parts[-2:] = [f"{parts[-2]} {parts[-1]}"]
    if page is not None:
        parts.append(f"tr. {page}" if last_page is None or last_page <= page else f"tr. {page}-{last_page}")
    return ", ".join(parts)


def _needed(outline: Sequence[str]) -> list[str]:
    """The labels of a path without those that the next one repeats: "Mục 3", "Mục 3.5" before "Mục 3.5.1"."""
    return [
        label
        for index, label in enumerate(outline)
        if not any(inner.startswith(f"{label}.") for inner in outline[index + 1 : index + 2])
    ]
