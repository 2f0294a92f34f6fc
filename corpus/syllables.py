"""Which strings of letters are Vietnamese syllables, by the rules of spelling: onset, rime, and a tone in its place.

Vietnamese has few of them and no word is longer, so that text in a wrong encoding shows at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

_ONSETS = (*"bcdđghklmnprstvx", "", "ch", "gh", "gi", "kh", "ng", "ngh", "nh", "ph", "th", "tr", "qu")
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iê iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong ooc oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oe oen oeo oet oem ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôp uôt uơ
uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu ym yn ynh yt ych
""".split()
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_STOPS = ("c", "ch", "p", "t")
_SHAPED = "ăâêôơư"
_VOWELS = "aăâeêioôơuưy"


def is_syllable(word: str) -> bool:
    """Whether `word` (lower case, NFC) is spelt like a Vietnamese syllable; both placements of tone marks are right."""
    return word in _syllables()


@cache
def _syllables() -> frozenset[str]:
    rimes = [(rime, list(_toned(rime))) for rime in _RIMES]
    return frozenset(
        onset + form for onset in _ONSETS for rime, forms in rimes if _joins(onset, rime) for form in (rime, *forms)
    )


def _joins(onset: str, rime: str) -> bool:
    """Whether spelling lets `rime` follow `onset`; lenient where writers are."""
    if onset == "qu":
        return rime[0] not in "uưo"
    if onset in ("gh", "ngh"):
        return rime[0] in "eêi"
    if rime.startswith("yê"):
        return onset in ("", "qu")
    return not (onset == "gi" and rime[0] == "i" and len(rime) > 1)


def _toned(rime: str) -> Iterator[str]:
    """`rime` with each tone that it can bear, in each place where writers put it."""
    # A syllable closed by a stop has the sharp or the heavy tone only.
    tones = "\u0301\u0323" if rime.endswith(_STOPS) else _TONES
    for place in _places(rime):
        for tone in tones:
            yield unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])


def _places(rime: str) -> tuple[int, ...]:
    """Offsets in `rime` of the vowel that bears the tone."""
    vowels = [i for i, letter in enumerate(rime) if letter in _VOWELS]
    shaped = [i for i in vowels if rime[i] in _SHAPED]
    if shaped:
        return (shaped[-1],)
    if len(vowels) == 1:
        return (vowels[0],)
    if len(vowels) == 3 or len(rime) > len(vowels):
        return (vowels[1],)
    return (0, 1) if rime in ("oa", "oe", "uy") else (0,)
