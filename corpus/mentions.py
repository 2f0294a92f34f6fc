"""Which held documents name which: who cites a document, and what has become of it since.

A document's standing is not in its own text: "thay thế bởi 294-QĐ/TW" is what a later document says, so it is asked of
the catalogue whenever a document is shown, and changes as soon as the later one is taken in or out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from corpus.kinds import kind_by_code
from corpus.numbers import canonical_number, find_numbers
from corpus.records import Metadata, Reference, Relation, Span
from corpus.references import find_references

Rows = Callable[[str, Sequence[object]], list[Any]]
"""Runs a query against a catalogue and gives its rows."""

_METADATA = ", ".join(f"d.{field.name}" for field in fields(Metadata))
_FROM = "FROM mentions m JOIN documents d ON d.key = m.key AND d.state = 'ready'"
# By numbers that are known: in this order, for SQLite would else walk every ready document (0.3 s at 60,000).
_OF_NUMBERS = _FROM.replace(" JOIN ", " CROSS JOIN ")
# News and plans speak of replacing and amending too; only these do it.
_ACTS = (
    "hiến pháp", "bộ luật", "luật", "pháp lệnh", "lệnh", "nghị quyết", "nghị định", "thông tư", "thông tư liên tịch",
    "quyết định", "quy định", "quy chế", "quy trình", "điều lệ", "hướng dẫn", "kết luận", "chỉ thị",
)  # fmt: skip
_BATCH = 500
_OPEN = ("", "còn hiệu lực")
"""What may be said of a document's standing before other documents are asked."""


@dataclass(frozen=True, slots=True)
class Citing:
    """A held document that refers to another: in what relation, how often, and where first (an offset in its text)."""

    doc_id: str
    source: str
    metadata: Metadata
    relation: Relation
    count: int
    start: int


def references_of(rows: Rows, doc_id: str) -> list[Reference]:
    """What a ready document refers to, in order."""
    query = f"SELECT m.number, m.kind, m.relation, m.start, m.end {_FROM} WHERE d.id = ? ORDER BY m.start"
    return [Reference(number, kind, relation, Span(s, e)) for number, kind, relation, s, e in rows(query, (doc_id,))]


def number_of(rows: Rows, name: str) -> str:
    """The number of the document that a person calls `name`, or "".

    It may stand alone, however it is typed ("57 – nq/tw"), or after its kind ("Nghị quyết số 57-NQ/TW"). A serial alone
    ("Nghị quyết 57") is that of the party document which is held or mentioned under it, if there is one and not more.
    """
    if _is_number(name):
        return canonical_number(name)
    if numbered := next(find_numbers(name.upper()), None):
        return numbered.number
    called = _called(name)
    if not called or not called.number:
        return ""
    query = (
        f"SELECT DISTINCT m.number {_FROM} WHERE m.number GLOB ?1 AND m.kind = ?2 UNION "
        "SELECT number FROM documents WHERE state = 'ready' AND number GLOB ?1 AND kind = ?2 LIMIT 2"
    )
    found = rows(query, (f"{called.number}-*/TW", called.kind))
    return str(found[0][0]) if len(found) == 1 else called.number


def _called(name: str) -> Reference | None:
    """The document without a full number that `name` calls ("nghị quyết 57", "Nghị quyết Đại hội 14")."""
    text = " ".join(name.split())
    return next(iter(find_references(text[:1].upper() + text[1:])), None)


def citing(rows: Rows, name: str) -> list[Citing]:
    """The ready documents that refer to a document, newest first, one entry for each relation.

    `name` is what `number_of` understands, or the name of one without a number ("Điều lệ Đảng"). "Nghị quyết 57" counts
    for the resolution of the Central Committee or its Politburo, which is what people call so.
    """
    query = (
        f"SELECT d.id, d.source, {_METADATA}, m.relation, count(*), min(m.start) {_FROM} "
        "WHERE (m.number = ?1 AND m.number != '') OR (m.number = ?2 AND m.kind = ?3) "
        "GROUP BY d.id, m.relation ORDER BY d.date DESC, d.source, m.relation"
    )
    number = number_of(rows, name)
    called = _called(name)
    serial = re.match(r"\d+", number)
    short = serial.group() if serial and (number.endswith("/TW") or number.isdigit()) else None
    full = "" if number.isdigit() else number
    named = called.kind if called else " ".join(name.split())
    kind = kind_by_code(number) or named if number else named
    found = rows(query, (full, short, kind) if number else ("", "", kind))
    return [Citing(i, source, Metadata(*meta), r, count, at) for i, source, *meta, r, count, at in found]


def mentions_of_serial(rows: Rows, serial: int) -> list[tuple[str, str, str, Relation]]:
    """Every way in which ready documents name others of this serial number: (document id, number, kind, relation).

    The number is "57-NQ/TW" or, where the text says no more than "Nghị quyết 57", the serial alone.
    """
    found = []
    for written in dict.fromkeys((str(serial), f"{serial:02d}")):
        query = f"SELECT DISTINCT d.id, m.number, m.kind, m.relation {_FROM} WHERE m.number = ?1 OR m.number GLOB ?2"
        found += [(i, n, k, r) for i, n, k, r in rows(query, (written, f"{written}[-/]*"))]
    return found


def standing(rows: Rows, numbers: Iterable[str] | None = None) -> dict[str, str]:
    """What ready documents have done to those with these numbers (to any, if None); those that stand are left out.

    "thay thế bởi 294-QĐ/TW", else "sửa đổi bởi 12-QĐ/TW, 13-QĐ/TW", in order of the later documents' dates.
    """
    wanted = None if numbers is None else sorted({n for n in numbers if n})
    acts = ",".join("?" * len(_ACTS))
    query = (
        f"SELECT DISTINCT m.number, m.relation, d.number, d.date {_FROM if wanted is None else _OF_NUMBERS} "
        f"WHERE m.relation IN ('replaces', 'amends') AND d.number NOT IN ('', m.number) AND d.kind IN ({acts})"
    )
    found: list[tuple[str, str, str, str]] = []
    if wanted is None:
        found = rows(query, _ACTS)
    else:
        for i in range(0, len(wanted), _BATCH):
            part = wanted[i : i + _BATCH]
            found += rows(f"{query} AND m.number IN ({','.join('?' * len(part))})", (*_ACTS, *part))
    by: dict[str, dict[str, list[str]]] = {}
    for number, relation, later, _ in sorted(found, key=lambda row: (row[3], row[2])):
        by.setdefault(number, {}).setdefault(relation, []).append(later)
    return {number: _said(relations) for number, relations in by.items()}


def stands(metadata: Metadata) -> bool:
    """Whether a document's own file leaves open what other documents have done to it."""
    return bool(metadata.number) and metadata.status in _OPEN


def _said(relations: dict[str, list[str]]) -> str:
    if later := relations.get("replaces"):
        return f"thay thế bởi {later[-1]}"
    return f"sửa đổi bởi {', '.join(relations['amends'])}"


def _is_number(name: str) -> bool:
    return re.match(r"\s*\d+\s*[a-zđ]?\s*[-–/]", name, re.I) is not None
