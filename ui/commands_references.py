"""The command that follows references: what a document refers to, and which documents refer to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.console import emit, note, out, plain
from ui.options import DataDir, Json, find_document, open_catalogue

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue
    from corpus.records import Document

Name = Annotated[
    str,
    typer.Argument(
        metavar="DOC_OR_NUMBER", help="Số ký hiệu (57-NQ/TW), tên (“Điều lệ Đảng”), mã tài liệu hoặc đường dẫn tệp."
    ),
]
_RELATIONS = {
    "cites": "nhắc đến",
    "bases": "căn cứ",
    "replaces": "thay thế, bãi bỏ",
    "amends": "sửa đổi, bổ sung",
    "guides": "hướng dẫn, triển khai",
}


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

    record = _follow(open_catalogue(data_dir), name)
    if not record["doc_id"] and not record["referred_to_by"]:
        raise UnknownDocument(
            f"Không có văn bản “{name}” trong kho và không văn bản nào trong kho dẫn nó. "
            "Ghi số ký hiệu đầy đủ, ví dụ 57-NQ/TW; xem danh sách bằng lệnh: vankien list"
        )
    if json_:
        emit(record)
    else:
        _print(record)


def _follow(catalogue: Catalogue, name: str) -> dict[str, Any]:
    """The object that `--json` prints."""
    from corpus.mentions import number_of

    document = find_document(catalogue, name)
    numbered = "" if document else number_of(catalogue.rows, name)
    if not document and numbered:
        document = next(iter(catalogue.numbered(numbered)), None)
    held = document is not None
    number = document.metadata.number if document else numbered
    citing = catalogue.citing(number or name) if number or not held else []
    return {
        "number": number,
        "kind": document.metadata.kind if document else "",
        "title": document.metadata.title if document else "" if number else name,
        "doc_id": document.id if document else None,
        "source": document.source if document else None,
        "status": document.metadata.status if document else catalogue.standing([number]).get(number, ""),
        "refers_to": _referred(catalogue, document) if document else [],
        "referred_to_by": [
            {
                "doc_id": c.doc_id,
                "source": c.source,
                "number": c.metadata.number,
                "kind": c.metadata.kind,
                "title": c.metadata.title,
                "date": c.metadata.date,
                "relation": c.relation,
                "count": c.count,
                "start": c.start,
            }
            for c in citing
        ],
    }


def _referred(catalogue: Catalogue, document: Document) -> list[dict[str, Any]]:
    """What a document refers to: an entry for each document and relation, in order of first mention."""
    entries: dict[tuple[str, str, str], dict[str, Any]] = {}
    for reference in catalogue.references(document.id):
        key = reference.number, reference.number or reference.kind, reference.relation
        entry = entries.setdefault(
            key,
            {
                "number": reference.number,
                "kind": reference.kind,
                "relation": reference.relation,
                "count": 0,
                "start": reference.span.start,
                "end": reference.span.end,
                "page": document.page_at(reference.span.start),
                "doc_id": next((d.id for d in catalogue.numbered(reference.number)), None),
            },
        )
        entry["count"] += 1
    return list(entries.values())


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
        _print_table("Dẫn đến", [_label(e) for e in record["refers_to"]], record["refers_to"])
    _print_table("Được dẫn trong", [_label(e) for e in record["referred_to_by"]], record["referred_to_by"])


def _label(entry: dict[str, Any]) -> str:
    """How an entry reads: kind and number, else title, else the file's name."""
    if entry["number"]:
        return f"{entry['kind'].capitalize()} {entry['number']}".strip()
    if "source" not in entry:
        return str(entry["kind"])
    return str(entry["title"] or entry["source"].rpartition("/")[2])


def _print_table(heading: str, labels: Sequence[str], entries: Sequence[dict[str, Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

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
    for label, entry in zip(labels, entries, strict=True):
        where = shown_date(entry["date"]) if dated else str(entry.get("page") or "–")
        table.add_row(Text(plain(label)), _RELATIONS[entry["relation"]], str(entry["count"]), where)
    out().print(table)
