"""What a PDF font's codes stand for, and how wide each one is drawn."""

from __future__ import annotations

from typing import Any

from pypdf.generic import DictionaryObject

# pypdf keeps its font class to itself, yet it alone gives widths by code; `extract_text` tells where a piece of text
# begins but not where it ends, and builds each font anew on every page. A test holds our words to `extract_text`'s.
from pypdf.generic._font import Font

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_USUAL = 0.5
"""Width of a character in ems where the font does not say: the mean of Times New Roman over Vietnamese text."""


class PageFont:
    """One font of a file, which remembers the codes it has met. `space` is the width of a space in ems."""

    def __init__(self, resource: DictionaryObject | None) -> None:
        self._font = Font.from_font_resource(resource) if resource is not None else None
        self._known: dict[str, tuple[str, float]] = {}
        name = str(resource.get("/BaseFont", "")) if resource is not None else ""
        self.bold = "bold" in name.lower() or "black" in name.lower()
        self.space = 0.25
        self.scale = 0.001
        if self._font is not None:
            self.scale = _scale(resource)
            width = self._font.character_widths.get(self._font.space_char) or self._font.space_width
            self.space = min(max(float(width) * self.scale, 0.15), 0.35)

    def glyphs(self, codes: bytes) -> list[tuple[str, float]]:
        """Text and width (ems) of each code of a shown string; a code without a meaning gives what pypdf gives."""
        font = self._font
        if font is None:
            return [("\ufffd", _USUAL)] * len(codes)
        raw = _decoded(codes, font.encoding) if isinstance(font.encoding, str) else codes.decode("latin-1")
        known = self._known
        out = []
        for code in raw:
            found = known.get(code)
            if found is None:
                found = known[code] = self._glyph(font, code)
            out.append(found)
        return out

    def _glyph(self, font: Font, code: str) -> tuple[str, float]:
        letter = code if isinstance(font.encoding, str) else font.encoding.get(ord(code), code)
        text = str(font.character_map.get(letter, letter)).translate(_LIGATURES)
        width = font.space_width if code == font.space_char else font.get_text_width(code)
        return text, float(width) * self.scale


def _decoded(codes: bytes, encoding: str) -> str:
    try:
        return codes.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return codes.decode(encoding, "replace")


def _scale(resource: Any) -> float:
    """Ems in a unit of the font's widths: a thousandth, but for fonts of drawings (Type 3), which say it themselves."""
    if resource.get("/Subtype") != "/Type3":
        return 0.001
    try:
        return abs(float(resource["/FontMatrix"][0])) or 0.001
    except (KeyError, IndexError, TypeError, ValueError):
        return 0.001
