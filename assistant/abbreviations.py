"""Abbreviations of party and state offices, and English names of them, written out in Vietnamese."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from assistant.naming import find_named

_ALSO_WORDS = frozenset({"tư", "hd", "ct", "bc", "tt", "kh", "cp"})
"""Words, or units and names of other things, when they are not in capitals."""
_ENGLISH = frozenset(
    "the what who when where which how why of is are was were does did do by in on about many much and for to".split()
)


def expand_abbreviations(text: str) -> str:
    """`text` with abbreviations written out; numbers of documents stay as they are."""
    numbers = [(named.start, named.end) for named in find_named(text)]

    def written_out(match: re.Match[str]) -> str:
        inside_number = any(start <= match.start() < end for start, end in numbers)
        typed = match.group()
        # "tư" is a word ("đầu tư", "Bộ Tư pháp"); "TƯ" is the Central Committee.
        word = typed != typed.upper() and typed.lower() in _ALSO_WORDS
        return typed if inside_number or word else _table("abbreviations.tsv").get(typed.upper(), typed)

    return re.sub(r"[^\W\d_]+(?:[-&][^\W\d_]+)?", written_out, text)


def translate_names(text: str) -> str:
    """The Vietnamese for the offices, kinds of documents and subjects that an English question names; else ""."""
    words = re.findall(r"[a-z]+", text.lower())
    if not text.isascii() or len(_ENGLISH.intersection(words)) < 2:
        return ""
    plain = f" {' '.join(words)} "
    found = [(plain.find(f" {name.lower()} "), vietnamese) for name, vietnamese in _table("english.tsv").items()]
    return " ".join(vietnamese for at, vietnamese in sorted(found) if at >= 0)


@cache
def _table(name: str) -> dict[str, str]:
    lines = (files("assistant") / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
