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
from corpus.readers.captions import is_caption
from corpus.readers.docx_capitals import spell_capitals
from corpus.readers.docx_flat import flatten, is_struck, text_boxes, text_of
from corpus.readers.docx_notes import Notes
from corpus.readers.docx_numbering import Numbering
from corpus.readers.docx_tables import header_rows, is_layout, rows_of
from corpus.readers.lines import SENTENCE_END
from corpus.readers.spaced import close_letters
from corpus.readers.tables import row_text
from corpus.readers.zipped import guard
from corpus.records import Block, Extract, Kind
from corpus.repair import one_line, repair

_HEADING_STYLE = re.compile(r"^(?:heading|tiêu đề|đề mục|đầu đề)\s*(\d)$", re.I)
_TITLE_STYLE = {"title", "tiêu đề", "tên"}
_CAPTION_STYLES = {"caption", "chú thích", "chú thích hình", "tên hình", "tên bảng"}
_BREAK = re.compile(r"[\n\r\x0b\x0c]")
_MEANINGLESS = re.compile(
    r"^(?:document\d*|untitled.*|microsoft word.*|word document|tài liệu\d*|.*\.docx?|\W*)$", re.I
)
_RULE = re.compile(r"[\s_=*~–—─-]*")


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs, headings and table rows of a Word document in order, with list numbers rebuilt.

    Headers and footers are left out; footnotes and endnotes follow the paragraph that refers to them. Rows of data
    tables know their header. Hints: title. Raises `TooLarge` for archives that unpack to far more
    than a document holds, `EncryptedFile`, and `DamagedFile` if the package cannot be read.
    """
    guard(data, name, limits)
    try:
        document = docx.Document(BytesIO(data))
        struck = flatten(document.element.body)
        spell_capitals(document)
        writer = _Writer(document)
        blocks: list[Block] = []
        for item in document.iter_inner_content():
            writer.item(item, blocks)
        hints = {}
        title = repair(document.core_properties.title or "")
        if len(title) > 5 and not _MEANINGLESS.match(title):
            hints["title"] = title
    except Exception as exc:  # python-docx, lxml and zipfile raise errors without a common root
        raise DamagedFile(
            f"“{name}” là tệp DOCX bị hỏng hoặc bị cắt cụt ({type(exc).__name__}), không đọc được trọn vẹn."
            " Hãy xin lại tệp gốc hoặc mở bằng Word và lưu lại."
        ) from exc
    warnings = (
        (
            f"“{name}” còn {struck} chỗ chữ đã xóa mà chưa chấp nhận sửa đổi (Track Changes): chữ ấy được giữ riêng,"
            " không thuộc văn bản.",
        )
        if struck
        else ()
    )
    return Extract("docx", tuple(blocks), hints=hints, warnings=warnings)


class _Writer:
    """Turns what a document holds into blocks, in order; what the styles say is looked up once for each."""

    def __init__(self, document: Any) -> None:
        self._numbering = Numbering(document)
        self._notes = Notes(document)
        self._levels: dict[str | None, tuple[int, Kind]] = {}

    def item(self, item: Any, blocks: list[Block]) -> None:
        """Append the blocks of a paragraph or table."""
        if isinstance(item, Paragraph):
            self._paragraph(item, blocks)
        elif isinstance(item, Table):
            self._table(item, blocks)

    def _paragraph(self, paragraph: Paragraph, blocks: list[Block]) -> None:
        """A paragraph, a block for each of its lines (Shift+Enter) that does not go on in mid-sentence."""
        prefix = self._numbering.label(paragraph)
        level, kind = self._style(paragraph)
        lines: list[str] = []
        for raw in _BREAK.split(close_letters(text_of(paragraph._p))):
            line = one_line(raw)
            if not line or _RULE.fullmatch(line):
                continue
            if lines and line[0].islower() and not SENTENCE_END.search(lines[-1]):
                lines[-1] += " " + line
            else:
                lines.append(line)
        if is_struck(paragraph._p):
            blocks += [Block(line, kind="aside") for line in lines]
            return
        for line in lines:
            found: Kind = "caption" if kind == "caption" or (not level and is_caption(line)) else "body"
            blocks.append(Block(prefix + line, level=level if len(line) <= 300 else 0, kind=found))
            prefix = ""
        blocks += [Block(note, kind="note") for note in self._notes.of(paragraph._p)]
        for box in text_boxes(paragraph._p):
            for inner in box.iterchildren(qn("w:p")):
                self._paragraph(Paragraph(inner, paragraph._parent), blocks)

    def _style(self, paragraph: Paragraph) -> tuple[int, Kind]:
        """The heading level that the style or the paragraph's own outline level gives, or 0, and whether its style is
        that of captions."""
        properties = paragraph._p.pPr
        outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
        if outline is not None:
            value = next(iter(outline.attrib.values()), "9")
            return int(value) + 1 if value.isdigit() and int(value) < 9 else 0, "body"
        name = paragraph._p.style
        known = self._levels.get(name)
        if known is None:
            known = self._levels[name] = _meaning((paragraph.style.name or "") if paragraph.style is not None else "")
        return known

    def _table(self, table: Table, blocks: list[Block]) -> None:
        """A data table row by row with " | " between the cells, a layout table (a letterhead, signatures) cell by
        cell."""
        rows = rows_of(table)
        if is_layout([cells for _, cells in rows]):
            for _, cells in rows:
                for cell in cells:
                    for item in cell.iter_inner_content():
                        self.item(item, blocks)
            return
        texts: list[list[str]] = []
        notes: list[list[Block]] = []
        for _, cells in rows:
            inside = [self._inside(cell) for cell in cells]
            texts.append([one_line(" ".join(b.text for b in parts if b.kind != "note")) for parts in inside])
            notes.append([block for parts in inside for block in parts if block.kind == "note"])
        heads = header_rows([row for row, _ in rows], texts)
        header = " | ".join(cell for row in texts[:heads] for cell in row if cell)
        for index, (cells, below) in enumerate(zip(texts, notes, strict=True)):
            if text := row_text(cells):
                blocks.append(Block(text, kind="row", header=header if index >= heads else ""))
            blocks += below

    def _inside(self, cell: Any) -> list[Block]:
        parts: list[Block] = []
        for item in cell.iter_inner_content():
            self.item(item, parts)
        return parts


def _meaning(style: str) -> tuple[int, Kind]:
    """The heading level that a style's name gives, or 0, and the kind of line that it is for."""
    heading = _HEADING_STYLE.match(style)
    if heading:
        return int(heading.group(1)) or 1, "body"
    if style.lower() in _CAPTION_STYLES:
        return 0, "caption"
    return (1 if style.lower() in _TITLE_STYLE else 0), "body"
