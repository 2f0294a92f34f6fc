"""Which digests of a batch are of one and the same text: found by their fingerprints, proved by comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.digest.digest import Digest
from corpus.fingerprints import Fingerprint, same_text
from corpus.records import Document

_LIKELY = 0.3
"""Estimated likeness from which two texts are compared, as in `corpus.near`."""
_COMPARED = 20
"""Texts that one is compared with, at most: an office may hold thousands of one form filled in."""


@dataclass(frozen=True, slots=True)
class Sketched:
    """A digest with the fingerprints of its text."""

    digest: Digest
    sketches: tuple[Fingerprint, ...]


def same_texts(items: Sequence[Sketched], text_of: Callable[[int], str]) -> list[list[int]]:
    """The places of `items` in groups of one text each, in order of their first.

    Files of the same content are one text; others are where `same_text` finds them so. `text_of` gives the article of
    the item at a place.
    """
    head = list(range(len(items)))

    def first_of(place: int) -> int:
        while head[place] != place:
            head[place] = place = head[head[place]]
        return place

    by_hash: dict[str, int] = {}
    meeting: defaultdict[int, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        if (same := by_hash.setdefault(item.digest.content_hash, place)) != place:
            head[place] = first_of(same)
            continue
        for other in _candidates(place, items, meeting):
            one, two = first_of(place), first_of(other)
            if one != two and same_text(_article(items, place, text_of), _article(items, other, text_of)):
                head[max(one, two)] = min(one, two)
        for sketch in item.sketches:
            for band in set(sketch.bands()):
                meeting[band].append(place)
    groups: dict[int, list[int]] = {}
    for place in range(len(items)):
        groups.setdefault(first_of(place), []).append(place)
    return list(groups.values())


def _candidates(place: int, items: Sequence[Sketched], meeting: dict[int, list[int]]) -> list[int]:
    likeness: dict[int, float] = {}
    for sketch in items[place].sketches:
        near = {other for band in sketch.bands() for other in meeting.get(band, ())[-_COMPARED:]}
        for other in near:
            alike = max(sketch.likeness(theirs) for theirs in items[other].sketches)
            likeness[other] = max(alike, likeness.get(other, 0.0))
    return sorted((o for o, alike in likeness.items() if alike >= _LIKELY), key=lambda o: (-likeness[o], o))[:_COMPARED]


def _article(items: Sequence[Sketched], place: int, text_of: Callable[[int], str]) -> Document:
    digest = items[place].digest
    return Document(digest.doc_id, digest.source, digest.content_hash, "", text_of(place), digest.metadata)
