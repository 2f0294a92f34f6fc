"""One encoding at a time: reading a chunk of text as if it had been typed in it, and judging what comes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from corpus.legacy.tables import TCVN3, VISCII, VNI, VPS
from corpus.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_SIGN = re.compile("[\x02-\x06\x10-\x15\x19\x1c-\x1e\x80-\x9f¡-¬®-±´-¿×÷−∙‚ƒ„†‡ˆ‰‹˜›œŒ]")
"""Characters that stand within no word of Unicode text: what letters of an old encoding look like."""
_WITHIN = re.compile(rf"[^\W\d_]{_SIGN.pattern}|{_SIGN.pattern}[^\W\d_]")
_LONE = re.compile(r"[·×©»½¼¾∙•]+")
# A PDF's encoding of a font has a minus or a hyphen at the soft hyphen's place and an operator for the middle dot; some
# programs write the Greek letter for the micro sign.
_SHAPES = str.maketrans({"−": "\xad", "∙": "·", "•": "·", "μ": "µ", "Đ": "Ð", "đ": "ð"})
_TELLING = 3
_RUN = re.compile(r"([^\W\d_]+)")


@dataclass(frozen=True)
class Encoding:
    """An encoding that text may have been typed in. `read` gives the Unicode text of a chunk without white space."""

    name: str
    read: Callable[[str], str]

    @cached_property
    def _judged(self) -> dict[str, int]:
        return {}

    def judge(self, chunk: str) -> int:
        """1 if `chunk`, read in this encoding, shows Vietnamese letters in their place; -1 if letters where none can
        be; 0 if it holds neither."""
        verdict = self._judged.get(chunk)
        if verdict is None:
            verdict = self._judged[chunk] = _judge(self.read(chunk))
        return verdict

    def proves(self, chunk: str) -> bool:
        """Whether `chunk` is wrong as Unicode, right in this encoding, and too long for a unit ("µm", "m²")."""
        return UNICODE.judge(chunk) < 0 < self.judge(chunk) and any(
            len(word) >= _TELLING and not word.isascii() for word in _WORD.findall(self.read(chunk))
        )


def _judge(text: str) -> int:
    words = _WORD.findall(text)
    if not words:
        return 0
    if _SIGN.search(text) and _WITHIN.search(text):
        return -1
    marked = [word for word in words if not word.isascii()]
    if not marked:
        return 0
    return 1 if all(_plausible(word) for word in marked) else -1


def _plausible(word: str) -> bool:
    """Whether a word with marks is a syllable, or an abbreviation such as "NĐ"."""
    lower = word.lower()
    if is_syllable(lower):
        return True
    return len(word) > 1 and word.isupper() and set(lower) - set("abcdefghijklmnopqrstuvwxyz") <= set("đư")


def _unicode(chunk: str) -> str:
    return unicodedata.normalize("NFC", chunk.replace("\xad", ""))


def _tcvn3(chunk: str) -> str:
    if _LONE.fullmatch(chunk) and (len(chunk) == 1 or not is_syllable("".join(TCVN3.get(c, c) for c in chunk))):
        return chunk
    surface = chunk.translate(_SHAPES)
    out = "".join(TCVN3.get(c, c) for c in surface)
    if "-" in out:
        out = _with_hyphens_read(out)
    return out


def _with_hyphens_read(text: str) -> str:
    """`text` with "ư" for the hyphens that can be nothing else: "n-ớc", not "Mác-Lênin"."""
    parts = _RUN.split(text)
    for i in range(0, len(parts), 2):
        if parts[i] == "-":
            left, right = parts[i - 1] if i else "", parts[i + 1] if i + 1 < len(parts) else ""
            apart = all(is_syllable(part.lower()) for part in (left, right) if part)
            if not apart and is_syllable(f"{left}ư{right}".lower()):
                parts[i] = "ư"
    return "".join(parts)


_VNI_UNIT = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))


def _vni(chunk: str) -> str:
    return _VNI_UNIT.sub(lambda m: VNI[m.group()], chunk)


def _by_letter(table: dict[str, str]) -> Callable[[str], str]:
    def read(chunk: str) -> str:
        # The typographic quotes are letters there, but only within words.
        core = chunk.strip("“”‘’„\"'()[]{}.,;:!?-–—…•")
        if not core:
            return chunk
        lead, _, tail = chunk.partition(core)
        whole = "".join(table.get(c, c) for c in chunk)
        if _judge(whole) == 1 and whole != chunk:
            return whole
        return lead + "".join(table.get(c, c) for c in core) + tail

    return read


def _recoded(chunk: str, codec: str) -> str:
    """`chunk`, which had been read as Windows-1252, read as `codec`; as it stands where it cannot be."""
    try:
        data = b"".join(c.encode("cp1252") if c not in _CONTROLS else c.encode("latin-1") for c in chunk)
        return unicodedata.normalize("NFC", data.decode(codec))
    except UnicodeError:
        return chunk


_CONTROLS = "\x81\x8d\x8f\x90\x9d"

UNICODE = Encoding("", _unicode)
ENCODINGS = (
    Encoding("TCVN3", _tcvn3),
    Encoding("VNI", _vni),
    Encoding("VISCII", _by_letter(VISCII)),
    Encoding("VPS", _by_letter(VPS)),
    Encoding("windows-1258", lambda chunk: _recoded(chunk, "cp1258")),
    Encoding("UTF-8", lambda chunk: _recoded(chunk, "utf-8")),
)
