"""The command that shows what changed between two documents, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands_tasks import held
from ui.console import emit, note, out, plain
from ui.markdown import escaped
from ui.markup import element, esc
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from assistant.digest.changes import Change
    from corpus.records import Document

_WORDS = {"same": "giữ nguyên", "changed": "sửa đổi", "added": "thêm mới", "removed": "bỏ"}
_FORMATS = (".html", ".md")
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}del{background:#fdd;color:#900}"
    "ins{background:#dfd;color:#060;text-decoration:none}section{border-top:1px solid #ccc;padding:.5em 0}"
    "p{white-space:pre-line}h2{font-size:1em}small{color:#555}"
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(compare)


def compare(
    older: Annotated[str, typer.Argument(metavar="A", help="Bản cũ: mã tài liệu, số ký hiệu hoặc đường dẫn tệp.")],
    newer: Annotated[str, typer.Argument(metavar="B", help="Bản mới.")],
    *,
    out_file: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Ghi ra .html hoặc .md.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Kể cả phần giữ nguyên.")] = False,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """So sánh hai văn bản theo từng điều, khoản: phần nào thêm, bỏ, sửa; chữ nào khác.

    Tệp chưa có trong kho vẫn so sánh được.

    Ví dụ:

        vankien compare quy-dinh-2011.pdf quy-dinh-2025.pdf --out thay-doi.html
    """
    from assistant.digest.changes import compare_documents

    if out_file and out_file.suffix.lower() not in _FORMATS:
        raise typer.BadParameter(f"--out {out_file}: cần tên tệp có đuôi {' hoặc '.join(_FORMATS)}")
    a, b = _document(data_dir, older), _document(data_dir, newer)
    changes = compare_documents(a, b)
    shown = [c for c in changes if everything or c.status != "same"]
    if out_file:
        from ui.task_sheets import write_whole

        lines = _html(a, b, changes, shown) if out_file.suffix.lower() == ".html" else _markdown(a, b, changes, shown)
        write_whole(out_file, "\n".join(lines).encode("utf-8", errors="replace"))
        note(f"Đã ghi {len(shown)} thay đổi vào {out_file}.")
    if json_:
        emit(_json(a, b, changes, shown))
    elif not out_file:
        _print(a, b, changes, shown)


def _document(data_dir: Path | None, name: str) -> Document:
    """A document that is held, else the file of that name."""
    from corpus.errors import StorageError, UnknownDocument
    from corpus.reading import read_document

    try:
        return held(data_dir, name)
    except (UnknownDocument, StorageError):
        if not Path(name).is_file():
            raise
        return read_document(Path(name), settings_for(data_dir))


def _counts(changes: Sequence[Change]) -> dict[str, int]:
    return {status: sum(c.status == status for c in changes) for status in _WORDS}


def _json(a: Document, b: Document, changes: Sequence[Change], shown: Sequence[Change]) -> dict[str, Any]:
    def side(document: Document, change: Change, which: str) -> dict[str, Any] | None:
        clause = change.older if which == "older" else change.newer
        if clause is None:
            return None
        return {
            "label": clause.label,
            "start": clause.span.start,
            "end": clause.span.end,
            "page": document.page_at(clause.span.start),
            "quote": clause.span.of(document.text),
        }

    return {
        "older": _named(a),
        "newer": _named(b),
        "counts": _counts(changes),
        "changes": [
            {
                "status": c.status,
                "similarity": c.similarity,
                "older": side(a, c, "older"),
                "newer": side(b, c, "newer"),
                "edits": [{"kind": kind, "text": text} for kind, text in c.edits],
            }
            for c in shown
        ],
    }


def _named(document: Document) -> dict[str, str]:
    m = document.metadata
    return {"doc_id": document.id, "source": document.source, "number": m.number, "title": m.title, "date": m.date}


def _title(document: Document) -> str:
    m = document.metadata
    name = " ".join(part for part in (m.kind.capitalize(), m.number) if m.number) or m.title
    return f"{name or Path(document.source).name}{f' ({m.date[:4]})' if m.date else ''}"


def _heading(change: Change) -> str:
    labels = [c.label for c in (change.older, change.newer) if c]
    where = labels[0] if len(set(labels)) == 1 else " → ".join(labels)
    return f"{where}: {_WORDS[change.status]}"


def _summary(changes: Sequence[Change]) -> str:
    return ", ".join(f"{n} {_WORDS[status]}" for status, n in _counts(changes).items())


def _html(a: Document, b: Document, changes: Sequence[Change], shown: Sequence[Change]) -> Iterator[str]:
    title = f"{_title(a)} → {_title(b)}"
    yield (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{esc(title)}</title>"
        f"<style>{_STYLE}</style></head><body>"
    )
    yield element("h1", esc(title)) + element("p", element("small", esc(_summary(changes))))
    marks = {"same": "span", "added": "ins", "removed": "del"}
    for change in shown:
        words = "".join(element(marks[kind], esc(text)) for kind, text in change.edits)
        yield element("section", element("h2", esc(_heading(change))) + element("p", words))
    yield "</body></html>"


def _markdown(a: Document, b: Document, changes: Sequence[Change], shown: Sequence[Change]) -> Iterator[str]:
    yield f"# {escaped(f'{_title(a)} → {_title(b)}')}\n\n{_summary(changes)}\n"
    for change in shown:
        yield f"## {escaped(_heading(change))}\n\n{_marked(change)}\n"


def _marked(change: Change) -> str:
    """The clause with `~~removed~~` and `**added**` words; a mark never runs over a line's end."""
    marks = {"same": "", "added": "**", "removed": "~~"}
    pieces = []
    for kind, text in change.edits:
        for line in text.splitlines(keepends=True):
            words, mark = line.strip(), marks[kind]
            pieces.append(line.replace(words, f"{mark}{escaped(words)}{mark}", 1) if words else line)
    return "".join(pieces).replace("\n", "\n\n")


def _print(a: Document, b: Document, changes: Sequence[Change], shown: Sequence[Change]) -> None:
    from rich.text import Text

    styles = {"same": "", "added": "green", "removed": "red strike"}
    out().print(f"{plain(_title(a))} → {plain(_title(b))}: {_summary(changes)}.", markup=False, soft_wrap=True)
    for change in shown:
        out().print(f"\n{plain(_heading(change))}", style="bold", markup=False, soft_wrap=True)
        text = Text()
        for kind, words in change.edits:
            text.append(plain(words), style=styles[kind])
        out().print(text, soft_wrap=True)
