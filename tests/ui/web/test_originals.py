"""Routes of originals: drawn pages and the file itself, and refusals in words."""

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

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
