"""Corrections by a person: what may be corrected, and how they are laid over what is read."""

from pathlib import Path

import pytest

from corpus.corrections import (
    correct,
    corrected,
    corrections_of,
    forget_corrections,
    laid_over,
    settle,
    unapplied,
)
from corpus.errors import BadInput, UnknownDocument
from index.correcting import apply_corrections
from index.store import Store
from index.sync import sync
from index.writer import writing

TEXT = "ỦY BAN NHÂN DÂN\nSố: 12/QĐ-UBND\nQUYẾT ĐỊNH\nvề quản lý chợ\nCăn cứ Nghị quyết số 57-NQ/TW.\nĐiều 1. Chợ họp.\n"


@pytest.fixture
def held(store: Store, tmp_path: Path) -> tuple[Store, Path, str]:
    path = tmp_path / "qd.txt"
    path.write_text(TEXT, encoding="utf-8")
    with writing(store) as writer:
        (report,) = sync(writer, [path])
    return store, path, report.doc_id


def _apply(store: Store, doc_id: str) -> None:
    with writing(store) as writer:
        assert apply_corrections(writer, doc_id)


def _title(store: Store, doc_id: str) -> str:
    document = store.catalogue.document(doc_id)
    assert document
    return document.metadata.title


def test_a_correction_changes_the_document_and_outlasts_another_reading(held: tuple[Store, Path, str]) -> None:
    store, path, doc_id = held
    correct(store.catalogue, doc_id, {"title": "  Quản lý\tchợ  Bưởi ", "date": "5/3/2026", "kind": "Quyết định"})
    assert unapplied(store.catalogue) == [doc_id]
    _apply(store, doc_id)
    assert unapplied(store.catalogue) == []
    document = store.catalogue.document(doc_id)
    assert document and document.metadata.title == "Quản lý chợ Bưởi"
    assert (document.metadata.date, document.metadata.kind) == ("2026-03-05", "quyết định")
    assert [r.number for r in store.catalogue.references(doc_id)] == ["57-NQ/TW"]
    path.write_text(TEXT + "Điều 2. Phí.\n", encoding="utf-8")
    with writing(store) as writer:
        assert [r.status for r in sync(writer, [path])] == ["updated"]
        assert [r.status for r in sync(writer, [path], again=True)] == ["updated"]
    assert _title(store, doc_id) == "Quản lý chợ Bưởi"
    with writing(store, check=False) as writer:
        list(writer.rebuild())
    assert _title(store, doc_id) == "Quản lý chợ Bưởi"
    assert [r.number for r in store.catalogue.references(doc_id)] == ["57-NQ/TW"]


def test_the_corrected_document_is_found_by_what_it_says_now(held: tuple[Store, Path, str]) -> None:
    store, _, doc_id = held
    correct(store.catalogue, doc_id, {"number": "99 - qđ/tw"})
    _apply(store, doc_id)
    assert [d.id for d in store.catalogue.numbered("99-QĐ/TW")] == [doc_id]
    assert store.catalogue.numbered("12/QĐ-UBND") == []


def test_what_is_taken_back_says_again_what_was_read(held: tuple[Store, Path, str]) -> None:
    store, path, doc_id = held
    read = _title(store, doc_id)
    for title in ("Một", "Hai"):
        correct(store.catalogue, doc_id, {"title": title})
        _apply(store, doc_id)
    assert corrections_of(store.catalogue, doc_id)["title"].was == read
    path.write_text(TEXT.replace("quản lý chợ", "quản lý bến"), encoding="utf-8")
    with writing(store) as writer:
        list(sync(writer, [path]))
    correct(store.catalogue, doc_id, {"title": None})
    assert unapplied(store.catalogue) == [doc_id]
    _apply(store, doc_id)
    assert "bến" in _title(store, doc_id)
    assert corrections_of(store.catalogue, doc_id) == {}


def test_what_is_said_as_it_was_read_is_no_correction(held: tuple[Store, Path, str]) -> None:
    store, _, doc_id = held
    correct(store.catalogue, doc_id, {"title": _title(store, doc_id)})
    settle(store.catalogue, doc_id)
    assert corrections_of(store.catalogue, doc_id) == {}
    document = store.catalogue.document(doc_id)
    assert document and laid_over(store.catalogue, document) == document == corrected(store.catalogue, document)


@pytest.mark.parametrize(
    "changes", [{"url": "x"}, {"date": "31/2/2026"}, {"date": "hôm qua"}, {"title": "a" * 501}, {"text": "x"}]
)
def test_what_cannot_be_is_refused_whole(held: tuple[Store, Path, str], changes: dict[str, str]) -> None:
    store, _, doc_id = held
    with pytest.raises(BadInput):
        correct(store.catalogue, doc_id, {"issuer": "Tỉnh ủy", **changes})
    assert corrections_of(store.catalogue, doc_id) == {}


def test_a_document_that_is_not_held_cannot_be_corrected(held: tuple[Store, Path, str]) -> None:
    store, _, doc_id = held
    with pytest.raises(UnknownDocument):
        correct(store.catalogue, "0" * 16, {"title": "x"})
    with writing(store) as writer:
        assert not apply_corrections(writer, "0" * 16)
    correct(store.catalogue, doc_id, {"title": "x"})
    forget_corrections(store.catalogue, doc_id)
    assert unapplied(store.catalogue) == []
