"""Many questions at once, and clients that go away: with an assistant that answers when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from assistant.records import Answer, Choices, Sentence, Turn
from corpus.errors import StorageError
from index.store import Store
from tests.ui.api.conftest import post_and_leave, serving
from tests.ui.api.test_questions import events


class Slow:
    """Says a first sentence, then waits; notes how many are answered side by side and whether one was closed."""

    def __init__(self) -> None:
        self.go, self.begun, self.closed = threading.Event(), threading.Semaphore(0), threading.Event()
        self.most = self.now = 0
        self._guard = threading.Lock()

    def stream(self, question: str, history: Sequence[Turn] = (), choices: Choices = Choices()) -> Iterator[Answer]:
        with self._guard:
            self.now += 1
            self.most = max(self.most, self.now)
        self.begun.release()
        try:
            if "hỏng" in question:
                raise StorageError("Đĩa hỏng.")
            if "lỗi" in question:
                raise ZeroDivisionError("bí mật")
            yield Answer(question, question, (Sentence("Một.", ()),))
            if "giữa chừng" in question:
                raise StorageError("Đĩa hỏng.")
            while not self.go.wait(0.02):
                yield Answer(question, question, (Sentence("Một.", ()),))
            yield Answer(question, question, (Sentence("Một.", ()), Sentence("Hai.", ())))
        finally:
            with self._guard:
                self.now -= 1
            self.closed.set()


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def busy(store: Store, slow: Slow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A client of a server that answers two questions side by side and lets three wait."""
    settings = store.settings.model_copy(update={"asks_abreast": 2, "asks_waiting": 3})
    monkeypatch.setattr(store, "settings", settings)
    (tmp_path / "data").mkdir(exist_ok=True)
    with serving(store, slow, tmp_path / "data") as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client
        slow.go.set()


def test_fifty_questions_at_once_are_answered_in_turn_or_told_to_come_again(busy: httpx.Client, slow: Slow) -> None:
    with ThreadPoolExecutor(50) as crowd:
        asked = [crowd.submit(busy.post, "/v1/ask", json={"question": "gì?"}) for _ in range(50)]
        refused = 0
        while refused < 45:  # those go at once, while none of the others is answered
            refused = sum(one.done() for one in asked)
        slow.go.set()
        said = [one.result() for one in asked]
    assert sorted(r.status_code for r in said) == [200] * 5 + [503] * 45
    assert slow.most == 2
    told = next(r for r in said if r.status_code == 503)
    assert int(told.headers["retry-after"]) > 0
    assert told.json()["error"]["type"] == "overloaded_error"
    assert busy.post("/v1/ask", json={"question": "gì?"}).status_code == 200


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/chat/completions"])
@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_away_stops_the_answer(busy: httpx.Client, slow: Slow, path: str, stream: bool) -> None:
    body = {"question": "gì?"} if path == "/v1/ask" else {"messages": [{"role": "user", "content": "gì?"}]}
    if stream:
        with busy.stream("POST", path, json={**body, "stream": True}) as said:
            next(said.iter_lines())
    else:
        post_and_leave(str(busy.base_url).rstrip("/"), path, body, slow.begun)
    assert slow.closed.wait(30)
    assert slow.now == 0
    slow.go.set()
    assert busy.post("/v1/ask", json={"question": "gì?"}).status_code == 200


def test_a_fault_is_told_in_words_and_nothing_else(busy: httpx.Client) -> None:
    known = busy.post("/v1/ask", json={"question": "hỏng?"})
    assert (known.status_code, known.json()["error"]["message"]) == (503, "Đĩa hỏng.")
    unknown = busy.post("/v1/ask", json={"question": "lỗi?"})
    assert unknown.status_code == 500
    assert "ngoài dự kiến" in unknown.json()["error"]["message"]
    assert "bí mật" not in unknown.text
    streamed = busy.post("/v1/ask", json={"question": "hỏng?", "stream": True})
    assert streamed.status_code == 503


def test_a_fault_half_way_ends_the_stream_with_an_error(busy: httpx.Client) -> None:
    said = events(busy.post("/v1/ask", json={"question": "giữa chừng?", "stream": True}).text)
    assert [name for name, _ in said] == ["partial", "error"]
    assert said[-1][1]["error"]["message"] == "Đĩa hỏng."
    lines = busy.post(
        "/v1/chat/completions", json={"messages": [{"role": "user", "content": "giữa chừng?"}], "stream": True}
    ).text.split("\n\n")
    assert "Đĩa hỏng." in lines[-3]
    assert lines[-2] == "data: [DONE]"
