"""The number and symbol of a document ("57-NQ/TW", "249/2025/NĐ-CP"): finding it in text, and its one canonical form.

Canonical: no spaces, plain hyphens, capitals (but "TTg", "CTr", "TTr", "QĐi", as the offices write them), Đ and not D
in the codes that have it, a serial number of two digits or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DASH = "-‐‑‒–—―−"
_JOINT = rf"(?:[ \t\xa0]?/[ \t\xa0]?|[{DASH}][ \t\xa0]?|[ \t\xa0][{DASH}](?![ \t\xa0]))"
# "TTg", "CTr", "QĐi"; "BYTngày" where a line break was lost; not the capital of a word ("1-Nguyên").
_PART = r"[A-ZĐÐƯ&]+(?:[gri](?![^\W\d_]))?\d{0,2}(?!\d)(?:(?![^\W_])|(?=ngày))"
_SYMBOL = rf"{_PART}(?:(?:{_JOINT}|\.){_PART}){{0,7}}"
_NUMBER = re.compile(
    rf"(?<![\w/])(?<!\d[.,])(?P<serial>\d{{1,5}})(?:[ \t\xa0]?/[ \t\xa0]?(?P<year>(?:19|20)\d{{2}}))?"
    rf"(?P<symbol>(?:{_JOINT}|[ \t\xa0][{DASH}][ \t\xa0](?=[A-ZĐ]{{2,4}}/)){_SYMBOL})"
)
_SPACES = re.compile(r"\s+")
_DASHES = re.compile(f"[{DASH}]")
_TOKEN = re.compile(r"[^\W_]+")
_SPELLING = {
    "TTG": "TTg", "CTR": "CTr", "TTR": "TTr", "QD": "QĐ", "ND": "NĐ", "CD": "CĐ", "HDBT": "HĐBT", "HDND": "HĐND",
    "DU": "ĐU", "DUK": "ĐUK", "BLDTBXH": "BLĐTBXH", "BGDDT": "BGDĐT", "LDTBXH": "LĐTBXH", "TLD": "TLĐ", "QĐI": "QĐi",
}  # fmt: skip
_PARTY_GROUP = re.compile(r"DDQH(?=\d|$)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number found in a text: where, and its canonical form; `serial` and `tail` are the halves of the latter."""

    start: int
    end: int
    number: str
    serial: str
    tail: str


def find_numbers(text: str) -> Iterator[Numbered]:
    """Everything in `text` that is shaped like a document's number, from the left. Linear in the length of `text`."""
    for match in _NUMBER.finditer(text):
        number = canonical_number(match.group())
        serial = re.match(r"\d+", number)
        cut = serial.end() if serial else 0
        yield Numbered(match.start(), match.end(), number, number[:cut], number[cut:])


def canonical_number(text: str) -> str:
    """The canonical form of what is taken to be one number, however it was typed: "57 – nq/tw" → "57-NQ/TW"."""
    plain = _DASHES.sub("-", _SPACES.sub("", text)).replace("Ð", "Đ").upper()
    spelt = _TOKEN.sub(lambda m: _SPELLING.get(m.group(), m.group()), plain)
    spelt = _PARTY_GROUP.sub("ĐĐQH", spelt)
    return f"0{spelt}" if re.match(r"\d(?!\d)", spelt) else spelt
