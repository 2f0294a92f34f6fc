"""An extractive summary: the sentences of a document that tell what it is about, in its own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from assistant.digest.sentences import summary_sentences
from corpus.records import Document, Span

PARAGRAPH = 120
"""Syllables of a summary, at most, unless asked otherwise."""
HEADLINE = 35
"""Syllables of a headline, at most, unless asked otherwise."""

Embed = Callable[[Sequence[str]], NDArray[Any]]
"""Texts to unit vectors, shape (n, dim)."""


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of a summary. `text` is `span.of(document.text)`, or if `shortened` what is left of it."""

    text: str
    span: Span
    shortened: bool = False


def summarise(document: Document, embed: Embed | None = None, length: int = PARAGRAPH) -> tuple[SummarySentence, ...]:
    """The sentences that tell most, in reading order, with at most `length` syllables together.

    A first sentence that alone is longer stays. Empty for a document without a sentence of running text.
    """
    taken: list[SummarySentence] = []
    size = 0
    for sentence in summary_sentences(document):
        if taken and size + len(sentence.words) > length:
            break
        taken.append(SummarySentence(sentence.text, sentence.span))
        size += len(sentence.words)
    return tuple(taken)


def headline(document: Document, embed: Embed | None = None, length: int = HEADLINE) -> SummarySentence | None:
    """The one sentence that tells most, of at most `length` syllables where there is one; None if there is none."""
    return next(iter(summarise(document, embed, length)), None)
