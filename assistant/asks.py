"""What sort of answer a question asks for, finer than the kind of thing: a definition, a yes or no, a procedure.

Rules guess by a few fixed phrases; a linear classifier over runs of syllables, as typed and without diacritics, weighs
that guess against everything else in the question. `eval.asks` fits it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Literal, get_args

from assistant.tables import read_rows
from corpus.kinds import KINDS as KINDS_OF_DOCUMENT
from corpus.spelling import fold, normalise
from index.analyze import fold_syllable, syllables
from index.definitions import as_definition

Asks = Literal[
    "who", "when", "how_many", "where", "what", "document", "yes_no", "why", "how", "list", "definition", "procedure",
    "comparison",
]  # fmt: skip
KINDS: tuple[Asks, ...] = get_args(Asks)
TABLE = "asks.tsv"
"""A weight for each of `KINDS` by feature; `eval.asks` writes it."""

_LONGEST = 60
"""Syllables that are looked at, the last ones: a question at the end of a pasted text is still a question."""
_RUN = 3
_WRITINGS = "|".join(["van ban", "tai lieu", "bai bao", "luat", "quy che", *sorted(map(fold, KINDS_OF_DOCUMENT))])
_OF_NO_TERM = re.compile(r"^(?:cac|nhung|nguyen nhan|ly do|muc tieu|muc dich|nhiem vu|noi dung|chu de|ket qua)\b")
"""Openings of "… là gì?" that ask for no definition."""
_RULES: tuple[tuple[Asks, re.Pattern[str]], ...] = (
    ("comparison", re.compile(r"\bso sanh\b|\bkhac (?:nhau|biet|gi|voi)\b|\bgiong nhau\b|\bphan biet\b|\bso voi\b")),
    ("procedure", re.compile(r"\bthu tuc\b|\btrinh tu\b|\bquy trinh\b|\b(?:cac|may|nhung) buoc\b|\bho so\b")),
    (
        "why",
        re.compile(r"\b(?:vi|tai) sao\b|\bly do\b|\b(?:vi|do|boi) dau\b|\bnguyen nhan\b|\bdieu gi (?:khien|dan)\b"),
    ),
    ("yes_no", re.compile(r"\b(?:khong|chua)(?: (?:a|nhi|vay|the))?\W*$|\bco phai\b|\bhay khong\b")),
    ("how_many", re.compile(r"\bbao nhieu\b|\bbao lau\b|\bmay \w+|\bso luong\b|\bty le\b|\bmuc nao\b|\bthoi han\b")),
    ("when", re.compile(r"\bkhi nao\b|\b(?:ngay|nam|thang|luc|quy|thoi gian) nao\b|\bbao gio\b|\bngay may\b")),
    ("who", re.compile(r"\bai\b|\b(?:nguoi|dong chi|co quan|don vi) nao\b")),
    ("where", re.compile(r"\bo dau\b|\b(?:noi|dia diem|tinh|dia phuong) nao\b|\btai dau\b")),
    ("document", re.compile(rf"\b(?:{_WRITINGS}) (?:nao|so may)\b|\bso (?:ky )?hieu\b")),
    ("list", re.compile(r"\bnhung gi\b|\b(?:nhung|cac) \w+(?: \w+)? nao\b|\bgom\b|\bliet ke\b|\bke ten\b")),
    ("how", re.compile(r"\b(?:nhu )?the nao\b|\bra sao\b|\blam sao\b|\bnhu nao\b|\bcach nao\b|\bquy dinh gi\b")),
)


def asks(question: str) -> Asks:
    """What a question asks for, as is likeliest; "what" for what is no question at all."""
    told = likelihoods(question)
    return max(told, key=lambda kind: told[kind])


def likelihoods(question: str) -> dict[Asks, float]:
    """How likely each kind is; they sum to 1."""
    table = _table()
    sums = [0.0] * len(KINDS)
    for feature in set(features(question)):
        for i, weight in enumerate(table.get(feature, ())):
            sums[i] += weight
    raised = [math.exp(s - max(sums)) for s in sums]
    return {kind: value / sum(raised) for kind, value in zip(KINDS, raised, strict=True)}


def features(question: str) -> Iterator[str]:
    """What the classifier sees: what the rules say ("=who", the surest "==who"), and runs of one to three syllables.

    Folded ones begin with "~"; "^" and "$" stand for the beginning and the end.
    """
    guessed = guesses(question)
    yield from (f"={kind}" for kind in guessed)
    yield f"=={guessed[0]}"
    typed = syllables(question[-20 * _LONGEST :])[-_LONGEST:]
    folded = [fold_syllable(s) for s in typed]
    yield from (f"~{run}" for run in _runs(folded))
    if folded != typed:
        yield from _runs(typed)


def guesses(question: str) -> list[Asks]:
    """What the rules say, the surest first; "what" alone where none of them says anything."""
    question = question[-20 * _LONGEST :]
    plain = fold(normalise(question))
    found = [kind for kind, pattern in _RULES if pattern.search(plain)]
    if as_definition(question) != question and _OF_NO_TERM.search(plain) is None:
        found.insert(0, "definition")
    return found or ["what"]


def _runs(tokens: list[str]) -> Iterator[str]:
    marked = ["^", *tokens, "$"] if tokens else []
    for length in range(1, _RUN + 1):
        for parts in zip(*(islice(marked, i, None) for i in range(length)), strict=False):
            yield " ".join(parts)


@cache
def _table() -> Mapping[str, tuple[float, ...]]:
    return {row[0]: tuple(float(w) if w else 0.0 for w in row[1:]) for row in read_rows(TABLE)}
