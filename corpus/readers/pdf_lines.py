"""Putting the pieces of text on a PDF page together into lines, cut where they stand in cells or columns."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.readers.pdf_content import Content, Run
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.readers.pdf_rules import Rule
from corpus.readers.spaced import close_letters
from corpus.repair import one_line

_SAME_LINE = 0.3
"""Share of the type's size by which the baselines of one line may differ."""
_RAISED = 0.85
"""Type smaller than this share of its neighbour's, above the baseline, is a superscript."""
_MOST_RAISED = 40
_WORD_GAP = 0.13
"""Ems of nothing between two pieces that part words. A space has 0.25 em, in a squeezed line 0.15."""
_CELL_GAP = 2.0
"""Ems of nothing between two pieces of one line that make them cells of a letterhead, table or column."""
_JUMP_GAP = 0.5
"""The same where the file shows other text between the two: a narrow gutter, or cells that nearly touch."""
_TAB_GAP = 6.0
"""The same after the mark of a list item, which is followed by a tabulator."""
_TWIN = 0.12
"""Ems between two prints of the same letters that are there to look bold; no letter is as narrow."""
_NEAR = 20
"""Prints of the same letters at one height that are compared with a new one; a twin comes soon after the first."""
_BLANK_GAP = 8.0
"""The same after "Số:", where a number was left to be written by hand."""
_BLANK = re.compile(r"\bsố\s*:?$", re.I)
_TYPED_GAP = re.compile(r"(?<=\w\w)\s{8,}(?=\w)")
_BULLET = re.compile(r"(?:[-–—•●▪◦+*]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-zđ]\)|[IVXL]{1,6}[.)])\s*")
_UNITS = re.compile(r"(?:^|[\W\d])(?:[kdcm]?m|ha)$", re.I)
_BROKEN_WORD = re.compile(r"[AEIOUYaeiouy][A-Za-z]*\xad$")


def page_lines(content: Content, number: int) -> list[PdfLine]:
    """The lines of page `number` (from 1) from the top, those beside each other from the left.

    Text that does not run across the page (stamps, marks in the margin) comes last.
    """
    upright = [run for run in content.runs if run.upright]
    lines = [line for row in _rows(_clean(upright)) for line in _row_lines(row, content.rules, number)]
    aside = [_line([run], number) for run in content.runs if not run.upright and len(run.text.strip()) > 1]
    return [line for line in lines + aside if line.text]


def _clean(runs: list[Run]) -> Iterator[Run]:
    """`runs` without blank ones and what was drawn twice for boldness; edges without the spaces at the ends."""
    seen: dict[tuple[str, int], list[Run]] = {}
    last: Run | None = None
    turn = 0
    for run in runs:
        text = run.text
        inner = text.strip()
        if not inner:
            continue
        if last is not None and all(unicodedata.combining(c) for c in inner):
            last.text += inner  # an accent drawn over the letter before it
            continue
        space = 0.25 * run.size
        left = len(text) - len(text.lstrip())
        right = len(text) - left - len(inner)
        start = run.x + left * space
        twins = seen.setdefault((inner, round(run.y / 3)), [])
        if any(abs(twin.x - start) < _TWIN * run.size and abs(twin.y - run.y) < 1.5 for twin in twins[-_NEAR:]):
            continue
        for piece in _untyped(Run(inner, start, run.y, run.right - right * space, run.size, run.bold)):
            turn += 1
            piece.turn = turn
            twins.append(piece)
            last = piece
            yield piece


def _untyped(run: Run) -> Iterator[Run]:
    """`run` cut where a row of spaces was typed to push its rest into the next column."""
    begin = 0
    per = (run.right - run.x) / max(len(run.text), 1)
    for gap in _TYPED_GAP.finditer(run.text) if "        " in run.text else ():
        yield Run(
            run.text[begin : gap.start()], run.x + begin * per, run.y, run.x + gap.start() * per, run.size, run.bold
        )
        begin = gap.end()
    if begin:
        yield Run(run.text[begin:], run.x + begin * per, run.y, run.right, run.size, run.bold)
    else:
        yield run


def _rows(runs: Iterator[Run]) -> list[list[Run]]:
    """The runs that share a baseline, from the top; raised small type is with the line that it stands on."""
    rows: list[list[Run]] = []
    tallest = 0.0
    for run in sorted(runs, key=lambda r: (-r.y, r.x)):
        if rows and rows[-1][0].y - run.y <= _SAME_LINE * max(tallest, run.size, 4):
            rows[-1].append(run)
            tallest = max(tallest, run.size)
        else:
            rows.append([run])
            tallest = run.size
    return _with_raised(rows)


def _with_raised(rows: list[list[Run]]) -> list[list[Run]]:
    """`rows` with superscripts, which stand on baselines of their own, moved into the lines they belong to."""
    out: list[list[Run]] = []
    for row, under in pairwise([*rows, []]):
        size = max((run.size for run in under), default=0.0)
        raised: list[Run] = []
        if (
            under
            and len(row) <= _MOST_RAISED
            and row[0].y - under[0].y < 0.7 * size
            and max(run.size for run in row) < _RAISED * size
        ):
            raised = [run for run in row if any(_touches(run, other, size) for other in under)]
            under.extend(raised)
        rest = [run for run in row if run not in raised] if raised else row
        if rest:
            out.append(rest)
    return out


def _touches(run: Run, other: Run, size: float) -> bool:
    """Whether `run` stands right after or right before `other`."""
    return abs(run.x - other.right) < 0.6 * size or abs(run.right - other.x) < 0.6 * size


def _row_lines(row: list[Run], rules: Sequence[Rule], number: int) -> Iterator[PdfLine]:
    """The pieces of one baseline as a line, or several where wide gaps or upright rules part cells."""
    row.sort(key=lambda run: run.x)
    y = row[0].y
    walls = sorted(rule.x0 for rule in rules if not rule.level and rule.y0 <= y + 2 and rule.y1 >= y) if rules else []
    group = [row[0]]
    for run in row[1:]:
        before = group[-1]
        gap = run.x - before.right
        size = max(min(run.size, before.size), 4.0)
        wide = gap > (_CELL_GAP if run.turn == before.turn + 1 else _JUMP_GAP) * size
        if wide and len(group) == 1 and gap <= _TAB_GAP * size and _BULLET.fullmatch(before.text):
            wide = False
        if wide and gap <= _BLANK_GAP * size and _BLANK.search(before.text) and run.text[0] in "0123456789-/":
            wide = False
        wall = bisect_left(walls, before.right - 2)
        if wide or (wall < len(walls) and walls[wall] <= run.x + 2):
            yield _line(group, number)
            group = []
        group.append(run)
    yield _line(group, number)


def _line(group: list[Run], number: int) -> PdfLine:
    """Pieces that follow each other on a line as one line."""
    size = max(run.size for run in group)
    text = group[0].text
    y = next(run.y for run in group if run.size >= _RAISED * size)
    for before, run in pairwise(group):
        raised = run.size < _RAISED * size and run.y > y + 0.15 * size
        if raised and run.text.isdigit() and not _UNITS.search(text):
            text += f"[{run.text}]"
            continue
        gap = run.x - before.right
        if gap > _WORD_GAP * min(run.size, before.size):
            text += "  " if gap > 0.8 * size else " "
        text += run.text
    if len(group) > 1 or text[0].isdigit():
        first = group[0]
        if first.size < _RAISED * size and first.text.isdigit() and len(group) > 1:
            text = f"[{first.text}] {text[len(first.text) :].lstrip()}"
    if text.endswith("\xad") and _BROKEN_WORD.search(text):
        text = text[:-1] + "-"
    bold = all(run.bold for run in group)
    right = max(run.right for run in group)
    return PdfLine(one_line(close_letters(text)), number, group[0].x, y, right, size, bold)
