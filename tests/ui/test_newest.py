"""Which documents a bulletin takes: those of the days before the newest one, however long ago that was."""

from datetime import date
from pathlib import Path

import pytest

from corpus.shelf import Shelf
from index.store import Store
from index.sync import sync
from index.writer import writing
from ui.newest import newest, newest_day

TODAY = date(2026, 6, 30)


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Shelf:
    days = ("01/02/2026", "05/02/2026", "07/02/2026", "01/01/2030")
    for number, day in enumerate(days):
        d, m, y = day.split("/")
        (tmp_path / f"{number}.txt").write_text(
            f"ỦY BAN NHÂN DÂN\nSố: {number + 1}/QĐ-UBND\nHà Nội, ngày {d} tháng {m} năm {y}\nQUYẾT ĐỊNH\n"
            f"về việc thứ {number}\nĐiều 1. Việc thứ {number}.\n",
            encoding="utf-8",
        )
    (tmp_path / "x.txt").write_text("Ghi chú không đề ngày.", encoding="utf-8")
    with writing(store) as writer:
        list(sync(writer, [tmp_path / f"{n}.txt" for n in range(len(days))] + [tmp_path / "x.txt"]))
    return Shelf(store.catalogue, store.settings.collection)


def test_a_period_ends_with_the_newest_day_that_is_not_to_come(shelf: Shelf) -> None:
    assert newest_day(shelf, TODAY) == "2026-02-07"
    assert [newest(shelf, days, TODAY).found for days in (1, 3, 7, 30)] == [1, 2, 3, 3]
    assert newest(shelf, None, TODAY).found == 5


def test_where_nothing_is_dated_there_is_no_period(store: Store) -> None:
    empty = Shelf(store.catalogue, store.settings.collection)
    assert newest(empty, 7, TODAY).doc_ids == ()
    assert newest(empty, None, TODAY).doc_ids == ()
