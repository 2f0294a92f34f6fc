"""Abbreviations of party and state offices written out.

In the table a name with spaces is read before its parts ("TT BBT"), and "#" stands for a numeral, Roman or Arabic:
"ĐH #" makes "Đại hội 14" of "ĐH 14", while "ĐH" by itself may be a university.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.naming import find_named
from assistant.tables import read_table
from assistant.typing_errors import is_syllable
from corpus.spelling import fold

_ALSO_WORDS = frozenset("hd ct bc tt kh cp cb db kl tb tp".split())
"""Units, and names of other things, when they are not in capitals."""
_NUMERAL = r"(?P<n>[IVX]{1,5}|\d{1,2})(?![\w&]|[/.,-]\d)"
_TOKEN = re.compile(r"[^\W\d_]+(?:[&,-][^\W\d_]+)*")
_BETWEEN = re.compile(r"([&,-])")
_OFFICES = ("TW", "TƯ", "QH", "VN", "TU", "ĐU")
"""Whose an office is, often written without a space before it: "UBKTTW"."""
_MOST = 4
"""Parts of the longest entry that is written with "&", "," or "-" between."""


def expand_abbreviations(text: str) -> str:
    """`text` with abbreviations written out; numbers of documents stay as they are."""
    for pattern, written in _phrases():
        text = _with(text, pattern, written)
    numbers = _numbers(text)
    shouted = text == text.upper() and len(text.split()) > 2

    def written_out(match: re.Match[str]) -> str:
        typed = match.group()
        # "tư" is a word ("đầu tư", "Bộ Tư pháp") as "tu" and "du" are; "TƯ" is the Central Committee.
        small = shouted or typed != typed.upper()
        word = small and (typed.lower() in _ALSO_WORDS or is_syllable(typed.lower()))
        return typed if word or _within(match, numbers) else _written_out(typed)

    return _TOKEN.sub(written_out, text)


def _written_out(typed: str) -> str:
    """A token written out, as a whole or part by part; as it is if nothing of it is known."""
    parts = _BETWEEN.split(typed)
    read: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + 2 * _MOST), at, -1):
            if (end - at) % 2 and (known := _known("".join(parts[at:end]))):
                read.append(known)
                break
        else:
            end = at + 1
            read.append(parts[at])
        read += parts[end : end + 1]
        at = end + 1
    return "".join(read)


def _known(typed: str) -> str:
    """What one abbreviation stands for; "" if it is not known. "Đ" and "Ư" may be typed without their marks."""
    name = typed.upper()
    for spelt in (name, _BETWEEN.sub("", name)):
        if known := _table().get(spelt):
            return known
        for office in _OFFICES:
            if spelt.endswith(office) and (known := _table().get(spelt.removesuffix(office))):
                return f"{known} {_table()[office]}"
    return ""


def _numbers(text: str) -> list[tuple[int, int]]:
    return [(named.start, named.end) for named in find_named(text)]


def _within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() < end for start, end in spans)


def _with(text: str, pattern: re.Pattern[str], written: str) -> str:
    """`text` with one entry of several parts written out."""
    numbers = _numbers(text) if pattern.search(text) else []

    def filled(match: re.Match[str]) -> str:
        numeral = match["n"] if "n" in pattern.groupindex else ""
        return match.group() if _within(match, numbers) else written.replace("#", numeral)

    return pattern.sub(filled, text)


@cache
def _table() -> dict[str, str]:
    """What abbreviations stand for; those with marks also as they are typed without."""
    table = {name.upper(): meaning for name, meaning in read_table("abbreviations.tsv").items() if " " not in name}
    return {fold(name).upper(): meaning for name, meaning in table.items()} | table


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The entries of several parts, longest first."""
    entries = [(name, meaning) for name, meaning in read_table("abbreviations.tsv").items() if " " in name]
    entries.sort(key=lambda entry: -len(entry[0]))
    return tuple((re.compile(rf"(?<![\w/-]){_spelt(name)}", re.IGNORECASE), meaning) for name, meaning in entries)


def _spelt(name: str) -> str:
    parts = [_NUMERAL if part == "#" else re.escape(part) for part in name.split()]
    pattern = "[ -]?".join(parts).replace("Đ", "[ĐD]").replace("Ư", "[ƯU]")
    return pattern if name.endswith("#") else rf"{pattern}(?!\w)"
