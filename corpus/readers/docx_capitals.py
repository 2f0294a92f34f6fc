"""Capitals that only a font made: the TCVN3 fonts whose names end in H (.VnTimeH) draw small letters as capitals."""

from __future__ import annotations

import re
from typing import Any

from corpus.legacy.conversion import to_unicode

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CAPITAL_FONT = re.compile(r"\.?vn\w*h", re.I)
_SMALL = re.compile("[a-z]+")
_DEEPEST = 20
"""Styles based on styles that are followed."""


def spell_capitals(document: Any) -> None:
    """Write the plain letters of text in such fonts as capitals, in place, if the document is typed in TCVN3; those
    with marks follow them when they are rewritten."""
    fonts = _style_fonts(document)
    body = document.element.body
    named = {name for font in body.iter(f"{_W}rFonts") for name in font.attrib.values()}.union(fonts.values())
    if not any(map(_CAPITAL_FONT.fullmatch, named)):
        return
    runs = [run for run in document.element.body.iter(f"{_W}r") if _CAPITAL_FONT.fullmatch(_font(run, fonts))]
    if not runs:
        return
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{_W}t")) for p in document.element.body.iter(f"{_W}p"))
    if "TCVN3" not in to_unicode(list(paragraphs))[1]:
        return
    for run in runs:
        for text in run.iter(f"{_W}t"):
            text.text = _SMALL.sub(lambda m: m.group().upper(), text.text or "")


def _style_fonts(document: Any) -> dict[str, str]:
    """The font of each style by its id, inherited where it names none; that of the document under the empty id."""
    styles = document.styles.element
    own = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
    defaults = next(styles.iter(f"{_W}rPrDefault"), None)
    default = _named(next(defaults.iter(f"{_W}rPr"), None)) if defaults is not None else ""
    fonts = {"": default}
    for name, style in own.items():
        at, steps = style, 0
        while at is not None and steps < _DEEPEST and not (font := _named(at.find(f"{_W}rPr"))):
            base = at.find(f"{_W}basedOn")
            at, steps = own.get(base.get(f"{_W}val", "")) if base is not None else None, steps + 1
        fonts[name] = font if at is not None and steps < _DEEPEST else default
        if style.get(f"{_W}default") == "1" and style.get(f"{_W}type") == "paragraph":
            fonts[""] = fonts[name]
    return fonts


def _font(run: Any, fonts: dict[str, str]) -> str:
    """The font of a run: its own, else that of its style, else that of its paragraph's style."""
    properties = run.find(f"{_W}rPr")
    if name := _named(properties):
        return name
    if properties is not None and (style := _style(properties, "rStyle")) and fonts.get(style):
        return fonts[style]
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    of_paragraph = paragraph.find(f"{_W}pPr") if paragraph is not None else None
    return fonts.get(_style(of_paragraph, "pStyle") if of_paragraph is not None else "", "")


def _named(properties: Any) -> str:
    fonts = properties.find(f"{_W}rFonts") if properties is not None else None
    return (fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "") if fonts is not None else ""


def _style(properties: Any, tag: str) -> str:
    style = properties.find(f"{_W}{tag}")
    return style.get(f"{_W}val", "") if style is not None else ""
