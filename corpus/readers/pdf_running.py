"""Finding what a PDF repeats on its pages: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter

from corpus.readers.pdf_paragraphs import PdfLine

_EDGE = 3
"""How many lines at the top and at the bottom of a page may be running ones."""
_SHARE = 0.5
"""The share of pages on which a running line stands at least (odd and even pages may differ, hence no more)."""
_NUMBER = re.compile(
    r"(?:[-–—|\s]*)(?:trang|page|tr\.?)?\s*(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?(?:[-–—|\s]*)", re.I
)
_DIGITS = re.compile(r"\d+")


def without_running(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """`pages` without page numbers and without lines that repeat at the same height on most pages."""
    edges = [_edges(page) for page in pages]
    numbers = _page_numbers(pages, edges)
    seen: Counter[tuple[str, int]] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        seen.update({_key(page[i]) for i in edge})
    filled = sum(1 for page in pages if page)
    often = max(3, filled * _SHARE)
    out = []
    for index, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        dropped = {i for i in edge if seen[_key(page[i])] >= often or (index, i) in numbers}
        out.append([line for i, line in enumerate(page) if i not in dropped])
    return out


def _edges(page: list[PdfLine]) -> set[int]:
    """Positions in `page` of its highest and lowest lines."""
    order = sorted(range(len(page)), key=lambda i: -page[i].y)
    return {*order[:_EDGE], *order[-_EDGE:]}


def _key(line: PdfLine) -> tuple[str, int]:
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
