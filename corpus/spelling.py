"""Vietnamese spelling: one Unicode form, one placement of tone marks, and the form without diacritics.

Tone marks are written in two styles ("hòa, ủy" and "hoà, uỷ"). For search both become the first; text that is shown
stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata

_VOWELS = {"oa": "aáàảãạ", "oe": "eéèẻẽẹ", "uy": "yýỳỷỹỵ"}
_FIRST = {"o": "oóòỏõọ", "u": "uúùủũụ"}


def _tone_pairs() -> dict[str, str]:
    """New style to old style for open syllables: "oà" → "òa", …, "uỵ" → "ụy", in lower, upper and title case."""
    pairs = {}
    for pair, marked in _VOWELS.items():
        first = _FIRST[pair[0]]
        for tone in range(1, 6):
            new, old = pair[0] + marked[tone], first[tone] + pair[1]
            pairs[new], pairs[new.upper()], pairs[new.capitalize()] = old, old.upper(), old.capitalize()
    return pairs


_NEW_TO_OLD = _tone_pairs()
# After q the u belongs to the consonant ("quý"); a following letter closes the syllable ("hoàn"), whose mark stands
# in the same place in both styles.
# The letter before is looked at last, for speed: most places fail on the vowels already.
_NEW_STYLE = re.compile("(" + "|".join(_NEW_TO_OLD) + r")(?<![qQ]..)(?!\w)")


class _Folding(dict[int, str]):
    """Each character without its diacritics, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        folded = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
        return self.setdefault(code, {"đ": "d", "Đ": "D"}.get(folded, folded))


_FOLDING = _Folding()


def unify_tones(text: str) -> str:
    """NFC, with tone marks of open syllables on the first vowel: "hoà" → "hòa", "uỷ ban" → "ủy ban". Keeps case."""
    return _NEW_STYLE.sub(lambda m: _NEW_TO_OLD[m.group(1)], unicodedata.normalize("NFC", text))


def normalise(text: str) -> str:
    """The form in which text is compared and embedded: `unify_tones` in lower case."""
    return unify_tones(text).lower()


def fold(text: str) -> str:
    """`text` without diacritics: "Đảng ủy" → "Dang uy". Case is kept; other scripts lose their combining marks too."""
    return text.translate(_FOLDING)


def has_diacritics(text: str) -> bool:
    """Whether any letter of `text` carries a Vietnamese diacritic (đ included)."""
    return fold(text) != unicodedata.normalize("NFC", text)
