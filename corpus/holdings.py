"""What is held, by kind, issuer and date: the catalogue's answers to questions over the whole collection.

Kept apart from `corpus.catalogue`, whose query function each of these is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from corpus.records import Metadata

Rows = Callable[[str, Sequence[object]], list[Any]]
"""`Catalogue.rows`."""

_METADATA = ", ".join(f"d.{field.name}" for field in fields(Metadata))


@dataclass(frozen=True, slots=True)
class Holding:
    """A ready document without its text."""

    doc_id: str
    source: str
    metadata: Metadata


def holdings(
    rows: Rows,
    *,
    kinds: Sequence[str] = (),
    issuers: Sequence[str] = (),
    signer: str = "",
    after: str = "",
    before: str = "",
) -> list[Holding]:
    """The ready documents of these kinds, issuers and signatory, as the catalogue writes them, newest first.

    In a period, from `after` to `before` (ISO 8601, both included; "" for open), undated ones are left out.
    """
    where = ["d.state = 'ready'"]
    values: list[str] = []
    for column, wanted in (("kind", kinds), ("issuer", issuers), ("signed_by", [signer] if signer else [])):
        if wanted:
            where.append(f"d.{column} IN ({','.join('?' * len(wanted))})")
            values += list(wanted)
    if after or before:
        where.append("d.date != '' AND d.date >= ? AND d.date <= ?")
        values += [after, before or "9999-12-31"]
    query = f"SELECT d.id, d.source, {_METADATA} FROM documents d WHERE {' AND '.join(where)}"
    query += " ORDER BY d.date DESC, d.source"
    return [Holding(i, source, Metadata(*meta)) for i, source, *meta in rows(query, values)]


@dataclass(frozen=True, slots=True)
class Values:
    """What ready documents can be told apart by; each the most frequent first."""

    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


def held_values(rows: Rows, limit: int = 200) -> Values:
    """The kinds, issuers and collections of the ready documents, `limit` of each at most."""

    def values(column: str) -> tuple[str, ...]:
        query = f"SELECT {column} FROM documents WHERE state = 'ready' AND {column} != '' GROUP BY {column} "
        return tuple(row[0] for row in rows(query + f"ORDER BY count(*) DESC, {column} LIMIT ?", (limit,)))

    return Values(values("kind"), values("issuer"), values("collection"))
