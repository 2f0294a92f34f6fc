"""List numbers of Word documents: Word draws them, so a paragraph's text lacks them."""

from __future__ import annotations

import re
from typing import Any

from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


class Numbering:
    """Counts the automatic numbers of one document, asked for its paragraphs in order.

    Knows decimal, letter, Roman and bullet lists over several levels; anything rarer gets no label.
    """

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # abstract list → level → format, text, start
        self._lists: dict[str, str] = {}  # list → abstract list
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str | None, tuple[str, int] | None] = {}  # style → the list and level that it gives
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        root = getattr(part, "element", None)
        if root is None:
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {}
            for level in abstract.iter(f"{_W}lvl"):
                start = _value(level, "start")
                levels[int(level.get(f"{_W}ilvl", "0"))] = (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    int(start) if start.isdigit() else 1,
                )
            self._levels[abstract.get(f"{_W}abstractNumId", "")] = levels
        for number in root.iter(f"{_W}num"):
            self._lists[number.get(f"{_W}numId", "")] = _value(number, "abstractNumId")

    def label(self, paragraph: Paragraph) -> str:
        """What Word draws before `paragraph` with a space after it ("1.2. "), or "" if nothing."""
        if not self._lists:
            return ""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        abstract, depth = self._lists[place[0]], place[1]
        levels = self._levels.get(abstract, {})
        if depth not in levels:
            return ""
        style, text, start = levels[depth]
        if style == "bullet":
            return "- "
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            return _format(counts.get(at, levels.get(at, ("", "", 1))[2]), levels.get(at, ("decimal", "", 1))[0])

        return re.sub(r"%(\d)", number, text) + " " if text else ""

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or its style's, or None."""
        place = _in_list(paragraph._p.pPr)
        if place is None:
            name = paragraph._p.style
            if name not in self._styles:
                self._styles[name] = _of_style(paragraph.style)
            place = self._styles[name]
        return None if place is None or place[0] == "0" else place


def _of_style(style: Any) -> tuple[str, int] | None:
    """The list and level that a style gives, itself or through those it is based on, or None."""
    for _ in range(10):
        if style is None:
            return None
        place = _in_list(style.element.pPr)
        if place is not None:
            return place
        style = style.base_style
    return None


def _value(element: Any, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val", "")


def _in_list(properties: Any) -> tuple[str, int] | None:
    """The list and level that the properties of a paragraph or style name, ("0", 0) where they name none on purpose."""
    number = properties.find(f"{_W}numPr") if properties is not None else None
    if number is None:
        return None
    level = _value(number, "ilvl")
    return _value(number, "numId") or "0", int(level) if level.isdigit() else 0


def _format(value: int, style: str) -> str:
    """`value` as Word writes it in number format `style`."""
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        out = ""
        for size, digits in _ROMAN:
            out += digits * (value // size)
            value %= size
        return out.lower() if style == "lowerRoman" else out
    return f"{value:02d}" if style == "decimalZero" else str(value)
