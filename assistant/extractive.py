"""The extractive engine: answers in the documents' own sentences, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.evidence import Candidate
from assistant.lists import list_after
from assistant.question import Question, Wanted
from corpus.records import Span
from index.analyze import syllables

WEIGHTS: Mapping[str, float] = {
    "coverage": 1.0,
    "context": 0.4,
    "phrases": 0.4,
    "kind": 0.4,
    "rank": 2.2,
    "heading": -0.45,
}
"""Between a logistic regression on the even halves of UIT regulations and ALQAC 2022 (which gives `rank` more) and
what the news of the sample questions needs, whose passages lie close together. The answer is contained for 80 % and
77 % of those halves' questions, in 68 syllables."""

MAX_SENTENCES = 3
MAX_SYLLABLES = 75
"""Of an answer of more than one sentence."""
MAX_LIST_SYLLABLES = 149
"""Of a list with its lead-in."""
_CLOSE = 0.75
"""A further sentence is worth adding if it scores at least this share of the best, and by its own words `_OWN`."""
_OWN = 0.5
_TYPED = 1.5
"""The weight of `kind` counts so many times for questions after a person, a date, a length of time or a quantity."""


def score(candidate: Candidate, wanted: Wanted = "anything") -> float:
    """How well a sentence answers, larger is better; comparable only within one question."""
    # A heading says nothing by itself, but it is the way to the list beneath it.
    skipped = "heading" if wanted == "list" else ""
    typed = _TYPED if wanted in {"person", "date", "duration", "quantity"} else 1.0
    total = sum(w * float(getattr(candidate, name)) for name, w in WEIGHTS.items() if name != skipped)
    return total + (typed - 1) * WEIGHTS["kind"] * candidate.kind


def _own(candidate: Candidate) -> float:
    """What the sentence's own words say for it, wherever it stands."""
    return WEIGHTS["coverage"] * candidate.coverage + WEIGHTS["phrases"] * candidate.phrases + 0.2 * candidate.kind


def compose(question: Question, candidates: Sequence[Candidate], text_of: Callable[[str], str]) -> list[Candidate]:
    """The sentences of the answer: the best one, with its list if it opens one, else what else fits and comes close.

    `text_of` returns the text of a document held under an id. In reading order within a document, the document of the
    best sentence first; nothing beside it if it is the document that the question names. Empty without candidates.
    """
    if not candidates:
        return []
    wanted = question.wanted
    scores = [score(c, wanted) for c in candidates]
    # An answer that nobody reads is none: a sentence too long for a list is passed over if there is another.
    length = [len(syllables(c.text)) for c in candidates]
    order = sorted(range(len(candidates)), key=lambda i: (length[i] > MAX_LIST_SYLLABLES, -scores[i], i))
    best = candidates[order[0]]
    opens = best.text.rstrip().endswith(":") or (wanted == "list" and best.heading)
    if opens and (whole := _with_list(best, text_of(best.hit.doc_id))):
        return [whole]
    named = question.names(best.hit.metadata)
    chosen, size = [best], length[order[0]]
    said = {_words(best)}
    for i in order[1:]:
        candidate = candidates[i]
        if len(chosen) == MAX_SENTENCES or scores[i] < _CLOSE * scores[order[0]]:
            break
        if named and candidate.hit.doc_id != best.hit.doc_id:
            continue
        # A lead-in without its list says nothing.
        opens = candidate.text.rstrip().endswith(":")
        if _own(candidate) < _OWN * _own(best) or candidate.heading or opens or _words(candidate) in said:
            continue
        if size + length[i] <= MAX_SYLLABLES:
            chosen.append(candidate)
            size += length[i]
            said.add(_words(candidate))
    return sorted(chosen, key=lambda c: (c.hit.doc_id != best.hit.doc_id, c.hit.doc_id, c.span.start))


def _with_list(lead: Candidate, text: str) -> Candidate | None:
    """The lead-in and the items after it, as many as an answer can hold, as one piece of the document."""
    end = lead.span.end
    size = len(syllables(lead.text))
    for item in list_after(text, lead.span):
        size += len(syllables(item.of(text)))
        if size > MAX_LIST_SYLLABLES:
            break
        end = item.end
    span = Span(lead.span.start, end)
    return replace(lead, span=span, text=span.of(text)) if end > lead.span.end else None


def _words(candidate: Candidate) -> tuple[str, ...]:
    return tuple(syllables(candidate.text))
