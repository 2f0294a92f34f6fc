"""Asking and searching over HTTP, with the real assistant on the samples."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from assistant.pipeline import Assistant
from assistant.records import ABSTENTION, Choices
from assistant.schema import answer_json
from index.search import search
from index.store import Store
from tests.ui.api.conftest import QUESTION, UNANSWERED
from ui.api.models import AnswerSaid, SearchSaid
from ui.shapes import hit_json


def events(text: str) -> list[tuple[str, Any]]:
    """Server-sent events as (name, data)."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields.get("event", ""), json.loads(fields["data"])))
    return found


def untimed(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "timings_ms"}


def test_the_answer_is_that_of_the_command_line(api: httpx.Client, held: Store) -> None:
    said = api.post("/v1/ask", json={"question": QUESTION})
    assert said.status_code == 200
    record = answer_json(Assistant(held).ask(QUESTION))
    assert set(said.json()) == set(AnswerSaid.model_fields)
    assert said.json().items() >= untimed(record).items()
    [citation] = said.json()["citations"]
    document = held.catalogue.document(citation["doc_id"])
    assert document is not None
    assert document.text[citation["start"] : citation["end"]] == citation["quote"]


def test_an_abstention_is_an_answer_with_the_nearest_documents(api: httpx.Client) -> None:
    said = api.post("/v1/ask", json={"question": UNANSWERED})
    assert said.status_code == 200
    assert said.json()["abstained"] and said.json()["answer"] == ABSTENTION
    assert said.json()["nearest"] and said.json()["citations"] == []


@pytest.mark.parametrize("question", [QUESTION, UNANSWERED, "chào"])
def test_every_field_of_an_answer_is_described(held: Store, question: str) -> None:
    described: dict[str, Any] = AnswerSaid.model_json_schema()
    record = answer_json(Assistant(held).ask(question))
    assert set(record) <= set(described["properties"])
    for name, shape in (("citations", "CitationSaid"), ("sentences", "SentenceSaid"), ("nearest", "NearSaid")):
        for part in record.get(name, []):
            assert set(part) == set(described["$defs"][shape]["properties"])


def test_every_field_of_a_hit_is_described(held: Store) -> None:
    shape = SearchSaid.model_json_schema()["$defs"]["HitSaid"]
    assert set(hit_json(search(held, "gạo", 1)[0])) == set(shape["properties"])


@pytest.mark.parametrize("how", [{"json": {"stream": True}}, {"headers": {"Accept": "text/event-stream"}}])
def test_an_answer_grows_in_events_and_ends_whole(api: httpx.Client, how: dict[str, Any]) -> None:
    question = "Dự trữ tối thiểu bao nhiêu tấn gạo?"
    body = {"question": question, **how.get("json", {})}
    said = api.post("/v1/ask", json=body, headers=how.get("headers"))
    assert said.headers["content-type"].startswith("text/event-stream")
    *growing, (name, final) = events(said.text)
    assert {n for n, _ in growing} == {"partial"} and name == "answer"
    assert untimed(final) == untimed(api.post("/v1/ask", json={"question": question}).json())
    counts = [len(answer["sentences"]) for _, answer in growing]
    assert counts == sorted(counts) and len(counts) > 1


def test_a_question_goes_on_from_the_earlier_ones(api: httpx.Client, held: Store) -> None:
    first, then = "Chỉ thị 09-CT/TU do ai ban hành?", "Văn bản đó yêu cầu dự trữ bao nhiêu tấn gạo?"
    fresh = api.post("/v1/ask", json={"question": then, "turns": [first]}).json()
    known = api.post("/v1/ask", json={"question": then, "turns": [{"question": first}]}).json()
    assert fresh["standalone"] != then
    assert "1.800 tấn" in fresh["answer"]
    assert untimed(known) == untimed(fresh)
    assert api.post("/v1/ask", json={"question": then}).json()["standalone"] == then


def test_filters_and_readings_are_those_of_the_assistant(api: httpx.Client, held: Store) -> None:
    question = "Tỉnh dự trữ tối thiểu bao nhiêu tấn gạo?"
    older = api.post("/v1/ask", json={"question": question, "filters": {"before": "2025-12-31"}}).json()
    assert [c["number"] for c in older["citations"]] == ["187-KL/TU"]
    freed = api.post("/v1/ask", json={"question": QUESTION, "without": ["document"]}).json()
    choices = Choices(without=frozenset({"document"}))
    assert freed.items() >= untimed(answer_json(Assistant(held).ask(QUESTION, choices=choices))).items()


def test_a_search_finds_what_the_command_line_finds(api: httpx.Client, held: Store) -> None:
    said = api.post("/v1/search", json={"query": "dự trữ gạo", "k": 3, "leg": "lexical"}).json()
    assert said == {"query": "dự trữ gạo", "hits": [hit_json(h) for h in search(held, "dự trữ gạo", 3, "lexical")]}
    only = api.post("/v1/search", json={"query": "gạo", "filters": {"kinds": ["Chi thi"]}}).json()
    assert {held.catalogue.document(h["doc_id"]).metadata.kind for h in only["hits"]} == {"chỉ thị"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "body", "word"),
    [
        ("/v1/ask", {}, "question: thiếu"),
        ("/v1/ask", {"question": "  "}, "không được để trống"),
        ("/v1/ask", {"question": "gì " * 1_000}, "dài quá 2000"),
        ("/v1/ask", {"question": "gì?", "qestion": "gì?"}, "không có trường này"),
        ("/v1/ask", {"question": "gì?", "without": ["all"]}, "phải là một trong"),
        ("/v1/ask", {"question": "gì?", "filters": {"after": "hôm qua"}}, "filters.after"),
        ("/v1/search", {"query": "gì", "k": 0}, "từ 1 trở lên"),
        ("/v1/search", {"query": "gì", "k": 10**9}, "từ 100 trở xuống"),
        ("/v1/search", [], "không hợp lệ"),
    ],
)
def test_what_is_not_understood_is_told_in_words(api: httpx.Client, path: str, body: Any, word: str) -> None:
    said = api.post(path, json=body)
    assert said.status_code == 422
    assert said.json()["error"]["type"] == "invalid_request_error"
    assert word in said.json()["error"]["message"]


def test_half_a_character_is_refused(api: httpx.Client) -> None:
    said = api.post("/v1/ask", content=b'{"question": "g\\ud800?"}', headers={"Content-Type": "application/json"})
    assert said.status_code == 422
    assert "Unicode" in said.json()["error"]["message"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"null", b"[" * 50_000])
def test_a_body_that_is_no_json_is_refused(api: httpx.Client, content: bytes) -> None:
    said = api.post("/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert said.status_code in (400, 422)
    assert said.json()["error"]["message"]


def test_a_large_body_is_refused_before_it_is_read(api: httpx.Client) -> None:
    declared = api.post("/v1/ask", content=b"x" * (2 << 20), headers={"Content-Type": "application/json"})
    assert declared.status_code == 413

    def endless() -> Any:
        for _ in range(64):
            yield b" " * 65_536

    undeclared = api.post("/v1/chat/completions", content=endless(), headers={"Content-Type": "application/json"})
    assert undeclared.status_code == 413
    assert undeclared.json()["error"]["message"] == "Yêu cầu quá lớn."


def test_what_is_no_operation_is_told_as_such(api: httpx.Client) -> None:
    assert api.get("/v1/nothing").json()["error"]["type"] == "not_found_error"
    wrong = api.get("/v1/ask")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
    assert api.delete("/health").status_code == 405
