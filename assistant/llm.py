"""Language models behind a server, through llama-index: OpenAI's interface (vLLM, llama.cpp, clouds) and Ollama's.

Whatever the server does, a call ends within its time: chunks come over from a thread of their own, which is left behind
when it does not keep up.
"""

from __future__ import annotations

import importlib.util
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.tokens import Count, token_counter
from corpus.errors import ModelUnavailable, ServerFailed
from corpus.settings import Settings

_MAX_CHARACTERS = 40_000
"""Of one answer; what goes on longer has lost its way."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 20.0
_BUSY = frozenset({408, 409, 425, 429})
_UNNAMED = "mô hình ngôn ngữ"
_THOUGHT, _THOUGHT_END = "<think>", "</think>"


class LanguageModel(Protocol):
    """What the generative engine needs of a model. `count` counts the model's tokens of a text."""

    @property
    def name(self) -> str:
        """What an answer names as its engine."""
        ...

    @property
    def count(self) -> Count:
        """Tokens of a text."""
        ...

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The answer in pieces. Raises `ServerFailed`, at the start or between pieces."""
        ...


def open_model(settings: Settings) -> LanguageModel | None:
    """The model that the settings name; None if they name none. Nothing is asked of the server yet.

    Raises `ModelUnavailable` if the libraries for it are not installed, or its tokenizer cannot be read.
    """
    return ServerModel(settings) if settings.llm_url else None


class ServerModel:
    """A model behind the address in the settings; safe to share between threads."""

    def __init__(self, settings: Settings):
        wanted = "ollama" if settings.llm_api == "ollama" else "openai_like"
        if not _installed(f"llama_index.llms.{wanted}"):
            raise ModelUnavailable(
                "Chưa cài thư viện để dùng mô hình ngôn ngữ. "
                "Cài bằng: pip install -e '.[llm]', hoặc bỏ VANKIEN_LLM_URL."
            )
        self._settings = settings
        self._name = settings.llm_model
        self.count = token_counter(settings.llm_tokenizer)

    @property
    def name(self) -> str:
        """The name in the settings, else the one that the server gave."""
        return self._name or _UNNAMED

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The answer in pieces, what the model thinks aloud left out.

        A server that is busy or fails before its first word is asked again, after a pause that doubles or is as long as
        it says. Raises `ServerFailed` when it is out of tries or of time, or says nothing.
        """
        deadline = time.monotonic() + self._settings.llm_timeout_s
        for attempt in range(self._settings.llm_retries + 1):
            said = False
            try:
                for piece in _spoken(self._once(system, user, deadline)):
                    said = said or bool(piece.strip())
                    yield piece
                if said:
                    return
                raise ServerFailed("Máy chủ mô hình ngôn ngữ trả lời rỗng.")
            except _Busy as busy:
                pause = busy.pause_s or min(_FIRST_PAUSE_S * 2**attempt, _LONGEST_PAUSE_S)
                again = attempt < self._settings.llm_retries and time.monotonic() + pause < deadline
                if said or not again:
                    raise ServerFailed(str(busy)) from busy
                time.sleep(pause)

    def _once(self, system: str, user: str, deadline: float) -> Iterator[str]:
        """One call. Raises `ServerFailed` if it takes too long, or for what asking again does not help."""
        call = _Call(self._settings, deadline)
        threading.Thread(target=call.run, args=(self, system, user), name="vankien-llm", daemon=True).start()
        until = min(deadline, time.monotonic() + self._settings.llm_first_token_s)
        try:
            while True:
                try:
                    piece = call.pieces.get(timeout=max(until - time.monotonic(), 0.001))
                except queue.Empty:
                    raise ServerFailed("Máy chủ mô hình ngôn ngữ trả lời quá chậm.") from None
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise _failure(piece) from piece
                yield piece
                until = deadline
                if time.monotonic() > deadline:
                    raise ServerFailed("Máy chủ mô hình ngôn ngữ trả lời quá chậm.")
        finally:
            call.stop()

    def named(self, client: Any) -> str:
        """The model to ask for; asks the server for the first that it offers where the settings name none."""
        if not self._name:
            ollama = self._settings.llm_api == "ollama"
            base = self._settings.llm_url.rstrip("/")
            reply = client.get(f"{base}/api/tags" if ollama else f"{base}/models", headers=_headers(self._settings))
            with suppress(ValueError, LookupError, TypeError, AttributeError):
                offered = reply.json()["models" if ollama else "data"][0]
                self._name = str(offered["name" if ollama else "id"])
        return self._name or "default"


class _Busy(Exception):
    """The server may do better when asked again, after `pause_s` seconds if it said so."""

    def __init__(self, message: str, pause_s: float = 0.0):
        super().__init__(message)
        self.pause_s = pause_s


@dataclass(frozen=True, slots=True)
class _Times:
    connect: float
    read: float


class _Call:
    """One request in a thread of its own; `pieces` ends with None, or with what went wrong."""

    def __init__(self, settings: Settings, deadline: float):
        self.pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        self._settings = settings
        self._deadline = deadline
        self._client: Any = None
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Nobody listens any more."""
        self._stopped.set()
        client = self._client
        if client is not None:
            with suppress(Exception):
                client.close()

    def run(self, model: ServerModel, system: str, user: str) -> None:
        """Ask, and pass on what comes."""
        try:
            left = max(self._deadline - time.monotonic(), 0.1)
            settings = self._settings
            self._client = _client(_Times(min(settings.llm_connect_s, left), left))
            size = 0
            llm = _opened(settings, model.named(self._client), self._client, left)
            for delta in _deltas(llm, system, user):
                size += len(delta)
                self.pieces.put(delta)
                if self._stopped.is_set() or size > _MAX_CHARACTERS:
                    break
            self.pieces.put(None)
        except Exception as exc:  # noqa: BLE001 - whatever it is, the thread that asked deals with it
            self.pieces.put(exc)
        finally:
            self.stop()


def _client(times: _Times) -> Any:
    """An httpx client that connects and reads within these times, whatever the libraries above it would set."""
    import httpx

    class Transport(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            request.extensions = {**request.extensions, "timeout": timeout.as_dict()}
            return super().handle_request(request)

    timeout = httpx.Timeout(times.read, connect=times.connect)
    return httpx.Client(transport=Transport(), timeout=timeout, trust_env=False)


def _opened(settings: Settings, name: str, client: Any, left: float) -> Any:
    """The model as llama-index has it; `left` is how many seconds a call may take."""
    return _ollama(settings, name, left) if settings.llm_api == "ollama" else _openai(settings, name, client, left)


def _deltas(llm: Any, system: str, user: str) -> Iterator[str]:
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    messages = [ChatMessage(content=system, role=MessageRole.SYSTEM), ChatMessage(content=user, role=MessageRole.USER)]
    for part in llm.stream_chat(messages):
        if part.delta:
            yield part.delta


def _openai(settings: Settings, name: str, client: Any, left: float) -> Any:
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=name,
        api_base=settings.llm_url,
        api_key=settings.llm_key.get_secret_value() or "none",
        is_chat_model=True,
        context_window=settings.llm_context_tokens,
        max_tokens=settings.llm_answer_tokens,
        temperature=0.0,
        max_retries=0,
        timeout=left,
        http_client=client,
    )


def _ollama(settings: Settings, name: str, left: float) -> Any:
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    return Ollama(
        model=name,
        base_url=settings.llm_url,
        context_window=settings.llm_context_tokens,
        temperature=0.0,
        request_timeout=left,
        additional_kwargs={"num_predict": settings.llm_answer_tokens},
        client=Client(host=settings.llm_url, timeout=left, headers=_headers(settings), trust_env=False),
    )


def _headers(settings: Settings) -> dict[str, str]:
    key = settings.llm_key.get_secret_value()
    return {"Authorization": f"Bearer {key}"} if key else {}


def _installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _failure(exc: Exception) -> Exception:
    """What an exception of the libraries below means here."""
    status = getattr(exc, "status_code", None)
    host = "Máy chủ mô hình ngôn ngữ"
    if isinstance(status, int) and status > 0:
        if status in _BUSY or status >= 500:
            return _Busy(f"{host} đang bận hoặc có lỗi (HTTP {status}).", _asked_pause(exc))
        return ServerFailed(f"{host} từ chối câu hỏi (HTTP {status}). Kiểm tra VANKIEN_LLM_URL, _MODEL và _KEY.")
    if any(_is_connection(e) for e in _chain(exc)):
        return _Busy(f"Không kết nối được với máy chủ mô hình ngôn ngữ, hoặc kết nối bị ngắt ({type(exc).__name__}).")
    return ServerFailed(f"{host} trả lời không đúng quy cách ({type(exc).__name__}).")


def _chain(exc: BaseException | None) -> Iterator[BaseException]:
    while exc is not None:
        yield exc
        exc = exc.__cause__ or exc.__context__


def _is_connection(exc: BaseException) -> bool:
    import httpx

    return isinstance(exc, (httpx.NetworkError, httpx.ConnectTimeout, httpx.RemoteProtocolError, ConnectionError))


def _asked_pause(exc: Exception) -> float:
    """Seconds that the server asks to wait for; 0 if it does not say."""
    headers = getattr(getattr(exc, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:
        return 0.0


def _spoken(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces without the thoughts that some models write before their answer, between `<think>` marks."""
    held = ""
    for piece in pieces:
        held += piece
        start = held.lstrip()
        if start.startswith(_THOUGHT):
            if _THOUGHT_END not in start:
                # Of a thought only as much is kept as may hold the beginning of its end.
                held = _THOUGHT + start[len(_THOUGHT) :][-len(_THOUGHT_END) :]
                continue
            held = start.partition(_THOUGHT_END)[2]
        elif _THOUGHT.startswith(start):
            continue
        yield held
        break
    else:
        if not held.lstrip().startswith(_THOUGHT):
            yield held
        return
    yield from pieces
