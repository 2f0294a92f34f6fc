"""The tables of names that this package carries: two columns that are read, and where the name is so used."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> dict[str, str]:
    """The second column by the first; lines that begin with "#" and further columns are for people."""
    lines = (files("assistant") / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
