"""Reading files in processes of their own, several at once, each file within bounds of time and memory.

What a hostile file does to its reader then ends with that process: it is stopped or replaced, the file gets a
`ReadError`, and the next one is read.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import ReaderDied, ReadError, StorageError, TookTooLong, TooMuchMemory
from corpus.reader_process import TAG, Task, processes_tagged, receive, send, too_much_memory
from corpus.records import Document
from corpus.settings import ROOT, Settings

T = TypeVar("T")

_START_S = 60.0
"""Seconds that a process may take to start; a fraction of one is usual."""
_MOST = 4
# Neither `-m` nor multiprocessing: they would run what lies in the working folder, or the program's main module again.
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from corpus.reader_process import main; main(sys.argv[2], int(sys.argv[3]))"
)


class Workers:
    """Up to `settings.workers` processes, each started when a file waits for it; a context manager that ends them.

    Their temporary files lie in a folder under the data directory and go with them, so only one may be open for a
    folder: for `tmp`, who holds the collection's lock.
    """

    def __init__(self, settings: Settings, scratch: str = "tmp"):
        self.count = settings.workers or min(_cores(), _MOST)
        self._settings = settings
        self._scratch = settings.data_dir / scratch
        self._threads = ThreadPoolExecutor(self.count, thread_name_prefix="reader")
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def submit(self, data: bytes, path: Path, settings: Settings | None = None) -> Future[Document]:
        """`parse_document` of a file's bytes, elsewhere; the future raises the file's `ReadError`.

        Whoever submits many more than `count` files before taking any holds all their bytes in memory. `settings` are
        those that the workers were opened with unless given.
        """
        with_ = settings or self._settings
        return self._submitted(data, path, with_, None)

    def submit_then(
        self, data: bytes | Document, path: Path, then: Callable[[Document], T], seconds: float | None = None
    ) -> Future[T]:
        """What `then` makes of the document in a file's bytes (or of a document), elsewhere; the future raises the
        file's `ReadError`. See `Task`: `then` is a function of a module, and runs within the bounds of reading, in
        `seconds` where they are given."""
        return self._submitted(data, path, self._settings, then, seconds)

    def _submitted(
        self,
        data: bytes | Document,
        path: Path,
        settings: Settings,
        then: Callable[[Document], Any] | None,
        seconds: float | None = None,
    ) -> Future[Any]:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 (see source_of)
        task = Task(data, absolute, settings.limits, settings.collection, then)
        return self._threads.submit(self._read, task, settings.read_seconds if seconds is None else seconds)

    def close(self) -> None:
        """End every process and what it started, whatever it is doing."""
        with self._lock:
            self._closed = True
            workers = list(self._all)
        for worker in workers:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _read(self, task: Task, seconds: float) -> Any:
        worker = self._take()
        try:
            return worker.read(task, seconds)
        finally:
            self._give_back(worker)

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise ReaderDied("Việc đọc đã dừng giữa chừng. Hãy chạy lại lệnh.")
            if self._idle:
                return self._idle.pop()
            try:
                if not self._all:
                    shutil.rmtree(self._scratch, ignore_errors=True)  # what a killed run left
                self._scratch.mkdir(parents=True, exist_ok=True)
                worker = _Worker(self._scratch, self._settings.read_memory_mb)
            except OSError as exc:
                raise StorageError(
                    f"Không khởi động được tiến trình đọc tệp: {exc}. Kiểm tra bộ nhớ và dung lượng đĩa rồi chạy lại."
                ) from exc
            self._all.add(worker)
            return worker

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if worker.fit and not self._closed:
                self._idle.append(worker)
                return
            self._all.discard(worker)
        worker.close()


class _Worker:
    """One process; used by one thread at a time, except that any may `kill` it."""

    def __init__(self, scratch: Path, memory_mb: int):
        self.fit = True
        """Whether another file may be given to it."""
        self._memory_mb = memory_mb
        self._ready = self._late = False
        self._tag = f"{os.getpid()}-{os.urandom(8).hex()}"
        folder = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
        # The processes are the parallelism, and every thread's arena takes from the bound on memory.
        lean = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "MALLOC_ARENA_MAX": "2"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT, str(ROOT), self._tag, str(memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=scratch,
            env={**os.environ, **folder, **lean, TAG: self._tag},
            start_new_session=True,  # Ctrl-C is for us to handle
        )

    def read(self, task: Task, seconds: float) -> Any:
        """Have one file read. Raises its `ReadError`; after one that the process did not survive it is not `fit`."""
        assert self._process.stdin
        try:
            if not self._ready:
                self._answer(_START_S)
                self._ready = True
            send(self._process.stdin, (task, seconds))
            kind, value = self._answer(seconds)
        except (OSError, EOFError, ValueError, pickle.PickleError) as exc:
            self.kill()
            raise self._obituary(task.path.name, seconds) from exc
        self.fit = self.fit and kind != "last"
        if isinstance(value, ReadError):
            raise value
        return value

    def kill(self) -> None:
        """End the process and all that it started."""
        self.fit = False
        _end(self._process, self._tag)

    def close(self) -> None:
        """`kill`, and let go of the pipes; for when no thread waits at them."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def _answer(self, seconds: float) -> tuple[str, Any]:
        assert self._process.stdout
        bound = _Bound(seconds, self._stop)
        try:
            while True:
                kind, value = receive(self._process.stdout)
                if kind != "extend":
                    return kind, value
                bound.extend(value)
        finally:
            bound.cancel()

    def _stop(self) -> None:
        self._late = True
        self.kill()

    def _obituary(self, name: str, seconds: float) -> ReadError:
        if self._late:
            return TookTooLong(
                f"Đọc “{name}” quá {seconds:g} giây nên đã dừng; tệp có thể bị hỏng hoặc được làm ra để treo máy. Hãy"
                " mở bằng chương trình gốc và lưu lại, hoặc nâng read_seconds trong cấu hình."
            )
        status = self._process.wait()
        if hasattr(signal, "SIGKILL") and status == -signal.SIGKILL:
            return TooMuchMemory(too_much_memory(name, self._memory_mb))
        return ReaderDied(
            f"“{name}” làm trình đọc dừng đột ngột (mã {status}); tệp có thể bị hỏng, hoặc cần hơn {self._memory_mb} MB"
            " bộ nhớ. Hãy mở bằng chương trình gốc và lưu lại rồi nạp lại."
        )


class _Bound:
    """Calls `stop` when its seconds are over, unless cancelled before."""

    def __init__(self, seconds: float, stop: Callable[[], None]):
        self._stop = stop
        self._end = time.monotonic() + seconds
        self._timer = self._started()

    def extend(self, seconds: float) -> None:
        """Let it be later by so many seconds."""
        self._end += seconds
        self._timer.cancel()
        self._timer = self._started()

    def cancel(self) -> None:
        """Stop nothing any more."""
        self._timer.cancel()

    def _started(self) -> threading.Timer:
        # A timer takes no more than some 49 days on Windows; nobody waits for a month.
        timer = threading.Timer(min(self._end - time.monotonic(), 2_000_000), self._stop)
        timer.daemon = True
        timer.start()
        return timer


def open_workers(settings: Settings, scratch: str = "tmp") -> AbstractContextManager[Workers]:
    """Workers for one batch."""
    return Workers(settings, scratch)


def _end(process: subprocess.Popen[bytes], tag: str) -> None:
    """Kill a process, its group, and what carries its tag in other groups or has lost its parent."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
            process.kill()
    else:
        if process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        while left := [pid for pid in processes_tagged(tag) if pid != process.pid]:
            for pid in left:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
    process.wait()


def _cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
