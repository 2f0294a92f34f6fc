"""A language model's server that says what a script tells it to: real HTTP on this machine, OpenAI's interface.

A script gets the request as the model would see it and returns what goes over the wire: pieces of an answer, or the raw
bytes, pauses and failures of a server that misbehaves.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "kich-ban-7b"
_PASSAGE = re.compile(r"<<<(?P<fence>\w+) ĐOẠN (?P<n>\d+): (?P<label>[^\n]*)\n(?P<text>.*?)\n(?P=fence)>>>", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """One request: the two prompts, and how many requests came before it."""

    system: str
    user: str
    before: int = 0

    @property
    def passages(self) -> dict[int, str]:
        """The passages in the prompt, by number."""
        return {int(m["n"]): m["text"] for m in _PASSAGE.finditer(self.user)}

    @property
    def labels(self) -> dict[int, str]:
        return {int(m["n"]): m["label"] for m in _PASSAGE.finditer(self.user)}

    def where(self, words: str) -> int:
        """The number of the first passage that contains `words`; 0 if none does."""
        return next((n for n, text in self.passages.items() if words in text), 0)


@dataclass(frozen=True)
class Raw:
    """Bytes as they are."""

    data: bytes


@dataclass(frozen=True)
class Pause:
    """Silence."""

    seconds: float


@dataclass(frozen=True)
class Fail:
    """An answer with this status instead of a stream; only as the first thing said."""

    status: int
    body: bytes = b'{"error": {"message": "no"}}'
    headers: dict[str, str] = field(default_factory=dict)


class Cut:
    """The connection is reset."""


Said = str | Raw | Pause | Fail | Cut
Script = Callable[[Asked], Iterable[Said]]


def event(text: str) -> bytes:
    """One event of a stream that says `text`."""
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": MODEL, "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n".encode()


class ScriptedServer(ThreadingHTTPServer):
    """Plays `script` to every request and keeps what was asked in `asked`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: Script = lambda asked: ["Không tìm thấy căn cứ trong tài liệu."]
        self.asked: list[Asked] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def play(self, script: Script) -> None:
        """Begin another script."""
        self.script, self.asked = script, []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is no news."""


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """A server on a port that is free, until the end of the block."""
    with ScriptedServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server: ScriptedServer

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        models = {"data": [{"id": MODEL, "object": "model"}], "models": [{"name": MODEL}]}
        body = json.dumps(models).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.keys.append(self.headers.get("Authorization", ""))
        if self.path == "/api/chat":
            self._ollama(request)
            return
        system, user = (message["content"] for message in request["messages"])
        asked = Asked(_text(system), _text(user), len(self.server.asked))
        self.server.asked.append(asked)
        begun = False
        with suppress(OSError):
            for said in self.server.script(asked):
                if isinstance(said, Fail):
                    self.send_response(said.status)
                    self.send_header("Content-Type", "application/json")
                    for name, value in said.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(said.body)
                    return
                if isinstance(said, Cut):
                    self._reset()
                    return
                if isinstance(said, Pause):
                    time.sleep(said.seconds)
                    continue
                if not begun:
                    begun = True
                    self.send_response(200)
                    self.send_header("Content-Type", "text/event-stream; charset=utf-8")
                    self.end_headers()
                self.wfile.write(said.data if isinstance(said, Raw) else event(said))
                self.wfile.flush()
            self.wfile.write(b"data: [DONE]\n\n")

    def _ollama(self, request: dict[str, Any]) -> None:
        """The same in Ollama's words: one JSON object a line; failures are not played."""
        system, user = (message["content"] for message in request["messages"])
        asked = Asked(_text(system), _text(user), len(self.server.asked))
        self.server.asked.append(asked)
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.end_headers()
        for said in [*self.server.script(asked), ""]:
            part = {"model": request["model"], "message": {"role": "assistant", "content": said}, "done": not said}
            self.wfile.write(json.dumps(part).encode() + b"\n")

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.wfile.flush()
        self.connection.close()


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
