"""Routes of originals: drawn pages and the file itself, and refusals in words."""

import io
from collections.abc import Iterator, MutableMapping
from contextlib import closing
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from PIL import Image
from starlette.testclient import TestClient

from corpus.originals import Originals
from corpus.samples import sample_dir
from index.store import Store
from index.sync import sync
from index.writer import writing
from ui.web.originals import originals_router

SAMPLE = sample_dir() / "kl-187-tu-phong-chong-thien-tai.pdf"


@pytest.fixture
def file(tmp_path: Path, store: Store) -> Path:
    folder = tmp_path / "vb"
    folder.mkdir()
    path = folder / "kết luận.pdf"
    path.write_bytes(SAMPLE.read_bytes())
    (folder / "trang.html").write_text("<p>Chợ họp ngày chẵn.</p><script>1</script>", encoding="utf-8")
    with writing(store) as writer:
        assert [r.status for r in sync(writer, [folder])] == ["added", "added"]
    return path


@pytest.fixture
def client(store: Store, file: Path) -> Iterator[TestClient]:
    app = FastAPI()
    with closing(Originals(store.catalogue, store.settings)) as originals:
        app.include_router(originals_router(store.catalogue, originals))
        yield TestClient(app)


def id_of(store: Store, name: str) -> str:
    found = store.catalogue.find(name)
    assert found
    return found.id


def test_a_page_is_a_picture_that_browsers_may_keep_as_long_as_it_is_held(client: TestClient, store: Store) -> None:
    path = f"/originals/{id_of(store, 'kết luận.pdf')}/pages/2.png"
    drawn = client.get(path)
    assert Image.open(io.BytesIO(drawn.content)).format == "PNG"
    assert drawn.headers["cross-origin-resource-policy"] == "same-origin"
    again = client.get(path, headers={"if-none-match": drawn.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_file_is_only_ever_saved(client: TestClient, store: Store) -> None:
    for name in ("kết luận.pdf", "trang.html"):
        got = client.get(f"/originals/{id_of(store, name)}/file")
        assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
        assert got.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in got.headers["content-security-policy"]
    assert got.content.startswith(b"<p>")


def test_a_download_goes_on_where_it_was_broken_off(client: TestClient, store: Store) -> None:
    path, whole = f"/originals/{id_of(store, 'kết luận.pdf')}/file", SAMPLE.read_bytes()
    first = client.get(path)
    assert (first.content, first.headers["accept-ranges"]) == (whole, "bytes")
    rest = {"range": "bytes=1000-", "if-range": first.headers["etag"]}
    got = client.get(path, headers=rest)
    assert (got.status_code, got.content) == (206, whole[1000:])
    assert got.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert client.get(path, headers=rest | {"if-range": '"x"'}).content == whole
    assert client.get(path, headers={"range": "bytes=99999999-"}).status_code == 416


def test_a_large_file_is_sent_in_pieces(store: Store, file: Path) -> None:
    """Nothing of it is in memory whole: no piece that the server sends is larger than what a disk is read by."""
    big = file.with_name("lớn.txt")
    big.write_text("Chợ họp ngày chẵn, nghỉ ngày lẻ. " * 100_000, encoding="utf-8")
    with writing(store) as writer:
        assert "added" in [r.status for r in sync(writer, [file.parent])]
    sizes: list[int] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sizes.append(len(message.get("body", b"")))

    async def receive() -> dict[str, Any]:
        await anyio.sleep_forever()
        raise AssertionError

    with closing(Originals(store.catalogue, store.settings)) as originals:
        app = FastAPI()
        app.include_router(originals_router(store.catalogue, originals))
        path = f"/originals/{id_of(store, 'lớn.txt')}/file"
        scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b"", "app": app}
        anyio.run(app, scope, receive, send)
    assert sum(sizes) == big.stat().st_size
    assert max(sizes) <= 1 << 18


def test_a_server_that_draws_too_much_says_so(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.originals._WAITING", 0)
    with closing(Originals(store.catalogue, store.settings)) as originals:
        app = FastAPI()
        app.include_router(originals_router(store.catalogue, originals))
        path = f"/originals/{id_of(store, 'kết luận.pdf')}/pages/1.png"
        with originals._pictures_turns.take("", 0):
            got = TestClient(app).get(path)
        assert (got.status_code, "quá nhiều trang" in got.text) == (503, True)
        assert TestClient(app).get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["x/pages/1.png", "{id}/pages/0.png", "{id}/pages/99.png", "{html}/pages/1.png", "x/file"]
)
def test_what_is_not_held_is_not_there(client: TestClient, store: Store, path: str) -> None:
    named = path.format(id=id_of(store, "kết luận.pdf"), html=id_of(store, "trang.html"))
    assert client.get(f"/originals/{named}").status_code == 404


def test_a_file_changed_since_is_neither_drawn_nor_given_out(client: TestClient, store: Store, file: Path) -> None:
    doc_id = id_of(store, "kết luận.pdf")
    file.write_bytes(SAMPLE.read_bytes() + b" ")
    for path in ("pages/1.png", "file"):
        got = client.get(f"/originals/{doc_id}/{path}")
        assert got.status_code == 410
        assert "đã thay đổi" in got.text
