"""Which documents a bulletin is made of: the newest of a period that ends with the newest of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from corpus.shelf import MOST, Shelf

TAKEN = 60
"""Documents of one bulletin on a screen: more than that nobody reads at one sitting."""
PERIODS = (3, 7, 30, 90)
"""Days that a person may choose."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest documents of a period, `found` being how many there are in all; `last` is its last day (ISO 8601)."""

    doc_ids: tuple[str, ...]
    found: int
    last: str


def newest_day(shelf: Shelf, today: date) -> str:
    """The day of the newest document that is not dated in the future; empty if none is dated."""
    at = 0
    while rows := shelf.page(sort="-date", limit=MOST, offset=at).documents:
        if found := next((row.date for row in rows if row.date <= today.isoformat()), None):
            return found
        at += MOST
    return ""


def newest(shelf: Shelf, days: int | None, today: date) -> Newest:
    """The newest documents of the last `days` that have any, or of all time, which takes in those without a date."""
    last = newest_day(shelf, today)
    if days is None:
        page = shelf.page(sort="-date", limit=TAKEN)
        return Newest(tuple(row.doc_id for row in page.documents), page.found, last)
    if not last:
        return Newest((), 0, "")
    first = (date.fromisoformat(last) - timedelta(days=days - 1)).isoformat()
    chosen: list[str] = []
    at = 0
    while rows := shelf.page(sort="-date", limit=MOST, offset=at).documents:
        chosen += [row.doc_id for row in rows if first <= row.date <= last]
        if rows[-1].date < first:
            break
        at += MOST
    return Newest(tuple(chosen[:TAKEN]), len(chosen), last)
