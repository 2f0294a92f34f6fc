"""The list of documents: what it shows and what its filter finds."""

from pathlib import Path

import pytest

from index.store import Store
from index.sync import sync
from index.writer import writing
from ui.web.documents_view import Shelf


@pytest.fixture
def held(store: Store, folder: Path) -> Store:
    with writing(store) as writer:
        assert [r.status for r in sync(writer, [folder])] == ["added", "added"]
    return store


def test_documents_are_listed_and_filtered_with_marks_or_without(held: Store) -> None:
    shelf = Shelf(held.catalogue, held.settings.collection)
    assert "2 tài liệu." in shelf.html()
    for wanted in ("cầu lam", "CAU LAM", "cau.txt"):
        page = shelf.html(wanted)
        assert "1 trong 2 tài liệu" in page
        assert "cau.txt" in page and "cho.txt" not in page
    assert "0 trong 2 tài liệu" in shelf.html("không có gì")


def test_the_list_of_an_empty_collection_says_how_to_fill_it(store: Store) -> None:
    assert "vankien ingest" in Shelf(store.catalogue, store.settings.collection).html()
