"""Keeping step with files and folders."""

import os
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest

from corpus.reading import source_of
from corpus.settings import ROOT, Settings
from corpus.workers import Workers
from index.search import search
from index.store import Store
from index.sync import FileReport, sync
from index.verify import verify
from index.writer import writing


def run(store: Store, *paths: Path, again: bool = False) -> dict[str, FileReport]:
    with writing(store) as writer:
        reports = list(sync(writer, paths, again=again))
    assert len({r.source for r in reports}) == len(reports), "one report a file"
    return {Path(r.source).name: r for r in reports}


def statuses(reports: dict[str, FileReport]) -> dict[str, str]:
    return {name: r.status for name, r in reports.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "văn bản"
    made.mkdir()
    (made / "a.txt").write_text("Chi bộ họp định kỳ mỗi tháng một lần.", encoding="utf-8")
    (made / "b.md").write_text("# Đảng phí\n\nĐảng phí nộp trước ngày mồng mười.", encoding="utf-8")
    return made


def test_added_unchanged_updated_deleted(store: Store, folder: Path) -> None:
    assert statuses(run(store, folder)) == {"a.txt": "added", "b.md": "added"}
    assert statuses(run(store, folder)) == {"a.txt": "unchanged", "b.md": "unchanged"}
    (folder / "a.txt").write_text("Chi bộ họp định kỳ mỗi quý một lần.", encoding="utf-8")
    assert statuses(run(store, folder)) == {"a.txt": "updated", "b.md": "unchanged"}
    assert "mỗi quý" in search(store, "chi bộ họp", 1)[0].text
    (folder / "a.txt").unlink()
    assert statuses(run(store, folder)) == {"a.txt": "deleted", "b.md": "unchanged"}
    assert not any("Chi bộ" in h.text for h in search(store, "chi bộ họp", 10))
    assert verify(store).consistent


def test_a_folder_never_deletes_from_another(store: Store, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "văn bản khác"
    other.mkdir()
    (other / "c.txt").write_text("Đoàn kiểm tra gồm năm người.", encoding="utf-8")
    run(store, folder, other)
    (folder / "a.txt").unlink()
    (other / "c.txt").unlink()
    assert statuses(run(store, folder)) == {"a.txt": "deleted", "b.md": "unchanged"}
    assert search(store, "đoàn kiểm tra", 1)


def test_a_file_given_by_itself_and_in_its_folder_is_one_document(store: Store, folder: Path) -> None:
    assert statuses(run(store, folder / "a.txt")) == {"a.txt": "added"}
    assert statuses(run(store, folder)) == {"a.txt": "unchanged", "b.md": "added"}


def test_copies_are_recorded_once_and_stand_in_for_each_other(store: Store, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "bản sao"
    elsewhere.mkdir()
    shutil.copy(folder / "a.txt", folder / "z.txt")
    run(store, folder)
    shutil.copy(folder / "a.txt", elsewhere / "y.txt")
    reports = run(store, elsewhere)
    assert statuses(reports) == {"y.txt": "duplicate"}
    assert statuses(run(store, folder))["z.txt"] == "duplicate"
    assert store.catalogue.counts()[0] == 2
    (folder / "a.txt").unlink()
    reports = run(store, folder)
    assert reports["a.txt"].status == "deleted"
    assert reports["z.txt"].status == "updated"
    assert "mỗi tháng" in search(store, "chi bộ họp", 1)[0].text
    (folder / "z.txt").write_text("Nội dung khác hẳn.", encoding="utf-8")
    run(store, folder)
    assert "mỗi tháng" in search(store, "chi bộ họp", 1)[0].text, "the copy in the other folder still says it"
    assert verify(store).consistent


def test_one_bad_file_stops_nothing_and_an_earlier_reading_is_kept(store: Store, folder: Path) -> None:
    run(store, folder)
    (folder / "a.txt").write_bytes(b"")
    (folder / "hỏng.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    (folder / "mới.txt").write_text("Quy chế làm việc.", encoding="utf-8")
    reports = run(store, folder)
    assert statuses(reports) == {"a.txt": "failed", "b.md": "unchanged", "hỏng.pdf": "failed", "mới.txt": "added"}
    assert "vẫn được giữ" in reports["a.txt"].error
    assert reports["hỏng.pdf"].error
    assert "mỗi tháng" in search(store, "chi bộ họp", 1)[0].text


def test_paths_that_are_not_there_fail_and_delete_nothing(store: Store, folder: Path, tmp_path: Path) -> None:
    run(store, folder)
    moved = tmp_path / "đi chỗ khác"
    folder.rename(moved)
    [report] = run(store, folder).values()
    assert report.status == "failed"
    assert store.catalogue.counts()[0] == 2


def test_links_out_of_the_folder_hidden_files_and_leftovers(store: Store, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "mật.txt"
    secret.write_text("Không được đọc.", encoding="utf-8")
    (folder / "liên kết.txt").symlink_to(secret)
    (folder / ".ẩn.txt").write_text("ẩn", encoding="utf-8")
    (folder / "~$a.docx").write_bytes(b"x")
    reports = run(store, folder)
    assert statuses(reports) == {"a.txt": "added", "b.md": "added", "liên kết.txt": "failed"}


def test_names_are_known_in_one_unicode_form(tmp_path: Path) -> None:
    name = "/kho/ủy ban.txt"
    assert source_of(Path(unicodedata.normalize("NFD", name))) == source_of(Path(name)) == name
    assert source_of(Path("/kho/../kho/a.txt")) == "/kho/a.txt"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_a_name_that_is_not_utf8_is_read_and_reported(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "cũ"
    folder.mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/v\xe3n.txt"))).write_text("Chi bộ họp.", encoding="utf-8")
    assert statuses(run(store, folder)) == {"v%E3n.txt": "added"}
    assert statuses(run(store, folder)) == {"v%E3n.txt": "unchanged"}


def test_a_file_over_the_limit_is_refused_unread(store: Store, tmp_path: Path) -> None:
    big = tmp_path / "to.txt"
    with big.open("wb") as stream:
        stream.truncate(200_000_000)
    [report] = run(store, big).values()
    assert report.status == "failed"
    assert "200" in report.error
    assert "max_file_mb" in report.error


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a POSIX thing")
def test_killed_in_the_middle_and_run_again(tmp_path: Path) -> None:
    folder = tmp_path / "nhiều"
    folder.mkdir()
    for i in range(900):
        lines = [f"Mục {i} khoản {j}: chỉ tiêu thứ {i * 31 + j} của xã số {j}." for j in range(60)]
        (folder / f"{i:04}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data")
    command = [sys.executable, "-m", "ui.cli", "ingest", str(folder), "--data-dir", str(settings.data_dir), "--json"]
    killed = Counter[str]()
    for delay in (0.3, 2.0, 3.0):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        database = settings.data_dir / "chroma" / "chroma.sqlite3"
        while process.poll() is None and not database.exists():
            time.sleep(0.05)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        killed["in time" if process.wait() == -signal.SIGKILL else "too late"] += 1
    assert killed["in time"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    with Store(settings) as store:
        verdict = verify(store)
        assert verdict.consistent, verdict
        assert verdict.documents == 900


def test_a_copy_made_before_its_original_is_edited_keeps_the_old_words(store: Store, folder: Path) -> None:
    run(store, folder)
    shutil.copy(folder / "a.txt", folder / "a (bản cũ).txt")
    (folder / "a.txt").write_text("Chi bộ họp định kỳ mỗi quý một lần.", encoding="utf-8")
    with writing(store) as writer:
        list(sync(writer, [folder]))
    texts = " ".join(d.text for d in store.catalogue.documents(text=True))
    assert "mỗi tháng" in texts
    assert "mỗi quý" in texts


def test_a_crash_while_a_vanished_file_is_taken_out_does_not_keep_its_document(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(store, folder)
    (folder / "a.txt").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(type(store.catalogue), "forget_files", lambda *a: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(store, folder)
    run(store, folder)
    assert not any("Chi bộ" in h.text for h in search(store, "chi bộ họp", 10))


def test_a_link_that_leads_in_a_circle_is_reported(store: Store, folder: Path) -> None:
    (folder / "vòng").symlink_to(folder / "vòng")
    assert statuses(run(store, folder))["vòng"] == "failed"


def test_what_earlier_readers_read_is_read_again(
    store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(folder / "a.txt", folder / "A (bản sao).txt")
    shutil.copy(folder / "b.md", tmp_path / "b (bản sao).md")
    elsewhere = tmp_path / "b (bản sao).md"
    run(store, folder, elsewhere)
    before = {d.source: d.id for d in store.catalogue.documents()}
    again = {"A (bản sao).txt": "updated", "a.txt": "duplicate", "b.md": "updated", "b (bản sao).md": "duplicate"}
    with monkeypatch.context() as patch:
        patch.setattr("index.sync.VERSION", "a newer one")
        assert statuses(run(store, elsewhere, folder)) == again
    assert {d.source: d.id for d in store.catalogue.documents()} == before
    assert set(statuses(run(store, folder)).values()) == {"unchanged", "duplicate"}
    assert "mỗi tháng" in search(store, "chi bộ họp", 1)[0].text
    assert verify(store).consistent


def test_everything_is_read_again_on_request(store: Store, folder: Path) -> None:
    run(store, folder)
    for _ in range(2):
        assert statuses(run(store, folder, again=True)) == {"a.txt": "updated", "b.md": "updated"}
        assert verify(store).consistent
    assert store.catalogue.counts()[0] == 2
    assert statuses(run(store, folder)) == {"a.txt": "unchanged", "b.md": "unchanged"}


def test_twins_in_one_run_whose_reading_fails_are_each_reported(store: Store, folder: Path) -> None:
    for name in ("x.txt", "y.txt"):
        (folder / name).write_text("...", encoding="utf-8")
    reports = run(store, folder)
    assert (reports["x.txt"].status, reports["y.txt"].status) == ("failed", "failed")
    assert "y.txt" in reports["y.txt"].error


def test_linked_folders_are_not_entered(store: Store, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoài").mkdir()
    (tmp_path / "ngoài" / "mật.txt").write_text("Không được đọc.", encoding="utf-8")
    (folder / "trong").mkdir()
    (folder / "trong" / "c.txt").write_text("Đoàn kiểm tra gồm năm người.", encoding="utf-8")
    (folder / "lối ra").symlink_to(tmp_path / "ngoài")
    (folder / "lối tắt").symlink_to(folder / "trong")
    (folder / "trong" / "vòng").symlink_to(folder)
    reports = run(store, folder)
    assert statuses(reports) == {"a.txt": "added", "b.md": "added", "c.txt": "added", "lối ra": "failed"}
    assert "ra ngoài thư mục" in reports["lối ra"].error


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses such names itself")
def test_strange_names_are_read_and_nothing_is_written_outside(
    settings: Settings, toy_embedder: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(
        ["a\nb.txt", "\x1b[31m.txt", "\u202etxt.exe.txt", "-rf.txt", "%00.txt", "x" * 240 + ".txt"]
    ):
        (folder / name).write_text(f"Chi bộ số {number} họp.", encoding="utf-8")
    (folder / unicodedata.normalize("NFD", "uỷ ban.txt")).write_text("Ủy ban họp.", encoding="utf-8")
    elsewhere = tmp_path / "chỗ khác"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    def surroundings() -> dict[str, float]:
        inside = settings.data_dir
        return {str(p): p.lstat().st_mtime for p in tmp_path.rglob("*") if not p.is_relative_to(inside)}

    before = surroundings()
    with Workers(settings) as workers, Store(settings) as store:
        monkeypatch.setattr("index.sync.open_workers", lambda _: nullcontext(workers))
        reports = run(store, Path("../văn bản/../văn bản"))
    assert set(statuses(reports).values()) == {"added"}
    assert len(reports) == 9
    assert all(str(folder) in r.source for r in reports.values())
    assert surroundings() == before
