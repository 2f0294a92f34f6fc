"""Commands that change the collection: `ingest`, `remove`, `rebuild`."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, err, note, out, plain
from ui.options import DataDir, Json, find_document, settings_for, unknown

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.table import Table

    from index.sync import FileReport

_STATUS_WORDS = {
    "added": ("đã thêm", "green"),
    "updated": ("đã cập nhật", "green"),
    "unchanged": ("không đổi", "dim"),
    "deleted": ("đã xóa", "yellow"),
    "duplicate": ("trùng nội dung", "yellow"),
    "failed": ("không đọc được", "red"),
}
_TABLE_ROWS = 200
"""A longer report lists only what wants attention; `--json` always gives every file."""


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(ingest)
    app.command()(remove)
    app.command()(rebuild)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Tệp hoặc thư mục cần đọc.", show_default=False)],
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đọc tệp và thư mục vào kho: thêm mới, cập nhật tệp đã sửa, bỏ tệp đã biến mất khỏi thư mục.

    Một tệp hỏng không làm dừng các tệp khác; khi có tệp không đọc được, mã thoát là 1.

    Ví dụ:

        vankien ingest D:\\vanban

        vankien ingest nghiquyet.pdf chithi.docx --json
    """
    from index.store import Store
    from index.sync import sync
    from index.writer import writing
    from ui.shapes import report_json, summary_json

    started = time.perf_counter()
    counts: Counter[str] = Counter()
    reports: list[FileReport] = []
    with (
        Store(settings_for(data_dir), light=True) as store,
        writing(store) as writer,
        _progress("Đang đọc") as progress,
    ):
        task = progress.add_task("", total=None)
        looked_at = 0

        def on_file(path: Path, total: int) -> None:
            nonlocal looked_at
            progress.update(task, completed=looked_at, total=total, description=plain(path.name)[:40])
            looked_at += 1

        for report in sync(writer, paths, on_file):
            counts[report.status] += 1
            if json_:
                emit(report_json(report))
            else:
                reports.append(report)
    seconds = time.perf_counter() - started
    if json_:
        emit(summary_json(counts, seconds))
    else:
        _print_report(reports, counts, seconds)
    raise typer.Exit(1 if counts["failed"] else 0)


def remove(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOC…", help="Mã tài liệu hoặc đường dẫn tệp.", show_default=False)
    ],
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Gỡ tài liệu khỏi kho; tệp gốc trên đĩa giữ nguyên.

    Ví dụ:

        vankien remove D:\\vanban\\nghiquyet.pdf
    """
    from index.store import Store
    from index.sync import FileReport
    from index.writer import writing
    from ui.shapes import report_json

    counts: Counter[str] = Counter()
    with Store(settings_for(data_dir), light=True) as store, writing(store) as writer:
        for name in documents:
            document = find_document(store.catalogue, name)
            if document:
                # Forgotten before it is withdrawn: after a crash in between, the document is still there to be removed
                # again; the other way round the next ingest would take its file for one to be read anew.
                held = store.catalogue.files(document.collection).values()
                store.catalogue.forget_files(document.collection, [f.source for f in held if f.doc_id == document.id])
                writer.remove([document.id])
                report = FileReport(document.source, "deleted", document.id)
            else:
                report = FileReport(name, "failed", error=unknown(name))
            counts[report.status] += 1
            if json_:
                emit(report_json(report))
            elif report.error:
                note(report.error, style="red")
            else:
                out().print(f"Đã gỡ: {plain(report.source)}", markup=False, soft_wrap=True)
    if json_:
        emit({"summary": {"deleted": counts["deleted"], "failed": counts["failed"]}})
    elif counts["deleted"]:
        note("Tệp gốc còn trên đĩa: lần ingest sau của chính thư mục đó sẽ đọc lại nếu tệp vẫn nằm ở đấy.")
    raise typer.Exit(1 if counts["failed"] else 0)


def rebuild(data_dir: DataDir = None, json_: Json = False) -> None:
    """Lập lại chỉ mục từ các tài liệu đang có, ví dụ sau khi đổi mô hình nhúng.

    Ví dụ:

        vankien rebuild
    """
    from index.store import Store
    from index.writer import writing

    started = time.perf_counter()
    with (
        Store(settings_for(data_dir), light=True, check=False) as store,
        writing(store, check=False) as writer,
        _progress("Đang lập lại") as progress,
    ):
        total, _ = store.catalogue.counts()
        task = progress.add_task("", total=total)
        documents = passages = 0
        for document, count in writer.rebuild():
            documents, passages = documents + 1, passages + count
            progress.update(task, advance=1, description=plain(document.source.rpartition("/")[2])[:40])
    record = {"documents": documents, "passages": passages, "seconds": round(time.perf_counter() - started, 2)}
    if json_:
        emit(record)
    else:
        out().print(f"Đã lập lại chỉ mục: {documents} tài liệu, {passages} đoạn, {record['seconds']} giây.")


def _progress(verb: str) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn(verb),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False, style="dim"),
        console=err(),
        transient=True,
    )


def _print_report(reports: list[FileReport], counts: Counter[str], seconds: float) -> None:
    console = out()
    rows = reports
    if len(rows) > _TABLE_ROWS:
        rows = [r for r in reports if r.status == "failed" or (r.document and r.document.warnings)][:_TABLE_ROWS]
        note(f"Có {len(reports)} tệp; bảng chỉ nêu {len(rows)} tệp cần xem lại. Dùng --json để có đủ từng tệp.")
    if rows:
        console.print(_table(rows))
    for report in rows:
        for text in (report.error, *(report.document.warnings if report.document else ())):
            if text:
                style = "red" if report.status == "failed" else "yellow"
                name = report.source.rpartition("/")[2]
                console.print(f"{plain(name)}: {plain(text)}", style=style, markup=False, soft_wrap=True)
    words = [f"{counts[status]} {word}" for status, (word, _) in _STATUS_WORDS.items() if counts[status]]
    console.print(f"{', '.join(words) or 'Không thấy tệp nào để đọc'} ({seconds:.1f} giây).", markup=False)


def _table(reports: list[FileReport]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from corpus.records import Metadata
    from ui.wording import shown_date

    table = Table(header_style="bold")
    for title in ("Tệp", "Kết quả", "Loại", "Số ký hiệu", "Ngày"):
        table.add_column(title, overflow="fold")
    for title in ("Trang", "Đoạn", "Cảnh báo"):
        table.add_column(title, justify="right")
    for report in reports:
        word, style = _STATUS_WORDS[report.status]
        document = report.document
        meta = document.metadata if document else Metadata()
        table.add_row(
            Text(plain(report.source.rpartition("/")[2])),
            Text(word, style=style),
            Text(plain(meta.kind)),
            Text(plain(meta.number)),
            shown_date(meta.date),
            str(len(document.page_starts) or "–") if document else "",
            str(report.passages or ""),
            str(len(document.warnings) or "") if document else "",
        )
    return table
