"""Serving on one address, from one process that holds the collection open."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import closing

from corpus.errors import VankienError
from corpus.settings import Settings

_SWITCH_S = 0.0005
"""How soon a thread that computes lets another have its turn. A question goes to the disk a hundred times and waits for
its turn after each: with Python's 5 ms, and tasks being read beside it, first words took 510 ms at the median, now 260
(`tests/bench_chat.py`)."""


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


_ANY = "Văn bản quy định những nội dung gì?"
"""A question that any collection is searched for."""


def run_server(settings: Settings, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until interrupted. `on_ready` is told the address once the page can be opened.

    Raises `AddressUnavailable` before anything is loaded.
    """
    listener = listen(host, port)
    sys.setswitchinterval(_SWITCH_S)
    os.environ.update(GRADIO_TEMP_DIR=str(settings.data_dir / "gradio"))
    import uvicorn

    from assistant.conversations import Conversations
    from assistant.pipeline import Assistant
    from index.store import Store
    from ui.services import Services
    from ui.web.app import build_app
    from ui.web.desk import Desk

    with (
        listener,
        Store(settings, light=True) as store,
        closing(Conversations(settings.data_dir / "conversations.sqlite3")) as conversations,
    ):
        quoting = Assistant(store)
        quoting.model = None
        services = Services(store, Assistant(store), conversations, quoting)
        desk = Desk(services)
        app = build_app(services, desk)
        services.uploads.start()
        threading.Thread(target=services.digests.warm, name="tasks", daemon=True).start()
        # Loads what the first question would otherwise wait for, a large index cold on the disk not least.
        desk.greet()
        quoting.ask(_ANY)

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
        try:
            Server(config).run(sockets=[listener])
        finally:
            services.uploads.close()
            desk.originals.close()
