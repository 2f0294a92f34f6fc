"""Text into HTML. Whatever comes from a document, a file name or a question goes through `esc`, without exception."""

from __future__ import annotations

import html
import re

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that change the direction of writing and so the order in which text is read."""

_VOID = frozenset(("input", "img", "br"))
"""Elements that have no content and no end."""


def esc(text: object) -> str:
    """`text` for use in HTML content and quoted attributes: markup shows as text, invisible controls as their code."""
    return html.escape(_INVISIBLE.sub(lambda m: f"[U+{ord(m.group()):04X}]", str(text)), quote=True)


def element(tag: str, content: str, class_: str = "", **attributes: object) -> str:
    """One element around `content`, which is HTML already; attributes are escaped, `_` in their names becomes `-`."""
    pairs = ({"class": class_} if class_ else {}) | {k.strip("_").replace("_", "-"): v for k, v in attributes.items()}
    words = "".join(f' {name}="{esc(value)}"' for name, value in pairs.items() if value is not None)
    return f"<{tag}{words}>" if tag in _VOID else f"<{tag}{words}>{content}</{tag}>"
