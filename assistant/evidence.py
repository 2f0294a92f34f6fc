"""From hits to candidate sentences, each with what speaks for it as an answer."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.focus import focus_of, kept_in_order
from assistant.lists import list_after
from assistant.names import person_names
from assistant.question import Question, Wanted
from corpus.markers import find_marker
from corpus.records import Span
from corpus.sentences import split_sentences
from corpus.spelling import fold
from index.analyze import fold_syllable, syllables
from index.records import Hit
from index.weights import TermWeights

_BEFORE, _AFTER = 2, 1
"""Sentences on either side that help to say what a sentence is about ("Ông … chủ trì Hội nghị." names no subject)."""

_LONGEST_QUESTION = 400
"""Characters in which a question word is looked for."""
_LONGEST_ORDER = 120
"""Syllables of a question, and of a sentence, that are compared in order: the time grows with their product."""

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
    """A sentence of a hit. `span` counts in the document's text; the features are in [0, 1], but for `length`.

    `lead` is the sentence that opens the list which this one is an item of; `clause` is whether the line is numbered or
    such an item. Of the question's weight, `coverage` is the share that the sentence itself contains, `led` with its
    lead-in, `beyond` without what the title and the path say, `context` with all that is about it; `title` is the share
    that title and path contain. `local` is the share by how few sentences of the passage say a term; `phrases` of
    neighbouring pairs kept together; `order` of syllables kept in order; `focus` of those before the question word;
    `unit` whether a figure has the unit asked for. `kind`: whether it has the sort of thing asked for; `rank`: how the
    passage fared in retrieval; `heading`: whether it is a heading; `length`: the logarithm of its syllables.
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
    lead: Span | None = None
    clause: bool = False
    led: float = 0.0
    beyond: float = 0.0
    local: float = 0.0
    order: float = 0.0
    focus: float = 0.0
    unit: float = 0.0
    title: float = 0.0
    length: float = 0.0


class Coverage:
    """Measures how much of one question a text contains, by the weight of its terms."""

    def __init__(self, question: Question, weights: TermWeights):
        self._folded = not question.accented
        terms = [tuple(fold(s) if self._folded else s for s in spellings) for spellings in question.terms]
        self._terms = {t: max(weights.weight(s, folded=self._folded) for s in t) for t in terms}
        self._pairs = {(a, b): (self._terms[a] + self._terms[b]) / 2 for a, b in pairwise(terms) if a != b}
        self.total = sum(self._terms.values()) or 1.0
        focus = focus_of(question.text[:_LONGEST_QUESTION])
        self._focus = [fold(w) if self._folded else w for w in focus.before]
        self._unit = fold(focus.after) if self._folded else focus.after
        self._asked = self.tokens(question.text)[:_LONGEST_ORDER]

    def tokens(self, text: str) -> list[str]:
        """The syllables of `text` in the spelling that the question is compared in."""
        found = syllables(text)
        return [fold_syllable(t) for t in found] if self._folded else found

    def of(self, tokens: Iterable[str]) -> float:
        """Share of the question's weight among `tokens`, in [0, 1]."""
        held = set(tokens)
        return sum(w for t, w in self._terms.items() if not held.isdisjoint(t)) / self.total

    def among(self, sentences: Sequence[Iterable[str]]) -> dict[tuple[str, ...], float]:
        """What each term weighs in telling apart these sentences, which say it; rare ones more, shares of 1."""
        held = [set(tokens) for tokens in sentences]
        said = {t: sum(not tokens.isdisjoint(t) for tokens in held) for t in self._terms}
        weights = {t: w * math.log((len(held) + 1) / (said[t] + 0.5)) for t, w in self._terms.items() if said[t]}
        total = sum(weights.values()) or 1.0
        return {t: w / total for t, w in weights.items()}

    def order(self, tokens: Sequence[str]) -> float:
        """Share of the question's syllables that `tokens` has in the same order, in [0, 1]."""
        return kept_in_order(self._asked, tokens[:_LONGEST_ORDER])

    @property
    def size(self) -> int:
        """How many different terms the question has."""
        return len(self._terms)

    def runs(self, tokens: Sequence[str]) -> float:
        """Share of the question's runs of three syllables, of whatever kind, that stand in `tokens`, in [0, 1]."""
        asked = list(zip(self._asked, self._asked[1:], self._asked[2:], strict=False))
        said = set(zip(tokens, tokens[1:], tokens[2:], strict=False))
        return sum(run in said for run in asked) / max(len(asked), 1)

    def focus(self, tokens: Iterable[str]) -> float:
        """Share of the content syllables before the question word that `tokens` has, in [0, 1]."""
        held = set(tokens)
        return sum(w in held for w in self._focus) / max(len(self._focus), 1)

    def unit(self, tokens: Sequence[str]) -> bool:
        """Whether a figure among `tokens` has the word after it that follows the question word ("bao nhiêu năm")."""
        return bool(self._unit) and any(b == self._unit and a[:1].isdigit() for a, b in pairwise(tokens))

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
    title, headed = coverage.of(about), set(about)
    telling = coverage.among(tokens)
    leads = _leads(hit.text, spans)
    for i, span in enumerate(spans):
        text = span.of(hit.text)
        near = [t for part in tokens[max(0, i - _BEFORE) : i + _AFTER + 1] for t in part]
        led = [*tokens[leads[i]], *tokens[i]] if i in leads else tokens[i]
        said = set(led)
        yield Candidate(
            hit=hit,
            text=text,
            span=_moved(span, hit.span.start),
            coverage=coverage.of(tokens[i]),
            context=coverage.of([*about, *near]),
            phrases=coverage.phrases(tokens[i]),
            kind=float(has_kind(question.wanted, text)),
            rank=rank,
            heading=float(_is_heading(text) and i + 1 < len(spans)),
            lead=_moved(spans[leads[i]], hit.span.start) if i in leads else None,
            clause=i in leads or find_marker(text) is not None,
            led=coverage.of(led),
            beyond=coverage.of(t for t in tokens[i] if t not in headed),
            local=sum(w for t, w in telling.items() if not said.isdisjoint(t)),
            order=coverage.order(led),
            focus=coverage.focus(led),
            unit=float(coverage.unit(led)),
            title=title,
            length=math.log1p(len(tokens[i])),
        )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _leads(text: str, spans: Sequence[Span]) -> dict[int, int]:
    """For each sentence that is an item of a list, which sentence opens that list; of several the nearest."""
    leads: dict[int, int] = {}
    for i, span in enumerate(spans):
        if not text[span.start : span.end].endswith(":"):
            continue
        items = list_after(text, span)
        for j in range(i + 1, len(spans)):
            if not items or spans[j].start >= items[-1].end:
                break
            leads[j] = i
    return leads


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
