"""Footnotes of PDF pages: small type at the page's foot that opens with a mark, apart from the running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.lines import join
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.readers.pdf_rules import Rule

_SMALLER = 0.93
"""Share of the running text's size that a footnote's type has at most: 12 points under 13 are one."""
_MARK = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]?|\*{1,3}\)?|\(\*{1,3}\)|[†‡])\s*(?=[^\W\d_]|[\"“(])")
_GLUED = re.compile(r"^(\[?\d{1,3}\]?|\*{1,3})(?=[^\W\d_])")
_RULE_LENGTH = (30.0, 260.0)
_MOST_RULES = 300
_LOWER = 0.6
"""Footnotes stand in this share of the page, from below."""


def under_rule(lines: Sequence[PdfLine], rules: Sequence[Rule]) -> list[PdfLine]:
    """`lines` of one page with those marked `foot` that stand under the short rule above footnotes."""
    body = [line for line in lines if line.kind == "body"]
    if not body or not rules:
        return list(lines)
    left, top = min(line.x for line in body), max(line.y for line in body)
    for rule in rules[:_MOST_RULES]:
        short = rule.level and _RULE_LENGTH[0] <= rule.x1 - rule.x0 <= _RULE_LENGTH[1]
        if not short or abs(rule.x0 - left) > 6 or rule.y0 > top * _LOWER:
            continue
        under = [line for line in lines if line.y < rule.y0]
        over = [line for line in lines if line.y >= rule.y0]
        if under and over and max(line.size for line in under) < max(line.size for line in over) * _SMALLER:
            below = {id(line) for line in under}
            return [replace(line, foot=True) if id(line) in below else line for line in lines]
    return list(lines)


def split_notes(pages: Sequence[list[PdfLine]]) -> tuple[list[list[PdfLine]], list[list[PdfLine]]]:
    """The pages without their footnotes, and the footnotes of each page, a line of kind "note" for each.

    Pages come without running lines, each from its top. A footnote opens with a mark ("1", "(1)", "*") or stands under
    a short rule; all type under it is as small.
    """
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page:
            letters[round(line.size, 1)] += len(line.text)
    if not letters:
        return list(pages), [[] for _ in pages]
    usual = letters.most_common(1)[0][0]
    rest, notes = [], []
    for page in pages:
        count = _foot(page, usual)
        rest.append(page[: len(page) - count])
        notes.append(_joined(page[len(page) - count :]))
    return rest, notes


def _foot(page: Sequence[PdfLine], usual: float) -> int:
    """How many of a page's last lines are footnotes."""
    count = marked = 0
    for index in range(len(page) - 1, 0, -1):  # the first line is never one
        line = page[index]
        if line.kind != "body" or line.size > usual * _SMALLER:
            break
        count = len(page) - index
        if line.foot or _MARK.match(line.text):
            marked = count
    found = page[len(page) - marked :]
    if not marked or not (found[0].foot or _MARK.match(found[0].text)):
        return 0
    if any(line.size > usual * _SMALLER for line in found):
        return 0
    # A list in small type (a table's remainder) has figures where a footnote has words.
    return marked if sum(len(line.text) for line in found) >= 12 * len(found) or found[0].foot else 0


def _joined(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of footnotes as one line each."""
    out: list[PdfLine] = []
    for line in lines:
        if out and not _MARK.match(line.text):
            out[-1] = replace(out[-1], text=join(out[-1].text, line.text))
        else:
            out.append(replace(line, text=_GLUED.sub(r"\1 ", line.text), kind="note"))
    return out
