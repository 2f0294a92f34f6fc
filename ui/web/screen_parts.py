"""A part of a screen as a response."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi.responses import HTMLResponse

from corpus.errors import VankienError
from ui.markup import element, esc

_LOG = logging.getLogger(__name__)
_UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa mở được phần này. Nếu vẫn lỗi, báo người quản trị xem nhật ký máy chủ."
_FRESH = {"cache-control": "no-store"}


def part(html: Callable[[], str]) -> HTMLResponse:
    """A part of a screen; what goes wrong is said in it."""
    try:
        return HTMLResponse(html(), headers=_FRESH)
    except VankienError as exc:
        said = str(exc)
    except Exception:  # noqa: BLE001 - whatever it is, the rest of the screen must go on, and the log has it
        _LOG.exception("a part of a screen was not made")
        said = _UNEXPECTED
    return HTMLResponse(element("p", esc(said), "vk-fault", role="alert"), headers=_FRESH)
