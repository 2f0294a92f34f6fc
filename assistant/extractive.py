"""The extractive engine: answers in the documents' own sentences, or not at all."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.asked_spans import asked_spans
from assistant.evidence import Candidate
from assistant.question import Question
from assistant.ranking import score
from assistant.sorts import Part, asked_together
from assistant.whole_lists import (
    counted_in,
    first_of_each,
    is_label,
    is_title,
    is_topic,
    opens_count,
    under_heading,
    wants_list,
    whole_list,
)
from index.analyze import syllables

MAX_SENTENCES = 5
MAX_CLAUSES = 7
"""Of an answer from numbered clauses: those of one article bear on each other, and short lines are quickly read."""
MAX_SYLLABLES = 149
"""Of an answer, and of a list with its lead-in."""
MAX_DOCUMENTS = 3
_WORTH = 0.0035
"""The least chance of being the answer, for each syllable, that a further sentence must add: a sure answer is short, an
unsure one has room. On the even halves of UIT regulations and ALQAC 2022, by five folds and with the same questions
refused, 0.003 held the answer for 80 % and 87 % of the questions in 59 and 70 syllables, 0.0022 for 80 % and 89 % in 64
and 76."""
_CLAUSE, _NEXT = 0.35, 1.5
"""What a further clause of the passage is asked of that, and how much likelier it is what follows a chosen sentence."""
_TOGETHER = 1.5
"""For each of the things asked for at once that a sentence tells; nothing that weights are fitted to asks so."""
_COUNTED = 5.0
"""For the sentence that counts what is asked for and goes on to tell it: "ba tồn tại: …"."""
_REASON = re.compile(r"\b(?:nguyên nhân|lý do|là vì|bởi vì|bởi|là do|do|sở dĩ)\b", re.IGNORECASE)
_LIKELY = 3.0
"""How far below the best sentence one may score that has the sort of thing asked for, which that one lacks."""
_UNDER = 110
"""Syllables of what is told under a heading that is the whole of a question."""
_COMPARED = 2
"""Documents, at the least, that a comparison names."""
_FIGURES = frozenset(("person", "date", "duration", "quantity", "place"))


def compose(question: Question, candidates: Sequence[Candidate], text_of: Callable[[str], str]) -> list[Candidate]:
    """The sentences of the answer: the best one, with its lead-in or its list, and what else is worth its length.

    `text_of` returns the text of a document held under an id. In reading order within a document, the document of the
    best sentence first; nothing beside them if the question names documents. Empty without candidates.
    """
    if not candidates:
        return []
    together = asked_together(question.text)
    counted = counted_in(question.text)
    scores = [
        score(c, question) + _of_both(c, together) + _COUNTED * bool(counted and opens_count(c.text, counted))
        for c in candidates
    ]
    # An answer that nobody reads is none: a sentence too long for a list is passed over if there is another.
    length = [len(syllables(c.text)) for c in candidates]
    order = sorted(range(len(candidates)), key=lambda i: (length[i] > MAX_SYLLABLES, -scores[i], i))
    ranked = [candidates[i] for i in order]
    best = next((c for c in ranked if not is_label(c.text)), ranked[0])
    draft = _Draft({(c.hit.passage_id, c.span.start): c for c in candidates}, _chances(candidates, scores))
    for one in _opening(question, best, ranked, text_of(best.hit.doc_id)):
        draft.add(one)
    for part in together:
        telling = [c for c in ranked if part.told_by(c.text)]
        if not any(part.told_by(c.text) for c in draft.chosen) and telling:
            draft.try_add(min(telling, key=lambda c: c.hit.doc_id != best.hit.doc_id), MAX_SENTENCES, 0.0)
    if wanting := _of_the_sort(question, draft.chosen, ranked, sorted(scores, reverse=True)):
        draft.try_add(wanting, MAX_SENTENCES, 0.0)
    if together and all(any(part.told_by(c.text) for c in draft.chosen) for part in together):
        return _in_order(draft.chosen, best)
    told = question.wanted in _FIGURES and any(asked_spans(question, c.text) for c in draft.chosen)
    named = question.names(best.hit.metadata)
    for one in _of_the_others(question, best, ranked):
        draft.add(one)
    for found in ranked:
        candidate = _with_title(found, ranked)
        # A lead-in without its list says nothing, and neither does a heading.
        if candidate.heading or candidate.text.rstrip().endswith(":") or is_label(candidate.text):
            continue
        if named and not question.names(candidate.hit.metadata):
            continue
        # Beside the figure that was asked for, only what has such a figure too can be the answer.
        if told and not any(asked_spans(question, c.text) for c in draft.missing(candidate)):
            continue
        clause = best.clause and candidate.hit.passage_id == best.hit.passage_id
        draft.try_add(candidate, *((MAX_CLAUSES, _WORTH * _CLAUSE) if clause else (MAX_SENTENCES, _WORTH)))
    chosen = [*draft.chosen]
    if wants_list(question):
        for item in [c for c in chosen if c.lead]:
            chosen = _with_whole_list(item, chosen, text_of)
    return _in_order(chosen, best)


def _with_title(candidate: Candidate, ranked: Sequence[Candidate]) -> Candidate:
    """What stands right under a line that only says what it is about, with that line; any other sentence itself."""
    under = next((c for c in ranked if _follows(c, candidate)), None) if is_title(candidate.text) else None
    return replace(under, lead=candidate.span) if under else candidate


def _with_whole_list(item: Candidate, chosen: Sequence[Candidate], text_of: Callable[[str], str]) -> list[Candidate]:
    """The chosen sentences with the list that the item is of instead of a few of its items, if there is room for it."""
    most = MAX_SYLLABLES - sum(len(syllables(c.text)) for c in chosen if item.lead not in (c.lead, c.span))
    whole = whole_list(item, text_of(item.hit.doc_id), most) if item in chosen else None
    return [whole, *[c for c in chosen if not _within(c, whole)]] if whole else list(chosen)


def _in_order(chosen: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    return sorted(chosen, key=lambda c: (c.hit.doc_id != best.hit.doc_id, c.hit.doc_id, c.span.start))


def _of_both(candidate: Candidate, together: Sequence[Part]) -> float:
    """What speaks for a sentence that tells more than one of the things asked for at once."""
    if not together:
        return 0.0
    return _TOGETHER * sum(part.told_by(candidate.text) for part in together) + _TOGETHER * candidate.coverage


def _of_the_sort(
    question: Question, chosen: Sequence[Candidate], ranked: Sequence[Candidate], scores: Sequence[float]
) -> Candidate | None:
    """Where a figure or a reason is asked for and none is chosen, the likeliest sentence that has one."""
    if question.wanted == "reason":
        fits = [c for c in ranked if _REASON.search(c.text)]
    elif question.wanted in ("quantity", "duration"):
        fits = [c for c in ranked if asked_spans(question, c.text)]
    else:
        return None
    if not fits or any(c in fits for c in chosen):
        return None
    return fits[0] if scores[ranked.index(fits[0])] >= scores[0] - _LIKELY else None


def _of_the_others(question: Question, best: Candidate, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Where documents that the question names are compared, the best sentence of each but that of the best one."""
    if question.asks != "comparison" or len(question.named) < _COMPARED:
        return []
    others: dict[str, Candidate] = {}
    for c in ranked:
        told = not c.heading and not c.text.rstrip().endswith(":")
        if told and c.hit.doc_id != best.hit.doc_id and question.names(c.hit.metadata):
            others.setdefault(c.hit.doc_id, c)
    return list(others.values())[: MAX_DOCUMENTS - 1]


def _chances(candidates: Sequence[Candidate], scores: Sequence[float]) -> dict[tuple[str, int], float]:
    """By document and start, how likely each sentence is the answer; passages overlap, and their chances are one."""
    highest = max(scores)
    raised: dict[tuple[str, int], float] = {}
    for c, value in zip(candidates, scores, strict=True):
        raised.setdefault((c.hit.doc_id, c.span.start), math.exp(value - highest))
    total = sum(raised.values())
    return {key: value / total for key, value in raised.items()}


def _opening(question: Question, best: Candidate, ranked: Sequence[Candidate], text: str) -> list[Candidate]:
    """What it begins with: the best sentence; of a lead-in its list, or where a figure is asked its best item."""
    if wants_list(question):
        whole = whole_list(best, text, MAX_SYLLABLES)
        if found := [whole] if whole else first_of_each(best, ranked, text, MAX_SYLLABLES):
            return found
    if best.heading and is_topic(question) and (found := under_heading(best, ranked, _UNDER)):
        return found
    if best.heading and question.wanted != "list" and not best.text.rstrip().endswith(":"):
        # A heading by itself says nothing: what stands under it does.
        under = (c for c in ranked if c.hit.passage_id == best.hit.passage_id and not c.heading)
        return [best, *[c for c in under if c.span.start >= best.span.end][:1]]
    if not (best.text.rstrip().endswith(":") or best.heading):
        return [best]
    items = [c for c in ranked if c.lead == best.span and c.hit.passage_id == best.hit.passage_id]
    if items and question.wanted in _FIGURES:
        return [best, items[0]]
    return [whole_list(best, text, MAX_SYLLABLES) or best]


@dataclass(slots=True)
class _Draft:
    """The sentences chosen so far; `held` are all candidates by passage and start, among them the lead-ins."""

    held: dict[tuple[str, int], Candidate]
    chances: dict[tuple[str, int], float]
    chosen: list[Candidate] = field(default_factory=list)
    size: int = 0

    def add(self, candidate: Candidate) -> None:
        """Take a sentence and its lead-in."""
        for one in self.missing(candidate):
            self.chosen.append(one)
            self.size += len(syllables(one.text))

    def try_add(self, candidate: Candidate, sentences: int, worth: float) -> None:
        """Take them if they are new, worth their syllables, and leave the answer within so many sentences."""
        missing = self.missing(candidate)
        documents = {c.hit.doc_id for c in (*self.chosen, candidate)}
        if not missing or len(self.chosen) >= sentences or len(documents) > MAX_DOCUMENTS:
            return
        chance = sum(self.chances[c.hit.doc_id, c.span.start] for c in missing)
        chance *= _NEXT if any(_follows(candidate, c) for c in self.chosen) else 1
        if chance < worth:
            return
        longer = sum(len(syllables(c.text)) for c in missing)
        said = {_words(c) for c in self.chosen}
        if chance >= worth * longer and self.size + longer <= MAX_SYLLABLES and _words(candidate) not in said:
            self.add(candidate)

    def missing(self, candidate: Candidate) -> list[Candidate]:
        """The sentence and its lead-in, as far as they are not chosen yet."""
        lead = self.held.get((candidate.hit.passage_id, candidate.lead.start)) if candidate.lead else None
        return [c for c in (lead, candidate) if c and not any(_within(c, other) for other in self.chosen)]


def _within(candidate: Candidate, other: Candidate) -> bool:
    """Whether the other says all of it: the passages of a document overlap."""
    inside = other.span.start <= candidate.span.start and candidate.span.end <= other.span.end
    return inside and candidate.hit.doc_id == other.hit.doc_id


def _follows(candidate: Candidate, other: Candidate) -> bool:
    """Whether it is the next sentence of the same document."""
    return candidate.hit.doc_id == other.hit.doc_id and 0 <= candidate.span.start - other.span.end <= 2


def _words(candidate: Candidate) -> tuple[str, ...]:
    return tuple(syllables(candidate.text))
