"""Liveness, readiness, counters, and the page that describes the interface."""

from __future__ import annotations

import re
import time

import httpx
from prometheus_client.parser import text_string_to_metric_families

from corpus.errors import StorageError
from index.store import Store
from index.writer import writing
from tests.index.documents import document
from tests.ui.api.conftest import QUESTION, UNANSWERED
from ui.api.health import readiness


def values(api: httpx.Client) -> dict[str, float]:
    """The counters, by name and labels as Prometheus writes them."""
    return {
        f"{s.name}{sorted(s.labels.items())}": s.value
        for family in text_string_to_metric_families(api.get("/metrics").text)
        for s in family.samples
    }


def test_a_server_that_can_answer_says_so(api: httpx.Client, held: Store) -> None:
    assert api.get("/health").json() == {"status": "alive"}
    ready = api.get("/ready")
    documents, passages = held.catalogue.counts()
    assert ready.status_code == 200
    assert ready.json() | {"unfinished": 0} == {
        "ready": True, "reason": "", "documents": documents, "passages": passages, "chroma": passages,
        "tantivy": passages, "unfinished": 0,
    }  # fmt: skip


def test_an_index_that_lost_passages_is_not_ready(store: Store) -> None:
    assert readiness(store).ready
    with writing(store) as writer:
        list(writer.add([document("a", "Cầu dài 512 mét.")]))
    assert readiness(store).ready
    [passage] = store.catalogue.passage_ids()
    store.dense.write(remove=[passage])
    found = readiness(store)
    assert not found.ready and "vankien verify" in found.reason
    assert (found.passages, found.chroma, found.tantivy) == (1, 0, 1)


def test_a_store_that_cannot_be_read_is_not_ready(store: Store, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def refuse() -> None:
        raise StorageError("Đĩa hỏng.")

    monkeypatch.setattr(store, "refresh", refuse)
    assert readiness(store).reason == "Đĩa hỏng."


def test_questions_are_counted_by_what_became_of_them(api: httpx.Client, held: Store) -> None:
    before = values(api)
    api.post("/v1/ask", json={"question": QUESTION})
    api.post("/v1/ask", json={"question": UNANSWERED})
    api.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": QUESTION}]})
    after = values(api)
    grown = {name: after[name] - before.get(name, 0) for name in after if "vankien_questions_total" in name}
    labels = "[('channel', '{}'), ('engine', 'extractive'), ('outcome', '{}')]"
    assert {name: count for name, count in grown.items() if count} == {
        f"vankien_questions_total{labels.format('ask', 'answered')}": 1,
        f"vankien_questions_total{labels.format('ask', 'abstained')}": 1,
        f"vankien_questions_total{labels.format('completions', 'answered')}": 1,
    }
    steps = {re.findall("'([^']+)'", name)[-1] for name in after if name.startswith("vankien_answer_seconds_count")}
    assert {"understand", "retrieve", "compose", "total"} <= steps
    assert after["vankien_documents[]"], after["vankien_passages[]"] == held.catalogue.counts()
    assert after["vankien_questions_in_progress[]"] == 0


def test_files_are_counted_by_what_became_of_them(api: httpx.Client) -> None:
    before = values(api)
    files = [("files", ("bến đò.txt", "Bến đò Cây Sung có 3 thuyền.".encode())), ("files", ("rỗng.txt", b""))]
    job = api.post("/v1/documents", files=files).json()["id"]
    deadline = time.monotonic() + 60
    while not api.get(f"/v1/documents/jobs/{job}").json()["done"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    after = values(api)
    grown = {n: after[n] - before.get(n, 0) for n in after if n.startswith("vankien_uploads_total")}
    assert grown == {f"vankien_uploads_total[('outcome', '{of}')]": 1 for of in ("added", "refused")}
    api.delete(f"/v1/documents/{api.get('/v1/documents').json()['documents'][0]['doc_id']}")


def test_no_counter_holds_words_of_a_question(api: httpx.Client) -> None:
    api.post("/v1/ask", json={"question": "Xylophonequark ở đâu?"})
    assert "xylophonequark" not in api.get("/metrics").text.lower()


def test_the_page_describes_every_operation_and_loads_nothing(api: httpx.Client) -> None:
    spec = api.get("/openapi.json").json()
    page = api.get("/docs").text
    for path, operations in spec["paths"].items():
        for method in operations:
            assert f'id="{method.upper()}-{path}"' in page
    assert {"/v1/ask", "/v1/search", "/v1/chat/completions", "/v1/models", "/health", "/ready", "/metrics"} <= set(
        spec["paths"]
    )
    assert not re.search(r"<script|<link|src=|@import", page)
    assert api.get("/redoc").status_code == 404
