"""The capitals of TCVN3: it has none with a tone, so a word in capitals comes out as "CộNG" and becomes "CỘNG"."""

from __future__ import annotations

import re

_MIXED = re.compile(r"[^\W\d_]*[a-zà-ỹăâđêôơư][^\W\d_]*")


def raise_capitals(chunk: str) -> str:
    """`chunk` with its words in capitals where the unmarked letters are: two of them at least, and no small one."""
    return _MIXED.sub(lambda m: _raised(m.group()), chunk)


def raise_line(line: str) -> str:
    """`line` with the words that leave no doubt by themselves ("Bộ") in capitals where all words around them are."""
    plain = [c for c in line if "A" <= c <= "Z" or "a" <= c <= "z"]
    capitals = sum(c.isupper() for c in plain)
    return line.upper() if capitals >= 4 and capitals == len(plain) else line


def _raised(word: str) -> str:
    plain = [c for c in word if c.isascii()]
    return word.upper() if len(plain) >= 2 and all(c.isupper() for c in plain) else word
