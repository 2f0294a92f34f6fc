"""The list of the documents held: searched by any words about them, sorted by any column, a page at a time.

Going through the rows of 60,000 documents takes seconds, through an index that has just what a list needs 0.2: so the
list is read from that index once for each generation of the catalogue, and folded for searching when first searched.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.catalogue import Catalogue
from corpus.mentions import stands
from corpus.records import Metadata
from corpus.spelling import fold

MOST = 500
"""Documents of one page, at most."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A ready document as a list shows it. `warned` says that its reading left warnings; `order` grows with each one
    that is read in."""

    doc_id: str
    source: str
    title: str
    number: str
    kind: str
    issuer: str
    date: str
    warned: bool
    order: int

    @property
    def file(self) -> str:
        """The name of its file, without folders."""
        return self.source.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """Some of the documents that were `found` among `held`; `kinds` counts all that are held by kind."""

    documents: tuple[Listed, ...]
    found: int
    held: int
    kinds: dict[str, int]


@dataclass(frozen=True, slots=True)
class Details:
    """What a list shows of few documents at a time; `pages` is None where the format has none."""

    pages: int | None
    passages: int
    status: str
    warnings: tuple[str, ...]


def details_of(catalogue: Catalogue, listed: Sequence[Listed]) -> dict[str, Details]:
    """The details of some ready documents by id, `status` with what others have done to them since."""
    marks = ",".join("?" * len(listed))
    query = (
        "SELECT id, page_starts, (SELECT count(*) FROM passages p WHERE p.key = d.key), status, warnings "
        f"FROM documents d WHERE state = 'ready' AND id IN ({marks})"
    )
    since = catalogue.standing(row.number for row in listed)
    numbers = {row.doc_id: row.number for row in listed}
    found = {}
    for doc_id, starts, passages, status, warnings in catalogue.rows(query, tuple(numbers)):
        own = Metadata(number=numbers[doc_id], status=status)
        standing = since.get(numbers[doc_id], status) if stands(own) else status
        found[doc_id] = Details(len(json.loads(starts)) or None, passages, standing, tuple(json.loads(warnings)))
    return found


def _number(row: Listed) -> tuple[bool, int, str]:
    serial = re.match(r"\d{1,9}", row.number)
    return (not row.number, int(serial.group()) if serial else 0, row.number)


SORTS: dict[str, Callable[[Listed], Any]] = {
    "added": lambda row: row.order,
    "title": lambda row: fold(row.title or row.file).lower(),
    "number": _number,
    "kind": lambda row: (row.kind == "", fold(row.kind)),
    "issuer": lambda row: (row.issuer == "", fold(row.issuer).lower()),
    "date": lambda row: row.date,
    "file": lambda row: fold(row.file).lower(),
}
"""What a list may be sorted by; "-date" is the other way round."""


class Shelf:
    """The list of one collection; safe to share between threads."""

    def __init__(self, catalogue: Catalogue, collection: str):
        self._catalogue = catalogue
        self._collection = collection
        self._guard = threading.Lock()
        self._seen = -1
        self._rows: tuple[Listed, ...] = ()
        self._plain: dict[int, str] = {}

    def page(
        self,
        wanted: str = "",
        *,
        sort: str = "-added",
        kind: str = "",
        warned: bool = False,
        limit: int = 100,
        offset: int = 0,
    ) -> ShelfPage:
        """The documents whose title, number, kind, issuer, date or file has every word of `wanted`.

        Words count in any case, with diacritics or without, and as parts of words. An unknown `sort` is the newest
        first.
        """
        with self._guard:
            rows = self._refreshed()
            kinds = Counter(row.kind for row in rows)
            found = [r for r in rows if (not kind or r.kind == kind) and (not warned or r.warned)]
            if words := _plain(wanted).split():
                found = [r for r in found if all(word in self._described(r) for word in words)]
        key = SORTS.get(sort.removeprefix("-"))
        # Equal ones stay in the order of their files.
        found.sort(key=key or SORTS["added"], reverse=sort.startswith("-") or key is None)
        first = max(0, offset)
        page = tuple(found[first : first + max(0, min(limit, MOST))])
        return ShelfPage(page, len(found), len(rows), dict(kinds.most_common()))

    def _refreshed(self) -> tuple[Listed, ...]:
        generation = self._catalogue.generation
        if generation != self._seen:
            query = (
                "SELECT id, source, title, number, kind, issuer, date, warnings, rowid FROM documents "
                "WHERE state = 'ready' AND collection = ? ORDER BY source, id"
            )
            self._rows = tuple(
                Listed(doc_id, source, title, number, kind, issuer, day, warnings != "[]", order)
                for doc_id, source, title, number, kind, issuer, day, warnings, order in self._catalogue.rows(
                    query, (self._collection,)
                )
            )
            kept = {row.order for row in self._rows}
            self._plain = {order: text for order, text in self._plain.items() if order in kept}
            self._seen = generation
        return self._rows

    def _described(self, row: Listed) -> str:
        if row.order not in self._plain:
            day = "/".join(reversed(row.date.split("-")))
            words = (row.title, row.number, row.kind, row.issuer, day, row.date, row.source)
            self._plain[row.order] = _plain(" ".join(words))
        return self._plain[row.order]


def _plain(text: str) -> str:
    return fold(text).lower()
