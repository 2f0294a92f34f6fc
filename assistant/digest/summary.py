"""An extractive summary: the sentences of a document that tell what it is about, in its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.digest.concepts import concepts, rarity
from assistant.digest.cuts import cut
from assistant.digest.networks import read_networks
from assistant.digest.sentences import Sentence, summary_sentences
from assistant.digest.summary_features import SENTENCE_INPUTS, Told, set_rows, tell
from assistant.digest.summary_sets import READ, candidate_sets
from corpus.records import Document, Span
from index.analyze import syllables

PARAGRAPH = 120
"""Syllables of a summary, at most, unless asked otherwise."""
HEADLINE = 35
"""Syllables of a headline, at most, unless asked otherwise."""
BRIEF = 45
"""Syllables of what an editor would write above an article, on average, at most."""

_MOST = 400
"""Sentences of a document that are weighed: of a longer one those that open it and each of its sections."""
_OPENING = 3
_SECTIONS = 3
"""From so many sections on, a summary is spread over them."""
_LEANING = 1.0
_REPEATING, _SAME_SECTION, _LONG, _LEAST = 1.5, 0.5, 0.5, -1.0
"""In standard deviations of a document's scores: the price of each way in which a sentence does not stand by itself or
only tells who was there, of saying what is said, of a further sentence from the same section, of each headline's length
over the first; and what a sentence must be worth."""
_REPEATED = 0.7
"""The share of a sentence that may have been said already."""
_ATTENDS = re.compile(
    r"^(?:Cùng |Tham |Cùng tham |Đến )?(?:dự|Dự)\b.{0,60}\bcó\b|^Chủ trì\b.{0,60}\bcó\b"
    r"|(?:chủ trì|tham dự|dự|đồng chủ trì)(?: và chỉ đạo)? (?:\w+ )?(?:hội nghị|phiên họp|cuộc họp|buổi \w+|lễ)\.?$",
    re.I,
)

Embed = Callable[[Sequence[str]], NDArray[Any]]
"""Texts to unit vectors, shape (n, dim)."""


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of a summary: `text` is `span.of(document.text)`.

    If `shortened`, the span covers what is left of a sentence, whose first letter may have become a capital.
    """

    text: str
    span: Span
    shortened: bool = False


def brief(document: Document, embed: Embed | None = None, length: int = BRIEF) -> tuple[SummarySentence, ...]:
    """The one to three sentences nearest to what an editor would write above the article, in reading order.

    Some are longer and some shorter than `length` syllables; none is longer than twice as much if it can be helped.
    """
    told = _told(document, embed, READ)
    if not told:
        return ()
    sets = candidate_sets(told.sentences, told.concepts)
    scores = read_networks()["sets"](set_rows(told, sets))
    sizes = np.array([sum(len(told.sentences[at].words) for at in places) for places in sets])
    fitting = scores + np.where(sizes <= 2 * length, 0.0, -100.0 - sizes)
    return _shown([told.sentences[at] for at in sets[int(fitting.argmax())]])


def summarise(document: Document, embed: Embed | None = None, length: int = PARAGRAPH) -> tuple[SummarySentence, ...]:
    """The sentences that tell most, in reading order, with at most `length` syllables together.

    A sentence that alone is longer stays where there is nothing else. Empty for a document without a sentence of
    running text.
    """
    return headline_and_summary(document, embed, length=length)[1]


def headline(document: Document, embed: Embed | None = None, length: int = HEADLINE) -> SummarySentence | None:
    """The one sentence that tells most, of at most `length` syllables where there is one; None if there is none."""
    return headline_and_summary(document, embed, headline_length=length)[0]


def headline_and_summary(
    document: Document, embed: Embed | None = None, *, length: int = PARAGRAPH, headline_length: int = HEADLINE
) -> tuple[SummarySentence | None, tuple[SummarySentence, ...]]:
    """Both at once, for the price of one."""
    told = _told(document, embed, _MOST)
    if not told:
        return None, ()
    scores = read_networks()["sets"](set_rows(told, [(at,) for at in range(len(told.sentences))]))
    shown = [_shown([sentence])[0] for sentence in told.sentences]
    worth = (scores - scores.mean()) / (scores.std() or 1.0) - _LEANING * _leaning(told, shown)
    sizes = np.array([len(syllables(sentence.text)) for sentence in shown])
    best = int((worth + np.where(sizes <= headline_length, 0.0, -100.0 - sizes)).argmax())
    return shown[best], _shown([told.sentences[at] for at in _pick(told, worth, sizes, length)])


def _told(document: Document, embed: Embed | None, most: int) -> Told | None:
    sentences = _weighed(summary_sentences(document), most)
    if not sentences:
        return None
    name = document.metadata.title.rstrip("… .")
    # A title that was taken from the first sentence says nothing of which sentence matters.
    own = not any(sentence.text.startswith(name) for sentence in sentences[:_OPENING])
    title = tuple(syllables(name)) if own else ()
    vectors = embed([name, *(sentence.text for sentence in sentences)]) if embed else None
    return tell(sentences, title, concepts(sentences, title), vectors)


def _weighed(sentences: Sequence[Sentence], most: int) -> Sequence[Sentence]:
    if most == READ or len(sentences) <= most:
        return sentences[:most]
    counts: dict[int, int] = {}
    opening = []
    for at, sentence in enumerate(sentences):
        counts[sentence.section] = counts.get(sentence.section, 0) + 1
        if at < READ or counts[sentence.section] <= _OPENING:
            opening.append(sentence)
    return opening[:most]


def _pick(told: Told, worth: NDArray[Any], sizes: NDArray[Any], length: int) -> list[int]:
    """Positions of the sentences taken, the best first, each by what it adds (Carbonell and Goldstein, 1998)."""
    masses = [{word: rarity(word) for word in sentence.words} for sentence in told.sentences]
    spread = len({s.section for s in told.sentences}) >= _SECTIONS
    taken: list[int] = []
    seen: set[str] = set()
    sections: Counter[int] = Counter()
    left = length
    while True:
        best, place = _LEAST, -1
        for at, sentence in enumerate(told.sentences):
            if at in taken or sizes[at] > left or (share := _share(masses[at], seen)) > _REPEATED:
                continue
            gain = float(worth[at]) - _REPEATING * share - _SAME_SECTION * sections[sentence.section]
            gain -= _LONG * max(0, int(sizes[at]) - HEADLINE) / HEADLINE
            if gain > best:
                best, place = gain, at
        if place < 0:
            return sorted(taken) or [int(np.lexsort((-worth, sizes))[0])]
        taken.append(place)
        left -= int(sizes[place])
        seen |= masses[place].keys()
        sections[told.sentences[place].section] += spread


def _share(mass: dict[str, float], seen: set[str]) -> float:
    whole = sum(mass.values())
    return sum(value for word, value in mass.items() if word in seen) / whole if whole else 1.0


def _leaning(told: Told, shown: Sequence[SummarySentence]) -> NDArray[Any]:
    """In how many ways each sentence does not stand by itself; to tell only who was there counts twice."""
    connects, *others = (SENTENCE_INPUTS.index(name) for name in ("connects", "points", "broken", "asks"))
    cut_off = np.array([sentence.shortened for sentence in shown])
    attends = np.array([_ATTENDS.search(sentence.text) is not None for sentence in shown])
    leaning: NDArray[Any] = told.rows[:, connects] * ~cut_off + told.rows[:, others].sum(axis=1) + 2 * attends
    return leaning


def _shown(sentences: Sequence[Sentence]) -> tuple[SummarySentence, ...]:
    """The sentences as they are shown, those that stand alone without what joined them to others."""
    shown = []
    before = None
    for sentence in sentences:
        joined = before is not None and _follows(before, sentence)
        text, left = cut(sentence.text, joined=joined)
        start = sentence.span.start
        span = Span(start + left.start, start + left.end)
        shown.append(SummarySentence(text, span, len(span) < len(sentence.span)))
        before = sentence
    return tuple(shown)


def _follows(before: Sentence, sentence: Sentence) -> bool:
    if sentence.within:
        return (before.paragraph, before.within + 1) == (sentence.paragraph, sentence.within)
    return before.paragraph + 1 == sentence.paragraph
