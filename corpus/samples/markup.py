"""The light markup in which the sample DOCX and PDF documents are written.

A source file is a head of `key: value` lines, a line `---`, and a body in which every line is one paragraph. The first
characters of a body line say what it is:

    # text       centred, bold (chapter, appendix title)
    ## text      bold section (Mục, Điều)
    ### text     bold sub-section
    > text       legal basis, italic
    | a | b |    table row; the first row of a table is its head
    @sign        the block of recipients and signature
    ===          page break
    text         ordinary paragraph
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

SAMPLE_MARK = "VĂN BẢN MẪU – Tỉnh, đơn vị, con người và số liệu trong văn bản này đều không có thật."

BlockKind = Literal["centre", "section", "heading", "basis", "text", "table", "sign", "break"]
_PREFIXES: tuple[tuple[str, BlockKind], ...] = (
    ("### ", "heading"),
    ("## ", "section"),
    ("# ", "centre"),
    ("> ", "basis"),
    ("| ", "table"),
    ("@sign", "sign"),
    ("===", "break"),
)
_ONCE = ("file", "number", "dateline", "subject", "signed", "signer")
_MANY = ("organ", "kind", "recipient", "sign")


@dataclass(frozen=True)
class Block:
    """A paragraph (`text`) or a table (`rows`, the head first) of the body."""

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """One sample document before it is typeset. All texts are NFC."""

    file: str
    organ: tuple[str, ...]
    number: str
    dateline: str
    kind: tuple[str, ...]
    subject: str
    recipient: tuple[str, ...]
    sign: tuple[str, ...]
    signed: str
    signer: str
    body: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Kind and subject on one line, for the file's own properties."""
        return f"{self.kind[0]} {self.subject}"


def parse_source(text: str) -> Source:
    """Read one source text. Raises `ValueError` if a key is unknown, missing or given twice."""
    head, _, body = unicodedata.normalize("NFC", text).partition("\n---\n")
    values: dict[str, list[str]] = {key: [] for key in (*_ONCE, *_MANY)}
    for line in head.splitlines():
        key, _, value = line.partition(": ")
        if key not in values:
            raise ValueError(f"unknown key {key!r}; known keys are {', '.join(values)}")
        values[key].append(value)
    for key, found in values.items():
        if not found or (key in _ONCE and len(found) > 1):
            raise ValueError(f"key {key!r} is given {len(found)} times in the head of the source")
    return Source(
        **{key: values[key][0] for key in _ONCE},  # type: ignore[arg-type]
        **{key: tuple(values[key]) for key in _MANY},  # type: ignore[arg-type]
        body=tuple(_blocks(body)),
    )


def read_sources(folder: Path) -> list[Source]:
    """Every `*.txt` source of `folder`, in the order of file names."""
    return [parse_source(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def _classify(line: str) -> tuple[BlockKind, str]:
    for prefix, kind in _PREFIXES:
        if line.startswith(prefix):
            return kind, line.removeprefix(prefix)
    return "text", line


def _blocks(body: str) -> list[Block]:
    lines = [_classify(line) for line in body.splitlines() if line]
    blocks: list[Block] = []
    for kind, run in groupby(lines, key=lambda pair: pair[0]):
        texts = [text for _, text in run]
        if kind == "table":
            rows = tuple(tuple(cell.strip() for cell in text.strip(" |").split(" | ")) for text in texts)
            blocks.append(Block("table", rows=rows))
        else:
            blocks.extend(Block(kind, text) for text in texts)
    return blocks
