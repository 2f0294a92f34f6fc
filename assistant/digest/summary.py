"""An extractive summary: the sentences of a document that tell what it is about, in its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.digest.concepts import concepts, rarity
from assistant.digest.cuts import cut
from assistant.digest.networks import read_networks
from assistant.digest.official import Part, official_parts
from assistant.digest.sentences import Sentence, summary_sentences
from assistant.digest.summary_features import SENTENCE_INPUTS, Told, set_rows, tell
from assistant.digest.summary_sets import READ, candidate_sets
from corpus.records import Document, Span
from index.analyze import syllables

PARAGRAPH = 120
"""Syllables of a summary, at most, unless asked otherwise."""
HEADLINE = 35
"""Syllables of a headline, on average, unless asked otherwise."""
BRIEF = 45
"""Syllables of what an editor would write above an article, on average, at most."""

_STRETCHED, _SPARE, _SPARSE = 1.7, 0.4, 2.0
"""How many times the length of a headline the sentence may have that is one, at a deviation for each length over; and
the share of it under which a sentence, which may be a caption, is worth how much less. Against the abstracts of 175
articles that nothing is reported on, ROUGE-1 of headlines rose from 0.269 to 0.319, at 33 syllables on average."""
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
_AT_MOST = 2.0
"""How far the ranker's opinion of a part of an official document goes either way, in standard deviations."""
_LONGEST_LEAD = 80
"""Syllables of the headline of an official document, at most: the sentence that says what it is for is a long one."""
_LENGTHY, _LONG_PART = 60, 2.0
"""Syllables from which on a part of an official document costs others their room, and what each headline's length over
that is worth less."""
_FORMULA = (
    "số ký thay mặt ban hành thống nhất yêu cầu quán triệt thực hiện tốt với các những nội dung sau tình hình trên"
)
"""What acts say besides, whatever they enact."""
_TITLE_AGAIN, _TITLE_SHARE = 4.5, 0.8
"""What a sentence is worth less of which so much stands in the title already."""
_ATTENDS = re.compile(
    r"^(?:Cùng |Tham |Cùng tham |Đến )?(?:dự|Dự)\b.{0,60}\bcó\b|^Chủ trì\b.{0,60}\bcó\b"
    r"|(?:chủ trì|tham dự|dự|đồng chủ trì)(?: và chỉ đạo)? (?:\w+ )?(?:hội nghị|phiên họp|cuộc họp|buổi \w+|lễ)\.?$",
    re.I,
)

Embed = Callable[[Sequence[str]], NDArray[Any]]
"""Texts to unit vectors, shape (n, dim)."""


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of a summary: `text` is `span.of(document.text)`, but for a first letter that became a capital.

    Where words or a number were left out before or behind, the span covers what is left of the sentence.
    """

    text: str
    span: Span
    cut_before: bool = False
    cut_behind: bool = False

    @property
    def shortened(self) -> bool:
        """Whether it is less than the whole sentence."""
        return self.cut_before or self.cut_behind


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
    """The one sentence that tells most, of `length` syllables on average; None if there is none.

    One of up to `_STRETCHED` times as many is taken where it tells much more, a longer one where there is no other.
    """
    return headline_and_summary(document, embed, headline_length=length)[0]


def headline_and_summary(
    document: Document, embed: Embed | None = None, *, length: int = PARAGRAPH, headline_length: int = HEADLINE
) -> tuple[SummarySentence | None, tuple[SummarySentence, ...]]:
    """Both at once, for the price of one."""
    parts = official_parts(document, _MOST)
    told = _told(document, embed, _MOST, [part.sentence for part in parts])
    if not told:
        return None, ()
    scores = read_networks()["sets"](set_rows(told, [(at,) for at in range(len(told.sentences))]))
    shown = [_shown([sentence])[0] for sentence in told.sentences]
    worth = (scores - scores.mean()) / (scores.std() or 1.0) - _LEANING * _leaning(told, shown)
    sizes = np.array([len(syllables(sentence.text)) for sentence in shown])
    crowding = _sections(told)
    if parts:
        worth = np.array([part.ranked for part in parts]) * np.clip(worth, -_AT_MOST, _AT_MOST) + _official(
            parts, document
        )
        worth -= _LONG_PART * np.maximum(0, sizes - _LENGTHY) / HEADLINE
        crowding = [(part.role, part.price) for part in parts]
        longest = max(headline_length, min(length, _LONGEST_LEAD))
        best = int((worth + np.where(sizes <= longest, 0.0, -100.0 - sizes)).argmax())
    else:
        best = int((worth + _as_headline(sizes, headline_length)).argmax())
    taken = _pick(told, worth, sizes, length, crowding)
    ends = {part.sentence.span.start for part in parts if part.cut}
    lead, *summary = (
        replace(s, cut_behind=s.cut_behind or whole.span.start in ends)
        for s, whole in zip(
            (shown[best], *_shown([told.sentences[at] for at in taken])),
            (told.sentences[at] for at in (best, *taken)),
            strict=True,
        )
    )
    return lead, tuple(summary)


def _as_headline(sizes: NDArray[Any], length: int) -> NDArray[Any]:
    """What the length of a sentence adds to its worth as a headline."""
    over = np.maximum(0, sizes - length) / length
    worth: NDArray[Any] = -over - np.where(sizes < _SPARE * length, _SPARSE, 0.0)
    return worth + np.where(sizes <= _STRETCHED * length, 0.0, -100.0 - sizes)


def _official(parts: Sequence[Part], document: Document) -> NDArray[Any]:
    """What the parts are worth; to say over again what stands in the title and under it is worth little."""
    m = document.metadata
    title = set(syllables(f"{m.title} {m.kind} {m.number} {m.issuer} {m.signed_by} {_FORMULA}"))
    worth = [
        part.worth - (_TITLE_AGAIN if _share(_masses(part.sentence), title) > _TITLE_SHARE else 0.0) for part in parts
    ]
    return np.array(worth)


def _told(document: Document, embed: Embed | None, most: int, given: Sequence[Sentence] = ()) -> Told | None:
    sentences = given or _weighed(summary_sentences(document), most)
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


def _sections(told: Told) -> list[tuple[Hashable, float]]:
    """The section of each sentence and what a further one from there is worth less."""
    spread = len({s.section for s in told.sentences}) >= _SECTIONS
    return [(s.section, _SAME_SECTION * spread) for s in told.sentences]


def _pick(
    told: Told, worth: NDArray[Any], sizes: NDArray[Any], length: int, crowding: Sequence[tuple[Hashable, float]]
) -> list[int]:
    """Positions of the sentences taken, in reading order, each by what it adds (Carbonell and Goldstein, 1998).

    `crowding` is the group of each sentence, and what one more of it is worth less.
    """
    masses = [_masses(sentence) for sentence in told.sentences]
    taken: list[int] = []
    seen: set[str] = set()
    crowd: Counter[Hashable] = Counter()
    left = length
    while True:
        best, place = _LEAST, -1
        for at in range(len(told.sentences)):
            if at in taken or sizes[at] > left or (share := _share(masses[at], seen)) > _REPEATED:
                continue
            group, price = crowding[at]
            gain = float(worth[at]) - _REPEATING * share - price * crowd[group]
            gain -= _LONG * max(0, int(sizes[at]) - HEADLINE) / HEADLINE
            if gain > best:
                best, place = gain, at
        if place < 0:
            return sorted(taken) or [int(np.lexsort((-worth, sizes))[0])]
        taken.append(place)
        left -= int(sizes[place])
        seen |= masses[place].keys()
        crowd[crowding[place][0]] += 1


def _masses(sentence: Sentence) -> dict[str, float]:
    return {word: rarity(word) for word in sentence.words}


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
        before_it, behind_it = sentence.text[: left.start], sentence.text[left.end :]
        shown.append(SummarySentence(text, span, *(any(map(str.isalnum, part)) for part in (before_it, behind_it))))
        before = sentence
    return tuple(shown)


def _follows(before: Sentence, sentence: Sentence) -> bool:
    if sentence.within:
        return (before.paragraph, before.within + 1) == (sentence.paragraph, sentence.within)
    return before.paragraph + 1 == sentence.paragraph
