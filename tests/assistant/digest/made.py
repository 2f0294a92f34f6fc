"""Documents made up for tests."""

from dataclasses import replace

from corpus.metadata import find_metadata
from corpus.outline import find_outline
from corpus.records import Document, Metadata
from corpus.references import find_references


def article(text: str, date: str = "2026-03-05") -> Document:
    return document(text, Metadata(kind="bài báo", date=date))


def document(text: str, metadata: Metadata | None = None) -> Document:
    lines = text.split("\n")
    found = metadata or find_metadata(lines, {}, "van-ban.txt")
    return Document(
        id="0" * 16,
        source="van-ban.txt",
        content_hash="0" * 64,
        format="txt",
        text=text,
        metadata=replace(found),
        outline=find_outline(text, [0] * len(lines), found.title),
        references=find_references(text, found.number),
    )
