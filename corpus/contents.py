"""Tables of contents, whose entries look like headings and are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TITLE = re.compile(r"\W*(?:MỤC LỤC|Mục lục|NỘI DUNG MỤC LỤC)\W*")
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|(?:\s\.){3,})\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$")
_PAGE = re.compile(r"\s+\d{1,4}\s*$")
_MOST = 400
_CHECKED = 160


def contents_lines(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is an entry of a table of contents.

    Entries end with a row of dots; or they stand under "MỤC LỤC", up to where the first of them comes again as a
    heading, or as long as each ends with a page number.
    """
    marked = [_LEADER.search(line[-_CHECKED:]) is not None and line[:1].isalnum() for line in lines]
    # A single line of dots is one to write on.
    entries = [is_entry and (_near(marked, i)) for i, is_entry in enumerate(marked)]
    for index, line in enumerate(lines):
        if len(line) <= 40 and _TITLE.fullmatch(line):
            for inside in range(index + 1, _end(lines, index + 1)):
                entries[inside] = True
            break
    return entries


def _near(marked: Sequence[bool], index: int) -> bool:
    return any(marked[max(0, index - 2) : index]) or any(marked[index + 1 : index + 3])


def _end(lines: Sequence[str], first: int) -> int:
    """The line after the last entry of the table that begins at `first`."""
    if first >= len(lines):
        return first
    wanted = _bare(lines[first])
    for index in range(first + 1, min(len(lines), first + _MOST)):
        if len(wanted) > 3 and _bare(lines[index]) == wanted:
            return index
    last = first
    while last < len(lines) and (_PAGE.search(lines[last][-20:]) or _LEADER.search(lines[last][-_CHECKED:])):
        last += 1
    return last


def _bare(line: str) -> str:
    """An entry without its row of dots and its page, as its heading is written."""
    return re.sub(r"\W+", " ", _PAGE.sub("", _LEADER.sub("", line[-400:]))).strip().casefold()
