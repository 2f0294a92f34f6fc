"""Files read in processes of their own, and what happens to those."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import EmptyFile, ReaderDied, ReadError, TookTooLong, TooMuchMemory
from corpus.reader_process import TAG
from corpus.reading import read_document
from corpus.samples import sample_dir
from corpus.settings import ROOT, Settings
from corpus.workers import Workers
from tests.corpus import traps
from tests.corpus.traps import Trap

HANG = """
import sys
from pathlib import Path
from corpus.settings import Settings
from corpus.workers import Workers
from tests.corpus import traps
with Workers(Settings(data_dir=Path(sys.argv[1]))) as workers:
    workers.submit(b"x", Path("a.txt"), traps.Trap(traps.hang_with_a_child, sys.argv[2], 600)).result()
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are told apart in /proc")


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with Workers(Settings(data_dir=tmp_path_factory.mktemp("data"), workers=2, read_memory_mb=1_000)) as opened:
        yield opened


def read(workers: Workers, settings: Any = None, text: str = "Chi bộ họp.") -> str:
    return workers.submit(text.encode(), Path("/kho/a.txt"), settings).result().text


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pid: int, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not alive(pid)


def noted(path: Path, seconds: float = 30) -> int:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if path.exists() and (text := path.read_text(encoding="ascii")):
            return int(text)
        time.sleep(0.02)
    raise AssertionError("no child was started")


def test_a_file_is_read_as_it_is_in_this_process(workers: Workers) -> None:
    paths = sorted(sample_dir().iterdir())
    settings = Settings()
    futures = [workers.submit(path.read_bytes(), path, settings) for path in paths]
    assert [future.result() for future in futures] == [read_document(path, settings) for path in paths]


def test_a_file_that_cannot_be_read_says_why_and_the_next_is_read(workers: Workers) -> None:
    with pytest.raises(EmptyFile, match="không có chữ nào"):
        read(workers, text="...")
    assert read(workers) == "Chi bộ họp."


@pytest.mark.parametrize(
    ("harm", "error", "said"),
    [
        (traps.hang, TookTooLong, "quá 1 giây"),
        (traps.die, ReaderDied, "dừng đột ngột"),
        (traps.fail, ReaderDied, "KeyError tại traps.py"),
        pytest.param(traps.swell, TooMuchMemory, "1000 MB", marks=linux),
        pytest.param(traps.swell_and_hide_it, TooMuchMemory, "1000 MB", marks=linux),
    ],
)
def test_harm_ends_with_its_process_and_the_next_file_is_read(
    workers: Workers, harm: Any, error: type[ReadError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        read(workers, Trap(harm))
    assert "a.txt" in str(caught.value)
    assert read(workers) == "Chi bộ họp."


def test_a_reader_that_asks_for_more_time_gets_it(workers: Workers) -> None:
    assert read(workers, Trap(traps.take_long_and_say_so))


@linux
def test_what_a_reader_started_dies_with_it(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(TookTooLong):
        read(workers, Trap(traps.hang_with_a_child, str(tmp_path / "note"), read_seconds=3))
    assert gone(noted(tmp_path / "note"))


@linux
def test_everything_dies_when_the_workers_are_closed(tmp_path: Path) -> None:
    with Workers(Settings(data_dir=tmp_path)) as workers:
        future = workers.submit(b"x", Path("a.txt"), Trap(traps.hang_with_a_child, str(tmp_path / "note"), 600))  # type: ignore[arg-type]
        child = noted(tmp_path / "note")
    assert isinstance(future.exception(), ReadError)
    assert gone(child)


@linux
def test_everything_dies_when_the_program_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "note"
    program = subprocess.Popen([sys.executable, "-c", HANG, str(tmp_path), str(note)], cwd=ROOT)
    child = noted(note)
    readers = [int(p.parent.name) for p in Path("/proc").glob("[0-9]*/environ") if marked(p, f"{TAG}={program.pid}-")]
    assert child in readers
    assert len(readers) == 2
    program.send_signal(signal.SIGKILL)
    program.wait()
    assert all(gone(pid) for pid in readers)


def marked(environ: Path, beginning: str) -> bool:
    try:
        return any(v.startswith(beginning.encode()) for v in environ.read_bytes().split(b"\0"))
    except OSError:
        return False


@pytest.mark.parametrize("named_from_here", [False, True])
def test_temporary_files_lie_in_the_data_directory_and_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named_from_here: bool
) -> None:
    data, note = tmp_path / "data", tmp_path / "note"
    monkeypatch.chdir(tmp_path)
    with Workers(Settings(data_dir=Path("data") if named_from_here else data)) as workers:
        read(workers, Trap(traps.leave_a_file, str(note)))
        left = Path(note.read_text(encoding="utf-8"))
        assert left.exists()
        assert left.is_relative_to(data)
    assert not list(data.iterdir())


def test_the_working_folder_has_no_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").mkdir()
    for name in ("corpus/__init__.py", "re.py", "json.py"):
        (tmp_path / name).write_text("raise SystemExit('taken from the working folder')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Workers(Settings(data_dir=tmp_path / "data")) as workers:
        assert read(workers) == "Chi bộ họp."


def test_what_is_made_of_a_document_comes_back_in_its_place(workers: Workers) -> None:
    path = Path("/kho/a.txt")
    assert workers.submit_then("Chi bộ họp.".encode(), path, traps.length_of).result() == 11
    document = workers.submit("Chi bộ họp thường kỳ.".encode(), path).result()
    assert workers.submit_then(document, path, traps.length_of).result() == 21
    with pytest.raises(EmptyFile):
        workers.submit_then(b"", path, traps.length_of).result()
    with pytest.raises(ReaderDied):
        workers.submit_then(b"x", path, traps.fail_upon).result()
    assert workers.submit_then("Chi bộ.".encode(), path, traps.length_of).result() == 7
