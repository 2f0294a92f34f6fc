"""A conversation to take away: Markdown and DOCX, each answer with its citations as staff write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import docx
from docx.shared import Cm, Pt

from assistant.conversations import Exchange
from assistant.records import ABSTENTION, Answer
from ui.web.language import VIETNAMESE, Words
from ui.web.told import told
from ui.wording import label_of, marks, paragraphs, shown_date

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$&])")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
"""What XML does not take, and what changes the direction of writing."""


def as_markdown(title: str, exchanges: Sequence[Exchange], words: Words = VIETNAMESE) -> str:
    """The conversation as Markdown; whatever was typed or quoted stands in it as text."""
    parts = [f"# {_plain(title)}"]
    for exchange in exchanges:
        parts += [f"## {_plain(exchange.turn.question)}", f"*{_when(exchange)}*"]
        answer = exchange.turn.answer
        if answer is None:
            continue
        if answer.standalone != answer.question:
            parts.append(f"{words('meant')} {_plain(answer.standalone)}")
        if answer.notice:
            parts.append(_plain(told(answer.notice, words)))
        parts += [_plain(text) for text in _paragraphs(answer, words)]
        parts += ["\n".join(f"{n}. {_plain(source)}" for n, source in _sources(answer))] if answer.citations else []
    return "\n\n".join(parts) + "\n"


def as_docx(title: str, exchanges: Sequence[Exchange], words: Words = VIETNAMESE) -> bytes:
    """The conversation as a Word document: a heading for each question, the sources as a list under its answer."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    document.core_properties.title = _safe(title)
    document.core_properties.author = ""
    document.add_heading(_safe(title), level=0)
    for exchange in exchanges:
        document.add_heading(_safe(exchange.turn.question), level=1)
        document.add_paragraph().add_run(_when(exchange)).italic = True
        answer = exchange.turn.answer
        if answer is None:
            continue
        if answer.standalone != answer.question:
            document.add_paragraph().add_run(f"{words('meant')} {_safe(answer.standalone)}").italic = True
        if answer.notice:
            document.add_paragraph().add_run(_safe(told(answer.notice, words))).italic = True
        for text in _paragraphs(answer, words):
            document.add_paragraph(_safe(text))
        if answer.citations:
            document.add_paragraph().add_run(words("sources")).bold = True
            for n, source in _sources(answer):
                document.add_paragraph(f"[{n}] {_safe(source)}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(answer: Answer, words: Words) -> list[str]:
    if answer.abstained:
        reason = f"{told(answer.reason, words)}." if answer.reason else ""
        return [ABSTENTION, *filter(None, (words("abstained"), reason))]
    groups = paragraphs(answer.sentences)
    return [" ".join(s.text + (f" {marks(s)}" if s.citations else "") for s in group) for group in groups]


def _sources(answer: Answer) -> list[tuple[int, str]]:
    def aside(date: str) -> str:
        return f" ({shown_date(date)})" if date else ""

    return [(c.n, f"{label_of(c)}{aside(c.metadata.date)}: “{c.quote}”") for c in answer.citations]


def _when(exchange: Exchange) -> str:
    try:
        return datetime.fromisoformat(exchange.at).astimezone().strftime("%H:%M %d/%m/%Y")
    except ValueError:
        return ""


def _safe(text: str) -> str:
    return _CONTROLS.sub("\ufffd", text)


def _plain(text: str) -> str:
    """`text` in Markdown that shows it as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(_safe(text).split()))
