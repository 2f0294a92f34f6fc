"""A real server on 127.0.0.1 with the interfaces for programs, over the bundled samples; screens are left out."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from assistant.conversations import Conversations
from assistant.pipeline import Assistant
from corpus.settings import Settings
from index.store import Store
from ui.api.guard import Guard
from ui.api.interfaces import close_interfaces, new_app
from ui.services import Answering, Services
from ui.web.serve import address_of, listen

QUESTION = "Theo Chỉ thị 09-CT/TU, tỉnh dự trữ tối thiểu bao nhiêu tấn gạo?"
UNANSWERED = "Giá xăng RON 95 hôm nay bao nhiêu một lít?"


@contextmanager
def serving(store: Store, assistant: Answering, data_dir: Path) -> Iterator[str]:
    """The address of a server of these, as long as the context lasts."""
    with closing(Conversations(data_dir / "conversations.sqlite3")) as conversations, listen("127.0.0.1", 0) as door:
        services = Services(store, assistant, conversations)
        app = new_app(services)
        app.add_middleware(Guard, hosts=store.settings.hosts)
        close_interfaces(app)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield address_of(door)
        server.should_exit = True
        thread.join(timeout=20)
        assert not thread.is_alive()


@pytest.fixture(scope="session")
def held(samples_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the samples that tests here may write to."""
    folder = tmp_path_factory.mktemp("interface") / "data"
    shutil.copytree(samples_dir, folder)
    with Store(Settings(data_dir=folder), light=True) as store:
        yield store


@pytest.fixture(scope="session")
def address(held: Store) -> Iterator[str]:
    """The address of a server with the real assistant on the samples; one for all tests."""
    with serving(held, Assistant(held), held.settings.data_dir) as address:
        yield address


@pytest.fixture(scope="session")
def api(address: str) -> Iterator[httpx.Client]:
    """A plain client of it."""
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


def post_and_leave(address: str, path: str, body: object, begun: threading.Event | threading.Semaphore) -> None:
    """Post JSON and hang up, without waiting for the answer, once the work on it has begun."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    data = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {len(data)}"
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(head.encode() + b"\r\n\r\n" + data)
        assert begun.acquire(timeout=30) if isinstance(begun, threading.Semaphore) else begun.wait(30)


def raw(address: str, head: str, body: bytes = b"") -> bytes:
    """What the server answers to bytes as they are."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + body)
        said = b""
        while part := connection.recv(65_536):
            said += part
    return said
