"""What runs in a process that reads files for another (`corpus.workers`), and how the two talk.

Messages are pickles with their length before them, over the process's standard input and output: a task goes in, and
`("extend", seconds)` any number of times, then `("done", …)` or `("last", …)` with a `Document` (or what is made of
it) or a `ReadError` come out. After `last` the process must not be used again.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from corpus import deadline
from corpus.errors import ReaderDied, ReadError, TooMuchMemory
from corpus.limits import Limits
from corpus.records import Document

TAG = "READER_OF_VANKIEN"
"""The environment variable that marks a process and whatever it starts, LibreOffice and tesseract too."""

_MEGA = 1_000_000
_LENGTH = struct.Struct("<Q")
_GRACE_S = 10.0
"""Seconds past its bound after which a process that nobody has stopped (its parent is gone) stops itself."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, or a document that was read already, and what to do with the document.

    `then` is sent by its name, so it must be a function of a module (or a `partial` of one); what it returns is sent
    back in the document's place.
    """

    data: bytes | Document
    path: Path
    limits: Limits
    collection: str
    then: Callable[[Document], Any] | None = None


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises `OSError` if the other end is gone."""
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Wait for one message. Raises `EOFError` if the other end is gone."""
    return pickle.loads(_exactly(stream, _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def processes_tagged(tag: str) -> list[int]:
    """Ids of the processes that carry `TAG` with this value; none on systems without `/proc`."""
    wanted = f"{TAG}={tag}".encode()
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in environ.read_bytes().split(b"\0"):
                found.append(int(environ.parent.name))
        except OSError:  # another person's process, or one that has just ended
            continue
    return found


def too_much_memory(name: str, memory_mb: int) -> str:
    """What to say of a file that does not fit."""
    return (
        f"Đọc “{name}” cần hơn {memory_mb} MB bộ nhớ nên đã dừng. Hãy tách nhỏ tệp, hoặc nâng read_memory_mb trong"
        " cấu hình nếu máy còn bộ nhớ."
    )


def main(tag: str, memory_mb: int) -> None:
    """Read files until standard input ends."""
    # Libraries that write to standard output must not write into the messages.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    base = _bound_memory(memory_mb)
    tasks: queue.SimpleQueue[tuple[Task, float]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(tag, tasks), daemon=True).start()
    send(answers, ("ready", None))
    while True:
        task, seconds = tasks.get()
        _arm(answers, seconds)
        kind, value = _read(task, memory_mb)
        deadline.on_extend = None
        faulthandler.cancel_dump_traceback_later()
        # Memory that one file left behind, fragmented, would be missing to the next.
        swollen = base and _address_space() > base + memory_mb * _MEGA // 2
        send(answers, ("last" if swollen else kind, value))
        del task, value


def _listen(tag: str, tasks: queue.SimpleQueue[tuple[Task, float]]) -> None:
    """Hand tasks on; when nobody is left to send any, end this process and what it started."""
    try:
        while True:
            tasks.put(receive(sys.stdin.buffer))
    finally:
        # Whatever ended the loop, the end of the input or a message that cannot be understood.
        for pid in processes_tagged(tag):
            if pid != os.getpid():
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
        os._exit(0)


def _arm(answers: IO[bytes], seconds: float) -> None:
    """Let this file take `seconds`, and more if a reader asks. The parent counts too; this is for when it is gone."""
    left = seconds

    def extend(more: float) -> None:
        nonlocal left
        left += more
        faulthandler.dump_traceback_later(left + _GRACE_S, exit=True, file=sys.__stderr__)  # type: ignore[arg-type]
        send(answers, ("extend", more))

    # Its thread runs even while a library holds Python's own lock.
    faulthandler.dump_traceback_later(left + _GRACE_S, exit=True, file=sys.__stderr__)  # type: ignore[arg-type]
    deadline.on_extend = extend


def _read(task: Task, memory_mb: int) -> tuple[str, object]:
    # Imported here, so that the process says it is ready before its readers are loaded.
    from corpus.reading import parse_document

    name = task.path.name
    try:
        read = task.data
        if isinstance(read, bytes):
            read = parse_document(read, task.path, task.limits, task.collection)
        return "done", task.then(read) if task.then else read
    except ReadError as exc:
        if _ran_out(exc):
            return "last", TooMuchMemory(too_much_memory(name, memory_mb))
        return "done", type(exc)(*exc.args)  # without the trace, which cannot be sent
    except MemoryError:
        return "last", TooMuchMemory(too_much_memory(name, memory_mb))
    except BaseException as exc:  # noqa: BLE001 – a fault of ours, or a panic in Rust, must not stop the batch
        place = traceback.extract_tb(exc.__traceback__)[-1]
        fault = f"{type(exc).__name__} tại {Path(place.filename).name}:{place.lineno}"
        return "last", ReaderDied(f"Chương trình gặp lỗi khi đọc “{name}” ({fault}). Hãy báo người quản trị.")


def _ran_out(exc: BaseException | None) -> bool:
    """Whether an error goes back to a lack of memory."""
    while exc is not None:
        if isinstance(exc, MemoryError):
            return True
        exc = exc.__cause__ or exc.__context__
    return False


def _bound_memory(memory_mb: int) -> int:
    """Let this process grow by so much and write no core file; returns its address space in bytes, 0 if unknown."""
    if sys.platform == "win32":
        return 0
    import resource

    base = _address_space()
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":  # macOS takes the limit and does not keep it
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            wanted = base + memory_mb * _MEGA
            resource.setrlimit(resource.RLIMIT_AS, (wanted if most < 0 else min(wanted, most), most))
    except (ValueError, OSError):  # refused by a stricter system: its own bounds hold then
        pass
    return base


def _address_space() -> int:
    """Bytes of this process's address space; 0 on systems that do not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
