"""Telling what has changed: what is told, when, and when it ends."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.watching import changes

Told = Iterator[frozenset[Path]]


def until(told: Told, done: Callable[[set[Path]], bool], seconds: float = 10.0) -> set[Path]:
    """What is told until `done` holds of all of it."""
    seen: set[Path] = set()
    end = time.monotonic() + seconds
    for batch in told:
        seen |= batch
        if done(seen):
            return seen
        assert time.monotonic() < end, f"only {seen}"
    return seen


@pytest.fixture(params=[False, True], ids=["events", "polling"])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Told:
    (tmp_path / "vb").mkdir()
    listening = changes(tmp_path / "vb", ours=tmp_path / "vb" / "kho", quiet_s=0.2, tick_s=0.05, poll=request.param)
    assert next(listening) == frozenset()
    return listening


def test_new_changed_moved_and_deleted_paths_are_told(told: Told, tmp_path: Path) -> None:
    folder = tmp_path / "vb"
    (folder / "a.txt").write_text("một", encoding="utf-8")
    until(told, lambda seen: folder / "a.txt" in seen)
    (tmp_path / "con").mkdir()
    (tmp_path / "con" / "b.txt").write_text("hai", encoding="utf-8")
    (tmp_path / "con").rename(folder / "con")
    (folder / "a.txt").unlink()
    seen = until(told, lambda seen: folder / "a.txt" in seen and not seen.isdisjoint({folder / "con"}))
    assert seen <= {folder / "a.txt", folder / "con", folder / "con" / "b.txt"}


def test_a_folder_is_not_told_for_what_changes_in_it(told: Told, tmp_path: Path) -> None:
    folder = tmp_path / "vb"
    (folder / "con").mkdir()
    until(told, lambda seen: folder / "con" in seen)
    (folder / "con" / "b.txt").write_text("hai", encoding="utf-8")
    assert until(told, bool) == {folder / "con" / "b.txt"}


def test_our_own_store_and_hidden_files_are_not_told(told: Told, tmp_path: Path) -> None:
    folder = tmp_path / "vb"
    for name in ("kho/x.sqlite3", ".an/y.txt", ".z.txt", "~$w.docx"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "sau.txt").write_text("x", encoding="utf-8")
    seen = until(told, lambda seen: folder / "sau.txt" in seen)
    assert not {p for p in seen if "kho" in p.parts or p.name.startswith((".", "~$"))}


def test_a_file_is_told_only_once_its_writer_has_paused(tmp_path: Path) -> None:
    told = changes(tmp_path, quiet_s=0.4, tick_s=0.05)
    next(told)
    path = tmp_path / "lon.txt"
    with path.open("w", encoding="utf-8") as stream:
        for _ in range(8):
            stream.write("đang chép ")
            stream.flush()
            assert next(told) == frozenset()
            time.sleep(0.1)
    assert until(told, bool) == {path}
    assert next(told) == frozenset()


def test_it_ends_when_the_folder_vanishes(told: Told, tmp_path: Path) -> None:
    (tmp_path / "vb").rename(tmp_path / "khac")
    end = time.monotonic() + 10
    for _ in told:
        assert time.monotonic() < end
    assert list(changes(tmp_path / "vb", tick_s=0.05)) == []
