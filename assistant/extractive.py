"""The extractive engine: answers in the documents' own sentences, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.evidence import Candidate
from assistant.lists import list_after
from assistant.question import Question
from assistant.ranking import score
from corpus.records import Span
from index.analyze import syllables

MAX_SENTENCES = 4
MAX_SYLLABLES = 80
"""Of an answer of more than one sentence. On the even halves of UIT regulations and ALQAC 2022 the answer is contained
for 83 % and 87 % of the questions, in 55 and 74 syllables; 10 syllables more or less change that by one point."""
MAX_CLAUSES = 6
MAX_CLAUSE_SYLLABLES = 120
"""Of an answer from numbered clauses: those of one article bear on each other, and short lines are quickly read."""
MAX_LIST_SYLLABLES = 149
"""Of a list with its lead-in."""
MAX_DOCUMENTS = 3
_CLOSE, _CLOSE_CLAUSE = 2.0, 4.0
"""How far below the best a further sentence may score, and a further clause of the same passage."""


def compose(question: Question, candidates: Sequence[Candidate], text_of: Callable[[str], str]) -> list[Candidate]:
    """The sentences of the answer: the best one, with its lead-in or its list, and what else fits and comes close.

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
    draft = _Draft({(c.hit.passage_id, c.span.start): c for c in candidates})
    opens = best.text.rstrip().endswith(":") or (wanted == "list" and best.heading)
    whole = _with_list(best, text_of(best.hit.doc_id)) if opens else None
    draft.add(whole or best)
    named = question.names(best.hit.metadata)
    for i in order[1:]:
        candidate, below = candidates[i], scores[order[0]] - scores[i]
        clause = best.clause and candidate.hit.passage_id == best.hit.passage_id
        if below > max(_CLOSE, _CLOSE_CLAUSE):
            break
        if below > (_CLOSE_CLAUSE if clause else _CLOSE) or (named and candidate.hit.doc_id != best.hit.doc_id):
            continue
        # A lead-in without its list says nothing, and neither does a heading.
        if candidate.heading or candidate.text.rstrip().endswith(":"):
            continue
        draft.try_add(candidate, *((MAX_CLAUSES, MAX_CLAUSE_SYLLABLES) if clause else (MAX_SENTENCES, MAX_SYLLABLES)))
    return sorted(draft.chosen, key=lambda c: (c.hit.doc_id != best.hit.doc_id, c.hit.doc_id, c.span.start))


@dataclass(slots=True)
class _Draft:
    """The sentences chosen so far; `held` are all candidates by passage and start, among them the lead-ins."""

    held: dict[tuple[str, int], Candidate]
    chosen: list[Candidate] = field(default_factory=list)
    size: int = 0

    def add(self, candidate: Candidate) -> None:
        """Take a sentence and its lead-in."""
        for one in self._missing(candidate):
            self.chosen.append(one)
            self.size += len(syllables(one.text))

    def try_add(self, candidate: Candidate, sentences: int, size: int) -> None:
        """Take them if they are new and leave the answer within so many sentences and syllables."""
        missing = self._missing(candidate)
        said = {_words(c) for c in self.chosen}
        documents = {c.hit.doc_id for c in (*self.chosen, candidate)}
        fits = len(self.chosen) < sentences and len(documents) <= MAX_DOCUMENTS
        longer = self.size + sum(len(syllables(c.text)) for c in missing)
        if fits and missing and _words(candidate) not in said and longer <= size:
            self.add(candidate)

    def _missing(self, candidate: Candidate) -> list[Candidate]:
        lead = self.held.get((candidate.hit.passage_id, candidate.lead.start)) if candidate.lead else None
        return [c for c in (lead, candidate) if c and not any(_within(c, other) for other in self.chosen)]


def _within(candidate: Candidate, other: Candidate) -> bool:
    """Whether the other says all of it: the passages of a document overlap."""
    inside = other.span.start <= candidate.span.start and candidate.span.end <= other.span.end
    return inside and candidate.hit.doc_id == other.hit.doc_id


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
