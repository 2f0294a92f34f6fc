"""Typeset a sample source as a PDF with Noto Serif embedded as subsets (the font's OFL licence permits it).

Not Liberation Serif: Debian 12's fonts-liberation (1.07) has no ơ, ư, nor any vowel with two marks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from corpus.samples.markup import SAMPLE_MARK, Block, Source

FONT_DIR = Path("/usr/share/fonts/truetype/noto")
FONT_FILES = {
    "Serif": "NotoSerif-Regular.ttf",
    "Serif-Bold": "NotoSerif-Bold.ttf",
    "Serif-Italic": "NotoSerif-Italic.ttf",
}


def _style(font: str, size: float, alignment: int, **more: Any) -> Any:
    return ParagraphStyle(font, fontName=font, fontSize=size, leading=size * 1.4, alignment=alignment, **more)


_MARK = _style("Serif-Bold", 9.5, TA_CENTER, spaceAfter=10)
_HEAD = _style("Serif", 12, TA_CENTER)
_HEAD_BOLD = _style("Serif-Bold", 12, TA_CENTER)
_HEAD_ITALIC = _style("Serif-Italic", 12, TA_CENTER)
_KIND = _style("Serif-Bold", 15, TA_CENTER, spaceBefore=14)
_SUBJECT = _style("Serif-Bold", 12, TA_CENTER, leftIndent=1 * cm, rightIndent=1 * cm)
_SMALL = _style("Serif", 10.5, TA_LEFT)
_SMALL_ITALIC = _style("Serif-Italic", 10.5, TA_LEFT)
_BODY = {
    "centre": _style("Serif-Bold", 12, TA_CENTER, spaceBefore=4, keepWithNext=1),
    "section": _style("Serif-Bold", 12, TA_LEFT, spaceBefore=8, firstLineIndent=1 * cm, keepWithNext=1),
    "heading": _style("Serif-Bold", 12, TA_LEFT, spaceBefore=5, firstLineIndent=1 * cm, keepWithNext=1),
    "basis": _style("Serif-Italic", 12, TA_JUSTIFY, spaceBefore=5, firstLineIndent=1 * cm),
    "text": _style("Serif", 12, TA_JUSTIFY, spaceBefore=5, firstLineIndent=1 * cm),
}

# The font is named because a table selects its own, Helvetica, even where every cell holds paragraphs.
_TWO_COLUMNS = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONTNAME", (0, 0), (-1, -1), "Serif")]


def write_pdf(source: Source, path: Path) -> None:
    """Write `source` to `path`, A4, page numbers at the head from page 2. Needs the fonts in `FONT_DIR`.

    Raises `ValueError` if a font lacks a letter of the source: reportlab would print an empty box without a word.
    """
    rl_config.invariant = 1
    for name, file in FONT_FILES.items():
        font = TTFont(name, FONT_DIR / file)
        missing = {c for c in _letters(source) if ord(c) not in font.face.charToGlyph}
        if missing:
            raise ValueError(f"{FONT_DIR / file} has no glyph for {''.join(sorted(missing))}; use a Vietnamese font")
        pdfmetrics.registerFont(font)
    template = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        leftMargin=3 * cm,
        rightMargin=1.5 * cm,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        title=source.title,
        author=source.organ[-1],
        lang="vi-VN",
        invariant=1,
        initialFontName="Serif",
    )
    story = [Paragraph(SAMPLE_MARK, _MARK), *_head(source)]
    for block in source.body:
        if block.kind == "sign":
            # A page may not hold the signature alone, so the last paragraph goes with it.
            story.append(KeepTogether([story.pop(), *_signature(source)]))
        else:
            story.extend(_flowables(block, source))
    template.build(story, onLaterPages=_number)


def _letters(source: Source) -> set[str]:
    return {c for text in (SAMPLE_MARK, repr(source)) for c in text}


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont("Serif", 12)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 1.3 * cm, str(document.page))


def _paragraphs(lines: list[tuple[str, Any]]) -> list[Any]:
    return [Paragraph(escape(text), style) for text, style in lines]


def _head(source: Source) -> list[Any]:
    organs = [(name, _HEAD_BOLD if name == source.organ[-1] else _HEAD) for name in source.organ]
    left = _paragraphs([*organs, ("*", _HEAD), (source.number, _HEAD)])
    right = _paragraphs([("ĐẢNG CỘNG SẢN VIỆT NAM", _HEAD_BOLD), (source.dateline, _HEAD_ITALIC)])
    titles = [(kind, _KIND if i == 0 else _HEAD_BOLD) for i, kind in enumerate(source.kind)]
    return [
        Table([[left, right]], colWidths=[7.5 * cm, 9 * cm], style=_TWO_COLUMNS),
        *_paragraphs([*titles, (source.subject, _SUBJECT), ("-----", _HEAD)]),
        Spacer(1, 6),
    ]


def _signature(source: Source) -> list[Any]:
    left = _paragraphs([("Nơi nhận:", _SMALL_ITALIC), *((f"- {name}", _SMALL) for name in source.recipient)])
    titles = [(title, _HEAD_BOLD if i == 0 else _HEAD) for i, title in enumerate(source.sign)]
    right = [
        *_paragraphs([*titles, (source.signed, _HEAD_ITALIC)]),
        Spacer(1, 1 * cm),
        *_paragraphs([(source.signer, _HEAD_BOLD)]),
    ]
    table = Table([[left, right]], colWidths=[8.5 * cm, 8 * cm], style=_TWO_COLUMNS)
    return [Spacer(1, 12), table]


def _flowables(block: Block, source: Source) -> list[Any]:
    """Flowables of one block. Raises `ValueError` for a table, which no PDF sample has."""
    if block.kind == "break":
        return [PageBreak()]
    if block.kind == "table":
        raise ValueError(f"{source.file}: tables are typeset in DOCX only; give the source a .docx file name")
    return _paragraphs([(block.text, _BODY[block.kind])])
