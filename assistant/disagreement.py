"""Two documents that answer one question differently: another figure, another date. Both are told, the newer first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.asked_spans import asked_spans
from assistant.evidence import Candidate
from assistant.facts import facts_of
from assistant.focus import kept_in_order
from assistant.question import Question
from assistant.records import Answer
from corpus.records import Metadata
from index.analyze import syllables

_ALIKE = 0.6
"""Share of the words of either sentence, figures left out, that the other has in the same order."""
_AS_GOOD = 0.9
"""How much of what the answer covers of the question the other document must cover."""
_FIGURES = frozenset(("date", "duration", "quantity"))


def with_rival(question: Question, chosen: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """The chosen sentences, and what another document says instead; then the document of the latest date first.

    Only for questions after a date, a length of time or a figure that name no document. `found` are all candidates.
    """
    if question.wanted not in _FIGURES or question.named:
        return list(chosen)
    for candidate in chosen:
        said = _asked(question, candidate.text)
        if not said:
            continue
        for other in found:
            if other.hit.doc_id == candidate.hit.doc_id or other.context < _AS_GOOD * candidate.context:
                continue
            told = _asked(question, other.text)
            if told and said.isdisjoint(told) and _alike(candidate.text, other.text):
                return _newest_first([*chosen, *([] if other in chosen else [other])])
    return list(chosen)


def with_notice(answer: Answer, question: Question) -> Answer:
    """The answer with a word on it, in `notice`, where two of its documents give different figures."""
    metadata: dict[str, Metadata] = {c.doc_id: c.metadata for c in answer.citations}
    if len(metadata) < 2 or question.wanted not in _FIGURES or question.named:
        return answer
    by_number = {c.n: c for c in answer.citations}
    pairs = [(by_number[s.citations[0]].doc_id, s.text) for s in answer.sentences if s.citations]
    for doc_id, text in pairs:
        said = _asked(question, text)
        for other_id, other in pairs:
            told = _asked(question, other)
            if other_id != doc_id and said and told and said.isdisjoint(told) and _alike(text, other):
                names = " và ".join(_name(metadata[i]) for i in dict.fromkeys((doc_id, other_id)))
                return replace(answer, notice=f"{answer.notice} Hai tài liệu nói khác nhau: {names}.".strip())
    return answer


def _asked(question: Question, text: str) -> frozenset[str]:
    """What in `text` is of the kind asked for, in one spelling."""
    spans = [span.of(text) for span in asked_spans(question, text)]
    return frozenset(form for s in spans for fact in facts_of(s) for forms in fact.alternatives for form in forms)


def _alike(text: str, other: str) -> bool:
    said, told = ([s for s in syllables(t) if not s[0].isdigit()] for t in (text, other))
    return min(kept_in_order(said, told), kept_in_order(told, said)) >= _ALIKE


def _newest_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """By date of the document, the latest first; documents as they came within a date, sentences in reading order."""
    order = {c.hit.doc_id: i for i, c in reversed(list(enumerate(candidates)))}
    by_reading = sorted(candidates, key=lambda c: (order[c.hit.doc_id], c.span.start))
    return sorted(by_reading, key=lambda c: c.hit.metadata.date, reverse=True)


def _name(metadata: Metadata) -> str:
    name = metadata.number or metadata.title or "tài liệu không số"
    day = "/".join(reversed(metadata.date.split("-")))
    return f"{name} ({day})" if day else f"{name} (không rõ ngày)"
