"""The straight lines that a PDF page draws: the rules of tables, under headings and above footnotes."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_RULES = 20_000
_THIN = 3.0
"""Points: a filled rectangle no thicker than this is a rule."""

Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge, in points."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn across (`y0 == y1`) or down (`x0 == x1`) the page, in points, ends in rising order."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it runs across the page."""
        return self.y0 == self.y1


def painted(path: list[Box], *, stroked: bool, known: int) -> list[Rule]:
    """The rules of a path that was painted: thin boxes as lines, the edges of drawn boxes. `known` rules of the page
    are there already; drawings have more than anyone looks at."""
    rules: list[Rule] = []
    for x0, y0, x1, y1 in path[: max(_MOST_RULES - known, 0)]:
        wide, high = x1 - x0, y1 - y0
        if high <= _THIN and wide > high:
            y = (y0 + y1) / 2
            rules.append(Rule(x0, y, x1, y))
        elif wide <= _THIN and high > wide:
            x = (x0 + x1) / 2
            rules.append(Rule(x, y0, x, y1))
        elif stroked and wide > _THIN and high > _THIN:
            rules += (Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1))
    return rules
