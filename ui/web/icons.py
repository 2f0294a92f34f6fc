"""Small pictures on buttons, in the colour of the text; what a button does is said in words beside or behind it."""

from __future__ import annotations

_PATHS = {
    "menu": "M4 6h16M4 12h16M4 18h16",
    "plus": "M12 5v14M5 12h14",
    "send": "M12 19V5M6 11l6-6 6 6",
    "stop": "M7 7h10v10H7z",
    "copy": "M9 9h10v11H9zM5 15V4h10",
    "again": "M20 11a8 8 0 1 0-2.3 6.3M20 4v7h-7",
    "edit": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "delete": "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
    "up": "M7 20H4v-9h3zM7 11l4-8c2 0 2.5 1 2.3 2.6L13 9h6c1.5 0 2 1 2 2l-2 7c-.3 1-1 2-2 2H7",
    "down": "M7 4H4v9h3zM7 13l4 8c2 0 2.5-1 2.3-2.6L13 15h6c1.5 0 2-1 2-2l-2-7c-.3-1-1-2-2-2H7",
    "close": "M6 6l12 12M18 6L6 18",
    "save": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "left": "M15 5l-7 7 7 7",
    "right": "M9 5l7 7-7 7",
    "zoom": "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16.5 16.5L21 21M11 8v6M8 11h6",
    "filter": "M4 6h16M7 12h10M10 18h4",
    "speak": "M4 5h16v11H10l-5 4v-4H4z",
}


def icon(name: str) -> str:
    """The picture of that name as SVG, hidden from screen readers."""
    drawn = f'<path d="{_PATHS[name]}"/>'
    return f'<svg class="vk-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{drawn}</svg>'
