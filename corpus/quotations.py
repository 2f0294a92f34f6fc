"""Passages of other documents that a text quotes over several lines: an amending law's new articles are not its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST = 400
"""A quotation of more lines has lost its closing mark."""
_OPENS = re.compile(r"[“\"„«]\s*(?=\S)")
_ENDS = re.compile(r"[”\"»]\s*(?:[.;,:]|\([^()]{0,60}\)|\s)*$")


def quoted_lines(lines: Sequence[str]) -> list[bool]:
    """For each line whether it stands within a quotation that began at a line's beginning and runs over its end.

    A quotation ends at the line that closes as many marks as were opened; where none does within 400 lines, at the
    first that ends with a closing mark; where there is none either, there is no quotation.
    """
    quoted = [False] * len(lines)
    index = 0
    horizon = 0  # no line before it ends a quotation that has lost its closing mark
    while index < len(lines):
        if not _OPENS.match(lines[index]) or _balance(lines[index]) <= 0 or index < horizon:
            index += 1
            continue
        last = _last(lines, index)
        if last is None:
            horizon = min(len(lines), index + _MOST)
            index += 1
            continue
        for inside in range(index, last + 1):
            quoted[inside] = True
        index = last + 1
    return quoted


def _last(lines: Sequence[str], first: int) -> int | None:
    """The last line of the quotation that begins at `first`."""
    depth = 0
    ends = None
    for index in range(first, min(len(lines), first + _MOST)):
        line = lines[index]
        here = _balance(line)
        if index > first and _OPENS.match(line) and here > 0:
            if ends is not None:
                return ends  # the marks did not balance: a new quotation begins after the one before ended
            depth = here
            continue
        straight = '"' in line and line.count('"') % 2 and index > first
        depth = 0 if straight and depth <= 1 else depth + here
        if depth <= 0:
            return index
        if index > first and ends is None and _ENDS.search(line[-80:]):
            ends = index
    return ends


def _balance(line: str) -> int:
    """Quotation marks that the line opens and does not close; negative where it closes more."""
    curly = line.count("“") + line.count("„") + line.count("«") - line.count("”") - line.count("»")
    return curly if curly else line.count('"') % 2
