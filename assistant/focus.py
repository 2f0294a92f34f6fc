"""The words of a question that stand about its question word: "phạt tiền tối thiểu | bao nhiêu | đồng"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.spelling import fold
from index.analyze import syllables

_PAIRS = frozenset("bao nhiêu,bao lâu,bao giờ,ở đâu,thế nào,ra sao,như thế,vì sao,tại sao".split(","))
_SINGLE = frozenset("mấy nào gì ai đâu".split())
_EMPTY = frozenset("là có thì được không của và các những một".split())
_TYPED = (_PAIRS, _SINGLE, _EMPTY)
_FOLDED = tuple(frozenset(map(fold, words)) for words in _TYPED)
_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Focus:
    """Up to three content syllables before the question word, nearest last, and the one that follows it, or ""."""

    before: tuple[str, ...] = ()
    after: str = ""


def focus_of(text: str) -> Focus:
    """The focus of a question as it is spelled; empty if it has no question word. Both in lower case."""
    words = syllables(text)
    # "đầu" and "đâu" are one only where no diacritics are typed.
    pairs, single, empty = _FOLDED if all(w.isascii() for w in words) else _TYPED
    for i, word in enumerate(words):
        length = 2 if " ".join(words[i : i + 2]) in pairs else 1 if word in single else 0
        if length:
            before = [w for w in words[:i] if w not in empty]
            after = next(iter(words[i + length : i + length + 1]), "")
            return Focus(tuple(before[-_BEFORE:]), "" if after in empty else after)
    return Focus()


def kept_in_order(wanted: Sequence[str], said: Sequence[str]) -> float:
    """Share of `wanted` that `said` has in the same order (longest common subsequence), in [0, 1]; 0 if none wanted.

    In words of bits (Hyyrö, Bit-parallel LCS-length computation revisited, 2004): a step for each of `said`.
    """
    places: dict[str, int] = {}
    for i, word in enumerate(wanted):
        places[word] = places.get(word, 0) | 1 << i
    every = (1 << len(wanted)) - 1
    missed = every
    for word in said:
        if place := places.get(word):
            held = missed & place
            missed = (missed + held | missed - held) & every
    return (len(wanted) - missed.bit_count()) / len(wanted) if wanted else 0.0
