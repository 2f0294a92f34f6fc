"""Under what name an uploaded file is kept: its own, as far as every system can hold it in one folder."""

from __future__ import annotations

import re
import unicodedata

from corpus.reading import printable

_LONGEST = 180
"""Bytes of UTF-8; most systems hold 255, and what a program puts before or after a name must fit."""
_ENDING = 20
"""Characters that an ending may have; more is no ending."""
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)


def safe_name(given: str) -> str:
    """One name without folders, in NFC, that Windows, macOS and Linux all accept; empty if nothing is left of it.

    Names that differ only in what no system shows become one, so that a new version replaces the old one.
    """
    name = _UNSEEN.sub("", unicodedata.normalize("NFC", printable(given)))
    name = _FORBIDDEN.sub("_", re.split(r"[/\\]", name)[-1])
    # Hidden files, and the leftovers of editors, are not read as documents.
    name = name.strip().lstrip(".~$ ").rstrip(". ")
    if not any(c.isalnum() for c in name):
        return ""
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _ENDING:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len((dot + ending).encode())
    return _cut(stem, room).rstrip(". ") + dot + ending


def _cut(text: str, most: int) -> str:
    """As much of the beginning as fits into so many bytes, whole characters only."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
