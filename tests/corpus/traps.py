"""Limits that do harm when a reader looks at them: what a hostile file would do, without the file."""

import ctypes
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import deadline
from corpus.records import Document


@dataclass(frozen=True)
class Trap:
    """Stands in for `Limits` and for the `Settings` that hold it."""

    harm: Callable[[str], None]
    argument: str = ""
    read_seconds: float = 1.0
    collection: str = "default"

    @property
    def limits(self) -> "Trap":
        return self

    @property
    def max_text_mb(self) -> float:
        self.harm(self.argument)
        return 20.0


def hang(_: str) -> None:
    """Spin in C code that holds the interpreter's lock, so that no other thread runs."""
    re.match("(a+)+$", "a" * 60 + "b")


def hang_with_a_child(note: str) -> None:
    """Start a program in a session of its own, write its id down, and wait for it."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    Path(note).write_text(str(child.pid), encoding="ascii")
    child.wait()


def die(_: str) -> None:
    """Read address 0."""
    ctypes.string_at(0)


def swell(_: str) -> None:
    """Take more memory than there is."""
    bytearray(1 << 40)


def swell_and_hide_it(_: str) -> None:
    """As readers do that map whatever a library raises."""
    from corpus.errors import DamagedFile

    try:
        bytearray(1 << 40)
    except MemoryError as exc:
        raise DamagedFile("hỏng") from exc


def fail(_: str) -> None:
    """Meet a fault of ours."""
    raise KeyError("x")


def take_long_and_say_so(_: str) -> None:
    """Ask for more time, and need it."""
    deadline.extend(30)
    time.sleep(1.5)


def leave_a_file(note: str) -> None:
    """Leave a temporary file behind."""
    _, name = tempfile.mkstemp()
    Path(note).write_text(name, encoding="utf-8")


def length_of(document: Document) -> int:
    return len(document.text)


def fail_upon(document: Document) -> int:
    raise RuntimeError(document.id)
