"""What every answer promises: each citation resolves, each quote is verbatim, each sentence is what its quotes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.binding import misbinding
from assistant.facts import facts_of, grounds_of, in_their_spelling
from assistant.injections import is_instruction
from assistant.marks import strip_marks
from assistant.records import Answer, Citation, Dropped, Sentence
from assistant.support import THRESHOLD, Support, reverses
from corpus.records import Document
from corpus.repair import repair

NO_SOURCE = "không có nguồn"
NOT_SAID = "nguồn được dẫn không nói điều này"
REVERSED = "nguồn được dẫn nói ngược lại"
INSTRUCTION = "là lời chỉ dẫn cho máy, không phải nội dung"
NOT_IN_SOURCE = "không có trong nguồn được dẫn"

_NUMBERING = re.compile(r"\s*(?:[-–+*•]\s*)?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])[.)]\s+")


def verify(answer: Answer, document: Callable[[str], Document | None], support: Support | None = None) -> Answer:
    """The answer without what cannot be proved; abstained if nothing is left. What is taken out is in `dropped`.

    `document` returns the document held now under an id. Citations that do not resolve to their exact words are
    dropped; then sentences without a citation, or that their citations do not bear out (see `objection`); and the
    citations that no sentence uses any more. The rest are numbered anew from 1 in the order of their use. What looks
    like a citation mark within a sentence is taken out of it.
    """
    held = {i: document(i) for i in {c.doc_id for c in answer.citations}}
    sound = {c.n: c for c in answer.citations if _resolves(c, held[c.doc_id])}
    sentences, dropped = [], list(answer.dropped)
    for sentence in answer.sentences:
        numbers = tuple(n for n in sentence.citations if n in sound)
        if reason := objection(sentence.text, [sound[n].quote for n in numbers], support):
            dropped.append(Dropped(sentence.text, reason))
        else:
            sentences.append(Sentence(strip_marks(sentence.text), numbers))
    used = list(dict.fromkeys(n for s in sentences for n in s.citations))
    renumbered = {old: new for new, old in enumerate(used, start=1)}
    return replace(
        answer,
        sentences=tuple(Sentence(s.text, tuple(renumbered[n] for n in s.citations)) for s in sentences),
        citations=tuple(replace(sound[old], n=new) for old, new in renumbered.items()),
        dropped=tuple(dropped),
        confidence=answer.confidence if sentences else 0.0,
    )


def objection(text: str, quotes: Sequence[str], support: Support | None = None, threshold: float = THRESHOLD) -> str:
    """What speaks against a sentence (Vietnamese); empty if the quotes bear it out.

    Every number, date, document number and name of the sentence must be in the quotes, in whatever spelling; and unless
    the sentence is a quote itself, its words and its meaning must be near enough, without a "không" too many or too
    few. Without `support` only the former is looked at.
    """
    if not quotes or not strip_marks(text).strip():
        return NO_SOURCE
    if is_instruction(text):
        return INSTRUCTION
    if text in quotes:
        return ""
    if missing := grounds_of(quotes).missing(facts_of(without_numbering(text))):
        return f"{NOT_IN_SOURCE}: {', '.join(fact.text for fact in missing[:4])}"
    if support is None:
        return ""
    if reverses(text, quotes):
        return REVERSED
    said = repair(in_their_spelling(text, quotes))
    if wrong := misbinding(said, quotes):
        return wrong
    return NOT_SAID if support.of(said, quotes) < threshold else ""


def without_numbering(text: str) -> str:
    """A sentence without the number or letter that makes it an item of a list."""
    numbering = _NUMBERING.match(text)
    return text[numbering.end() :] if numbering else text


def _resolves(citation: Citation, document: Document | None) -> bool:
    return document is not None and bool(citation.quote.strip()) and citation.span.of(document.text) == citation.quote
