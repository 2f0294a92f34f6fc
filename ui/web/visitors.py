"""Whose browser this is: a random cookie, so that conversations are kept apart before there are accounts."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.requests import cookie_parser

COOKIE = "vankien_visitor"
_YEAR = 365 * 24 * 3600
_LENGTH = 32
"""Characters of the token: 192 bits, which nobody guesses."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def visitor_of(cookies: Mapping[str, str]) -> str:
    """The visitor's id, empty for a browser without the cookie. Not the token: who reads the database gets none."""
    token = cookies.get(COOKIE, "")
    return hashlib.sha256(token.encode()).hexdigest()[:_LENGTH] if _TOKEN.fullmatch(token) else ""


class Visitors:
    """ASGI middleware that gives a browser without the cookie one; a page's first request is served with it already.

    Every page gives it anew, so that it lasts a year from the last visit and not from the first.
    """

    def __init__(self, app: Any):
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        token = _token(scope["headers"])
        if not token:
            token = secrets.token_urlsafe(_LENGTH * 3 // 4)
            own = [value for name, value in scope["headers"] if name == b"cookie"]
            cookie = b"; ".join([*own, f"{COOKIE}={token}".encode()])
            headers = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
            scope = {**scope, "headers": [*headers, (b"cookie", cookie)]}
        given = f"{COOKIE}={token}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax".encode()

        async def send_with_cookie(message: Any) -> None:
            if message["type"] == "http.response.start" and _is_page(message.get("headers", ())):
                message = {**message, "headers": [*message.get("headers", ()), (b"set-cookie", given)]}
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _is_page(headers: Any) -> bool:
    """Only pages give it: of several answers at once to a new browser, each would give another."""
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers)


def _token(headers: Any) -> str:
    # As `Request.cookies` reads them: http.cookies takes none after one that it does not understand, and browsers send
    # here whatever any other program on this machine or site has set.
    cookies = cookie_parser(b"; ".join(value for name, value in headers if name == b"cookie").decode("latin-1"))
    token = cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""
