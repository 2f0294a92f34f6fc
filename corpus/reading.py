"""From a file on disk to a `Document`."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import EmptyFile, TooLarge, Unreadable
from corpus.limits import Limits
from corpus.metadata import find_metadata
from corpus.outline import find_outline
from corpus.readers import read
from corpus.records import Block, Document, Mark, Span
from corpus.references import find_references

if TYPE_CHECKING:
    from corpus.settings import Settings  # a process that reads for another does without pydantic

VERSION = "2"
"""Raise it when what is read out of a file changes: unchanged files are then read again by the next ingest."""

_MEGA = 1_000_000


def document_id(collection: str, source: str) -> str:
    """The stable id of a source within a collection: 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(f"{collection}\0{source}".encode()).hexdigest()[:16]


def source_of(path: Path) -> str:
    """The name that a file is known by: its absolute path, with `/` between folders, in NFC.

    Bytes of a name that are not valid UTF-8 are written "%FF", so that it can be stored and shown.
    """
    # Not Path.resolve: a file reached through a link keeps the name that its people know.
    return printable(unicodedata.normalize("NFC", Path(os.path.abspath(path)).as_posix()))  # noqa: PTH100


def printable(name: str) -> str:
    """A name from the system with the bytes that are not valid UTF-8 written "%FF"."""
    return re.sub("[\udc80-\udcff]", lambda m: f"%{ord(m.group()) - 0xDC00:02X}", name)


def content_hash(data: bytes) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_document(path: Path, settings: Settings) -> Document:
    """Read one file: `read_bytes`, then `parse_document`."""
    return parse_document(read_bytes(path, settings), path, settings.limits, settings.collection)


def parse_document(data: bytes, path: Path, limits: Limits, collection: str) -> Document:
    """The document in the bytes of the file at `path`.

    Raises `TooLarge` if it has more text than `limits.max_text_mb`, and the readers' `ReadError`s.
    """
    extract = read(data, path.name, limits)
    blocks = [block for block in extract.blocks if any(c.isalnum() for c in block.text)]
    if not blocks:
        raise EmptyFile(f"“{path.name}” không có chữ nào. Hãy kiểm tra lại tệp gốc.")
    text = "\n".join(block.text for block in blocks)
    if len(text) > limits.max_text_mb * _MEGA:
        raise TooLarge(
            f"“{path.name}” có {len(text) / _MEGA:.1f} triệu ký tự, quá giới hạn {limits.max_text_mb:g} triệu."
            " Hãy tách nhỏ tệp hoặc nâng max_text_mb trong cấu hình."
        )
    metadata = find_metadata([block.text for block in blocks], extract.hints, path.name)
    source = source_of(path)
    return Document(
        id=document_id(collection, source),
        source=source,
        content_hash=content_hash(data),
        format=extract.format,
        text=text,
        metadata=metadata,
        collection=collection,
        page_starts=_page_starts(blocks, extract.page_count),
        outline=find_outline(text, [block.level for block in blocks], metadata.title, [block.kind for block in blocks]),
        warnings=extract.warnings,
        marks=tuple(_marks(blocks)),
        references=find_references(text, metadata.number),
        encoding=extract.encoding,
        scans=extract.scans,
        reading=VERSION,
    )


def _marks(blocks: Sequence[Block]) -> Iterator[Mark]:
    """The lines that are not body text."""
    offset = 0
    for block in blocks:
        if block.kind != "body":
            yield Mark(Span(offset, offset + len(block.text)), block.kind, block.header)
        offset += len(block.text) + 1


def read_bytes(path: Path, settings: Settings) -> bytes:
    """The file's content.

    Raises `TooLarge` before reading a file over `settings.max_file_mb`, and `Unreadable` if the system refuses or it is
    no ordinary file: reading a pipe or a device might never end.
    """
    try:
        status = path.stat()
        size = status.st_size
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise Unreadable(f"“{path}” không phải là tệp thường (ống dẫn hoặc thiết bị); không đọc.")
        if size <= settings.max_file_mb * _MEGA:
            return path.read_bytes()
    except FileNotFoundError as exc:
        raise Unreadable(f"Không tìm thấy “{path}”. Hãy kiểm tra lại đường dẫn.") from exc
    except IsADirectoryError as exc:
        raise Unreadable(f"“{path}” là thư mục, cần một tệp.") from exc
    except PermissionError as exc:
        what = "là thư mục, cần một tệp" if path.is_dir() else "không cho phép đọc; hãy xin quyền đọc tệp"
        raise Unreadable(f"“{path}” {what}.") from exc
    except (OSError, ValueError) as exc:
        raise Unreadable(f"Hệ thống không đọc được “{path}”: {exc}. Hãy thử lại hoặc chép tệp sang chỗ khác.") from exc
    raise TooLarge(
        f"“{path.name}” nặng {size / _MEGA:.1f} MB, quá giới hạn {settings.max_file_mb:g} MB."
        " Hãy tách nhỏ tệp hoặc nâng max_file_mb trong cấu hình."
    )


def _page_starts(blocks: Sequence[Block], count: int | None) -> tuple[int, ...]:
    """The offset at which each page begins; a page without text begins where the next one does."""
    if not count:
        return ()
    starts = [0]
    offset = 0
    for block in blocks:
        while block.page and len(starts) < block.page:
            starts.append(offset)
        starts += [offset + place for place in block.breaks]
        offset += len(block.text) + 1
    starts += [offset - 1] * (count - len(starts))
    return tuple(starts)
