"""The records that documents travel in, from a file on disk to passages in an index."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["body", "row", "note", "caption", "aside"]
"""What a line is: running text, a row of a table (cells apart by " | "), a footnote, the words under a picture, or what
stands on the page without belonging to the document (a byline, a list of other articles)."""
Relation = Literal["cites", "bases", "replaces", "amends", "guides"]
"""What a document does with another: mentions it, is based on it ("Căn cứ"), replaces or repeals it, amends it, or says
how to carry it out."""


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
    shows it, or None where the format has no pages. `header` is the header row of the table that a row belongs to.
    """

    text: str
    page: int | None = None
    level: int = 0
    breaks: tuple[int, ...] = ()
    kind: Kind = "body"
    header: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands on its page: edges in PDF points from the page's left and top, 0 at the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Scan:
    """What optical character recognition made of one page. `confidence` is its mean over words, in [0, 1]."""

    page: int
    confidence: float
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader got out of one file. `hints` is metadata that the format declares, by the names of `Metadata`.

    `encoding` names what the text was typed in where it had to be converted ("TCVN3", "VNI", "VISCII", "VPS",
    "windows-1258", …); empty for Unicode. `scans` are the pages that were recognised from their pictures.
    """

    format: str
    blocks: tuple[Block, ...]
    page_count: int | None = None
    hints: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    encoding: str = ""
    scans: tuple[Scan, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document; empty strings where nothing was found. `date` is ISO 8601 (YYYY-MM-DD).

    `office` is that of the signatory ("Thường trực Ban Bí thư"), `recipients` are separated by "; ", `classification`
    is the stamp in lower case ("mật", "tối mật", "tuyệt mật").
    """

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
    office: str = ""
    recipients: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a document's text. `label` is what a citation says ("Điều 5", "Phần II"), `level` counts from 1."""

    span: Span
    level: int
    label: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another document. `number` is its number and symbol in canonical form ("57-NQ/TW")."""

    number: str
    kind: str
    relation: Relation
    span: Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a document's text that is not running text. `header` is the header row above a table's row."""

    span: Span
    kind: Kind
    header: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read. Its `text` is the one that every span and quote refers to.

    Paragraphs are separated by one newline; there is no other newline in `text`. `page_starts[i]` is the offset at
    which page i + 1 begins (empty where the format has no pages). `marks` are the lines that are not body text, in
    order; `encoding` and `scans` are the reader's (see `Extract`); `reading` names the version of the readers, empty
    where the text did not come out of a file.
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
    marks: tuple[Mark, ...] = ()
    references: tuple[Reference, ...] = ()
    encoding: str = ""
    scans: tuple[Scan, ...] = ()
    reading: str = ""

    def page_at(self, offset: int) -> int | None:
        """The page of the character at `offset`, from 1 as a viewer counts, or None where the format has no pages."""
        return bisect_right(self.page_starts, offset) or None if self.page_starts else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document, cut along its structure. `text` is exactly `document.text[span.start:span.end]`.

    `context` is what a reader must know to understand it and what stands elsewhere in the document: the lead-in of a
    clause that was split, the header of a table. It is searched with the passage and is no part of its text.
    """

    doc_id: str
    ordinal: int
    span: Span
    text: str
    page: int | None = None
    outline: tuple[str, ...] = ()
    context: str = ""
