"""One module a format; each turns bytes into an `Extract` (see `corpus.records`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from corpus.legacy.conversion import to_unicode
from corpus.limits import Limits
from corpus.readers.spaced import close_letters
from corpus.records import Extract
from corpus.repair import repair
from corpus.sniff import sniff

_MODULES = {name: f"corpus.readers.{name}" for name in ("txt", "md", "html", "docx", "pdf", "rtf", "pptx", "picture")}
_MODULES |= dict.fromkeys(("xls", "xlsx", "ods"), "corpus.readers.sheets")
_MODULES |= dict.fromkeys(("doc", "ppt", "odt", "odp"), "corpus.readers.office")


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """What `data` holds, read by the module for the format that its content shows, in Unicode.

    `name` is the file's name, for messages and to tell Markdown from plain text. Raises a `ReadError`.
    """
    # Imported where used: pypdf, python-docx and lxml together take a good part of a second.
    reader: Callable[[bytes, str, Limits], Extract] = import_module(_MODULES[sniff(data, name)]).read
    return in_unicode(reader(data, name, limits))


def in_unicode(extract: Extract) -> Extract:
    """`extract` with what was typed in an old encoding rewritten, letters set apart closed up, and every line
    repaired.

    The whole document is looked at, not a line, and a reader keeps what it needs for that (`corpus.repair.one_line`).
    Blocks that hold page breaks are left as they are: their reader has done it line by line.
    """
    fixed = [block.breaks != () for block in extract.blocks]
    texts = [text for block in extract.blocks for text in (block.text, block.header)]
    hints = [extract.hints[key] for key in sorted(extract.hints)]
    lines, encoding = to_unicode([*texts, *hints])
    lines = [repair(close_letters(line)) for line in lines]
    blocks = (
        block if kept or (text, header) == (block.text, block.header) else replace(block, text=text, header=header)
        for block, text, header, kept in zip(
            extract.blocks, lines[: len(texts) : 2], lines[1 : len(texts) : 2], fixed, strict=True
        )
    )
    return replace(
        extract,
        blocks=tuple(block for block in blocks if block.text),
        hints=dict(zip(sorted(extract.hints), lines[len(texts) :], strict=True)),
        encoding=extract.encoding or encoding,
    )
