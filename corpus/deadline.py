"""Asking for more time than a file usually gets, before work that is known to be long and is bounded itself.

A reader calls `extend` before it recognises pages or converts an old file. Where files are read in processes that are
stopped when their time is up (`corpus.workers`), the bound moves; elsewhere nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable

on_extend: Callable[[float], None] | None = None
"""Set by a process that reads for another: told of the seconds to add."""


def extend(seconds: float) -> None:
    """Say that the file being read may take this many seconds more."""
    if on_extend:
        on_extend(seconds)
