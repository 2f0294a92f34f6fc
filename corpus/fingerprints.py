"""Near-duplicates: MinHash to find documents that may be the same text, exact comparison to be sure.

A fingerprint is taken of the runs of syllables within each sentence (Broder 1997), so that sentences in another order,
a second headline or other captions change little of it. What finds a pair is not what proves it: two forms filled in
from one template, or one directive in two years, share nearly all of their words. They differ in the figures and names
of sentences that are otherwise the same, and `same_text` looks for that.

MinHash is computed here, in a few lines of numpy, since hashing is most of the cost and is done for all runs at once.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from corpus.records import Document
from corpus.spelling import normalise

LEAST_SYLLABLES = 120
"""A shorter text is only recognised by all of its words: an article of a statute, a form, a notice is not by a few."""
_LEAST_WHOLE = 20
"""Syllables of a text that is so recognised."""

_RUN = 5
"""Syllables to a shingle. Between two forms of one collection 3 found 0.46 in common, 5 finds 0.32, 7 0.20; of a seed
with a tenth of its sentences changed all three find 0.68 or more (2026-11)."""
_HASHES, _ROWS = 60, 3
BANDS = _HASHES // _ROWS
"""Two texts that share half of their shingles meet in one of these bands 93 times in 100, at 0.68 always."""
_CHUNK = 20_000

RESEMBLANCE = 0.5
"""Least share of common shingles (Jaccard): half way between the two figures above."""
CONTAINMENT = 0.85
"""Or the least share of the shorter text that the longer one holds, where it is at least half as long."""
_HALF = 0.5
_COVERED = 0.45
_KEPT = 0.6
"""Least share of the shorter text that stands in sentences of the longer one."""
_NEWS = ("bài báo", "")
_FILLED = 0.25
"""Least share, of the sentences with figures or names that both texts have, that differ in those alone in two fillings
of one template."""

_SENTENCE = re.compile(r"(?<=[.!?;:…])\s+|\n+|\.\.\.")
_SYLLABLE = re.compile(r"\w+")
_WORD = re.compile(r"\d[\d.,/-]*|\w+")
_LEAST_FRAME = 4


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The MinHash of a text: `minima` is uint64, shape (60,)."""

    minima: np.ndarray

    def likeness(self, other: Fingerprint) -> float:
        """An estimate of the share of common shingles; its standard deviation is 0.065 at a half."""
        return float(np.mean(self.minima == other.minima))

    def bands(self) -> list[int]:
        """One signed 64-bit number a band; texts that share one may be the same."""
        rows = self.minima.reshape(BANDS, _ROWS)
        mixed = np.arange(1, BANDS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        for column in range(_ROWS):
            mixed = _mix(mixed ^ rows[:, column])
        return [int(value) for value in mixed.view(np.int64)]


def own_text(document: Document) -> str:
    """The document's text without captions and what stands around the article: papers differ in those."""
    text, end, parts = document.text, 0, []
    for mark in document.marks:
        if mark.kind in ("caption", "aside"):
            parts.append(text[end : mark.span.start])
            end = mark.span.end
    return "".join([*parts, text[end:]]) if parts else text


def shingles(text: str) -> np.ndarray:
    """The distinct runs of five syllables within each sentence of `text`, hashed: uint64, shape (n,), sorted."""
    known: dict[str, int] = {}
    ids: list[int] = []
    for sentence in _SENTENCE.split(normalise(text)):
        words = _SYLLABLE.findall(sentence)
        for word in words:
            if word not in known:
                known[word] = zlib.crc32(word.encode()) + 1
        ids.extend(known[word] for word in words)
        ids.append(0)
    row = np.array(ids, dtype=np.uint64)
    if len(row) < _RUN:
        return np.empty(0, dtype=np.uint64)
    runs = np.zeros(len(row) - _RUN + 1, dtype=np.uint64)
    whole = np.ones(len(runs), dtype=bool)
    for place in range(_RUN):
        part = row[place : place + len(runs)]
        runs = _mix(runs ^ part)
        whole &= part != 0
    return np.unique(runs[whole])


def fingerprints(document: Document) -> list[Fingerprint]:
    """Of the article and, if that is less than the whole text, of all; none for a text too short to be recognised."""
    own = own_text(document)
    found = [fingerprint(own), fingerprint(document.text) if len(own) < len(document.text) else None]
    return [each for each in found if each] if found[0] else []


def fingerprint(text: str) -> Fingerprint | None:
    """The fingerprint of `text`, or None if it is too short to have one. A short text shares its own with no other."""
    runs = shingles(text)
    if len(runs) < LEAST_SYLLABLES:
        words = _words(text)
        digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
        whole = np.frombuffer(digest, dtype="<u8").astype(np.uint64)
        return Fingerprint(_mix(whole + _OFFSETS)) if len(words) >= _LEAST_WHOLE else None
    minima = np.full(_HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(runs), _CHUNK):
        part = runs[start : start + _CHUNK]
        hashed = _mix(part[None, :] * _FACTORS[:, None] + _OFFSETS[:, None])
        np.minimum(minima, hashed.min(axis=1), out=minima)
    return Fingerprint(minima)


def resemblance(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Of two texts' `shingles`: the share that they have in common, and the share of the shorter in the longer one.

    The second is 0 where the shorter has less than half of the longer one's. Both are 0 for empty texts.
    """
    if not len(first) or not len(second):
        return 0.0, 0.0
    common = len(np.intersect1d(first, second, assume_unique=True))
    shorter, longer = sorted((len(first), len(second)))
    return common / (shorter + longer - common), common / shorter if shorter >= _HALF * longer else 0.0


def same_text(first: Document, second: Document) -> float:
    """How far two documents are one and the same, in (0, 1], or 0 if they are two: too little in common, one template
    filled in twice, or two numbers.

    Compared are the whole texts and the articles alone, since a list of other articles may have been told from the
    article in one and not in the other. Either way each article has to be in the other's text for the most part: two
    articles do not become one by the list of others that stands under both.
    """
    if not may_be_same(first, second):
        return 0.0
    if _words(first.text) == _words(second.text):
        return 1.0
    own = own_text(first), own_text(second)
    runs = shingles(own[0]), shingles(own[1])
    whole = (
        runs[0] if own[0] == first.text else shingles(first.text),
        runs[1] if own[1] == second.text else shingles(second.text),
    )
    if min(_share(runs[0], whole[1]), _share(runs[1], whole[0])) < _COVERED:
        return 0.0
    best = 0.0
    for one in (runs[0], whole[0]):
        for other in (runs[1], whole[1]):
            alike, held = resemblance(one, other)
            if alike >= RESEMBLANCE or held >= CONTAINMENT:
                best = max(best, alike, held)
    if best and filled_anew(*own) < _FILLED and max(kept(*own), kept(first.text, second.text)) >= _KEPT:
        return best
    return 0.0


def _words(text: str) -> list[str]:
    return _SYLLABLE.findall(normalise(text))


def _share(runs: np.ndarray, whole: np.ndarray) -> float:
    """The share of `runs` that is in `whole`."""
    return len(np.intersect1d(runs, whole, assume_unique=True)) / len(runs) if len(runs) else 0.0


def kept(first: str, second: str) -> float:
    """The share of the shorter text, in syllables, that stands in sentences which the other one has word for word.

    An edited text keeps most of its sentences; two articles written after one pattern differ a little in each.
    """
    one, other = _sentences(first), _sentences(second)
    if sum(len(s) * n for s, n in one.items()) > sum(len(s) * n for s, n in other.items()):
        one, other = other, one
    whole = sum(len(sentence) * count for sentence, count in one.items())
    return sum(len(sentence) * count for sentence, count in (one & other).items()) / whole if whole else 0.0


def _sentences(text: str) -> Counter[tuple[str, ...]]:
    """The sentences of `text` as their syllables, but those too short to tell anything."""
    found = (tuple(_SYLLABLE.findall(sentence)) for sentence in _SENTENCE.split(normalise(text)))
    return Counter(sentence for sentence in found if len(sentence) >= _RUN)


def filled_anew(first: str, second: str) -> float:
    """Of the sentences with figures or names that two texts have in common, the share that differ in these alone.

    1.0 if they have none but such; 0.0 where there is nothing to compare.
    """
    one, other = _framed(first), _framed(second)
    same = differ = 0
    for frame, fillings in one.items():
        there = other.get(frame)
        if there is None:
            continue
        common = sum((fillings & there).values())
        same += common
        differ += min(sum(fillings.values()), sum(there.values())) - common
    return differ / (same + differ) if same + differ else 0.0


def may_be_same(first: Document, second: Document) -> bool:
    """Whether what is known about two documents allows them to be one.

    Two numbers or two kinds of official document do not, nor official documents of different days. News of one event
    may be dated by each paper in its own way.
    """
    one, other = first.metadata, second.metadata
    if one.number and other.number and one.number.casefold() != other.number.casefold():
        return False
    official = one.kind not in _NEWS and other.kind not in _NEWS
    if official and one.kind and other.kind and one.kind != other.kind:
        return False
    return not (official and one.date and other.date and one.date != other.date)


def _framed(text: str) -> dict[str, Counter[str]]:
    """The sentences of `text` with figures or names in them: what stands around those, to what they are."""
    out: dict[str, Counter[str]] = {}
    for sentence in _SENTENCE.split(text):
        words = _WORD.findall(sentence)
        filled = [word[0].isdigit() or (at > 0 and word[0].isupper()) for at, word in enumerate(words)]
        frame = [word.lower() for word, is_filling in zip(words, filled, strict=True) if not is_filling]
        if any(filled) and len(frame) >= _LEAST_FRAME:
            fillings = " ".join(word for word, is_filling in zip(words, filled, strict=True) if is_filling)
            out.setdefault(" ".join(frame), Counter())[fillings] += 1
    return out


def _mix(values: np.ndarray) -> np.ndarray:
    """Scatter 64-bit integers (the finaliser of SplitMix64)."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        scattered: np.ndarray = values ^ (values >> np.uint64(31))
    return scattered


_SEEDS = _mix(np.arange(1, 2 * _HASHES + 1, dtype=np.uint64))
_FACTORS, _OFFSETS = _SEEDS[:_HASHES] | np.uint64(1), _SEEDS[_HASHES:]
