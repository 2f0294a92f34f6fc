"""`vankien eval metadata`: how much of what documents say about themselves is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, out, plain
from ui.eval_options import eval_app, warn
from ui.gates import Gates, exit_by, read_gates
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from eval.reading import MetadataResult

_LABELS = {
    "number": "Số ký hiệu",
    "kind": "Loại",
    "issuer": "Cơ quan ban hành",
    "date": "Ngày",
    "title": "Tiêu đề",
    "place": "Nơi ban hành",
    "signed_by": "Người ký",
    "office": "Chức vụ",
    "classification": "Độ mật",
}


@eval_app.command()
def metadata(
    folder: Annotated[Path, typer.Argument(metavar="DOCUMENTS_DIR", help="Thư mục mà bảng ghi đường dẫn tính từ đó.")],
    *,
    seeds: Annotated[
        Path | None,
        typer.Option("--seeds", metavar="DIR", help="Thư mục của các dòng “seeds/…” trong bảng.", show_default=False),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option(
            "--table",
            metavar="FILE",
            help="Bảng JSONL chép tay: file, number, kind, issuer, date, title, …; mặc định là bảng đi kèm.",
            show_default=False,
        ),
    ] = None,
    minimum: Gates = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo các trường đọc được (số ký hiệu, loại, cơ quan, ngày, tiêu đề, …) so với bảng chép tay.

    Ví dụ:

        vankien eval metadata tai-lieu/ --table bang.jsonl

        vankien eval metadata documents/ --seeds seeds/ --min accuracy=0.95 --json
    """
    from eval.reading import BUNDLED, FIELDS, measure_metadata, read_table

    gates = read_gates(minimum or [], ("accuracy", "accuracy_all", *FIELDS))
    result = measure_metadata(read_table(table or BUNDLED), folder, settings_for(data_dir), seeds=seeds)
    warn(result.warnings)
    record = result.as_json()
    if json_:
        emit(record)
    else:
        _print(result)
    exit_by(gates, record | {name: of["accuracy"] for name, of in record["fields"].items()})


def _print(result: MetadataResult) -> None:
    from rich.table import Table
    from rich.text import Text

    from eval.reading import FIELDS

    console, record = out(), result.as_json()
    summary = Table("Trường", header_style="bold", title=f"{result.files} tệp")
    for heading in ("Đúng", "Tổng", "Tỉ lệ"):
        summary.add_column(heading, justify="right")
    for name in FIELDS:
        of = record["fields"][name]
        summary.add_row(_LABELS[name], str(of["right"]), str(of["total"]), f"{of['accuracy']:.3f}")
    console.print(summary)
    if result.mistakes:
        wrong = Table("Tệp", "Trường", header_style="bold", title=f"{len(result.mistakes)} trường sai")
        wrong.add_column("Trong bảng", overflow="fold", ratio=1)
        wrong.add_column("Đọc được", overflow="fold", ratio=1)
        for m in result.mistakes:
            found = Text(plain(m.error), style="red") if m.error else Text(plain(m.found) or "–")
            wrong.add_row(Text(plain(m.file)), _LABELS[m.field], Text(plain(m.wanted) or "–"), found)
        console.print(wrong)
    console.print(
        f"Đúng {record['accuracy']:.4f} năm trường chính (số ký hiệu, loại, cơ quan, ngày, tiêu đề);"
        f" {record['accuracy_all']:.4f} mọi trường.",
        markup=False,
    )
