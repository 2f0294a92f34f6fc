"""`vankien eval legacy`: how well files typed before Unicode are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, out, plain
from ui.eval_options import bars, eval_app
from ui.gates import Gates, exit_by, read_gates
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from eval.legacy import LegacyResult


@eval_app.command()
def legacy(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Thư mục chứa legacy/ (tệp gốc) và legacy_ground_truth/ (bản chép).")
    ],
    *,
    minimum: Gates = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo tỉ lệ dấu tiếng Việt đọc đúng trong các tệp gõ bằng phông chữ cũ (TCVN3, VNI, …).

    Ví dụ:

        vankien eval legacy documents/ --min accuracy=0.98

        vankien eval legacy documents/ --min worst=0.85 --json
    """
    from eval.legacy import measure_legacy

    gates = read_gates(minimum or [], ("accuracy", "worst"))
    limits = settings_for(data_dir).limits
    with bars() as bar:
        result = measure_legacy(folder, limits, on_file=bar("Đọc tệp"))
    if json_:
        emit(result.as_json())
    else:
        _print(result)
    exit_by(gates, result.measures)


def _print(result: LegacyResult) -> None:
    from rich.table import Table

    table = Table("Tệp", "Bảng mã")
    table.add_column("Chữ có dấu", justify="right")
    table.add_column("Đúng dấu", justify="right")
    for file in sorted(result.files, key=lambda file: file.accuracy):
        table.add_row(
            plain(file.name), file.error or file.encoding or "Unicode", f"{file.marks}", f"{file.accuracy:.4f}"
        )
    out().print(table)
    measures = result.measures
    out().print(
        f"{len(result.files)} tệp: trung bình {measures['accuracy']:.4f}, thấp nhất {measures['worst']:.4f}",
        markup=False,
    )
