"""The words of a question that stand about its question word: "phạt tiền tối thiểu | bao nhiêu | đồng"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.spelling import fold
from index.analyze import syllables

_PAIRS = frozenset("bao nhieu,bao lau,bao gio,o dau,the nao,ra sao,nhu the,vi sao,tai sao".split(","))
_SINGLE = frozenset("may nao gi ai dau".split())
_EMPTY = frozenset("la co thi duoc khong cua va cac nhung mot".split())
_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Focus:
    """Up to three content syllables before the question word, nearest last, and the one that follows it, or ""."""

    before: tuple[str, ...] = ()
    after: str = ""


def focus_of(text: str) -> Focus:
    """The focus of a question as it is spelled; empty if it has no question word. Both in lower case."""
    words = syllables(text)
    plain = [fold(w) for w in words]
    for i, word in enumerate(plain):
        length = 2 if " ".join(plain[i : i + 2]) in _PAIRS else 1 if word in _SINGLE else 0
        if length:
            before = [w for w, p in zip(words[:i], plain, strict=False) if p not in _EMPTY]
            after = next(iter(words[i + length : i + length + 1]), "")
            return Focus(tuple(before[-_BEFORE:]), "" if fold(after) in _EMPTY else after)
    return Focus()


def kept_in_order(wanted: Sequence[str], said: Sequence[str]) -> float:
    """Share of `wanted` that `said` has in the same order (longest common subsequence), in [0, 1]; 0 if none wanted."""
    lengths = [0] * (len(said) + 1)
    for word in wanted:
        diagonal = 0
        for j, other in enumerate(said, start=1):
            held = lengths[j]
            lengths[j] = diagonal + 1 if word == other else max(held, lengths[j - 1])
            diagonal = held
    return lengths[-1] / len(wanted) if wanted else 0.0
