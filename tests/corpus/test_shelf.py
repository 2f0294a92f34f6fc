"""The list of documents: what its filter finds, in which order it stands, and that it keeps up with the collection."""

from pathlib import Path

import pytest

from corpus.shelf import SORTS, Shelf
from index.store import Store
from index.sync import sync
from index.writer import writing

NAMES = ("cau.txt", "cho.txt", "qd.txt")


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Shelf:
    (tmp_path / "cau.txt").write_text("Cầu Lam Sơn khánh thành ngày 03/02/2026. Cầu dài 512 mét.\n", encoding="utf-8")
    (tmp_path / "cho.txt").write_text("Chợ Đồng Bưởi họp vào ngày chẵn. Chợ có 84 gian hàng.\n", encoding="utf-8")
    (tmp_path / "qd.txt").write_text(
        "ỦY BAN NHÂN DÂN\nSố: 12/QĐ-UBND\nHà Nội, ngày 5 tháng 3 năm 2026\nQUYẾT ĐỊNH\nvề quản lý chợ\n"
        "Điều 1. Chợ họp.\n",
        encoding="utf-8",
    )
    with writing(store) as writer:
        for name in NAMES:
            list(sync(writer, [tmp_path / name]))
    return Shelf(store.catalogue, store.settings.collection)


def files(shelf: Shelf, wanted: str = "", **how: object) -> list[str]:
    return [row.file for row in shelf.page(wanted, **how).documents]  # type: ignore[arg-type]


def test_words_may_be_typed_with_marks_or_without_and_in_any_order(shelf: Shelf) -> None:
    for wanted in ("cầu lam", "LAM cau", "cau.txt"):
        assert files(shelf, wanted) == ["cau.txt"]
    assert files(shelf, "12/qd 05/03/2026") == ["qd.txt"]
    assert files(shelf, "không có gì") == []
    assert shelf.page("không có gì").held == 3


def test_every_column_sorts_both_ways(shelf: Shelf) -> None:
    for sort in SORTS:
        assert sorted(files(shelf, sort=sort)) == sorted(files(shelf, sort=f"-{sort}")) == sorted(NAMES)
    assert files(shelf) == ["qd.txt", "cho.txt", "cau.txt"]
    assert files(shelf, sort="file") == ["cau.txt", "cho.txt", "qd.txt"]
    assert files(shelf, sort="-date")[0] == "qd.txt"
    assert files(shelf, sort="number")[0] == "qd.txt"
    assert files(shelf, sort="nonsense") == files(shelf)


def test_pages_and_kinds(shelf: Shelf) -> None:
    page = shelf.page(sort="file", limit=1, offset=1)
    assert [row.file for row in page.documents] == ["cho.txt"]
    assert (page.found, page.held, page.kinds["quyết định"]) == (3, 3, 1)
    assert files(shelf, kind="quyết định") == ["qd.txt"]
    assert files(shelf, limit=-1, offset=-5) == []
    assert files(shelf, warned=True) == []


def test_what_is_removed_leaves_the_list(shelf: Shelf, store: Store) -> None:
    gone = shelf.page("cau.txt").documents[0]
    with writing(store) as writer:
        writer.remove([gone.doc_id])
    assert files(shelf, "txt", sort="file") == ["cho.txt", "qd.txt"]
