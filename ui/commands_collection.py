"""Commands that change the collection: `ingest`, `remove`, `rebuild`."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, note, out, plain
from ui.options import DataDir, Json, find_document, settings_for, unknown
from ui.progress import progress_bar

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue
    from corpus.records import Document


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(ingest)
    app.command()(remove)
    app.command()(rebuild)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Tệp hoặc thư mục cần đọc.", show_default=False)],
    *,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE.html", help="Ghi thêm báo cáo từng tệp thành một trang web.", show_default=False
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Đọc lại cả những tệp không đổi.")] = False,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đọc tệp và thư mục vào kho: thêm mới, cập nhật tệp đã sửa, bỏ tệp đã biến mất khỏi thư mục.

    Một tệp hỏng không làm dừng các tệp khác; khi có tệp không đọc được, mã thoát là 1.

    Ví dụ:

        vankien ingest D:\\vanban

        vankien ingest D:\\vanban --report D:\\bao-cao.html

        vankien ingest nghiquyet.pdf chithi.docx --json
    """
    from index.store import Store
    from index.sync import sync
    from index.writer import writing
    from ui.ingest_report import FileAccount, account, account_json
    from ui.report_table import print_report
    from ui.shapes import summary_json

    if report:
        _check_report(report, paths)
    started = time.perf_counter()
    counts: Counter[str] = Counter()
    told: list[FileAccount] = []
    with (
        Store(settings_for(data_dir), light=True) as store,
        writing(store) as writer,
        progress_bar("Đang đọc") as progress,
    ):
        task = progress.add_task("", total=None)
        looked_at = 0

        def on_file(path: Path, total: int) -> None:
            nonlocal looked_at
            progress.update(task, completed=looked_at, total=total, description=plain(path.name)[:40])
            looked_at += 1

        for file in sync(writer, paths, on_file, again=again):
            counts[file.status] += 1
            of_file = account(file, store.catalogue)
            if json_:
                emit(account_json(of_file))
            if report or not json_:
                told.append(of_file)
    seconds = time.perf_counter() - started
    told.sort(key=lambda one: one.report.source)
    if json_:
        emit(summary_json(counts, seconds))
    else:
        print_report(out(), told, counts, seconds)
    if report:
        from ui.report_page import write_page

        write_page(report, told, paths, seconds)
        note(f"Đã ghi báo cáo: {report}")
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
            if document and (copies := _copies_meant(store.catalogue, document, name)):
                store.catalogue.forget_files(document.collection, copies)
                report = FileReport(copies[0], "deleted", document.id)
            elif document:
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


def _copies_meant(catalogue: Catalogue, document: Document, name: str) -> list[str]:
    """The files that `name` means if they only repeat the document's content, which its own file goes on holding."""
    from corpus.reading import printable, source_of

    source, end = source_of(Path(name)), "/" + unicodedata.normalize("NFC", printable(name))
    held = [f.source for f in catalogue.files(document.collection).values() if f.doc_id == document.id]
    meant = [s for s in held if s == source] or [s for s in held if s.endswith(end)]
    return meant if document.source not in meant else []


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
        progress_bar("Đang lập lại") as progress,
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


def _check_report(report: Path, paths: list[Path]) -> None:
    """Refuse before the long work what could not be written after it, or would be read as a document next time."""
    target = report.absolute()
    if target.suffix.lower() not in {".html", ".htm"}:
        raise typer.BadParameter(f"--report cần một tệp .html, không phải “{report.name}”")
    if target.is_dir() or not target.parent.is_dir():
        raise typer.BadParameter(f"--report: không ghi được {report}; thư mục {target.parent} phải có sẵn")
    if any(target.is_relative_to(path.absolute()) for path in paths):
        raise typer.BadParameter("--report: hãy đặt báo cáo ngoài thư mục tài liệu, kẻo lần sau nó bị đọc như văn bản")
