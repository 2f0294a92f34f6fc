"""Documents for programs that read: which are held, and the text of one, a part at a time."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import UnknownDocument
from corpus.numbers import canonical_number
from corpus.records import Document
from corpus.shelf import Shelf
from ui.api.errors import Refusal
from ui.shapes import outline_json

PART = 20_000
"""Characters of a text that are given at once."""
_HEADINGS = 300


def list_documents(shelf: Shelf, wanted: str = "", kind: str = "", limit: int = 50, offset: int = 0) -> Any:
    """The documents that have every word of `wanted`, newest first, undated ones last."""
    page = shelf.page(wanted, sort="-date", kind=kind.strip().lower(), limit=limit, offset=offset)
    return {
        "total": page.found,
        "documents": [
            {
                "doc_id": d.doc_id,
                "source": d.source,
                "title": d.title,
                "number": d.number,
                "kind": d.kind,
                "issuer": d.issuer,
                "date": d.date,
            }
            for d in page.documents
        ],
    }


def read_document(catalogue: Catalogue, name: str, start: int = 0, page: int | None = None) -> Any:
    """The document meant by an id, a number ("57-NQ/TW") or a file name, and its text from `start` or from a page on.

    Raises `UnknownDocument`, or `Refusal` for a place beyond its end.
    """
    found = catalogue.find(name) or next(iter(catalogue.numbered(canonical_number(name))), None)
    document = catalogue.document(found.id) if found else None
    if document is None:
        raise UnknownDocument(
            f"Không có tài liệu nào mang mã, số ký hiệu hoặc tên tệp “{name[:100]}”. "
            "Xem các tài liệu bằng công cụ list_documents."
        )
    if page is not None:
        if not 1 <= page <= len(document.page_starts):
            raise Refusal(422, f"Tài liệu có {len(document.page_starts)} trang; không có trang {page}.", param="page")
        start = document.page_starts[page - 1]
    if start > len(document.text):
        raise Refusal(422, f"Văn bản dài {len(document.text)} ký tự; không có chỗ {start}.", param="start")
    return _part(document, start)


def _part(document: Document, start: int) -> dict[str, Any]:
    end = min(start + PART, len(document.text))
    if end < len(document.text):
        # At the end of a line where there is one, so that no sentence is cut.
        end = document.text.rfind("\n", start + 1, end) + 1 or end
    starts, m = document.page_starts, document.metadata
    return {
        "doc_id": document.id,
        "source": document.source,
        "title": m.title,
        "number": m.number,
        "kind": m.kind,
        "issuer": m.issuer,
        "date": m.date,
        "status": m.status,
        "pages": len(starts) or None,
        "characters": len(document.text),
        "outline": outline_json(document)[:_HEADINGS],
        "start": start,
        "end": end,
        "next_start": end if end < len(document.text) else None,
        "first_page": document.page_at(start),
        "last_page": bisect_right(starts, max(end - 1, start)) or None if starts else None,
        "text": document.text[start:end],
    }
