"""The command that follows references: what a document refers to, and which documents refer to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from ui.console import emit, note, out, plain
from ui.options import DataDir, Json, find_document, open_catalogue

Name = Annotated[
    str,
    typer.Argument(
        metavar="DOC_OR_NUMBER", help="Số ký hiệu (57-NQ/TW), tên (“Điều lệ Đảng”), mã tài liệu hoặc đường dẫn tệp."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(references)


def references(name: Name, data_dir: DataDir = None, json_: Json = False) -> None:
    """Cho biết một văn bản dẫn những văn bản nào, và những văn bản nào trong kho dẫn nó.

    Văn bản không có trong kho vẫn hỏi được theo số ký hiệu.

    Ví dụ:

        vankien references 57-NQ/TW

        vankien references quydinh294.pdf --json
    """
    from corpus.errors import UnknownDocument
    from ui.following import follow

    catalogue = open_catalogue(data_dir)
    record = follow(catalogue, find_document(catalogue, name), name)
    if not record["doc_id"] and not record["referred_to_by"]:
        raise UnknownDocument(
            f"Không có văn bản “{name}” trong kho và không văn bản nào trong kho dẫn nó. "
            "Ghi số ký hiệu đầy đủ, ví dụ 57-NQ/TW; xem danh sách bằng lệnh: vankien list"
        )
    if json_:
        emit(record)
    else:
        _print(record)


def _print(record: dict[str, Any]) -> None:
    console = out()
    name = " ".join(part for part in (record["kind"].capitalize(), record["number"]) if part) or record["title"]
    title = record["title"] if record["title"] != name else ""
    console.print(plain(name), style="bold", markup=False, soft_wrap=True)
    if title:
        console.print(plain(title), markup=False, soft_wrap=True)
    if record["status"]:
        console.print(f"Hiệu lực: {plain(record['status'])}", style="yellow", markup=False, soft_wrap=True)
    if not record["doc_id"]:
        note("Văn bản này không có trong kho; dưới đây là những văn bản trong kho dẫn nó.")
    else:
        _print_table("Dẫn đến", record["refers_to"])
    _print_table("Được dẫn trong", record["referred_to_by"])


def _print_table(heading: str, entries: Sequence[dict[str, Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from ui.following import RELATIONS, reference_label
    from ui.wording import shown_date

    if not entries:
        out().print(f"{heading}: không có.", markup=False)
        return
    table = Table(title=f"{heading} ({len(entries)})", title_justify="left", header_style="bold")
    dated = any(entry.get("date") for entry in entries)
    table.add_column("Văn bản", overflow="fold")
    table.add_column("Quan hệ")
    table.add_column("Số lần", justify="right")
    table.add_column("Ngày" if dated else "Trang", justify="right")
    for entry in entries:
        where = shown_date(entry["date"]) if dated else str(entry.get("page") or "–")
        table.add_row(Text(plain(reference_label(entry))), RELATIONS[entry["relation"]], str(entry["count"]), where)
    out().print(table)
