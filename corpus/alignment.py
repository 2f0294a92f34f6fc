"""Finding a quote in a text that was cut into pieces otherwise: characters of a page, or its recognised words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from corpus.spelling import fold

_RUN = 12
"""Letters and digits in a row that must agree before a part of the quote counts as found."""
_MOST = 0.6
"""The share of a quote that makes it stand on a page, in however many parts."""
_EDGE = 0.3
"""The share of a page at its end (beginning) where the first (last) part of a quote that crosses it may stand."""
_MAX_QUOTE = 20_000


def quoted(pieces: Sequence[str], quote: str) -> list[int]:
    """The indexes of the pieces that `quote` touches, in order of the quote; empty where it is not found.

    Only letters and digits are compared, without case and diacritics: what lies between (spaces, hyphens, line ends)
    and where tone marks stand ("hòa", "hoà") makes no difference. Of several places the one whose diacritics agree best
    is taken. Where the quote does not stand in one run (a header or a footnote stands within it, a word was read
    otherwise), its parts of twelve characters or more are given if they are most of it, or if one of them reaches the
    page's end or beginning, over which the quote goes on.
    """
    wanted = _key(quote)[:_MAX_QUOTE]
    if not wanted:
        return []
    bare: list[str] = []
    owners: list[int] = []
    for index, piece in enumerate(pieces):
        key = _key(piece)
        bare.append(key)
        owners += [index] * len(key)
    page = "".join(bare)
    at = _best(page, wanted, owners, pieces, quote)
    runs = [(at, at + len(wanted))] if at >= 0 else _runs(page, wanted)
    found: list[int] = []
    for start, end in runs:
        found += dict.fromkeys(owners[start:end])
    return found


def _key(text: str) -> str:
    """Letters and digits of `text` as they are compared: ligatures apart, no diacritics, lower case."""
    return "".join(c for c in fold(unicodedata.normalize("NFKC", text)).lower() if c.isalnum())


def _best(page: str, wanted: str, owners: Sequence[int], pieces: Sequence[str], quote: str) -> int:
    """The offset in `page` of the place of `wanted` whose diacritics agree most with the quote's, or -1."""
    places: list[int] = []
    at = page.find(wanted)
    while at >= 0 and len(places) < 20:
        places.append(at)
        at = page.find(wanted, at + len(wanted))
    if len(places) < 2:
        return places[0] if places else -1
    marks = _marks(quote)

    def agreement(place: int) -> int:
        there = _marks("".join(pieces[owners[place] : owners[place + len(wanted) - 1] + 1]))
        return sum(a == b for a, b in zip(marks, there, strict=False))

    return max(places, key=agreement)


def _marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).lower() if c.isalnum())


def _runs(page: str, wanted: str) -> list[tuple[int, int]]:
    """Places in `page` of the parts of `wanted`, if they are most of it or what one page leaves to the next."""
    known = {page[i : i + _RUN] for i in range(len(page) - _RUN + 1)}
    runs: list[tuple[int, int, int]] = []
    at, behind = 0, 0
    while at + _RUN <= len(wanted):
        if wanted[at : at + _RUN] not in known:
            at += 1
            continue
        place, length = _longest(page, wanted, at, behind)
        runs.append((at, place, place + length))
        at, behind = at + length, place + length
    if sum(end - start for _, start, end in runs) >= _MOST * len(wanted):
        return [(start, end) for _, start, end in runs]
    begun = [(start, end) for at, start, end in runs if at == 0 and end >= (1 - _EDGE) * len(page)]
    ended = [(start, end) for at, start, end in runs if at + end - start == len(wanted) and start <= _EDGE * len(page)]
    return begun or ended


def _longest(page: str, wanted: str, at: int, behind: int) -> tuple[int, int]:
    """Where in `page` the longest part of `wanted` from `at` on stands, and its length; past `behind` if it can be."""
    low, high = _RUN, len(wanted) - at
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[at : at + middle] in page:
            low = middle
        else:
            high = middle - 1
    part = wanted[at : at + low]
    place = page.find(part, behind)
    return (place if place >= 0 else page.find(part)), low
