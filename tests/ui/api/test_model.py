"""A language model's answers over the interfaces: told as they grow, and no longer than somebody listens."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from openai import OpenAI

from assistant.pipeline import Assistant
from corpus.settings import Settings
from index.store import Store
from tests.assistant.llm_server import MODEL, Asked, Fail, Pause, Said, ScriptedServer, scripted_server
from tests.ui.api.conftest import QUESTION, post_and_leave, serving
from tests.ui.api.test_questions import events

SENTENCE = "Nâng mức dự trữ của tỉnh lên tối thiểu 1.800 tấn gạo"


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture(scope="module")
def written(samples_dir: Path, tmp_path_factory: pytest.TempPathFactory, model: ScriptedServer) -> Iterator[str]:
    """The address of a server whose answers the scripted model writes."""
    folder = tmp_path_factory.mktemp("written") / "data"
    shutil.copytree(samples_dir, folder)
    settings = Settings(data_dir=folder, llm_url=model.url)
    with Store(settings, light=True) as store, serving(store, Assistant(store), folder) as address:
        yield address


def test_sentences_come_one_by_one_with_their_sources(written: str, model: ScriptedServer) -> None:
    model.play(lambda asked: [f"{SENTENCE} [{asked.where(SENTENCE)}].", " Giá vàng là 99 đồng [1]."])
    with OpenAI(base_url=f"{written}/v1", api_key="none") as client:
        chunks = list(
            client.chat.completions.create(model="x", messages=[{"role": "user", "content": QUESTION}], stream=True)
        )
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text.startswith(f"{SENTENCE}. [1]")
    assert "99 đồng" not in text
    assert "Nguồn:\n- [1] Mục 3.1, Chỉ thị 09-CT/TU" in text
    whole = httpx.post(f"{written}/v1/ask", json={"question": QUESTION}, timeout=30).json()
    assert whole["engine"] == MODEL and len(whole["dropped"]) == 1


@pytest.mark.parametrize("stream", [True, False])
def test_a_model_that_nobody_listens_to_is_stopped(written: str, model: ScriptedServer, stream: bool) -> None:
    begun, left = threading.Event(), threading.Event()

    def endless(asked: Asked) -> Iterator[Said]:
        begun.set()
        try:
            while True:
                yield f"{SENTENCE} [{asked.where(SENTENCE)}]. "
                yield Pause(0.05)
        finally:
            left.set()

    model.play(endless)
    body = {"question": QUESTION, "stream": stream}
    if stream:
        with httpx.stream("POST", f"{written}/v1/ask", json=body, timeout=30) as said:
            block = "\n".join(line for line in iter(said.iter_lines().__next__, ""))
            assert events(block)[0][1]["sentences"][0]["citations"] == [1]
    else:
        post_and_leave(written, "/v1/ask", body, begun)
    assert left.wait(30)


def test_a_digest_is_written_by_the_model_and_quoted_where_it_fails(written: str, model: ScriptedServer) -> None:
    model.play(lambda asked: [Fail(401)])
    with httpx.Client(base_url=f"{written}/v1", timeout=60) as api:
        (found,) = api.get("/documents", params={"wanted": "09-CT/TU", "limit": 1}).json()["documents"]
        address = f"/digests/{found['doc_id']}"
        failed = api.get(address, params={"written": True}).json()
        assert (failed["engine"], "từ chối" in failed["notice"]) == ("extractive", True)
        model.play(lambda asked: [f"{SENTENCE} [{asked.where(SENTENCE)}].", " Giá vàng là 99 đồng [1]."])
        said = api.get(address, params={"written": True}).json()
        assert (said["engine"], said["notice"]) == (MODEL, "")
        assert [line["text"] for line in said["summary"]] == [f"{SENTENCE}."]
        assert api.get(address).json()["engine"] == "extractive"
        body = {"documents": [found["doc_id"]], "written": True, "format": "markdown"}
        assert SENTENCE in api.post("/digests", json=body).json()["text"]


def test_who_wants_no_written_digests_does_not_wait_for_those_who_do(written: str, model: ScriptedServer) -> None:
    begun, go = threading.Event(), threading.Event()

    def late(asked: Asked) -> Iterator[Said]:
        begun.set()
        go.wait(60)
        yield f"{SENTENCE} [{asked.where(SENTENCE)}]."

    model.play(late)
    with httpx.Client(base_url=f"{written}/v1", timeout=60) as api:
        (found,) = api.get("/documents", params={"wanted": "187-KL/TU", "limit": 1}).json()["documents"]
        doc_id = found["doc_id"]
        address = f"{written}/v1/digests/{doc_id}?written=true"
        asking = threading.Thread(target=httpx.get, args=(address,), kwargs={"timeout": 60})
        asking.start()
        try:
            assert begun.wait(30)
            assert api.get(f"/digests/{doc_id}").json()["engine"] == "extractive"
            assert not go.is_set()
        finally:
            go.set()
            asking.join(60)
