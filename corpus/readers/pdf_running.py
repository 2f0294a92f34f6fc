"""Finding what a PDF repeats on its pages: page numbers, running headers and footers."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.readers.pdf_paragraphs import PdfLine

_EDGE = 3
"""How many lines at the top and at the bottom of a page may be running ones."""
_SHARE = 0.5
"""The share of the pages of one side (odd, even) on which a running line stands at least."""
_IN_A_ROW = 3
"""Pages one after another that bear the same words at the same height: a chapter's running title."""
_NUMBER = re.compile(
    r"(?:[-–—|\s]*)(?:trang|page|tr\.?)?\s*(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?(?:[-–—|\s]*)", re.I
)
_DIGITS = re.compile(r"\d+")


def without_running(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """`pages` without page numbers and without lines that repeat at the same height on many pages.

    Lines may repeat on odd or even pages only, or on some pages in a row. A table's rows are never running lines.
    """
    edges = [_edges(page) for page in pages]
    numbers = _page_numbers(pages, edges)
    seen: dict[_Key, list[int]] = {}
    for index, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        for key in {_key(page[i]) for i in edge}:
            seen.setdefault(key, []).append(index)
    filled = [sum(1 for page in pages[side::2] if page) for side in (0, 1)]
    running = {key for key, places in seen.items() if _is_running(key, places, filled)}
    out = []
    for index, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        dropped = {i for i in edge if _key(page[i]) in running or (index, i) in numbers}
        out.append([line for i, line in enumerate(page) if i not in dropped])
    return out


_Key = tuple[str, int]


def _is_running(key: _Key, places: list[int], filled: list[int]) -> bool:
    """Whether a line that stands on the pages `places` (from 0) is a running one."""
    if len(places) < 3 or not any(c.isalnum() for c in key[0]):
        return len(places) >= max(3, sum(filled) * _SHARE)
    if len(places) >= sum(filled) * _SHARE:
        return True
    for side in (0, 1):
        own = sum(1 for place in places if place % 2 == side)
        if own >= 3 and own >= filled[side] * _SHARE:
            return True
    step = 0
    for before, place in pairwise(places):
        step = step + 1 if place - before <= 2 else 0
        if step >= _IN_A_ROW and not key[0].startswith("-"):
            return True
    return False


def _edges(page: list[PdfLine]) -> set[int]:
    """Positions in `page` of its highest and lowest lines."""
    order = sorted((i for i in range(len(page)) if page[i].kind == "body"), key=lambda i: -page[i].y)
    return {*order[:_EDGE], *order[-_EDGE:]}


def _key(line: PdfLine) -> _Key:
    """What makes two lines on different pages the same running line: the words without numbers, and the height."""
    return _DIGITS.sub("#", line.text), round(line.y / 6)


def _page_numbers(pages: list[list[PdfLine]], edges: list[set[int]]) -> set[tuple[int, int]]:
    """(page, line) of lines that are nothing but a number in step with the page."""
    found: dict[int, list[tuple[int, int]]] = {}
    for index, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        for i in edge:
            number = _NUMBER.fullmatch(page[i].text)
            if number:
                found.setdefault(int(number.group(1)) - index, []).append((index, i))
    if not found:
        return set()
    offset, places = max(found.items(), key=lambda item: (len(item[1]), -abs(item[0] - 1)))
    # One number alone is a page number only if it says the very page it stands on.
    return set(places) if len(places) >= 3 or offset == 1 else set()
