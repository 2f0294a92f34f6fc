"""Slides (PPTX): a page a slide, titles as headings, tables as rows, the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pptx

from corpus.errors import DamagedFile
from corpus.limits import Limits
from corpus.readers.tables import has_header, row_text
from corpus.readers.zipped import guard
from corpus.records import Block, Extract
from corpus.repair import one_line

_DEEPEST = 20
"""Groups within groups that are followed."""


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The text of each slide from top to bottom, with the number of the slide as its page.

    Raises `TooLarge`, `EncryptedFile`, and `DamagedFile` if the package cannot be read.
    """
    guard(data, name, limits)
    try:
        slides = list(pptx.Presentation(BytesIO(data)).slides)
        blocks = [block for number, slide in enumerate(slides, 1) for block in _slide(slide, number)]
    except Exception as exc:  # python-pptx, lxml and zipfile raise errors without a common root
        raise DamagedFile(
            f"“{name}” là tệp PPTX bị hỏng hoặc bị cắt cụt ({type(exc).__name__}), không đọc được trọn vẹn. Hãy xin lại"
            " tệp gốc hoặc mở bằng PowerPoint và lưu lại."
        ) from exc
    return Extract("pptx", tuple(blocks), page_count=len(slides))


def _slide(slide: Any, number: int) -> Iterator[Block]:
    title = slide.shapes.title
    shapes = sorted(slide.shapes, key=lambda shape: (shape != title, shape.top or 0, shape.left or 0))
    for shape in shapes:
        yield from _shape(shape, number, level=1 if title is not None and shape == title else 0)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            yield from _lines(paragraph.text, number, kind="note")


def _shape(shape: Any, number: int, level: int = 0, depth: int = 0) -> Iterator[Block]:
    if hasattr(shape, "shapes") and depth < _DEEPEST:
        for inner in shape.shapes:
            yield from _shape(inner, number, depth=depth + 1)
    elif getattr(shape, "has_table", False):
        rows = [[one_line(cell.text) for cell in row.cells] for row in shape.table.rows]
        header = row_text(rows[0]) if has_header(rows) else ""
        for i, row in enumerate(rows):
            if text := row_text(row):
                yield Block(text, page=number, kind="row", header=header if i else "")
    elif shape.has_text_frame:
        if level:
            yield from _lines(" ".join(p.text for p in shape.text_frame.paragraphs), number, level=level)
        else:
            for paragraph in shape.text_frame.paragraphs:
                yield from _lines(paragraph.text, number)


def _lines(text: str, number: int, level: int = 0, kind: Any = "body") -> Iterator[Block]:
    # A vertical tab is a line break within a paragraph; in a title it only shapes it.
    for line in [text.replace("\v", " ")] if level else text.split("\v"):
        if found := one_line(line):
            yield Block(found, page=number, level=level, kind=kind)
