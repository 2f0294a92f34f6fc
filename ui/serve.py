"""Serving the chat on one address, from one process that holds the collection open."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from corpus.errors import VankienError
from corpus.settings import Settings

if TYPE_CHECKING:
    from ui.desk import Desk

# Nothing is fetched from elsewhere and nothing is sent there, whatever a document or a library would have the page do.
# 'unsafe-eval' is for Gradio, which compiles its templates in the browser.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class AddressUnavailable(VankienError):
    """The address to serve on is taken or is not this machine's."""


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to exactly this address; port 0 takes any that is free.

    Raises `AddressUnavailable` if the port is busy or the host is not this machine's.
    """
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as exc:
        raise AddressUnavailable(f"Không có địa chỉ nào tên là “{host}” trên máy này: {exc.strerror}.") from exc
    listener = socket.socket(family, kind, proto)
    # On Windows the option lets two programs share a port, elsewhere only a restart reuse one that is closing.
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as exc:
        listener.close()
        raise AddressUnavailable(
            f"Không mở được {host}:{port}: {exc.strerror}. Có thể cổng đang bận (một vankien khác đang chạy?). "
            "Dừng chương trình kia, hoặc chọn cổng khác bằng --port."
        ) from exc
    return listener


def address_of(listener: socket.socket) -> str:
    """The address to type into a browser on this machine."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def build_app(desk: Desk) -> Any:
    """The ASGI application: the chat at `/`; other interfaces mount beside it."""
    from fastapi import FastAPI

    from ui.chat import build_chat, theme  # before gradio: it sets what gradio reads when imported

    import gradio as gr  # isort: skip
    from ui.look import CSS, ICON

    app = FastAPI(title="vankien", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(_Headers)
    head = f'<link rel="icon" href="{ICON}"><meta name="robots" content="noindex">'
    gr.mount_gradio_app(
        app,
        build_chat(desk),
        path="/",
        theme=theme(),
        css=CSS,
        head=head,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
    )
    return app


def run_server(settings: Settings, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until interrupted. `on_ready` is told the address once the page can be opened.

    Raises `AddressUnavailable` before anything is loaded.
    """
    listener = listen(host, port)
    os.environ.update(GRADIO_TEMP_DIR=str(settings.data_dir / "gradio"))
    import uvicorn

    from assistant.pipeline import Assistant
    from index.store import Store
    from ui.desk import Desk

    with listener, Store(settings, light=True) as store:
        desk = Desk(store, Assistant(store))
        app = build_app(desk)
        desk.greet()  # loads what the first question would otherwise wait for

        class Server(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                if self.started:
                    on_ready(address_of(listener))

            async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
                # Every open page holds a connection that never ends by itself; that it is cut now is no error to show.
                logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
                await super().shutdown(sockets)

        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1, ws="none")
        Server(config).run(sockets=[listener])


_NO_UPLOADS = "/gradio_api/upload"
"""Gradio takes files there from any page that a browser has open, though nothing on ours sends one."""


class _Headers:
    """ASGI middleware that adds the security headers to every response, streamed ones included."""

    def __init__(self, app: Any):
        self._app = app
        self._headers: Iterable[tuple[bytes, bytes]] = [(k.encode(), v.encode()) for k, v in _HEADERS.items()]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *self._headers]}
            await send(message)

        if scope["type"] == "http" and scope["path"].startswith(_NO_UPLOADS):
            from starlette.responses import PlainTextResponse

            await PlainTextResponse("Không nhận tệp qua đường này.", status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
