"""What a document refers to and what refers to it, as one record for the command line, screens and interfaces."""

from __future__ import annotations

from typing import Any

from corpus.catalogue import Catalogue
from corpus.mentions import number_of
from corpus.records import Document

RELATIONS = {
    "cites": "nhắc đến",
    "bases": "căn cứ",
    "replaces": "thay thế, bãi bỏ",
    "amends": "sửa đổi, bổ sung",
    "guides": "hướng dẫn, triển khai",
}
"""What one document does with another, as staff read it."""


def follow(catalogue: Catalogue, document: Document | None, name: str = "") -> dict[str, Any]:
    """What a held document refers to and what refers to it; where none is given, what refers to the one called `name`,
    by its number ("57-NQ/TW") or otherwise ("Điều lệ Đảng")."""
    numbered = "" if document else number_of(catalogue.rows, name)
    if not document and numbered:
        document = next(iter(catalogue.numbered(numbered)), None)
    held = document is not None
    number = document.metadata.number if document else numbered
    citing = catalogue.citing(number or name) if number or not held else []
    return {
        "number": number,
        "kind": document.metadata.kind if document else "",
        "title": document.metadata.title if document else "" if number else name,
        "doc_id": document.id if document else None,
        "source": document.source if document else None,
        "status": document.metadata.status if document else catalogue.standing([number]).get(number, ""),
        "refers_to": _referred(catalogue, document) if document else [],
        "referred_to_by": [
            {
                "doc_id": c.doc_id,
                "source": c.source,
                "number": c.metadata.number,
                "kind": c.metadata.kind,
                "title": c.metadata.title,
                "date": c.metadata.date,
                "relation": c.relation,
                "count": c.count,
                "start": c.start,
            }
            for c in citing
        ],
    }


def _referred(catalogue: Catalogue, document: Document) -> list[dict[str, Any]]:
    """What a document refers to: an entry for each document and relation, in order of first mention."""
    entries: dict[tuple[str, str, str], dict[str, Any]] = {}
    for reference in catalogue.references(document.id):
        key = reference.number, reference.number or reference.kind, reference.relation
        entry = entries.setdefault(
            key,
            {
                "number": reference.number,
                "kind": reference.kind,
                "relation": reference.relation,
                "count": 0,
                "start": reference.span.start,
                "end": reference.span.end,
                "page": document.page_at(reference.span.start),
                "doc_id": next((d.id for d in catalogue.numbered(reference.number)), None),
            },
        )
        entry["count"] += 1
    return list(entries.values())


def reference_label(entry: dict[str, Any]) -> str:
    """How an entry reads: kind and number, else title, else the file's name."""
    if entry["number"]:
        return f"{entry['kind'].capitalize()} {entry['number']}".strip()
    if "source" not in entry:
        return str(entry["kind"])
    return str(entry["title"] or entry["source"].rpartition("/")[2])
