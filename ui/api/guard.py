"""Who may send requests here: programs, and this server's own pages; no other site's pages.

A page of another site can make a visitor's browser send requests to a server that the site itself cannot reach, and by
pointing its own name at this machine (DNS rebinding) can even read the answers. So a request must call the server by a
name that is its own, and one that a page sent must come from a page of this server.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from ui.api.errors import FORBIDDEN, INVALID, error_response

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_INTERFACES = ("/v1/", "/mcp", "/metrics")
"""Where pages of other sites may not even read; a link that a person follows is no such reading."""
_HOST = re.compile(r"(?a:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<name>[\w.-]+))(?::\d{1,5})?")
_SEPARATORS = re.compile(r"[,;\s]+")

STRANGE_HOST = (
    "Máy chủ này không nhận tên “{host}”. Mở bằng địa chỉ mà máy chủ in ra lúc khởi động; "
    "nếu tên ấy đúng là của máy chủ, khai trong VANKIEN_HOSTS."
)
STRANGE_PAGE = "Yêu cầu đến từ một trang web khác nên không được nhận."


def named_hosts(setting: str) -> frozenset[str]:
    """The names in `VANKIEN_HOSTS`: separated by commas or spaces, without ports, in any case."""
    return frozenset(_name(host) or host.lower() for host in _SEPARATORS.split(setting) if host)


def is_own_host(host: str, address: str, named: Collection[str]) -> bool:
    """Whether a `Host` header may name the server that took the connection at `address`.

    At a loopback address that is a loopback name; elsewhere any numeric address (which no site's name can stand for) or
    the machine's own name. Either way the names in `named` may be used.
    """
    name = _name(host)
    if name is None:
        return False
    if name in named or name == address.lower():
        return True
    numeric = _address(name)
    loopback = name == "localhost" or (numeric is not None and numeric.is_loopback)
    served = _address(address)
    if served is not None and served.is_loopback:
        return loopback
    return loopback or numeric is not None or name in _own_names()


def is_own_page(headers: Mapping[str, str], *, navigating: bool, named: Collection[str]) -> bool:
    """Whether a request comes from a program or from a page of this server, as browsers tell it.

    `headers` are those of the request by their names in lower case; `navigating` allows that a person followed a link.
    """
    origin = headers.get("origin")
    if origin is not None:
        try:
            parts = urlsplit(origin)
            return parts.netloc.lower() == headers.get("host", "").lower() or (parts.hostname or "") in named
        except ValueError:
            return False
    site = headers.get("sec-fetch-site", "none")
    return site in ("none", "same-origin") or (navigating and headers.get("sec-fetch-mode") == "navigate")


class Guard:
    """ASGI middleware that lets only such requests through."""

    def __init__(self, app: Any, hosts: str = ""):
        self._app = app
        self._named = named_hosts(hosts)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[str, str] = {}
        for name, value in scope["headers"]:
            # One that comes twice is no header that this understands, and so refused.
            before = headers.get(name.decode("latin-1"))
            headers[name.decode("latin-1")] = (f"{before}, " if before is not None else "") + value.decode("latin-1")
        host = headers.get("host", "")
        reading = scope["method"] in _SAFE
        if not is_own_host(host, (scope.get("server") or ("",))[0], self._named):
            refused = error_response(421, STRANGE_HOST.format(host=(_name(host) or "")[:100]), INVALID)
        elif (not reading or scope["path"].startswith(_INTERFACES)) and not is_own_page(
            headers, navigating=reading, named=self._named
        ):
            refused = error_response(403, STRANGE_PAGE, FORBIDDEN)
        else:
            await self._app(scope, receive, send)
            return
        await refused(scope, receive, send)


def _name(host: str) -> str | None:
    found = _HOST.fullmatch(host)
    return (found["six"] or found["name"]).lower().rstrip(".") if found else None


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _own_names() -> set[str]:
    name = socket.gethostname().lower()
    return {name, f"{name.partition('.')[0]}.local"}
