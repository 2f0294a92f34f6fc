"""The tables of names that this package carries: columns that are read, and where the name is so used."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def read_rows(name: str) -> list[list[str]]:
    """The columns of each row; lines that begin with "#" are for people."""
    lines = (files("assistant") / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def read_table(name: str) -> dict[str, str]:
    """The second column by the first; further columns are for people."""
    return {row[0]: row[1] for row in read_rows(name)}
