"""The digest of one document: what happened in a sentence, in a paragraph, and its facts, each with its exact words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.digest.facts import VERSION as FACTS_VERSION
from assistant.digest.facts import facts_json, read_facts
from assistant.digest.summary import PARAGRAPH, Embed, SummarySentence, headline_and_summary
from corpus.records import Document, Metadata

VERSION = f"6.{FACTS_VERSION}"
"""Raise the first part when the summary of the same document changes: documents are then digested anew."""
ENGINE = "extractive"
"""What a digest in the document's own sentences names as its engine."""

Fact = Mapping[str, Any]
"""A fact by the names of a digest's JSON; it has `start`, `end`, `page` and its `quote`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a digest. `quote` is the document's text from `start` to `end`; `text` is the same, but for a
    capital, unless it is `written`, in a language model's words that the quote bears out. Words or a number of the
    sentence may have been left out before or behind ("Theo đó, …", "2.1. …"). `page` counts from 1, None where the
    format has no pages."""

    text: str
    start: int
    end: int
    page: int | None
    quote: str
    written: bool = False
    cut_before: bool = False
    cut_behind: bool = False

    @property
    def shortened(self) -> bool:
        """Whether it is less than the whole sentence."""
        return self.cut_before or self.cut_behind


@dataclass(frozen=True, slots=True)
class Digest:
    """What a reader wants to know of a document at once. `headline` is None where it has no sentence of running text.

    People, organisations, places, dates, figures, documents referred to and tasks are as `facts_json` gives them;
    `subject` is one of `assistant.digest.subjects`.
    """

    doc_id: str
    source: str
    content_hash: str
    metadata: Metadata
    headline: Line | None = None
    summary: tuple[Line, ...] = ()
    people: tuple[Fact, ...] = ()
    organisations: tuple[Fact, ...] = ()
    places: tuple[Fact, ...] = ()
    dates: tuple[Fact, ...] = ()
    figures: tuple[Fact, ...] = ()
    references: tuple[Fact, ...] = ()
    tasks: tuple[Fact, ...] = ()
    subject: str = ""
    engine: str = ENGINE

    @property
    def title(self) -> str:
        """What the document is called; its file's name where it has no title."""
        return self.metadata.title or self.source.rpartition("/")[2]

    def of(self, doc_id: str, source: str, metadata: Metadata | None = None) -> Digest:
        """The same digest for another file with the same content, or where people have corrected its metadata."""
        return replace(self, doc_id=doc_id, source=source, metadata=metadata or self.metadata)


_FACTS = ("people", "organisations", "places", "dates", "figures", "references", "tasks")


def digest_of(document: Document, embed: Embed | None = None, length: int = PARAGRAPH) -> Digest:
    """The digest of a document, with a summary of at most `length` syllables; linear in its length."""
    facts = facts_json(read_facts(document), document)
    lead, summary = headline_and_summary(document, embed, length=length)
    told: dict[str, Any] = {name: tuple(facts[name]) for name in _FACTS}
    return Digest(
        document.id,
        document.source,
        document.content_hash,
        document.metadata,
        _line(lead, document) if lead else None,
        tuple(_line(sentence, document) for sentence in summary),
        **told,
    )


def digest_json(digest: Digest) -> dict[str, Any]:
    """The JSON line of a digest."""
    m = digest.metadata
    return {
        "doc_id": digest.doc_id,
        "source": digest.source,
        "title": m.title,
        "number": m.number,
        "kind": m.kind,
        "issuer": m.issuer,
        "date": m.date,
        "url": m.url,
        "subject": digest.subject,
        "headline": digest.headline.text if digest.headline else "",
        "headline_citations": [_citation(digest.headline)] if digest.headline else [],
        "summary": [
            {
                "text": line.text,
                "shortened": line.shortened,
                "written": line.written,
                "citations": [_citation(line)],
            }
            for line in digest.summary
        ],
        **{name: list(getattr(digest, name)) for name in _FACTS},
        "engine": digest.engine,
    }


def digest_body(digest: Digest) -> dict[str, Any]:
    """What is kept of a digest: everything."""
    return asdict(digest)


def digest_from(body: Mapping[str, Any]) -> Digest:
    """The digest in what `digest_body` gave, read back from JSON."""
    lead = body["headline"]
    values = dict(body) | {
        "metadata": Metadata(**body["metadata"]),
        "headline": Line(**lead) if lead else None,
        "summary": tuple(Line(**line) for line in body["summary"]),
    }
    return Digest(**(values | {name: tuple(body[name]) for name in _FACTS}))


def _line(sentence: SummarySentence, document: Document) -> Line:
    span = sentence.span
    page, quote = document.page_at(span.start), span.of(document.text)
    return Line(
        sentence.text, span.start, span.end, page, quote, cut_before=sentence.cut_before, cut_behind=sentence.cut_behind
    )


def _citation(line: Line) -> dict[str, Any]:
    return {"start": line.start, "end": line.end, "page": line.page, "quote": line.quote}
