"""Following a PDF page's content: the pieces of text that it shows, with their edges, and the rules that it draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ContentStream, DictionaryObject

from corpus.readers.pdf_fonts import PageFont
from corpus.readers.pdf_rules import Box, Rule, painted

Matrix = tuple[float, float, float, float, float, float]

_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_WORD_GAP = 0.5
"""Share of a space's width at which a shown string is cut in two: something else may stand in the gap."""
_DEEPEST = 12
_MOST_FORMS = 2_000


@dataclass(slots=True)
class Run:
    """A piece of text on one baseline, as the file spells it: edges in points from the page's lower left.

    `turn` counts the page's pieces in the order of the file, blank ones aside; `upright` is false for turned text.
    """

    text: str
    x: float
    y: float
    right: float
    size: float
    bold: bool
    upright: bool = True
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What one page shows."""

    runs: list[Run]
    rules: list[Rule]


class Fonts:
    """The fonts of one file, each built once however many pages use it."""

    def __init__(self) -> None:
        self._built: dict[int, tuple[Any, PageFont]] = {}

    def get(self, resource: Any) -> PageFont:
        """The font of a resource dictionary; one that makes no sense shows replacement characters."""
        resource = resource.get_object() if resource is not None else None
        if not isinstance(resource, DictionaryObject):
            return PageFont(None)
        known = self._built.get(id(resource))
        if known is None:
            try:
                font = PageFont(resource)
            except (AttributeError, TypeError):  # what `extract_text` forgives
                font = PageFont(None)
            known = self._built[id(resource)] = (resource, font)  # kept: an id is one object's while that lives
        return known[1]


def read_content(page: Any, fonts: Fonts) -> Content:
    """The runs and rules of a page in the order of the file, turned as a viewer shows it.

    Raises whatever pypdf raises on content that breaks the format.
    """
    contents = page.get("/Contents")
    if contents is None:
        return Content([], [])
    stream = ContentStream(contents.get_object(), page.pdf, "bytes")
    follower = _Follower(fonts, page.pdf, _upright(page))
    follower.follow(stream, page.get("/Resources") or page.get_inherited("/Resources", DictionaryObject()), 0)
    return Content(follower.runs, follower.rules)


def _upright(page: Any) -> Matrix:
    """What turns user space into points from the lower left of the page as shown."""
    box = page.cropbox
    left, bottom, right, top = (float(v) for v in (box.left, box.bottom, box.right, box.top))
    turns = int(page.rotation or 0) % 360 // 90
    return (
        (1.0, 0.0, 0.0, 1.0, -left, -bottom),
        (0.0, -1.0, 1.0, 0.0, -bottom, right),
        (-1.0, 0.0, 0.0, -1.0, right, top),
        (0.0, 1.0, -1.0, 0.0, top, -left),
    )[turns]


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _numbers(operands: list[Any], count: int) -> list[float]:
    """The first `count` operands as numbers. Raises `ValueError` if there are fewer."""
    if len(operands) < count:
        raise ValueError("operands are missing")
    return [float(value) for value in operands[:count]]


@dataclass(slots=True)
class _State:
    """The graphics state that text depends on."""

    ctm: Matrix
    font: PageFont
    size: float = 12.0
    spacing: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class _Follower:
    """Carries out a page's operators, as far as they place text and rules."""

    def __init__(self, fonts: Fonts, pdf: Any, upright: Matrix) -> None:
        self.runs: list[Run] = []
        self.rules: list[Rule] = []
        self._fonts = fonts
        self._pdf = pdf
        self._state = _State(upright, PageFont(None))
        self._saved: list[_State] = []
        self._tm = self._line = _PLAIN
        self._path: list[Box] = []
        self._at = self._began = (0.0, 0.0)
        self._resources: Any = {}
        self._forms = 0
        self._depth = 0
        self._do: dict[bytes, Callable[[list[Any]], None]] = {
            b"q": self._save, b"Q": self._restore, b"cm": self._cm, b"BT": self._begin, b"Tf": self._tf,
            b"Td": self._td, b"TD": self._td_leading, b"Tm": self._set_tm, b"T*": self._next, b"Tj": self._show,
            b"TJ": self._show_all, b"'": self._next_show, b'"': self._spaced_show, b"Tc": self._tc, b"Tw": self._tw,
            b"Tz": self._tz, b"TL": self._tl, b"Ts": self._ts, b"Do": self._form, b"re": self._rectangle,
            b"m": self._move, b"l": self._draw, b"h": self._close, b"S": self._stroke, b"s": self._stroke,
            b"f": self._fill, b"F": self._fill, b"f*": self._fill, b"B": self._stroke, b"B*": self._stroke,
            b"b": self._stroke, b"b*": self._stroke, b"n": self._forget,
        }  # fmt: skip

    def follow(self, stream: ContentStream, resources: Any, depth: int) -> None:
        """Carry out the operators of one stream."""
        outer, self._resources, self._depth = (self._resources, self._depth), resources.get_object(), depth
        handlers = self._do
        for operands, operator in stream.operations:
            handler = handlers.get(operator)
            if handler is not None:
                try:
                    handler(operands)
                except (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError):
                    continue  # an operator whose operands make no sense is passed over, as viewers do
        self._resources, self._depth = outer

    def _save(self, _: list[Any]) -> None:
        s = self._state
        self._saved.append(s)
        self._state = _State(s.ctm, s.font, s.size, s.spacing, s.word, s.stretch, s.leading, s.rise)

    def _restore(self, _: list[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _cm(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = _numbers(operands, 6)
        self._state.ctm = _times((a, b, c, d, e, f), self._state.ctm)

    def _begin(self, _: list[Any]) -> None:
        self._tm = self._line = _PLAIN

    def _tf(self, operands: list[Any]) -> None:
        fonts = self._resources.get("/Font")
        fonts = fonts.get_object() if fonts is not None else {}
        self._state.font = self._fonts.get(fonts.get(operands[0]))
        self._state.size = float(operands[1])

    def _td(self, operands: list[Any]) -> None:
        x, y = _numbers(operands, 2)
        self._tm = self._line = _times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _td_leading(self, operands: list[Any]) -> None:
        self._state.leading = -float(operands[1])
        self._td(operands)

    def _set_tm(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = _numbers(operands, 6)
        self._tm = self._line = (a, b, c, d, e, f)

    def _next(self, _: list[Any]) -> None:
        self._td([0.0, -self._state.leading])

    def _next_show(self, operands: list[Any]) -> None:
        self._next(operands)
        self._show(operands)

    def _spaced_show(self, operands: list[Any]) -> None:
        self._state.word, self._state.spacing = _numbers(operands, 2)
        self._next_show(operands[2:])

    def _tc(self, operands: list[Any]) -> None:
        self._state.spacing = float(operands[0])

    def _tw(self, operands: list[Any]) -> None:
        self._state.word = float(operands[0])

    def _tz(self, operands: list[Any]) -> None:
        self._state.stretch = float(operands[0]) / 100

    def _tl(self, operands: list[Any]) -> None:
        self._state.leading = float(operands[0])

    def _ts(self, operands: list[Any]) -> None:
        self._state.rise = float(operands[0])

    def _show(self, operands: list[Any]) -> None:
        self._show_all([operands[:1]])

    def _show_all(self, operands: list[Any]) -> None:
        """Show the strings of an array, whose numbers move the pen back by thousandths of an em."""
        s = self._state
        letters: list[str] = []
        pen = begin = end = 0.0
        word_gap = s.font.space * _WORD_GAP
        for item in operands[0]:
            if isinstance(item, bytes):
                for text, width in s.font.glyphs(item):
                    letters.append(text)
                    pen += width * s.size + s.spacing
                    if text == " ":
                        pen += s.word
                end = pen
            elif isinstance(item, (int, float)):
                gap = -float(item) / 1000
                pen += gap * s.size
                if gap >= word_gap and letters:
                    self._run(letters, begin, end)
                    letters = []
                if not letters:
                    begin = pen
        self._run(letters, begin, end)
        a, b, c, d, e, f = self._tm
        across = pen * s.stretch
        self._tm = (a, b, c, d, e + across * a, f + across * b)

    def _run(self, letters: list[str], begin: float, end: float) -> None:
        """Keep what was shown between two places of the pen."""
        text = "".join(letters)
        if not text:
            return
        s = self._state
        a, b, c, d, e, f = _times(self._tm, s.ctm)
        left, right = begin * s.stretch, end * s.stretch
        size = abs(s.size) * ((c * c + d * d) ** 0.5 or 1.0)
        x, y = e + left * a + s.rise * c, f + left * b + s.rise * d
        if abs(a) >= abs(b) and a > 0:
            self.runs.append(Run(text, x, y, x + (right - left) * a, size, s.font.bold))
        else:
            self.runs.append(Run(text, x, y, x, size, s.font.bold, upright=False))

    def _form(self, operands: list[Any]) -> None:
        """Carry out a form drawn on the page; pictures hold no text."""
        form = self._resources["/XObject"].get_object()[operands[0]].get_object()
        if form.get("/Subtype") != "/Form" or self._depth >= _DEEPEST or self._forms >= _MOST_FORMS:
            return
        self._forms += 1
        self._save([])
        height = len(self._saved)
        tm, line = self._tm, self._line
        try:
            self._cm(form.get("/Matrix", _PLAIN))
            resources = form.get("/Resources")
            self.follow(
                ContentStream(form, self._pdf, "bytes"),
                self._resources if resources is None else resources,
                self._depth + 1,
            )
        finally:
            del self._saved[height:]
            self._restore([])
            self._tm, self._line = tm, line

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._state.ctm
        return x * a + y * c + e, x * b + y * d + f

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = _numbers(operands, 4)
        (x0, y0), (x1, y1) = self._point(x, y), self._point(x + width, y + height)
        self._path.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _move(self, operands: list[Any]) -> None:
        x, y = _numbers(operands, 2)
        self._at = self._began = self._point(x, y)

    def _draw(self, operands: list[Any]) -> None:
        x, y = _numbers(operands, 2)
        (x0, y0), self._at = self._at, self._point(x, y)
        x1, y1 = self._at
        if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
            self._path.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _close(self, _: list[Any]) -> None:
        (x0, y0), (x1, y1) = self._at, self._began
        self._path.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        self._at = self._began

    def _forget(self, _: list[Any]) -> None:
        self._path.clear()

    def _fill(self, _: list[Any]) -> None:
        self.rules += painted(self._path, stroked=False, known=len(self.rules))
        self._path.clear()

    def _stroke(self, _: list[Any]) -> None:
        self.rules += painted(self._path, stroked=True, known=len(self.rules))
        self._path.clear()
