"""Numerals as one where congresses, terms, quarters and meetings are counted: "Đại hội 14", "khóa XIII", "phiên 2"."""

from __future__ import annotations

import re

_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ORDINAL_BEFORE = frozenset(
    "hội khóa khoá thứ kỳ quý lần phiên phien hoi khoa thu ky quy lan phần chương mục phan chuong muc".split()
)
_COUNTED_IN_WORDS = frozenset("thứ lần phiên kỳ thu lan phien ky".split())
_WORDS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


def spellings(token: str, before: str) -> tuple[str, ...]:
    """ "14" after "hội" → ("14", "xiv"); "xiv" → ("xiv", "14"); "2" after "thứ" → ("2", "ii", "hai"); anything else
    stands for itself."""
    if before not in _ORDINAL_BEFORE:
        return (token,)
    if token.isdecimal() and 0 < int(token) < 40:
        words = _WORDS[int(token) : int(token) + 1] if before in _COUNTED_IN_WORDS else ()
        return token, _to_roman(int(token)), *words
    return (token, str(_from_roman(token.upper()))) if _ROMAN.fullmatch(token.upper()) else (token,)


def roman_value(text: str) -> int:
    """The value of a Roman numeral in capitals below forty ("XIV" → 14); 0 for anything else."""
    return _from_roman(text) if _ROMAN.fullmatch(text) else 0


def _to_roman(n: int) -> str:
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (n // 10) + units[n % 10]


def _from_roman(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
