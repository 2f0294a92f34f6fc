"""What the assistant says: an answer whose sentences are cited, or an abstention."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.asks import Asks
from assistant.question import Reading, Understood
from corpus.near import Duplicate
from corpus.records import Metadata, Span
from index.filters import EVERYTHING, Filters

ABSTENTION = "Không tìm thấy căn cứ trong tài liệu."
"""The one phrase for "the documents do not say"; screens, interfaces and tests use this constant."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence stands. `quote` is exactly the document's text at `span`; `n` counts from 1 in its answer.

    `duplicates` are other files with the same text; `last_page` is the page of its last character.
    """

    n: int
    doc_id: str
    source: str
    metadata: Metadata
    span: Span
    quote: str
    page: int | None = None
    outline: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    last_page: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer and the numbers of the citations that it rests on (never empty once verified).

    `bold` is where in `text` the very thing asked for stands (a name, a date, a figure); None where that is not sure.
    """

    text: str
    citations: tuple[int, ...]
    bold: Span | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that an engine said and that verification did not let through, and why (Vietnamese)."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class NearDocument:
    """A document that came near to a question nothing answered."""

    doc_id: str
    source: str
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. Abstained if `sentences` is empty; `nearest` then names what came closest.

    `understood` is what was read out of the question besides its words, and may be dropped (see `Choices`). `dropped`
    is what verification took out; `notice` tells the reader that something went otherwise than set (empty if not).
    `asks` is what sort of answer the question asks for; None for small talk.
    """

    question: str
    standalone: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    engine: str = "extractive"
    confidence: float = 0.0
    nearest: tuple[NearDocument, ...] = ()
    reason: str = ""
    understood: tuple[Understood, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notice: str = ""
    asks: Asks | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def abstained(self) -> bool:
        """Whether the documents gave no ground for an answer."""
        return not self.sentences

    @property
    def text(self) -> str:
        """The answer as one string, without citation marks; the constant phrase if abstained."""
        return " ".join(s.text for s in self.sentences) or ABSTENTION


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who asks has set by hand.

    `filters` are what documents must be like, `without` what shall not be read out of the question, and `today` the day
    from which "năm ngoái" is counted, if not this one.
    """

    filters: Filters = EVERYTHING
    without: frozenset[Reading] = frozenset()
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: Answer | None = None
