"""`vankien watch`: as a process for its start and end, and in this one for what it does in between."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.errors import StorageError
from tests.ui.conftest import Outcome, Vankien

Step = Callable[[], object]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Callable[..., None]:
    """Play what happens in the folder: each step returns the paths that it changed; then somebody presses Ctrl-C."""

    def play(*steps: Step) -> None:
        def told(*_: object, **__: object) -> Iterator[frozenset[Path]]:
            yield frozenset()
            for step in steps:
                yield frozenset(step() or ())  # type: ignore[call-overload]
            raise KeyboardInterrupt

        monkeypatch.setattr("index.watching.changes", told)
        monkeypatch.setattr("ui.commands_watch._RETRY_S", 0.0)

    return play


def lines(done: Outcome) -> list[tuple[str, str]]:
    return [(r["source"].rpartition("/")[2], r["status"]) for r in done.records if "source" in r]


@pytest.mark.usefixtures("toy_embedder")
def test_the_whole_folder_first_and_then_only_what_changed(
    vankien: Vankien, folder: Path, steps: Callable[..., None]
) -> None:
    def write() -> set[Path]:
        (folder / "moi.txt").write_text("Bến Sậy Vàng có 7 thuyền.", encoding="utf-8")
        return {folder / "moi.txt"}

    def delete() -> set[Path]:
        (folder / "cau.txt").unlink()
        return {folder / "cau.txt"}

    def move_in() -> set[Path]:
        (folder / "con").mkdir()
        (folder / "con" / "be.txt").write_text("Đập Sậy Vàng cao 9 mét.", encoding="utf-8")
        return {folder / "con"}

    steps(lambda: (), write, delete, move_in)
    done = vankien("watch", folder, "--json")
    assert done.status == 0
    assert lines(done) == [
        ("cau.txt", "added"),
        ("cho.txt", "added"),
        ("moi.txt", "added"),
        ("cau.txt", "deleted"),
        ("be.txt", "added"),
    ]
    assert [r["summary"]["added"] for r in done.records if "summary" in r] == [2]
    assert "Đã dừng theo dõi" in done.err
    assert vankien("status", "--json").record["documents"] == 3


@pytest.mark.usefixtures("toy_embedder")
def test_lines_for_people_name_the_document_and_leave_out_what_stayed(
    vankien: Vankien, folder: Path, steps: Callable[..., None]
) -> None:
    vankien("ingest", folder)
    (folder / "rong.txt").write_bytes(b"")

    def touch() -> set[Path]:
        (folder / "cho.txt").write_text("Chợ Đồng Bưởi có 85 gian hàng.", encoding="utf-8")
        return {folder / "cho.txt"}

    steps(touch)
    done = vankien("watch", folder)
    assert "không đọc được: rong.txt" in done.out
    assert done.out.count("rong.txt: ") + done.out.count("“rong.txt”") == 1
    assert "đã cập nhật: cho.txt (" in done.out
    assert "cau.txt" not in done.out
    assert f"Đang theo dõi {folder}" in done.err


@pytest.mark.usefixtures("toy_embedder")
def test_what_another_writer_or_a_full_disk_prevents_is_done_later(
    vankien: Vankien, folder: Path, steps: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    import index.sync
    import index.writer

    vankien("status")
    real_writing, real_sync = index.writer.writing, index.sync.sync
    monkeypatch.setattr("index.writer.writing", lambda store: real_writing(store, wait_s=0.05))
    lock = FileLock(folder.parent / "data" / "write.lock")
    lock.acquire()

    def fails(*_: object, **__: object) -> None:
        raise StorageError("Đĩa đầy.")

    def disk_full() -> None:
        lock.release()
        monkeypatch.setattr("index.sync.sync", fails)

    steps(lambda: None, disk_full, lambda: None, lambda: monkeypatch.setattr("index.sync.sync", real_sync))
    done = vankien("watch", folder, "--json")
    assert done.status == 0
    assert lines(done) == [("cau.txt", "added"), ("cho.txt", "added")]
    assert done.err.count("Một tiến trình khác đang ghi") == 1
    assert done.err.count("Đĩa đầy") == 1
    assert "Đã làm tiếp" in done.err


def test_a_folder_that_is_not_there_is_a_usage_error(vankien: Vankien, folder: Path) -> None:
    done = vankien("watch", folder / "khong-co", "--json")
    assert (done.status, done.out) == (2, "")
    assert "không thấy thư mục" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_a_process_follows_the_folder_survives_its_absence_and_ends_with_0(folder: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "watch", str(folder), "--json", "--data-dir", str(tmp_path / "data")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )
    assert process.stdout
    assert process.stderr

    def record() -> dict[str, object]:
        line = process.stdout.readline() if process.stdout else ""
        assert line, process.stderr.read() if process.stderr else ""
        told: dict[str, object] = json.loads(line)
        return told

    try:
        assert {str(record()["source"])[-7:], str(record()["source"])[-7:]} == {"cau.txt", "cho.txt"}
        assert "summary" in record()
        (folder / "moi.txt").write_text("Bến Sậy Vàng có 7 thuyền.", encoding="utf-8")
        new = record()
        assert (str(new["source"])[-7:], new["status"]) == ("moi.txt", "added")
        folder.rename(tmp_path / "khac")
        while "chờ thư mục trở lại" not in process.stderr.readline():
            assert process.poll() is None
        (tmp_path / "khac").rename(folder)
        assert {record()["status"] for _ in range(3)} == {"unchanged"}
        assert "summary" in record()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert "Traceback" not in err
