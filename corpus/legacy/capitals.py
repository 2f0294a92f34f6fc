"""The capitals of TCVN3: it has none with a tone, so a word in capitals comes out as "CộNG" and becomes "CỘNG"."""

from __future__ import annotations

import re

from corpus.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")


def raise_capitals(line: str) -> str:
    """`line`, rewritten from TCVN3, with its words in capitals where their unmarked letters are.

    A word with fewer than two of those ("Xã", "ủy") follows the words beside it: in "HOÀ Xã HỘI" it is in capitals, in
    "Bộ KH-ĐT", beside abbreviations, as it stands.
    """
    words = list(_WORD.finditer(line))
    kinds = [_kind(match.group()) for match in words]
    if "capital" not in kinds:
        return line
    out, end = [], 0
    for i, match in enumerate(words):
        around = {kind for kind in (*_nearest(kinds, i, -1), *_nearest(kinds, i, 1)) if kind}
        rises = kinds[i] == "capital" or (kinds[i] == "open" and around == {"capital"})
        out += [line[end : match.start()], match.group().upper() if rises else match.group()]
        end = match.end()
    return "".join(out) + line[end:]


def _kind(word: str) -> str:
    """ "capital", "small", or "open" for a word whose unmarked letters do not tell."""
    plain = [c for c in word if c.isascii()]
    if not all(c.isupper() for c in plain):
        return "small"
    within = any(c.isascii() and c.isupper() for c in word[1:])  # "ủY": small letters stand before no capital
    if len(plain) < 2 and not within:
        return "open" if not word.isupper() or is_syllable(word.lower()) else "small"
    return "capital" if is_syllable(word.lower()) else "small"


def _nearest(kinds: list[str], at: int, step: int) -> list[str]:
    """The kind of the next word that is not open, within four words; nothing at the end of the line."""
    for distance in range(1, 5):
        place = at + step * distance
        if not 0 <= place < len(kinds):
            return []
        if kinds[place] != "open":
            return [kinds[place]]
    return ["small"]
