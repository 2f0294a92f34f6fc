"""The records that documents travel in, from a file on disk to passages in an index."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character offsets `[start, end)` into a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The slice of `text` that the span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row as a reader found it: a single line of repaired text, never empty.

    `level` is 0 for body text and 1 (outermost) to 9 for what the format itself marks as a heading; structure that only
    the words show ("Điều 5.") is found later. `breaks` are the offsets within `text` at which a new page begins (a
    paragraph may run over a page's end), and `page` is the page of its first character, counted from 1 as a viewer
    shows it, or None where the format has no pages.
    """

    text: str
    page: int | None = None
    level: int = 0
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader got out of one file. `hints` is metadata that the format declares, by the names of `Metadata`."""

    format: str
    blocks: tuple[Block, ...]
    page_count: int | None = None
    hints: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document; empty strings where nothing was found. `date` is ISO 8601 (YYYY-MM-DD)."""

    title: str = ""
    number: str = ""
    kind: str = ""
    issuer: str = ""
    signed_by: str = ""
    date: str = ""
    place: str = ""
    classification: str = ""
    status: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a document's text. `label` is what a citation says ("Điều 5", "Phần II"), `level` counts from 1."""

    span: Span
    level: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read. Its `text` is the one that every span and quote refers to.

    Paragraphs are separated by one newline; there is no other newline in `text`. `page_starts[i]` is the offset at
    which page i + 1 begins (empty where the format has no pages).
    """

    id: str
    source: str
    content_hash: str
    format: str
    text: str
    metadata: Metadata = Metadata()
    collection: str = "default"
    page_starts: tuple[int, ...] = ()
    outline: tuple[Heading, ...] = ()
    warnings: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page of the character at `offset`, from 1 as a viewer counts, or None where the format has no pages."""
        return bisect_right(self.page_starts, offset) or None if self.page_starts else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document, cut along its structure. `text` is exactly `document.text[span.start:span.end]`."""

    doc_id: str
    ordinal: int
    span: Span
    text: str
    page: int | None = None
    outline: tuple[str, ...] = ()
