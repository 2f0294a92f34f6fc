"""Where output goes: what was asked for to stdout, everything else to stderr, both in UTF-8."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console

_PIPED_WIDTH = 160
"""Columns for tables that no terminal shows; rich would squeeze them into 80."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters and overrides of writing direction: in a document they could rewrite what the terminal shows."""


def use_utf8() -> None:
    """Make the standard streams UTF-8 whatever the system's code page says (Windows: 1258 or 437).

    What UTF-8 cannot hold (half of a file name in another encoding) is written as `\\udc80`, which JSON reads back.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")


def out() -> Console:
    """The console for what was asked for; made anew each time, because tests and pipes change the stream."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _PIPED_WIDTH)


def err() -> Console:
    """The console for progress, hints and errors."""
    return Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else _PIPED_WIDTH)


def emit(record: Mapping[str, Any]) -> None:
    """One JSON object on one line of stdout, at once."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def note(message: str, style: str = "dim") -> None:
    """A line for the person at the keyboard, on stderr, so that it never mixes with the output."""
    err().print(plain(message), style=style, markup=False, soft_wrap=True)


def plain(text: str) -> str:
    """`text` without what a terminal would obey instead of showing; line breaks and tabs stay."""
    return _UNPRINTABLE.sub("\ufffd", text)
