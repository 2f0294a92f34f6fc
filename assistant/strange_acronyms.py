"""An acronym in a question that nothing found has or spells: "ĐTBCTL" asked of a code of law."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.abbreviations import expand_abbreviations
from assistant.phrases import plain_of

_ACRONYM = re.compile(r"(?<![\w/.&-])[^\W\d_a-z]{3,12}(?![\w/&-])")
"""Letters alone; with a stroke or a hyphen it is a part of a document's number."""
_NUMERAL = re.compile(r"[IVXLC]+")
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = frozenset("va cua cac cho".split())
"""Words that acronyms pass over: "KHCN" is "khoa học và công nghệ"."""
_READ = 2_000
"""Characters of a question."""


def strange_acronym(question: str, texts: Iterable[str]) -> str:
    """The first acronym of the question, of three letters or more, that no text has; "" if there is none.

    A text has it as a word, or by the first letters of words side by side, with "và" and the like or without. Known
    abbreviations are written out first. A question in capitals has no acronyms.
    """
    asked = expand_abbreviations(question[:_READ])
    if asked.upper() == asked:
        return ""
    missed = {
        token: plain_of(token)
        for token in _ACRONYM.findall(asked)
        if token.upper() == token and not _NUMERAL.fullmatch(token)
    }
    for text in texts if missed else ():
        words = _WORD.findall(plain_of(text))
        whole = set(words)
        initials = "".join(w[0] for w in words), "".join(w[0] for w in words if w not in _LINKS)
        missed = {t: p for t, p in missed.items() if p not in whole and not any(p in run for run in initials)}
        if not missed:
            break
    return next(iter(missed), "")
