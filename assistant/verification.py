"""What every answer promises: each citation resolves, each quote is verbatim, each number is in what is cited."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.naming import document_numbers
from assistant.records import Answer, Citation, Sentence
from corpus.records import Document

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def verify(answer: Answer, document: Callable[[str], Document | None]) -> Answer:
    """The answer without what cannot be proved; abstained if nothing is left.

    `document` returns the document held now under an id. Citations that do not resolve to their exact words are
    dropped; then sentences without a citation, or with a number that none of their citations contains; and the
    citations that no sentence uses any more. The rest are numbered anew from 1 in the order of their use.
    """
    held = {i: document(i) for i in {c.doc_id for c in answer.citations}}
    sound = {c.n: c for c in answer.citations if _resolves(c, held[c.doc_id])}
    sentences = []
    for sentence in answer.sentences:
        numbers = tuple(n for n in sentence.citations if n in sound)
        if numbers and _supported(sentence.text, " ".join(sound[n].quote for n in numbers)):
            sentences.append(Sentence(sentence.text, numbers))
    used = list(dict.fromkeys(n for s in sentences for n in s.citations))
    renumbered = {old: new for new, old in enumerate(used, start=1)}
    return replace(
        answer,
        sentences=tuple(Sentence(s.text, tuple(renumbered[n] for n in s.citations)) for s in sentences),
        citations=tuple(replace(sound[old], n=new) for old, new in renumbered.items()),
        confidence=answer.confidence if sentences else 0.0,
    )


def _resolves(citation: Citation, document: Document | None) -> bool:
    return document is not None and bool(citation.quote.strip()) and citation.span.of(document.text) == citation.quote


def _supported(text: str, quotes: str) -> bool:
    """Whether every number and document number of `text` occurs in the quotes."""
    numbers = set(_NUMBER.findall(quotes))
    documents = set(document_numbers(quotes))
    return numbers.issuperset(_NUMBER.findall(text)) and documents.issuperset(document_numbers(text))
