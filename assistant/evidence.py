"""From hits to candidate sentences, each with what speaks for it as an answer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.coverage import Coverage
from assistant.lists import list_after
from assistant.question import Question
from assistant.sorts import has_kind
from assistant.subjects import Subject
from corpus.markers import find_marker
from corpus.records import Span
from corpus.sentences import split_sentences
from index.records import Hit

__all__ = ["Candidate", "Coverage", "candidates"]

_BEFORE, _AFTER = 2, 1
"""Sentences on either side that help to say what a sentence is about ("Ông … chủ trì Hội nghị." names no subject)."""

_NAMED = 0.4
_SAME_YEAR = 0.1
_NEWER = 0.2
_NOW = re.compile(r"\b(?:hiện nay|hiện tại|bây giờ|mới nhất|hien nay|hien tai|bay gio|moi nhat)\b", re.IGNORECASE)
"""Asked of the present, a newer document goes before an older one that fits as well: offices change hands."""
_BACK = re.compile(
    r"\b(?:này|đó|ấy|trên|nêu trên|nói trên)\b|^\s*(?:\d{1,3}\. |[a-zđ]\) )?(?:phạm tội|người phạm tội|trường hợp)\b",
    re.IGNORECASE,
)
"""In its first words, says that a sentence goes on about what stands before it."""
_BACK_WITHIN = 60
_OPENING = 6
_LIKELY = 30
"""Sentences that are embedded: the others share little with the question, and each takes a tenth of a millisecond."""

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a hit. `span` counts in the document's text; the features are in [0, 1], but for `length`, `near`.

    `lead` is the sentence that opens the list which this one is an item of; `clause` is whether the line is numbered or
    such an item. Of the question's weight, `coverage` is the share that the sentence itself contains, `led` with its
    lead-in, `beyond` without what the title and the path say, `context` with all that is about it, `chain` with what
    it goes on from; `title` is the share that title and path contain, `back` that of the sentence before, if it points
    back. `local` is the share by how few sentences of the passage say a term; `phrases` of neighbouring pairs kept
    together; `run` of runs of three; `order` of syllables kept in order; `focus` of those before the question word;
    `unit` whether a figure has the unit asked for. `kind`: whether it has the sort of thing asked for; `rank`: how the
    passage fared in retrieval; `heading`: whether it is a heading; `length`: the logarithm of its syllables. `says`:
    whether it says what the thing asked about is, `defines` where that is the question; `opens`: how much of its
    opening was asked; `first` and `last` in its passage; `near`: its cosine, in standard deviations above the usual
    one; `nearest` in its passage by that; `beside`: whether it is no running text.
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
    chain: float = 0.0
    back: float = 0.0
    run: float = 0.0
    says: float = 0.0
    defines: float = 0.0
    opens: float = 0.0
    first: float = 0.0
    last: float = 0.0
    near: float = 0.0
    nearest: float = 0.0
    beside: float = 0.0


def candidates(
    question: Question, hits: Sequence[Hit], coverage: Coverage, embed: Embed | None = None
) -> list[Candidate]:
    """Every sentence of the hits, in the order of the hits and then of reading.

    `embed` returns float32 vectors, shape (n, dim), L2-normalised; without it no sentence is nearer than another.
    """
    dates = sorted({h.metadata.date for h in hits if h.metadata.date}) if _NOW.search(question.text) else []
    scores = [h.score + _favour(question, h) + _NEWER * _recency(h, dates) for h in hits]
    best = max(scores, default=0.0) or 1.0
    subject = Subject(question.text, coverage.tokens)
    found = [
        c
        for hit, score in zip(hits, scores, strict=True)
        for c in _of_hit(question, hit, coverage, subject, score / best)
    ]
    return _with_nearness(question, found, embed) if embed and found else found


def _recency(hit: Hit, dates: Sequence[str]) -> float:
    """How new a hit's document is among those with these dates, in [0, 1]."""
    return dates.index(hit.metadata.date) / max(len(dates) - 1, 1) if hit.metadata.date in dates else 0.0


def _favour(question: Question, hit: Hit) -> float:
    """Added to a hit whose document the question names, or one of whose year it speaks."""
    return _NAMED * question.names(hit.metadata) + _SAME_YEAR * (hit.metadata.date[:4] in question.years)


def _of_hit(question: Question, hit: Hit, coverage: Coverage, subject: Subject, rank: float) -> Iterable[Candidate]:
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
        opening = hit.text[spans[leads[i]].start : span.end] if i in leads else text
        back = _BACK.search(opening[:_BACK_WITHIN]) is not None
        said = set(led)
        says = subject.opens(text)
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
            chain=coverage.of([*led, *tokens[0]]) if back else coverage.of(led),
            back=coverage.of(tokens[i - 1]) if back and i else 0.0,
            run=coverage.runs(tokens[i]),
            says=says,
            defines=says * subject.defined,
            opens=coverage.share(tokens[i], _OPENING),
            first=float(i == 0),
            last=float(i + 1 == len(spans)),
        )


def _with_nearness(question: Question, found: Sequence[Candidate], embed: Embed) -> list[Candidate]:
    """The candidates, those that share most words with the question with their cosines, each with its lead-in."""
    likely = sorted(range(len(found)), key=lambda i: -found[i].chain - found[i].rank)[:_LIKELY]
    texts = {(c.hit.passage_id, c.span.start): c.text for c in found}
    leads = [texts.get((c.hit.passage_id, c.lead.start), "") if c.lead else "" for c in (found[i] for i in likely)]
    vectors = embed([question.text, *(f"{lead} {found[i].text}" for lead, i in zip(leads, likely, strict=True))])
    cosines = vectors[1:] @ vectors[0]
    above = (cosines - cosines.mean()) / (float(cosines.std()) or 1.0)
    best: dict[str, float] = {}
    for i, value in zip(likely, above, strict=True):
        best[found[i].hit.passage_id] = max(best.get(found[i].hit.passage_id, value), value)
    out = list(found)
    for i, value in zip(likely, above, strict=True):
        nearest = float(value >= best[found[i].hit.passage_id])
        out[i] = replace(found[i], near=float(value), nearest=nearest)
    return out


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


def _is_heading(text: str) -> bool:
    return len(text) < 200 and not text.rstrip("\"'”’)").endswith((".", "!", "?", ";", ":", "…", ",", "/"))
