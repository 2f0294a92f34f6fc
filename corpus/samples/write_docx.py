"""Typeset a sample source as a DOCX whose bytes depend on nothing but the source and the library versions."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from corpus.samples.markup import SAMPLE_MARK, Block, Source

_FONT = "Times New Roman"
_FIXED_DATE = datetime(2026, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_COLUMN_WIDTHS = (1.0, 4.2, 2.9, 3.1, 2.3, 3.0)  # cm; the text is 16.5 cm wide
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


def write_docx(source: Source, path: Path) -> None:
    """Write `source` to `path`: head and signature in borderless tables, as offices do, task tables with a grid."""
    document = Document()
    _set_up_page(document)
    _line(document.add_paragraph(), SAMPLE_MARK, _CENTRE, bold=True, size=11)
    _write_head(document, source)
    for block in source.body:
        _write_block(document, block, source)
    _set_properties(document, source)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_with_fixed_times(buffer.getvalue()))


def _set_up_page(document: DocxDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)


def _line(
    paragraph: Paragraph, text: str, alignment: int, *, bold: bool = False, italic: bool = False, size: float = 14
) -> Paragraph:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = alignment
    return paragraph


def _fill(cell: _Cell, lines: list[tuple[str, bool, bool, float]], alignment: int) -> None:
    """Put `lines` (text, bold, italic, points) into `cell`, one paragraph each."""
    for i, (text, bold, italic, size) in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        _line(paragraph, text, alignment, bold=bold, italic=italic, size=size).paragraph_format.space_after = Pt(0)


def _write_head(document: DocxDocument, source: Source) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    organs = [(name, i == len(source.organ) - 1, False, 14.0) for i, name in enumerate(source.organ)]
    _fill(left, [*organs, ("*", False, False, 14), (source.number, False, False, 14)], _CENTRE)
    party = ("ĐẢNG CỘNG SẢN VIỆT NAM", True, False, 14.0)
    _fill(right, [party, (source.dateline, False, True, 13)], _CENTRE)
    for i, kind in enumerate(source.kind):
        paragraph = _line(document.add_paragraph(), kind, _CENTRE, bold=True, size=16 if i == 0 else 14)
        paragraph.paragraph_format.space_before = Pt(18 if i == 0 else 0)
    _line(document.add_paragraph(), source.subject, _CENTRE, bold=True)
    _line(document.add_paragraph(), "-----", _CENTRE)


def _write_signature(document: DocxDocument, source: Source) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    to = [(f"- {name}", False, False, 12.0) for name in source.recipient]
    _fill(left, [("Nơi nhận:", False, True, 12), *to], WD_ALIGN_PARAGRAPH.LEFT)
    titles = [(title, i == 0, False, 14.0) for i, title in enumerate(source.sign)]
    _fill(right, [*titles, (source.signed, False, True, 14), (source.signer, True, False, 14)], _CENTRE)


def _write_table(document: DocxDocument, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _COLUMN_WIDTHS, strict=True):
        column.width = Cm(width)
    for i, row in enumerate(block.rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, _COLUMN_WIDTHS, strict=True):
            cell.width = Cm(width)
            _fill(cell, [(text, i == 0, False, 11)], _CENTRE if i == 0 else WD_ALIGN_PARAGRAPH.LEFT)


def _write_block(document: DocxDocument, block: Block, source: Source) -> None:
    if block.kind == "sign":
        _write_signature(document, source)
    elif block.kind == "table":
        _write_table(document, block)
    elif block.kind == "break":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif block.kind == "centre":
        _line(document.add_paragraph(), block.text, _CENTRE, bold=True)
    else:
        bold = block.kind in {"section", "heading"}
        alignment = WD_ALIGN_PARAGRAPH.LEFT if bold else _JUSTIFY
        paragraph = _line(document.add_paragraph(), block.text, alignment, bold=bold, italic=block.kind == "basis")
        paragraph.paragraph_format.first_line_indent = Cm(1)
        paragraph.paragraph_format.keep_with_next = bold


def _set_properties(document: DocxDocument, source: Source) -> None:
    properties = document.core_properties
    properties.title, properties.author = source.title, source.organ[-1]
    properties.last_modified_by, properties.comments, properties.language = source.organ[-1], "", "vi-VN"
    properties.created = properties.modified = _FIXED_DATE
    properties.revision = 1


def _with_fixed_times(archive: bytes) -> bytes:
    """The same zip archive with every member dated 1980-01-01."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            new.writestr(info, old.read(member))
    return out.getvalue()
