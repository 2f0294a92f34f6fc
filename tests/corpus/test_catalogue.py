"""The catalogue: states of revisions, what readers see, what a change leaves behind."""

import sqlite3
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import StorageError
from corpus.records import Document, Heading, Metadata, Passage, Span
from corpus.rows import FileEntry, document_key, key_of


def document(name: str, text: str, content_hash: str = "h1") -> Document:
    return Document(
        id=name,
        source=f"/kho/{name}.txt",
        content_hash=content_hash,
        format="txt",
        text=text,
        metadata=Metadata(title=f"Văn bản {name}", number="12-NQ/TU"),
        page_starts=(0, 5),
        outline=(Heading(Span(0, 3), 1, "Điều 1"),),
    )


def passages(doc: Document) -> list[Passage]:
    half = len(doc.text) // 2
    spans = [Span(0, half), Span(half, len(doc.text))]
    return [Passage(doc.id, i, s, s.of(doc.text), doc.page_at(s.start), ("Điều 1",)) for i, s in enumerate(spans)]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite3")


def put(catalogue: Catalogue, doc: Document) -> str:
    catalogue.intend(doc, passages(doc))
    catalogue.publish([document_key(doc)])
    return document_key(doc)


def test_a_document_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    doc = document("a", "Điều 1. Mỗi chi bộ họp một lần một tháng.")
    put(catalogue, doc)
    assert catalogue.document("a") == doc
    stored = catalogue.passages("a")
    assert [p.passage for p in stored] == passages(doc)
    assert all(key_of(p.id) == document_key(doc) for p in stored)


def test_nothing_pending_is_seen(catalogue: Catalogue) -> None:
    doc = document("a", "Nội dung.")
    catalogue.intend(doc, passages(doc))
    assert catalogue.document("a") is None
    assert catalogue.counts() == (0, 0)
    assert catalogue.keys("pending") == [document_key(doc)]


def test_a_new_revision_replaces_the_old_in_one_step(catalogue: Catalogue) -> None:
    old, new = document("a", "Bản cũ.", "h1"), document("a", "Bản mới.", "h2")
    put(catalogue, old)
    catalogue.intend(new, passages(new))
    assert catalogue.document("a") == old
    before = catalogue.generation
    catalogue.publish([document_key(new)])
    assert catalogue.document("a") == new
    assert catalogue.generation > before
    assert catalogue.keys("deleting") == [document_key(old)]
    catalogue.purge([document_key(old)])
    assert catalogue.keys("deleting") == []
    assert catalogue.counts() == (1, 2)


def test_a_withdrawn_document_is_gone_at_once_and_its_passages_are_stale(catalogue: Catalogue) -> None:
    put(catalogue, document("a", "Nội dung."))
    ids = [p.id for p in catalogue.passages("a")]
    catalogue.withdraw(["a"])
    assert catalogue.document("a") is None
    assert catalogue.lookup(ids) == {}


def test_a_document_is_found_by_id_by_source_and_by_the_end_of_its_source(catalogue: Catalogue) -> None:
    put(catalogue, document("a", "Một."))
    put(catalogue, document("ba", "Hai.", "h2"))
    for name in ("a", "/kho/a.txt", "a.txt", "kho/a.txt", "kho\\a.txt"):
        found = catalogue.find(name)
        assert found is not None
        assert found.id == "a"
    assert catalogue.find(".txt") is None
    assert catalogue.find("c.txt") is None


def test_files_whose_content_nothing_holds_any_more_are_orphans(catalogue: Catalogue) -> None:
    doc = document("a", "Nội dung.")
    put(catalogue, doc)
    catalogue.record_file("default", FileEntry("/kho/b.txt", "a", "h1"))
    assert catalogue.orphans("default") == []
    put(catalogue, document("a", "Nội dung khác.", "h2"))
    assert catalogue.orphans("default") == ["/kho/b.txt"]


def test_restarting_makes_every_document_pending(catalogue: Catalogue) -> None:
    put(catalogue, document("a", "Một."))
    catalogue.restart(build=2, fingerprint="mới")
    assert catalogue.counts() == (0, 0)
    assert len(catalogue.keys("pending")) == 1
    assert (catalogue.meta("build"), catalogue.meta("fingerprint")) == ("2", "mới")


def test_a_failed_transaction_leaves_nothing_behind(catalogue: Catalogue) -> None:
    doc = document("a", "Nội dung.")
    twice = passages(doc)[:1] * 2
    with pytest.raises(StorageError):
        catalogue.intend(doc, twice)
    assert catalogue.keys("pending") == []


def test_a_damaged_file_is_a_storage_error(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    path.write_bytes(b"khong phai co so du lieu" * 100)
    with pytest.raises(StorageError, match=r"catalogue\.sqlite3"):
        Catalogue(path)


def test_a_full_disk_is_a_storage_error_and_loses_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    doc = document("a", "Nội dung.")
    put(catalogue, doc)
    pages = catalogue._db.execute("PRAGMA page_count").fetchone()[0]
    catalogue._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="dung lượng đĩa"):
        put(catalogue, document("b", "x" * 1_000_000, "h2"))
    assert catalogue.document("a") == doc
    assert catalogue.document("b") is None
    assert sqlite3.connect(tmp_path / "catalogue.sqlite3").execute("PRAGMA integrity_check").fetchone() == ("ok",)
