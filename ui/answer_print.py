"""An answer on a terminal: its sentences with their marks, then the sources with their quotes."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.live import Live
from rich.text import Text

from assistant.records import Answer, Citation, Sentence
from index.search import is_superseded
from ui.console import note, out, plain
from ui.wording import document_of, engine_note, label_of, marks, paragraphs, shown_date


def follow(answers: Iterable[Answer]) -> Answer:
    """The last of the answers; on a terminal each is shown while the next is being written, and then taken away."""
    console, last = out(), None
    if not console.is_terminal:
        *_, last = answers
        return last
    with Live("Đang viết…", console=console, transient=True) as live:
        for last in answers:
            live.update(Text(plain(" ".join(f"{s.text} {marks(s)}" for s in last.sentences))))
    assert last is not None
    return last


def print_answer(answer: Answer) -> None:
    """To stdout, as plain text that survives being piped; nothing in it is obeyed as markup."""
    console = out()
    if answer.standalone != answer.question:
        _line(console, f"Hiểu câu hỏi là: {answer.standalone}", style="italic")
    for reading in answer.understood:
        note(f"{reading.label}  (bỏ: --without {reading.what})")
    if answer.abstained:
        _line(console, answer.text, style="bold")
        if answer.reason:
            _line(console, f"{answer.reason}.")
        if answer.nearest:
            _line(console, "Tài liệu gần nhất:")
        for near in answer.nearest:
            _line(console, f"  - {near.title}  ({near.source})" if near.title else f"  - {near.source}")
    for group in paragraphs(answer.sentences):
        said = Text(" ").join(_sentence(s) for s in group)
        console.print(said, markup=False, soft_wrap=not console.is_terminal)
    if answer.citations:
        _line(console, "\nNguồn:", style="bold")
    for citation in answer.citations:
        _print_source(console, citation)
    if answer.notice:
        note(answer.notice, style="yellow")
    if answer.citations:
        note(engine_note(answer))


def _sentence(sentence: Sentence) -> Text:
    """Its text with its marks, and what was asked for set in bold."""
    said = Text(plain(f"{sentence.text} {marks(sentence)}".rstrip()))
    if sentence.bold:
        # What a terminal would obey is replaced sign by sign, so the places stay.
        said.stylize("bold", sentence.bold.start, sentence.bold.end)
    return said


def _print_source(console: Console, citation: Citation) -> None:
    _line(console, f"[{citation.n}] {label_of(citation)}", style="bold")
    title, date = citation.metadata.title, shown_date(citation.metadata.date)
    status = citation.metadata.status
    gone = f"LƯU Ý: {status}" if is_superseded(status) else ""
    aside = [part for part in (title if title not in document_of(citation) else "", date, gone) if part]
    if aside:
        _line(console, f"    {' – '.join(aside)}", style="dim")
    _line(console, "    “" + citation.quote.replace("\n", "\n     ") + "”")
    if citation.duplicates:
        _line(console, "    Cũng có trong: " + "; ".join(other.source for other in citation.duplicates), style="dim")


def _line(console: Console, text: str, style: str | None = None) -> None:
    """One paragraph; wrapped at words on a terminal, left whole in a pipe."""
    console.print(plain(text), style=style, markup=False, soft_wrap=not console.is_terminal)
