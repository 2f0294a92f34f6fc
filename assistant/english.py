"""English questions put into Vietnamese word by word: names of offices, kinds of documents, numbers and dates.

No translation to be read: enough for an English question to reach the documents that it means.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.tables import read_table
from assistant.typing_errors import is_syllable

_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?|\d[\w/.&-]*\w|\d")
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()
_COUNTED = re.compile(
    r"(?P<n>\d{1,2})(?:st|nd|rd|th) (?:national )?(?:party )?(?P<what>congress|tenure|term|plenum|meeting|session)\b"
)
_COUNTED_AS = {
    "congress": "Đại hội", "tenure": "khóa", "term": "khóa", "plenum": "hội nghị lần thứ", "meeting": "phiên họp thứ",
    "session": "kỳ họp thứ",
}  # fmt: skip
_STOP = frozenset(
    "a an the of on in at by to for from with within and or as is are was were be been being do does did done have has "
    "had will would shall should can could may might must what which who whom whose this that these those it its their "
    "there they he she his her we our you your i my me us say says said tell about into out over per any all some such "
    "than then so if not no also both each other more most please give according under s".split()
)
_ASKS = {"who": "ai", "whom": "ai", "when": "khi nào", "where": "ở đâu", "why": "vì sao"}
_LONGEST = 6
"""Words of the longest name in the table."""


def in_vietnamese(text: str) -> str:
    """What an English question comes to in Vietnamese words; "" if `text` is not English.

    Words that the table does not know stay if they may be names or terms; English particles go, since without
    diacritics many are Vietnamese syllables ("the", "can", "to").
    """
    if not text.isascii():
        return ""
    # "'s" is no word; "Party's" is about the Party.
    words = [w.removesuffix("'s") for w in _WORD.findall(_counted(text))]
    if not _is_english(words):
        return ""
    read: list[str] = []
    at = 0
    while at < len(words):
        taken, vietnamese = _name_at(words, at)
        if vietnamese and read and read[-1].isdigit() and not vietnamese[0].isdigit():
            read[-1] += ","  # "nghị quyết 57, tỷ lệ …" is no sum of money
        read += [vietnamese] if vietnamese else []
        at += taken
    return " ".join(read)


def _is_english(words: list[str]) -> bool:
    """Whether the words are English: two or more that Vietnamese has not, and as many particles or known names."""
    letters = [w.lower() for w in words if w.isalpha()]
    foreign = sum(not is_syllable(w) or (w in _STOP and len(w) > 3) for w in letters)
    known = sum(w in _STOP or w in _ASKS or _name_at(letters, at)[1] not in ("", w) for at, w in enumerate(letters))
    return foreign > 1 and 3 * foreign >= len(letters) and known > 1 and 2 * known >= len(letters)


def _name_at(words: list[str], at: int) -> tuple[int, str]:
    """How many words are read at once, and what they are in Vietnamese; "" for a particle."""
    plain = [_singular(w.lower()) for w in words[at : at + _LONGEST]]
    for n in range(len(plain), 0, -1):
        if vietnamese := _names().get(" ".join(plain[:n])):
            return n, vietnamese
    word = words[at]
    if word.lower() in _ASKS:
        return 1, _ASKS[word.lower()]
    if [w.lower() for w in words[at : at + 2]] in (["how", "many"], ["how", "much"]):
        return 2, "bao nhiêu"
    return 1, "" if word.lower() in _STOP or word.lower() == "how" else word


def _counted(text: str) -> str:
    """ "the 14th National Party Congress" with the number behind, as Vietnamese has it: "Đại hội 14"."""
    plain = text.lower()
    for n, ordinal in enumerate(_ORDINALS, start=1):
        plain = re.sub(rf"\b{ordinal}\b", f"{n}th", plain)
    found = [(_COUNTED_AS[m["what"]], m["n"]) for m in _COUNTED.finditer(plain)]
    if not found:
        return text
    # The table's keys, which come back as Vietnamese words.
    keys = {vietnamese: key for key, vietnamese in _COUNTED_AS.items()}
    lead = " ".join(f"counted {keys[what]} {n}" for what, n in found)
    return f"{_COUNTED.sub(' ', plain)} {lead}"


@cache
def _names() -> dict[str, str]:
    names = {f"counted {key}": vietnamese for key, vietnamese in _COUNTED_AS.items()}
    for name, vietnamese in read_table("english.tsv").items():
        names[" ".join(_singular(w) for w in name.lower().split())] = vietnamese
    return names


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
