"""A part of a screen as a response."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.responses import HTMLResponse

from corpus.errors import VankienError
from ui.markup import element, esc

_FRESH = {"cache-control": "no-store"}


def part(html: Callable[[], str]) -> HTMLResponse:
    """A part of a screen; what goes wrong on purpose is said in it."""
    try:
        return HTMLResponse(html(), headers=_FRESH)
    except VankienError as exc:
        return HTMLResponse(element("p", esc(exc), "vk-fault", role="alert"), headers=_FRESH)
