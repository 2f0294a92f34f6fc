"""The interface to documents, over HTTP: sending, following, listing, reading, correcting and removing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.conversations import Conversations
from assistant.pipeline import Assistant
from index.store import Store
from tests.ui.test_uploads import until
from ui.api.documents import documents_routes
from ui.api.errors import add_error_handlers
from ui.api.quality import quality_routes
from ui.services import Services

TEXT = (
    "ỦY BAN NHÂN DÂN\nSố: 12/QĐ-UBND\nQUYẾT ĐỊNH\nvề quản lý chợ\nCăn cứ Nghị quyết số 57-NQ/TW;\n"
    "Điều 1. Chợ họp vào ngày chẵn\nChợ có 84 gian hàng.\n"
)


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    conversations = Conversations(store.settings.data_dir / "conversations.sqlite3")
    services = Services(store, Assistant(store), conversations)
    app = FastAPI()
    add_error_handlers(app)
    app.include_router(documents_routes(services))
    app.include_router(quality_routes(services.feedback))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened
    services.uploads.close()


def send(client: TestClient, *files: tuple[str, bytes]) -> dict[str, Any]:
    """Send files and wait until they are read."""
    response = client.post("/v1/documents", files=[("files", file) for file in files])
    assert response.status_code == 202, response.text
    job: dict[str, Any] = response.json()
    until(lambda: client.get(f"/v1/documents/jobs/{job['id']}").json()["done"])
    return client.get(f"/v1/documents/jobs/{job['id']}").json()  # type: ignore[no-any-return]


@pytest.fixture
def doc_id(client: TestClient) -> str:
    return str(send(client, ("qđ chợ.txt", TEXT.encode()))["files"][0]["doc_id"])


def test_a_file_is_sent_followed_listed_and_read(client: TestClient, doc_id: str) -> None:
    (job,) = client.get("/v1/documents/jobs").json()["jobs"]
    assert job["files"][0] | {"doc_id": ""} == {
        "name": "qđ chợ.txt",
        "size": len(TEXT.encode()),
        "status": "added",
        "words": "đã thêm",
        "doc_id": "",
        "passages": job["files"][0]["passages"],
        "notes": [],
    }
    listed = client.get("/v1/documents", params={"wanted": "QUAN LY cho"}).json()
    assert (listed["held"], listed["found"], listed["documents"][0]["doc_id"]) == (1, 1, doc_id)
    document = client.get(f"/v1/documents/{doc_id}").json()
    assert document["metadata"]["number"] == "12/QĐ-UBND"
    assert "Điều 1" in [h["label"] for h in document["outline"]]
    assert "".join(p["text"] for p in document["parts"]).splitlines()[-1] == "Chợ có 84 gian hàng."
    assert document["refers_to"][0]["number"] == "57-NQ/TW"
    assert client.get(f"/v1/documents/{doc_id}", params={"count": 0}).json()["parts"] == []


def test_each_file_is_refused_on_its_own(client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.api.receiving._MEGA", 10)  # files of 1,000 bytes at most
    job = send(client, ("lớn.txt", b"x" * 1_500), ("..", b"x"), ("rỗng.txt", b""), ("nhỏ.txt", b"Ch\xe1\xbb\xa3 hop."))
    assert [f["status"] for f in job["files"]] == ["refused", "refused", "refused", "added"]
    assert "max_file_mb" in job["files"][0]["notes"][0]
    assert list((store.settings.data_dir / "uploads" / ".drafts").iterdir()) == []


def test_a_flood_is_cut_off(client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.api.receiving._MEGA", 10)
    refused = client.post(
        "/v1/documents", files=[("files", ("nhỏ.txt", b"x")), ("files", ("lớn.txt", b"x" * 9_000_000))]
    )
    assert refused.status_code == 413
    assert not list(store.settings.data_dir.glob("uploads/.drafts/*"))
    assert client.get("/v1/documents/jobs").json() == {"jobs": []}


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"content-type": "application/json"}, b"{}", 415),
        ({"content-type": "multipart/form-data"}, b"", 415),
        ({"content-type": "multipart/form-data; boundary=x"}, b"nothing of the kind", 400),
        ({"content-type": "multipart/form-data; boundary=x"}, b"--x--\r\n", 400),
        (
            {"content-type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhalf',
            400,
        ),
        (
            {"content-type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\nfield\r\n--x--\r\n',
            400,
        ),
    ],
)
def test_what_is_no_file_is_refused_in_words(
    client: TestClient, headers: dict[str, str], body: bytes, status: int
) -> None:
    refused = client.post("/v1/documents", content=body, headers=headers)
    assert refused.status_code == status
    assert refused.json()["error"]["message"]


def test_a_full_disk_is_said_and_leaves_nothing(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.api.receiving.os.fsync", full)
    refused = client.post("/v1/documents", files={"files": ("a.txt", b"x")})
    assert refused.status_code == 503
    assert "đĩa đã đầy" in refused.json()["error"]["message"]
    assert list((store.settings.data_dir / "uploads" / ".drafts").iterdir()) == []


def test_of_a_sender_who_goes_away_the_whole_files_are_kept(client: TestClient, store: Store) -> None:
    from anyio import run
    from starlette.requests import Request

    from ui.api.receiving import receive_files

    part = '--x\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n{text}'
    body = part.format(name="cầu.txt", text="Cầu dài 512 mét.\r\n") + part.format(name="cho.txt", text="Chợ có")
    messages = iter(({"type": "http.request", "body": body.encode(), "more_body": True}, {"type": "http.disconnect"}))

    async def receive() -> Any:
        return next(messages)

    headers = [(b"content-type", b"multipart/form-data; boundary=x")]
    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    drafts = store.settings.data_dir / "uploads" / ".drafts"
    sent = run(receive_files, request, drafts, 1.0)
    assert [(s.name, s.error) for s in sent] == [("cầu.txt", "")]
    assert [p.read_text("utf-8") for p in drafts.iterdir()] == ["Cầu dài 512 mét."]


def test_hostile_names_land_in_the_folder(client: TestClient, store: Store) -> None:
    names = ["../../../evil.txt", "C:\\con.txt", '"; rm -rf.txt', "<img src=x onerror=1>.txt", "a%0Ab.txt"]
    job = send(client, *((name, f"Văn bản thứ {i} về chợ.".encode()) for i, name in enumerate(names)))
    assert {f["status"] for f in job["files"]} == {"added"}
    folder = store.settings.data_dir / "uploads" / "default"
    assert len(list(folder.iterdir())) == len(names)
    assert not list(Path(store.settings.data_dir).glob("evil*"))


def test_metadata_is_corrected_and_given_back(client: TestClient, doc_id: str) -> None:
    done = client.patch(f"/v1/documents/{doc_id}", json={"title": "Quy chế chợ", "date": "05/03/2026"}).json()
    assert done["applied"]
    assert done["corrections"]["date"] == {"value": "2026-03-05", "was": ""}
    assert client.get("/v1/documents", params={"wanted": "quy che cho"}).json()["found"] == 1
    send(client, ("qđ chợ.txt", f"{TEXT}Thêm một dòng.\n".encode()))
    assert client.get(f"/v1/documents/{doc_id}").json()["metadata"]["title"] == "Quy chế chợ"
    done = client.patch(f"/v1/documents/{doc_id}", json={"title": None, "date": None}).json()
    assert done["corrections"] == {}
    assert client.get(f"/v1/documents/{doc_id}").json()["metadata"]["title"] != "Quy chế chợ"


@pytest.mark.parametrize(
    "body", [{"title": "x" * 501}, {"url": "x"}, {"date": "32/1/2026"}, {"title": 5}, [], {"kind": "\ud800"}]
)
def test_a_correction_that_cannot_be_is_refused(client: TestClient, doc_id: str, body: object) -> None:
    import json

    refused = client.patch(
        f"/v1/documents/{doc_id}", content=json.dumps(body), headers={"content-type": "application/json"}
    )
    assert refused.status_code == 422
    assert refused.json()["error"]["type"] == "invalid_request_error"


def test_a_body_without_files_is_small(client: TestClient) -> None:
    body = b'{"title": "' + b"x" * (1 << 21) + b'"}'
    headers = {"content-type": "application/json"}
    assert client.patch("/v1/documents/x", content=body, headers=headers).status_code == 413
    assert client.post("/v1/golden", content=body, headers=headers).status_code == 413


def test_a_document_is_read_again_and_removed(client: TestClient, doc_id: str) -> None:
    job = client.post(f"/v1/documents/{doc_id}/reread").json()
    until(lambda: client.get(f"/v1/documents/jobs/{job['id']}").json()["done"])
    removed = client.delete(f"/v1/documents/{doc_id}").json()
    assert (removed["doc_id"], removed["kept"]) == (doc_id, [])
    assert client.get("/v1/documents").json()["held"] == 0
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/reread")):
        missing = client.request(method, f"/v1/documents/{doc_id}{path}")
        assert (missing.status_code, missing.json()["error"]["type"]) == (404, "not_found_error")
    assert client.patch(f"/v1/documents/{doc_id}", json={"title": "x"}).status_code == 404


def test_a_job_is_dismissed(client: TestClient, doc_id: str) -> None:
    (job,) = client.get("/v1/documents/jobs").json()["jobs"]
    assert client.delete(f"/v1/documents/jobs/{job['id']}").status_code == 204
    assert client.get(f"/v1/documents/jobs/{job['id']}").status_code == 404
    assert client.delete(f"/v1/documents/jobs/{job['id']}").status_code == 404
