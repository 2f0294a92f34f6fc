"""A bulletin as a Word document: real headings, tables whose head repeats, numbers that lead to the source."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from assistant.digest.bulletin import Bulletin, Story
from ui import digest_view as view

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What XML cannot hold, and what would turn the direction of writing."""
_FONT = "Times New Roman"
_RED = RGBColor(0x9F, 0x1D, 0x20)
_WIDTHS = {5: (1.0, 7.4, 3.7, 2.4, 2.0), 3: (4.6, 9.6, 2.3), 2: (13.2, 3.3)}
"""Centimetres of the columns of a table, by their number."""


def bulletin_docx(bulletin: Bulletin, now: datetime) -> bytes:
    """The whole bulletin as a `.docx` file on A4."""
    document = new_document()
    _set_up(document, now)
    heading = document.add_heading(_clean(view.TITLE.upper()), 0)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if not bulletin.stories:
        _paragraph(document, view.EMPTY, centred=True)
        return _saved(document)
    _paragraph(document, view.span_line(bulletin), centred=True, bold=True)
    _paragraph(document, f"{view.count_line(bulletin)} · lập {now:%H:%M ngày %d/%m/%Y}", centred=True)
    _paragraph(document, view.note(bulletin), size=10, italic=True)
    for group in bulletin.groups:
        document.add_heading(_clean(group.subject), 1)
        for story in group.stories:
            _story(document, story)
    _tables(document, bulletin)
    document.add_heading(view.SOURCES, 1)
    for source in view.source_rows(bulletin):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.9), Cm(-0.9)
        _bookmark(paragraph, f"nguon_{source.n}", source.n)
        _run(paragraph, f"[{source.n}] {source.label}", bold=True, size=11)
        rest = [source.about, source.file, source.url]
        if source.others:
            rest.append(f"trùng nội dung: {', '.join(source.others)}")
        _run(paragraph, "".join(f" · {part}" for part in rest if part), size=11)
    return _saved(document)


def _story(document: Any, story: Story) -> None:
    digest = story.digest
    document.add_heading(_clean(f"{story.n}. {digest.title}"), 2)
    if about := view.about_line(digest):
        _paragraph(document, about, size=11, italic=True)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for line, lead in view.paragraph(digest):
        _run(paragraph, view.shown(line) + " ", bold=lead)
        _cite(paragraph, story.n, view.cite(story.n, line.page))
    for label, words in (("Nhân sự: ", view.people_line(digest)), ("Cùng nội dung: ", _others(story))):
        if words:
            more = document.add_paragraph()
            _run(more, label, bold=True, size=11)
            _run(more, words, size=11)


def _others(story: Story) -> str:
    return ", ".join(other.source.rpartition("/")[2] for other in story.others)


def _tables(document: Any, bulletin: Bulletin) -> None:
    tasks = view.task_rows(bulletin)
    if tasks:
        document.add_heading(view.TASKS, 1)
        _table(
            document,
            view.TASK_COLUMNS,
            [
                [
                    str(n),
                    t.what + (f"\nSản phẩm: {t.product}" if t.product else ""),
                    t.who + (f"\nPhối hợp: {t.partners}" if t.partners else ""),
                    t.deadline,
                    f"[{t.cite}]",
                ]
                for n, t in enumerate(tasks, start=1)
            ],
        )
    if general := view.general_tasks(bulletin):
        document.add_heading(view.GENERAL, 1)
        for story, rows, more in general:
            document.add_heading(_clean(story.digest.title), 3)
            for row in rows:
                paragraph = document.add_paragraph(style="List Bullet")
                _run(paragraph, f"{row.what} ", size=11)
                _cite(paragraph, story.n, row.cite)
            _paragraph(document, more, size=11, italic=True)
    if figures := view.figure_rows(bulletin):
        document.add_heading(view.FIGURES, 1)
        _table(document, view.FIGURE_COLUMNS, [[f.value, f.what, f"[{f.cite}]"] for f in figures])
    if bulletin.references:
        document.add_heading(view.REFERENCES, 1)
        cited = [[r.name, " ".join(f"[{s.n}]" for s in r.stories)] for r in bulletin.references]
        _table(document, view.REFERENCE_COLUMNS, cited)


def _table(document: Any, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1 + len(rows), cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    widths = _WIDTHS[len(columns)]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Cm(width)
    # Asked for once: python-docx counts the cells anew at every `table.cell`.
    for row, texts in zip(table._tbl.tr_lst, [columns, *rows], strict=True):
        for cell, text, width in zip(row.tc_lst, texts, widths, strict=True):
            cell.width = Cm(width)
            _fill(cell, text, head=texts is columns, narrow=width < 2.5)
    for cell in table._tbl.tr_lst[0].tc_lst:
        shade = OxmlElement("w:shd")
        for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "F6ECEC")):
            shade.set(qn(key), value)
        cell.get_or_add_tcPr().append(shade)
    head = table._tbl.tr_lst[0].get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head.append(repeated)
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell: Any, text: str, *, head: bool, narrow: bool) -> None:
    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(cell.p_lst[0], None)
    paragraph.paragraph_format.space_after = Pt(2)
    if head or narrow:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first, *more = text.split("\n")
    _run(paragraph, first, bold=head, size=10.5)
    for line in more:
        _run(paragraph, "", size=10).add_break()
        _run(paragraph, line, italic=True, size=10)


def _cite(paragraph: Any, n: int, words: str) -> None:
    """ "[3, tr. 12]", small, leading to the third source."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"nguon_{n}")
    run = _run(paragraph, f"[{words}]", size=10)
    run.font.color.rgb = _RED
    link.append(run._r)
    paragraph._p.append(link)
    _run(paragraph, " ")


def _bookmark(paragraph: Any, name: str, n: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(n))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def _paragraph(
    document: Any, text: str, *, size: float = 13, centred: bool = False, bold: bool = False, italic: bool = False
) -> None:
    if text:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
        _run(paragraph, text, bold=bold, italic=italic, size=size)


def _run(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: float = 13) -> Any:
    run = paragraph.add_run(_clean(text))
    run.bold, run.italic = bold or None, italic or None
    run.font.size = Pt(size)
    return run


def _set_up(document: Any, now: datetime) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 13), ("Title", 17), ("Heading 1", 14), ("Heading 2", 13), ("Heading 3", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(which), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        if name != "Normal":
            style.font.bold = True
            style.font.color.rgb = _RED if name in ("Title", "Heading 1") else RGBColor(0x1B, 0x1B, 0x1B)
    for border in document.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        document.styles["Title"].element.pPr.remove(border)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    properties = document.core_properties
    properties.title, properties.author, properties.language = view.TITLE, "vankien", "vi-VN"
    properties.created = properties.modified = now
    _page_numbers(section.footer.paragraphs[0])


def _page_numbers(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
