"""What a question asks about and a sentence says something of: "lợi tức" in "Lợi tức là gì?" and "2. Lợi tức là …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.analyze import fold_syllable, syllables
from index.definitions import as_definition

_PARTS = re.compile(r"(?P<of>.+?) (?:duoc )?(?:bao gom|gom|co|la) (?:(?:nhung|cac) )?(?:\w+ ){0,3}(?:gi|nao|ai)\b")
_SAYS = frozenset("là gồm bao được có".split())
_SAYS_FOLDED = frozenset("la gom bao duoc co".split())
_NUMBERING = re.compile(r"\s*[\"“]?(?:[-–+*•]\s*)?(?:(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])[.)]\s+)?[\"“]?")
_WORDS = re.compile(r"[^\W_]+")
_LONGEST = 16
"""Syllables of what something is said of."""
_MAX_SYLLABLES = 60
"""Of a question: a longer one is a pasted text."""
_CLAUSE = re.compile(r"[,:;\n]\s")


class Subject:
    """What one question is about, if it asks what something is or consists of; `defined` if the former."""

    def __init__(self, question: str, spell: Callable[[str], list[str]]) -> None:
        """`spell` gives the syllables of a text in the spelling in which question and sentences are compared."""
        self._spell = spell
        asked, self.defined = _asked(question)
        self._asked = spell(" ".join(asked))

    def opens(self, text: str) -> float:
        """How far `text` begins with it: 1 where it goes on to say what it is or has, 0.5 where not, 0 else."""
        if not self._asked:
            return 0.0
        start = _NUMBERING.match(text)
        body = text[start.end() if start else 0 :][: 12 * _LONGEST]
        said = self._spell(body)
        for length in range(min(len(said), len(self._asked)), 0, -1):
            if said[:length] == self._asked[-length:]:
                follows = "".join(said[length : length + 1])
                if follows in _SAYS or follows in _SAYS_FOLDED or _ends_in_colon(body, length):
                    return 1.0
                return 0.5 if length > 1 else 0.0
        return 0.0


def _asked(question: str) -> tuple[Sequence[str], bool]:
    """The last syllables of what it is about, and whether it asks what that is; empty if it asks neither."""
    last = _CLAUSE.split(question.strip())[-1]
    tokens = syllables(last)
    if not 0 < len(tokens) <= _MAX_SYLLABLES:
        return (), False
    told = as_definition(last)
    if told != last:
        said = syllables(told)
        until = max((i for i, s in enumerate(said) if fold_syllable(s) == "la"), default=0)
        return said[:until][-_LONGEST:], True
    parts = _PARTS.match(" ".join(fold_syllable(t) for t in tokens))
    return (tokens[: parts["of"].count(" ") + 1][-_LONGEST:], False) if parts else ((), False)


def _ends_in_colon(body: str, length: int) -> bool:
    """Whether the syllable of that number (from 1) has a colon after it: "Điểm bảo lưu: …"."""
    words = list(_WORDS.finditer(body))
    return length <= len(words) and body[words[length - 1].end() :].lstrip(' "”)').startswith(":")
