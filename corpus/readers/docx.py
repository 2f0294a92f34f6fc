"""Word documents (DOCX): paragraphs and tables in document order."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.errors import DamagedFile
from corpus.limits import Limits
from corpus.readers.docx_flat import flatten, text_boxes
from corpus.readers.docx_numbering import Numbering
from corpus.readers.lines import SENTENCE_END
from corpus.readers.zipped import guard
from corpus.records import Block, Extract
from corpus.repair import one_line, repair

_HEADING_STYLE = re.compile(r"^(?:heading|tiêu đề|đề mục|đầu đề)\s*(\d)$", re.I)
_TITLE_STYLE = {"title", "tiêu đề", "tên"}
_MEANINGLESS = re.compile(
    r"^(?:document\d*|untitled.*|microsoft word.*|word document|tài liệu\d*|.*\.docx?|\W*)$", re.I
)
_RULE = re.compile(r"[\s_=*~–—─-]*")


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs, headings and table rows of a Word document in order, with list numbers rebuilt.

    Headers, footers and footnotes are left out. Hints: title. Raises `TooLarge` for archives that unpack to far more
    than a document holds, `EncryptedFile`, and `DamagedFile` if the package cannot be read.
    """
    guard(data, name, limits)
    try:
        document = docx.Document(BytesIO(data))
        flatten(document.element.body)
        numbering = Numbering(document)
        blocks: list[Block] = []
        for item in document.iter_inner_content():
            _item(item, blocks, numbering)
        hints = {}
        title = repair(document.core_properties.title or "")
        if len(title) > 5 and not _MEANINGLESS.match(title):
            hints["title"] = title
    except Exception as exc:  # python-docx, lxml and zipfile raise errors without a common root
        raise DamagedFile(
            f"“{name}” là tệp DOCX bị hỏng hoặc bị cắt cụt ({type(exc).__name__}), không đọc được trọn vẹn."
            " Hãy xin lại tệp gốc hoặc mở bằng Word và lưu lại."
        ) from exc
    return Extract("docx", tuple(blocks), hints=hints)


def _item(item: Any, blocks: list[Block], numbering: Numbering) -> None:
    if isinstance(item, Paragraph):
        _paragraph(item, blocks, numbering)
    elif isinstance(item, Table):
        _table(item, blocks, numbering)


def _paragraph(paragraph: Paragraph, blocks: list[Block], numbering: Numbering) -> None:
    """A paragraph, a block for each of its lines (Shift+Enter) that does not go on in mid-sentence."""
    prefix = numbering.label(paragraph)
    level = _level(paragraph)
    lines: list[str] = []
    for raw in re.split(r"[\n\r\x0b\x0c]", paragraph.text):
        line = one_line(raw)
        if not line or _RULE.fullmatch(line):
            continue
        if lines and line[0].islower() and not SENTENCE_END.search(lines[-1]):
            lines[-1] += " " + line
        else:
            lines.append(line)
    for line in lines:
        blocks.append(Block(prefix + line, level=level if len(line) <= 300 else 0))
        prefix = ""
    for box in text_boxes(paragraph._p):
        for inner in box.iterchildren(qn("w:p")):
            _paragraph(Paragraph(inner, paragraph._parent), blocks, numbering)


def _level(paragraph: Paragraph) -> int:
    """The heading level that the style or the paragraph's own outline level gives, or 0."""
    properties = paragraph._p.pPr
    outline = properties.find("{*}outlineLvl") if properties is not None else None
    if outline is not None:
        value = next(iter(outline.attrib.values()), "9")
        return int(value) + 1 if value.isdigit() and int(value) < 9 else 0
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    heading = _HEADING_STYLE.match(style)
    if heading:
        return int(heading.group(1)) or 1
    return 1 if style.lower() in _TITLE_STYLE else 0


def _table(table: Table, blocks: list[Block], numbering: Numbering) -> None:
    """A data table row by row with " | " between the cells; a layout table (a letterhead, signatures) cell by cell."""
    seen: set[Any] = set()
    rows = [_cells(row, seen) for row in table.rows]
    if _is_layout(rows):
        for cells in rows:
            for cell in cells:
                for item in cell.iter_inner_content():
                    _item(item, blocks, numbering)
        return
    for cells in rows:
        inside: list[list[Block]] = []
        for cell in cells:
            parts: list[Block] = []
            for item in cell.iter_inner_content():
                _item(item, parts, numbering)
            inside.append(parts)
        text = one_line(" | ".join(" ".join(b.text for b in parts) for parts in inside if parts))
        if text:
            blocks.append(Block(text))


def _cells(row: Any, seen: set[Any]) -> list[Any]:
    """The cells of a row; one merged over columns or rows is there once, where it begins."""
    cells = []
    for cell in row.cells:
        if cell._tc not in seen:
            seen.add(cell._tc)
            cells.append(cell)
    return cells


def _is_layout(rows: list[list[Any]]) -> bool:
    """Whether a table only places text: at most three rows of at most two cells, one of which holds several lines."""
    if max((len(cells) for cells in rows), default=0) <= 1:
        return True
    cells = [cell for row in rows for cell in row]
    if any(cell.tables for cell in cells):
        return True
    lines = max(sum(bool(p.text.strip()) + p.text.strip().count("\n") for p in cell.paragraphs) for cell in cells)
    return len(rows) <= 3 and max(len(row) for row in rows) <= 2 and lines > 1
