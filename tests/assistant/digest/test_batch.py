"""Batches of files: each digested once, whatever happens in between."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.digest import batch as batch_module
from assistant.digest.batch import Made, digesting, wanted_files
from assistant.digest.digest_store import DigestStore
from corpus.catalogue import Catalogue
from corpus.errors import CollectionLocked, StorageError
from corpus.settings import Settings

TEXT = "Hội nghị số {n} của Tỉnh ủy Sơn Đà\nSáng 5/3, Tỉnh ủy Sơn Đà họp phiên thứ {n} về chuyển đổi số của xã.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", workers=1)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "tin"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02d}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return folder


def run(settings: Settings, *names: Path, length: int = 60) -> list[Made]:
    catalogue = Catalogue(settings.data_dir / "catalogue.sqlite3", create=False)
    store = DigestStore(settings.data_dir)
    wanted, failed = wanted_files([str(n) for n in names], lambda _: None, settings.data_dir)
    try:
        with digesting(settings, catalogue, store, length) as batch:
            return failed + list(batch.run(wanted))
    finally:
        store.close()
        catalogue.close()


def count(settings: Settings) -> int:
    store = DigestStore(settings.data_dir)
    [(found,)] = store.rows("SELECT count(*) FROM digests")
    store.close()
    return int(found)


def test_each_file_once_and_again_only_what_changed(settings: Settings, news: Path) -> None:
    (news / "hong.pdf").write_bytes(b"%PDF-1.7 and then nothing of the kind")
    (news / "lai").mkdir()
    (news / "lai" / "00.txt").write_bytes((news / "00.txt").read_bytes())
    first = run(settings, news, news / "khong-co.txt")
    by_status = {m.source.rpartition("/")[2]: m.status for m in first}
    assert by_status["khong-co.txt"] == by_status["hong.pdf"] == "failed"
    assert all(m.error for m in first if m.status == "failed")
    assert sum(m.status != "failed" for m in first) == 13
    assert count(settings) == 12, "the same file twice is digested once"
    (news / "03.txt").write_text(TEXT.format(n=99), encoding="utf-8")
    again = [m.source.rpartition("/")[2] for m in run(settings, news) if m.status == "digested"]
    assert again == ["03.txt"]
    assert sum(m.status == "digested" for m in run(settings, news, length=90)) >= 12
    assert count(settings) == 12 + 1 + 12


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a POSIX thing")
def test_a_killed_run_is_gone_on_with(settings: Settings, news: Path) -> None:
    for n in range(12, 90):
        (news / f"{n:02d}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    settings.data_dir.mkdir()
    script = (
        "import sys; from pathlib import Path; from tests.assistant.digest.test_batch import run; "
        "from corpus.settings import Settings; run(Settings(data_dir=Path(sys.argv[1]), workers=1), Path(sys.argv[2]))"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(settings.data_dir), str(news)])
    while process.poll() is None and not (settings.data_dir / "digests.sqlite3").exists():
        time.sleep(0.02)
    while process.poll() is None and count(settings) == 0:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    killed = process.wait() == -signal.SIGKILL
    kept = count(settings)
    made = run(settings, news)
    assert len(made) == len({m.source for m in made}) == 90
    assert sum(m.status == "kept" for m in made) == kept
    assert count(settings) == 90
    assert not killed or 0 < kept < 90


def test_a_full_disk_ends_the_run_and_loses_nothing(
    settings: Settings, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, calls = DigestStore.keep, []

    def full(self: DigestStore, made: list[object], configuration: str) -> None:
        calls.append(len(made))
        if len(calls) > 1:
            raise StorageError("database or disk is full")
        keep(self, made, configuration)  # type: ignore[arg-type]

    monkeypatch.setattr(batch_module, "_STEP", 5)
    monkeypatch.setattr(DigestStore, "keep", full)
    with pytest.raises(StorageError):
        run(settings, news)
    monkeypatch.setattr(DigestStore, "keep", keep)
    assert count(settings) == calls[0]
    made = run(settings, news)
    assert sum(m.status == "kept" for m in made) == calls[0]
    assert count(settings) == 12


def test_one_process_digests_at_a_time(settings: Settings, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.data_dir.mkdir()
    monkeypatch.setattr(batch_module, "_WAIT_S", 0.1)
    with FileLock(settings.data_dir / "digests.lock"), pytest.raises(CollectionLocked):
        run(settings, news)
