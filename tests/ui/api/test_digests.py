"""Digests, bulletins and tasks over HTTP."""

from __future__ import annotations

import httpx
import pytest

from assistant.digest.digest import digest_json
from assistant.digest.digests import Digests
from index.store import Store
from ui.api.digest_shapes import DigestSaid


def test_a_digest_is_that_of_the_command_line_and_its_quotes_resolve(api: httpx.Client, held: Store) -> None:
    listed = api.get("/v1/digests", params={"limit": 3}).json()
    assert listed["total"] == held.catalogue.counts()[0]
    assert [d["date"] for d in listed["digests"]] == sorted((d["date"] for d in listed["digests"]), reverse=True)
    for said in listed["digests"]:
        assert api.get(f"/v1/digests/{said['doc_id']}").json() == said | {"notice": ""}
        assert digest_json(Digests(held).of(said["doc_id"])) == said
        document = held.catalogue.document(said["doc_id"])
        assert document is not None and said["summary"]
        cited = [c for line in said["summary"] for c in line["citations"]]
        for part in [*cited, *said["people"], *said["figures"], *said["tasks"]]:
            assert document.text[part["start"] : part["end"]] == part["quote"]


def test_every_field_of_a_digest_is_described(held: Store) -> None:
    described = DigestSaid.model_json_schema()["properties"]
    for document in held.catalogue.documents():
        assert set(digest_json(Digests(held).of(document.id))) == set(described)


def test_a_digest_of_nothing_is_told_as_such(api: httpx.Client) -> None:
    said = api.get("/v1/digests/0123456789abcdef")
    assert (said.status_code, said.json()["error"]["type"]) == (404, "not_found_error")


def test_summaries_by_a_model_that_is_not_set_are_quotes_with_a_word_on_it(api: httpx.Client) -> None:
    listed = api.get("/v1/digests", params={"limit": 1, "written": True}).json()
    one = api.get(f"/v1/digests/{listed['digests'][0]['doc_id']}", params={"written": True}).json()
    bulletin = api.post("/v1/digests", json={"limit": 1, "written": True}).json()
    assert one["engine"] == "extractive"
    assert all("VANKIEN_LLM_URL" in said["notice"] for said in (listed, one, bulletin))


def test_digests_since_a_day(api: httpx.Client) -> None:
    said = api.get("/v1/digests", params={"since": "2026-05-01", "limit": 1}).json()
    assert said["total"] == 2 and len(said["digests"]) == 1
    assert api.get("/v1/digests", params={"since": "2026-05-01", "offset": 2}).json()["digests"] == []
    assert api.get("/v1/digests", params={"since": "hôm qua"}).status_code == 422


@pytest.mark.parametrize(("format", "begins"), [("json", ""), ("markdown", "# "), ("html", "<!doctype html>")])
def test_a_bulletin_over_some_documents(api: httpx.Client, format: str, begins: str) -> None:
    some = [d["doc_id"] for d in api.get("/v1/digests", params={"limit": 3}).json()["digests"]]
    said = api.post("/v1/digests", json={"documents": [*some, "none"], "format": format}).json()
    told = [story["digest"]["doc_id"] for group in said["groups"] for story in group["stories"]]
    assert sorted(told) == sorted(some)
    assert said["files"] == 3
    assert said["text"].startswith(begins) and bool(said["text"]) == bool(begins)


def test_a_bulletin_of_the_newest(api: httpx.Client) -> None:
    said = api.post("/v1/digests", json={"since": "2026-05-01"}).json()
    assert (said["files"], said["first"], said["last"]) == (2, "2026-05-04", "2026-06-12")
    assert api.post("/v1/digests", json={"documents": []}).json()["groups"] == []


def test_tasks_by_unit_and_by_deadline(api: httpx.Client, held: Store) -> None:
    everything = api.get("/v1/tasks").json()
    assert everything["total"] == len(everything["tasks"]) > 5
    assert everything["unread"] == 0
    one = next(t for t in everything["tasks"] if t["who"] and t["deadline"][:4].isdecimal())
    of = api.get("/v1/tasks", params={"who": one["who"].upper()}).json()["tasks"]
    assert one in of and all(one["who"].lower() in f"{t['who']} | {t['with']}".lower() for t in of)
    due = api.get("/v1/tasks", params={"due_from": "2026-01-01", "due_to": "2026-06-30"}).json()
    assert 0 < due["total"] < everything["total"]
    document = held.catalogue.document(one["doc_id"])
    assert document is not None and document.text[one["start"] : one["end"]] == one["quote"]
    assert api.get("/v1/tasks", params={"limit": 2, "offset": 1}).json()["tasks"] == everything["tasks"][1:3]
