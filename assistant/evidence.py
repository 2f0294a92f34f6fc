"""From hits to candidate sentences, each with what speaks for it as an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.names import person_names
from assistant.question import Question, Wanted
from corpus.records import Span
from corpus.sentences import split_sentences
from corpus.spelling import fold
from index.analyze import fold_syllable, syllables
from index.records import Hit
from index.weights import TermWeights

_BEFORE, _AFTER = 2, 1
"""Sentences on either side that help to say what a sentence is about ("Ông … chủ trì Hội nghị." names no subject)."""

_NAMED = 0.4
_SAME_YEAR = 0.1
_NEWER = 0.2
_NOW = re.compile(r"\b(?:hiện nay|hiện tại|bây giờ|mới nhất|hien nay|hien tai|bay gio|moi nhat)\b", re.IGNORECASE)
"""Asked of the present, a newer document goes before an older one that fits as well: offices change hands."""

_DATE = re.compile(
    r"\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b(?:ngày|tháng|năm|quý|nhiệm kỳ|lúc)\s+(?:\d|[IVX]+\b)"
    r"|\b(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:\d|\b(?:một|hai|ba|bốn|năm|sáu|mười))\)?\s*(?:ngày|tháng|năm|giờ|tuần|phút|quý)\b", re.IGNORECASE
)
_QUANTITY = re.compile(r"\d|%|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ)\s+\w+", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:tại|ở|tỉnh|thành phố|huyện|xã|phường|thị trấn|hội trường|trụ sở|trung tâm|thủ đô)\s+\w+", re.IGNORECASE
)
_REASON = re.compile(r"\b(?:vì|do|bởi|nhằm|nguyên nhân|lý do|xuất phát|mà nằm ở|là do)\b", re.IGNORECASE)
_LIST = re.compile(r":\s*(?:\S|$)|;|(?:,[^,;]{2,80}){2,}|\b(?:gồm|bao gồm)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a hit. `span` counts in the document's text; the features are all in [0, 1].

    `coverage`: share of the question's weight that the sentence itself contains; `context`: the same with its
    neighbours, path and title; `phrases`: share of neighbouring term pairs kept together; `kind`: whether it has the
    sort of thing asked for; `rank`: how the passage fared in retrieval; `heading`: whether it is a heading.
    """

    hit: Hit
    text: str
    span: Span
    coverage: float
    context: float
    phrases: float
    kind: float
    rank: float
    heading: float


class Coverage:
    """Measures how much of one question a text contains, by the weight of its terms."""

    def __init__(self, question: Question, weights: TermWeights):
        self._folded = not question.accented
        terms = [tuple(fold(s) if self._folded else s for s in spellings) for spellings in question.terms]
        self._terms = {t: max(weights.weight(s, folded=self._folded) for s in t) for t in terms}
        self._pairs = {(a, b): (self._terms[a] + self._terms[b]) / 2 for a, b in pairwise(terms) if a != b}
        self.total = sum(self._terms.values()) or 1.0

    def tokens(self, text: str) -> list[str]:
        """The syllables of `text` in the spelling that the question is compared in."""
        found = syllables(text)
        return [fold_syllable(t) for t in found] if self._folded else found

    def of(self, tokens: Iterable[str]) -> float:
        """Share of the question's weight among `tokens`, in [0, 1]."""
        held = set(tokens)
        return sum(w for t, w in self._terms.items() if not held.isdisjoint(t)) / self.total

    def phrases(self, tokens: Sequence[str]) -> float:
        """Share of the weight of the question's neighbouring pairs that stand side by side in `tokens`."""
        if not self._pairs:
            return self.of(tokens)
        beside = set(pairwise(tokens))
        kept = sum(w for (a, b), w in self._pairs.items() if any((x, y) in beside for x in a for y in b))
        return kept / (sum(self._pairs.values()) or 1.0)


def candidates(question: Question, hits: Sequence[Hit], coverage: Coverage) -> list[Candidate]:
    """Every sentence of the hits, in the order of the hits and then of reading."""
    dates = sorted({h.metadata.date for h in hits if h.metadata.date}) if _NOW.search(question.text) else []
    scores = [h.score + _favour(question, h) + _NEWER * _recency(h, dates) for h in hits]
    best = max(scores, default=0.0) or 1.0
    return [c for hit, score in zip(hits, scores, strict=True) for c in _of_hit(question, hit, coverage, score / best)]


def _recency(hit: Hit, dates: Sequence[str]) -> float:
    """How new a hit's document is among those with these dates, in [0, 1]."""
    return dates.index(hit.metadata.date) / max(len(dates) - 1, 1) if hit.metadata.date in dates else 0.0


def _favour(question: Question, hit: Hit) -> float:
    """Added to a hit whose document the question names, or one of whose year it speaks."""
    return _NAMED * question.names(hit.metadata) + _SAME_YEAR * (hit.metadata.date[:4] in question.years)


def _of_hit(question: Question, hit: Hit, coverage: Coverage, rank: float) -> Iterable[Candidate]:
    spans = split_sentences(hit.text)
    tokens = [coverage.tokens(s.of(hit.text)) for s in spans]
    about = coverage.tokens(" ".join((hit.metadata.title, hit.metadata.number, *hit.outline)))
    for i, span in enumerate(spans):
        text = span.of(hit.text)
        near = [t for part in tokens[max(0, i - _BEFORE) : i + _AFTER + 1] for t in part]
        yield Candidate(
            hit=hit,
            text=text,
            span=Span(hit.span.start + span.start, hit.span.start + span.end),
            coverage=coverage.of(tokens[i]),
            context=coverage.of([*about, *near]),
            phrases=coverage.phrases(tokens[i]),
            kind=float(has_kind(question.wanted, text)),
            rank=rank,
            heading=float(_is_heading(text) and i + 1 < len(spans)),
        )


def has_kind(wanted: Wanted, text: str) -> bool:
    """Whether `text` contains the sort of thing asked for; always true where a question may be about anything."""
    pattern = {
        "date": _DATE,
        "duration": _DURATION,
        "quantity": _QUANTITY,
        "place": _PLACE,
        "reason": _REASON,
        "list": _LIST,
    }
    if wanted == "person":
        return bool(person_names(text))
    return wanted == "anything" or bool(pattern[wanted].search(text))


def _is_heading(text: str) -> bool:
    return len(text) < 200 and not text.rstrip("\"'”’)").endswith((".", "!", "?", ";", ":", "…", ",", "/"))
