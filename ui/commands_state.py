"""Commands that show what is held: `status`, `verify`, `list`, `show`, `samples`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.console import emit, err, note, out, plain
from ui.options import DataDir, Json, find_document, open_catalogue, settings_for, unknown

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue
    from corpus.records import Document, Reference
    from index.verify import Verdict

_SAMPLE = 5_000
"""Passages that `status` asks both indexes for; `verify` asks for all."""
_CLAUSE = 100
"""Characters of a clause that the outline shows."""

Doc = Annotated[str, typer.Argument(metavar="DOC", help="Mã tài liệu, đường dẫn tệp, hoặc tên tệp.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(status)
    app.command()(verify)
    app.command(name="list")(list_)
    app.command()(show)
    app.command()(samples)


def status(data_dir: DataDir = None, json_: Json = False) -> None:
    """Cho biết kho có bao nhiêu tài liệu và chỉ mục có khớp với kho không (hỏi thử tối đa 5.000 đoạn).

    Ví dụ:

        vankien status --json
    """
    from index.store import Store
    from index.verify import verify as ask_both
    from ui.shapes import verdict_json

    settings = settings_for(data_dir)
    with Store(settings, light=True, create=False) as store:
        verdict = ask_both(store, sample=_SAMPLE)
    if json_:
        emit(verdict_json(verdict))
        return
    note(f"Thư mục dữ liệu: {settings.data_dir}")
    _print_verdict(verdict)


def verify(data_dir: DataDir = None, json_: Json = False) -> None:
    """Hỏi cả hai chỉ mục từng đoạn một; mã thoát 1 nếu có đoạn không tìm lại được.

    Ví dụ:

        vankien verify
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from index.store import Store
    from index.verify import verify as ask_both
    from ui.shapes import verdict_json

    bar = Progress(TextColumn("Đang hỏi từng đoạn"), BarColumn(), MofNCompleteColumn(), console=err(), transient=True)
    with Store(settings_for(data_dir), light=True, create=False) as store, bar:
        task = bar.add_task("", total=None)
        verdict = ask_both(store, on_batch=lambda done, total: bar.update(task, completed=done, total=total))
    if json_:
        emit(verdict_json(verdict))
    else:
        _print_verdict(verdict)
    raise typer.Exit(0 if verdict.consistent else 1)


def list_(data_dir: DataDir = None, json_: Json = False) -> None:
    """Liệt kê các tài liệu đang có trong kho.

    Ví dụ:

        vankien list
    """
    from rich.table import Table
    from rich.text import Text

    from assistant.citing import document_label
    from ui.shapes import document_json
    from ui.wording import EMPTY_COLLECTION, HOW_TO_ADD, shown_date

    table = Table(header_style="bold")
    for title in ("Tài liệu", "Ngày", "Trang", "Tệp"):
        table.add_column(title, overflow="fold")
    for document in open_catalogue(data_dir).documents():
        if json_:
            emit(document_json(document))
            continue
        table.add_row(
            Text(plain(document_label(document.metadata, document.source))),
            shown_date(document.metadata.date),
            str(len(document.page_starts) or "–"),
            Text(plain(document.source)),
        )
    if json_:
        return
    if table.row_count:
        out().print(table)
    else:
        note(f"{EMPTY_COLLECTION} Thêm bằng lệnh: {HOW_TO_ADD}")


def show(
    doc: Doc,
    *,
    text: Annotated[bool, typer.Option("--text", help="Chỉ in văn bản đã đọc được.")] = False,
    outline: Annotated[bool, typer.Option("--outline", help="In các đề mục.")] = False,
    passages: Annotated[bool, typer.Option("--passages", help="In các đoạn như chỉ mục cắt.")] = False,
    page: Annotated[int | None, typer.Option("--page", metavar="N", min=1, help="In văn bản của trang N.")] = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Cho xem một tài liệu như chương trình đã đọc.

    Ví dụ:

        vankien show nghiquyet.pdf --page 3

        vankien show nghiquyet.pdf --text > nghiquyet.txt
    """
    from corpus.errors import UnknownDocument
    from ui.shapes import document_json, outline_json, passages_json

    if text + outline + passages + (page is not None) > 1:
        raise typer.BadParameter("chỉ chọn một trong --text, --outline, --passages, --page")
    catalogue = open_catalogue(data_dir)
    document = find_document(catalogue, doc)
    if not document:
        raise UnknownDocument(unknown(doc))
    sure = catalogue.confidences(document.id)
    if json_:
        record = document_json(document) | {
            "ocr_confidence": round(sum(sure.values()) / len(sure), 4) if sure else None,
            "ocr_pages": list(sure),
            "same_as": _same_text(catalogue, document),
            "reference_count": len(catalogue.references(document.id)),
        }
        if text:
            record["text"] = document.text
        elif outline:
            record["outline"] = outline_json(document)
        elif passages:
            record["passages"] = passages_json(catalogue.passages(document.id))
        elif page is not None:
            record |= {"page": page, "text": _page_text(document, page), "ocr_confidence": sure.get(page)}
        emit(record)
    elif text or page is not None:
        if page in sure:
            note(f"Trang {page} được nhận dạng từ ảnh, độ tin cậy {sure[page] * 100:.0f} %: đối chiếu với bản gốc.")
        _write(document.text if page is None else _page_text(document, page))
    elif outline:
        for heading in outline_json(document):
            where = f"  (tr. {heading['page']})" if heading["page"] else ""
            _write("  " * (heading["level"] - 1) + plain(_shown_heading(document, heading)) + where)
    elif passages:
        for row in passages_json(catalogue.passages(document.id)):
            where = " › ".join([*row["outline"], *([f"tr. {row['page']}"] if row["page"] else [])])
            out().print(f"#{row['ordinal']} [{row['start']}, {row['end']}) {plain(where)}", style="bold", markup=False)
            if row["context"]:
                out().print(f"({plain(row['context'])})", style="dim", markup=False, soft_wrap=True)
            _write(plain(row["text"]) + "\n")
    else:
        _print_document(catalogue, document, sure)


def _shown_heading(document: Document, heading: dict[str, Any]) -> str:
    """A heading on one line; of a clause, whose heading is its number alone, the words that follow it too."""
    stop = document.text.find("\n", heading["end"])
    line = document.text[heading["start"] : stop if stop >= 0 else None] if heading["text"] else heading["label"]
    if heading["text"] and heading["end"] != (stop if stop >= 0 else len(document.text)):
        return shorten(line, _CLAUSE, placeholder=" …")
    return " ".join(line.split("\n"))


def samples(data_dir: DataDir = None, json_: Json = False) -> None:
    """In đường dẫn thư mục văn bản mẫu đi kèm chương trình.

    Ví dụ:

        vankien samples

        vankien ingest THƯ_MỤC_MÀ_LỆNH_TRÊN_IN_RA
    """
    from corpus.samples import sample_dir

    folder = sample_dir()
    if json_:
        emit({"path": str(folder), "files": sorted(p.name for p in folder.iterdir() if p.is_file())})
    else:
        _write(str(folder))


def _write(text: str) -> None:
    """Text as it is, neither wrapped nor coloured: it may be on its way into a file."""
    typer.echo(text, color=True)


def _page_text(document: Document, page: int) -> str:
    from corpus.errors import UnknownDocument

    starts = (*document.page_starts, len(document.text))
    if page >= len(starts):
        held = f"có {len(starts) - 1} trang" if document.page_starts else "không chia trang (không phải PDF)"
        raise UnknownDocument(f"Không có trang {page}: {document.source} {held}.")
    return document.text[starts[page - 1] : starts[page]].strip("\n")


def _print_verdict(verdict: Verdict) -> None:
    console = out()
    console.print(f"Tài liệu: {verdict.documents}    Đoạn: {verdict.passages}    Thế hệ: {verdict.generation}")
    console.print(f"Chroma: {verdict.chroma} đoạn    Tantivy: {verdict.tantivy} đoạn    Đã hỏi: {verdict.asked} đoạn")
    if verdict.consistent:
        console.print("Khớp: cả hai chỉ mục tìm lại được mọi đoạn đã hỏi.", style="green")
        return
    console.print("KHÔNG KHỚP.", style="bold red")
    for name, missing in (("Chroma", verdict.missing_in_chroma), ("Tantivy", verdict.missing_in_tantivy)):
        if missing:
            console.print(f"{name} không tìm lại được {len(missing)} đoạn, ví dụ {missing[0]}.", markup=False)
    if verdict.unfinished:
        console.print(f"{verdict.unfinished} tài liệu đang ghi dở: chạy lại vankien ingest để hoàn tất.")
    else:
        console.print("Lập lại chỉ mục bằng lệnh: vankien rebuild")


def _print_document(catalogue: Catalogue, document: Document, sure: Mapping[int, float]) -> None:
    from assistant.citing import document_label
    from ui.wording import shown_date

    meta = document.metadata
    console = out()
    console.print(plain(document_label(meta, document.source)), style="bold", markup=False, soft_wrap=True)
    rows = {
        "Tiêu đề": meta.title,
        "Số ký hiệu": meta.number,
        "Loại": meta.kind,
        "Cơ quan": meta.issuer,
        "Người ký": meta.signed_by,
        "Chức vụ": meta.office,
        "Ngày": shown_date(meta.date),
        "Nơi ban hành": meta.place,
        "Nơi nhận": meta.recipients,
        "Độ mật": meta.classification,
        "Hiệu lực": meta.status,
        "Địa chỉ": meta.url,
        "Tệp": document.source,
        "Định dạng": document.format,
        "Mã": document.id,
        "Số trang": str(len(document.page_starts) or ""),
        "Đề mục": str(len(document.outline)),
        "Số đoạn": str(len(catalogue.passages(document.id))),
        "Mã chữ cũ": f"{document.encoding}, đã chuyển sang Unicode" if document.encoding else "",
        "Nhận dạng": _recognised(document, sure),
        "Dẫn chiếu": _referred(catalogue.references(document.id)),
        "Cùng văn bản": "; ".join(_same_text(catalogue, document)),
        "Cảnh báo": "; ".join(document.warnings),
    }
    for name, value in rows.items():
        if value:
            console.print(f"{name + ':':<14}{plain(value)}", markup=False, soft_wrap=True)


def _referred(references: Sequence[Reference]) -> str:
    """ "24 lần, tới 9 văn bản"; empty if it refers to none."""
    documents = len({(r.kind, r.number) if not r.number else ("", r.number) for r in references})
    return f"{len(references)} lần, tới {documents} văn bản" if references else ""


def _same_text(catalogue: Catalogue, document: Document) -> list[str]:
    """The sources of other files that hold the same text, exactly or nearly."""
    from corpus.near import duplicates
    from corpus.rows import document_key

    key = document_key(document)
    return [other.source for other in duplicates(catalogue, [key]).get(key, ())]


def _recognised(document: Document, sure: Mapping[int, float]) -> str:
    """ "3/35 trang từ ảnh, độ tin cậy 64 % (thấp nhất trang 7: 41 %)"; empty if no page was."""
    if not sure:
        return ""
    worst = min(sure, key=lambda page: sure[page])
    mean = sum(sure.values()) / len(sure)
    return (
        f"{len(sure)}/{len(document.page_starts)} trang từ ảnh, độ tin cậy {mean * 100:.0f} %"
        f" (thấp nhất trang {worst}: {sure[worst] * 100:.0f} %)"
    )
