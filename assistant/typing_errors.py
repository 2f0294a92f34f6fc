"""Putting right how a question was typed: what Telex or VNI left over ("ddangr"), syllables without a space between.

Only a token that nobody writes is touched, and only where it then reads as syllables that everybody writes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.spelling import fold, normalise

Frequency = Callable[[str], int]
"""In how many texts a syllable stands: as written, or without diacritics if it has none."""

_TOKEN = re.compile(r"[^\W_]+")
_COMMON = 200
"""Texts, of the 242,782 behind the bundled table, in which a syllable must stand to be what was meant."""
_RARE = 3
"""In as many or fewer a token is taken for a slip."""
_LONGEST = 40
_MOST = 5
_MEAN = 2.6
_VOWELS = "aeiouyăâêôơư"
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_MARKS = (("uow", "ươ"), ("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
_VNI = str.maketrans({"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"})
_VNI_MARKS = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}


@dataclass(frozen=True, slots=True)
class Correction:
    """What was typed and what it was read as."""

    typed: str
    read: str


def correct(text: str, frequency: Frequency) -> tuple[str, tuple[Correction, ...]]:
    """`text` with slips of typing put right, and what was changed."""
    changes: list[Correction] = []

    def better(match: re.Match[str]) -> str:
        token = match.group()
        if len(token) < 3 or len(token) > _LONGEST or frequency(token.lower()) > _RARE:
            return token
        read = _left_over(token.lower(), frequency) or _apart(token.lower(), frequency)
        if not read:
            return token
        shown = read.capitalize() if token[0].isupper() else read
        changes.append(Correction(token, shown))
        return shown

    return _TOKEN.sub(better, text), tuple(changes)


def _left_over(token: str, frequency: Frequency) -> str:
    """The syllable that Telex or VNI keys would have made of `token`, if it is a common one; else ""."""
    if not token.isascii():
        return ""
    if token.isalpha():
        read = telex(token)
    elif re.search(r"\d[a-z]|[6-9]", token) and re.fullmatch(r"[a-z]+[a-z1-9]*", token):
        read = vni(token)
    else:
        return ""
    return read if read != token and is_syllable(read) and frequency(normalise(read)) >= _COMMON else ""


def telex(keys: str) -> str:
    """The syllable that these keys make under Telex: "ddangr" → "đảng", "quyeets" → "quyết"."""
    first = next((i for i, c in enumerate(keys) if c in _VOWELS), len(keys))
    tone = next((i for i in range(len(keys) - 1, first, -1) if keys[i] in _TONES), None)
    mark = ""
    if tone is not None:
        mark, keys = _TONES[keys[tone]], keys[:tone] + keys[tone + 1 :]
    for typed, letter in _MARKS:
        keys = keys.replace(typed, letter)
    if keys.startswith("d") and keys.endswith("d") and len(keys) > 2:
        keys = "đ" + keys[1:-1]
    if keys.endswith("w"):
        keys = _horned(keys[:-1])
    return _toned(keys, mark)


def vni(keys: str) -> str:
    """The syllable that these keys make under VNI: "d9a3ng" → "đảng", "quye6t1" → "quyết"."""
    letters, mark = "", ""
    for key in keys:
        if key in _VNI_MARKS:
            known = _VNI_MARKS[key]
            at = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in known), None)
            if at is not None:
                letters = letters[:at] + known[letters[at]] + letters[at + 1 :]
        elif key.isdigit():
            mark = _TONES[key.translate(_VNI)]
        else:
            letters += key
    return _toned(letters.replace("uơ", "ươ"), mark)


def _horned(letters: str) -> str:
    """A "w" at the end goes to the vowels before it: "nuoc" → "nươc", "nang" → "năng"."""
    if "uo" in letters:
        return letters.replace("uo", "ươ", 1)
    at = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in "aou"), None)
    return letters if at is None else letters[:at] + {"a": "ă", "o": "ơ", "u": "ư"}[letters[at]] + letters[at + 1 :]


def _toned(letters: str, mark: str) -> str:
    """`letters` with the tone on the vowel that carries it."""
    if not mark:
        return letters
    start = 2 if letters[:2] in ("qu", "gi") and len(letters) > 2 and letters[2] in _VOWELS else 0
    vowels = [i for i in range(start, len(letters)) if letters[i] in _VOWELS]
    if not vowels:
        return letters
    marked = [i for i in vowels if letters[i] in "ăâêôơư"]
    closed = vowels[-1] < len(letters) - 1
    at = marked[-1] if marked else vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return letters[: at + 1] + mark + letters[at + 1 :]


def _apart(token: str, frequency: Frequency) -> str:
    """`token` as two to five common syllables, the likeliest way; "" if it cannot be read so."""
    if not token.isalpha() or len(token) < 5 or is_syllable(token):
        return ""
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ()), *[None] * len(token)]
    for end in range(2, len(token) + 1):
        for start in range(max(0, end - 7), end - 1):
            before = best[start]
            if before is None or len(before[1]) == _MOST:
                continue
            syllable = token[start:end]
            count = frequency(syllable)
            if count < _COMMON or not is_syllable(syllable):
                continue
            # A price for each syllable, so that few long ones win over many short.
            score = before[0] + math.log(count) - 16
            here = best[end]
            if here is None or score > here[0]:
                best[end] = (score, (*before[1], syllable))
    whole = best[len(token)]
    # Many two-letter pieces are a foreign word taken apart ("met ha do ne").
    return " ".join(whole[1]) if whole and len(token) >= _MEAN * len(whole[1]) > _MEAN else ""


@lru_cache(maxsize=4096)
def is_syllable(text: str) -> bool:
    """Whether the letters are built like a Vietnamese syllable: initial, vowels, final."""
    return _shape().fullmatch(fold(text)) is not None


@cache
def _shape() -> re.Pattern[str]:
    initial = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
    return re.compile(rf"(?:{initial})?(?:[aeiouy]{{1,3}})(?:ch|c|m|ng|nh|n|p|t)?")
