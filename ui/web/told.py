"""What the program says of an answer (what it read out of the question, why it refuses, notices), in another language.

The assistant says it in Vietnamese; `told.tsv` beside this file has its sentences, with `{}` for what stands in them,
and the same in English. Documents' text and answers are no such sentences and stay as they are; so does what is not
known here.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ui.web.language import Words

_TABLE = Path(__file__).with_name("told.tsv")
_OPEN = "{}"
_MOST = 4_000
"""Characters of what may be such a sentence."""
_SENTENCES = 12
"""Ends of sentences that are looked at for where one of ours stops."""
_DEEP = 3


def told(text: str, words: Words) -> str:
    """`text`, which the assistant has written, in the language of `words`; unchanged where that is Vietnamese."""
    if words.language == "vi" or not text or len(text) > _MOST:
        return text
    templates = _templates(words.language)
    if "; “" in text:
        parts = [_whole(part, templates, _DEEP) for part in text.split("; ")]
        if all(part is not None for part in parts):
            return "; ".join(filter(None, parts))
    return _sentences(text, templates) or text


def _sentences(text: str, templates: _Templates) -> str | None:
    """One of our sentences after the other; None if not all of `text` is such."""
    whole = _whole(text, templates, _DEEP)
    if whole is not None:
        return whole
    end = 0
    for _ in range(_SENTENCES):
        end = text.find(". ", end) + 1
        if not end:
            break
        first = _whole(text[:end], templates, _DEEP)
        if first is not None:
            return f"{first} {_sentences(text[end + 1 :], templates) or text[end + 1 :]}"
    return None


def _whole(text: str, templates: _Templates, deep: int) -> str | None:
    """The one sentence that `text` is, translated with what stands in it; None if it is none of ours."""
    for pieces, translated in templates if deep else ():
        # What stands in a sentence may be a document's title, which says anything.
        values = _values(text, pieces) if deep == _DEEP or pieces[0] else None
        if values is not None:
            inner = [_whole(value, templates, deep - 1) or value for value in values]
            return "".join(a + b for a, b in zip(translated, [*inner, ""], strict=True))
    return None


def _values(text: str, pieces: Sequence[str]) -> list[str] | None:
    """What stands between the pieces of a template in `text`, each found where it first occurs: in linear time."""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return [] if text == first else None
    at, end = len(first), len(text) - len(last)
    if at >= end or not text.startswith(first) or not text.endswith(last):
        return None
    values = []
    for piece in pieces[1:-1]:
        found = text.find(piece, at + 1, end)
        if found < 0:
            return None
        values.append(text[at:found])
        at = found + len(piece)
    return [*values, text[at:end]] if at < end else None


_Templates = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@cache
def _templates(language: str) -> _Templates:
    """Each sentence and its translation, cut where something stands in them; the first that fits counts."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple((tuple(row["vi"].split(_OPEN)), tuple(row[language].split(_OPEN))) for row in rows)
