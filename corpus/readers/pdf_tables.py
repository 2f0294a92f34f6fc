"""Tables on a PDF page: cells between the rules that are drawn, or in columns that stand out without any."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from corpus.readers.lines import join
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.readers.pdf_rules import Rule
from corpus.readers.tables import has_header, is_frame, row_text

_TOUCH = 3.0
"""Points within which two rules meet."""
_SHORTEST = 4.0
_MOST_PAIRS = 200_000
"""Pairs of rules that are compared on one page; drawings have more."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rules of one table: `levels` run across, `walls` down; edges in points."""

    levels: tuple[Rule, ...]
    walls: tuple[Rule, ...]
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, line: PdfLine) -> bool:
        """Whether a line stands within the table."""
        middle = line.y + 0.3 * line.size
        return self.bottom <= middle <= self.top and self.left - 2 <= (line.x + line.right) / 2 <= self.right + 2

    def cell(self, line: PdfLine) -> tuple[float, float, float]:
        """Top, left and bottom edge of the cell that a line stands in."""
        x, y = (line.x + line.right) / 2, line.y + 0.3 * line.size
        over = [rule.y0 for rule in self.levels if rule.x0 - 1 <= x <= rule.x1 + 1]
        top = min((v for v in over if v >= y), default=self.top)
        bottom = max((v for v in over if v < y), default=self.bottom)
        left = max((w.x0 for w in self.walls if w.x0 <= x and w.y0 - 1 <= y <= w.y1 + 1), default=self.left)
        return top, left, bottom


def tabulated(lines: Sequence[PdfLine], rules: Sequence[Rule]) -> list[PdfLine]:
    """`lines` of one page with those in ruled tables replaced by a line of kind "row" for each row of cells."""
    out = list(lines)
    for grid in find_grids(rules):
        inside = [line for line in out if line.kind == "body" and grid.holds(line)]
        rows = _rows(grid, inside)
        if rows:
            taken = {id(line) for line in inside}
            at = next(index for index, line in enumerate(out) if id(line) in taken)
            rest_before = [line for line in out[:at] if id(line) not in taken]
            rest_after = [line for line in out[at:] if id(line) not in taken]
            out = [*rest_before, *rows, *rest_after]
    return out


def continued(pages: Sequence[list[PdfLine]]) -> list[list[PdfLine]]:
    """`pages` with tables that run over a page's end kept as one: no second header, the first one known to all rows.

    Pages come in reading order and without running lines.
    """
    out: list[list[PdfLine]] = []
    for page in pages:
        before = out[-1] if out else []
        if page and before and page[0].kind == before[-1].kind == "row" and _same_columns(before[-1], page[0]):
            out.append(_goes_on(page, before[-1].header or _own_header(before)))
        else:
            out.append(page)
    return out


def _same_columns(first: PdfLine, second: PdfLine) -> bool:
    return abs(first.x - second.x) <= 2 * _TOUCH and abs(first.right - second.right) <= 2 * _TOUCH


def _own_header(page: Sequence[PdfLine]) -> str:
    """The last row of a page where only a table's header stands on it."""
    return page[-1].text if page[-1].bold else ""


def _goes_on(page: list[PdfLine], header: str) -> list[PdfLine]:
    """A page that begins in mid-table, under the table's header."""
    if not header:
        return page
    count = next((index for index, line in enumerate(page) if line.kind != "row"), len(page))
    repeated = _repeated(page[:count], header)
    rows = [replace(line, header=header) for line in page[repeated:count]]
    return rows + page[count:]


def _repeated(rows: Sequence[PdfLine], header: str) -> int:
    """How many of the first rows only say the header again."""
    for count in range(1, min(4, len(rows)) + 1):
        if rows[count - 1].header == header:
            return count - 1  # the header row, or rows, had been told from the others
    return 1 if rows and rows[0].text == header else 0


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The groups of rules that cross each other and make at least two columns and two rows."""
    levels = _joined([r for r in rules if r.level and r.x1 - r.x0 > _SHORTEST])
    walls = _joined([r for r in rules if not r.level and r.y1 - r.y0 > _SHORTEST])
    if not levels or not walls or len(levels) * len(walls) > _MOST_PAIRS:
        return []
    groups = list(range(len(levels) + len(walls)))

    def root(index: int) -> int:
        while groups[index] != index:
            groups[index] = groups[groups[index]]
            index = groups[index]
        return index

    for i, level in enumerate(levels):
        for j, wall in enumerate(walls, len(levels)):
            across = level.x0 - _TOUCH <= wall.x0 <= level.x1 + _TOUCH
            if across and wall.y0 - _TOUCH <= level.y0 <= wall.y1 + _TOUCH:
                groups[root(j)] = root(i)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*levels, *walls]):
        found.setdefault(root(index), ([], []))[0 if index < len(levels) else 1].append(rule)
    grids = [_grid(*group) for group in found.values()]
    return sorted((grid for grid in grids if grid), key=lambda grid: -grid.top)


def _grid(levels: list[Rule], walls: list[Rule]) -> Grid | None:
    if len({round(level.y0 / _TOUCH) for level in levels}) < 3 or not walls:
        return None
    left, right = min(r.x0 for r in [*levels, *walls]), max(r.x1 for r in [*levels, *walls])
    inner = [wall for wall in walls if left + 8 < wall.x0 < right - 8]
    if not inner:
        return None
    bottom, top = min(r.y0 for r in [*levels, *walls]), max(r.y1 for r in [*levels, *walls])
    return Grid(tuple(levels), tuple(walls), left, bottom, right, top)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules of one direction with those that lie on one line and touch made one: programs draw them cell by cell."""
    out: list[Rule] = []
    if not rules:
        return out
    level = rules[0].level
    rules.sort(key=(lambda r: (round(r.y0 / 1.5), r.x0)) if level else (lambda r: (round(r.x0 / 1.5), r.y0)))
    for rule in rules:
        if out:
            last = out[-1]
            if level and abs(last.y0 - rule.y0) < 1.6 and rule.x0 <= last.x1 + _TOUCH:
                out[-1] = replace(last, x1=max(last.x1, rule.x1))
                continue
            if not level and abs(last.x0 - rule.x0) < 1.6 and rule.y0 <= last.y1 + _TOUCH:
                out[-1] = replace(last, y1=max(last.y1, rule.y1))
                continue
        out.append(rule)
    return out


def _rows(grid: Grid, inside: list[PdfLine]) -> list[PdfLine]:
    """The rows of a table, or none if it only frames text: fewer than two rows or columns have words in them."""
    tops: list[float] = []
    lefts: list[float] = []
    cells: dict[tuple[int, int], list[PdfLine]] = {}
    ends: dict[int, float] = {}
    placed = [(line, grid.cell(line)) for line in inside]
    for _, (top, left, _) in placed:
        _note(tops, -top)
        _note(lefts, left)
    for line, (top, left, bottom) in placed:
        row, column = _index(tops, -top), _index(lefts, left)
        cells.setdefault((row, column), []).append(line)
        ends[row] = min(ends.get(row, bottom), bottom)
    used = sorted({row for row, _ in cells})
    if len(used) < 2 or len(lefts) < 2 or all(_width(cells, row) < 2 for row in used):
        return []
    if len(used) <= 3 and len(lefts) <= 2 and any(len(found) > 1 for found in cells.values()):
        return []  # text in a frame
    texts = [[_cell_text(cells.get((row, column), [])) for column in range(len(lefts))] for row in used]
    if is_frame(texts):
        return []
    parts = [[line for (r, _), found in cells.items() if r == row for line in found] for row in used]
    return _table(texts, parts, grid, _header_rows(used, tops, ends))


def _header_rows(used: list[int], tops: list[float], ends: dict[int, float]) -> int:
    """How many rows the tallest cell of the first row reaches over: a header may have cells over cells."""
    return sum(1 for row in used if -tops[row] > ends[used[0]] + _TOUCH)


def _width(cells: dict[tuple[int, int], list[PdfLine]], row: int) -> int:
    return sum(1 for place in cells if place[0] == row)


def _note(edges: list[float], value: float) -> None:
    """Keep `value` in sorted `edges` unless one is there that touches it."""
    at = bisect_left(edges, value)
    if not any(abs(edges[i] - value) <= _TOUCH for i in (at - 1, at) if 0 <= i < len(edges)):
        edges.insert(at, value)


def _index(edges: list[float], value: float) -> int:
    at = bisect_left(edges, value)
    return min((i for i in (at - 1, at) if 0 <= i < len(edges)), key=lambda i: abs(edges[i] - value))


def _cell_text(lines: list[PdfLine]) -> str:
    """The lines of a cell as one."""
    return reduce(join, (line.text for line in lines)) if lines else ""


def _table(texts: list[list[str]], lines: list[list[PdfLine]], grid: Grid, heads: int) -> list[PdfLine]:
    """The rows as lines; each but the header's knows the header."""
    if heads > 1 and heads < len(texts):
        header = row_text([" ".join(filter(None, column)) for column in zip(*texts[:heads], strict=True)])
    else:
        heads = 1 if has_header(texts) else 0
        header = row_text(texts[0]) if heads else ""
    out = []
    for index, (cells, parts) in enumerate(zip(texts, lines, strict=True)):
        first = max(parts, key=lambda line: line.y)
        out.append(
            replace(
                first,
                text=row_text(cells),
                x=grid.left,
                right=grid.right,
                kind="row",
                header="" if index < heads else header,
                bold=all(line.bold for line in parts),
            )
        )
    return out
