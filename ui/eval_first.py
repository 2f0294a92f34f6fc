"""`vankien eval first`: whether questions that name their document by number, date or abbreviation find it first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, out, plain
from ui.eval_options import bars, eval_app, warn
from ui.gates import Gates, exit_by, read_gates
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from eval.first import FirstResult


@eval_app.command()
def first(
    *,
    golden: Annotated[
        Path, typer.Option("--golden", metavar="FILE", help="Tệp JSONL: id, group, question, gold_doc, as_of nếu cần.")
    ],
    corpus: Annotated[
        list[Path],
        typer.Option("--corpus", metavar="DIR", help="Thư mục tài liệu mà --golden hỏi về; dùng nhiều lần được."),
    ],
    minimum: Gates = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo xem câu hỏi nêu số hiệu, ngày tháng, chữ viết tắt có tìm ra đúng tài liệu ở vị trí đầu không.

    Ví dụ:

        vankien eval first --golden eval/golden/named.jsonl --corpus van-kien/ --corpus tin-bai/ --min right=57
    """
    gates = read_gates(minimum or [], ("right",))
    settings = settings_for(data_dir)
    from eval.first import measure_first

    with bars() as bar:
        on_index, on_question = bar("Lập chỉ mục"), bar("Hỏi")
        result = measure_first(golden, corpus, settings, on_index=on_index, on_question=on_question)
    warn(result.warnings)
    if json_:
        emit(result.as_json())
    else:
        _print(result)
    exit_by(gates, {"right": result.right})


def _print(result: FirstResult) -> None:
    from rich.table import Table

    table = Table("Nhóm")
    table.add_column("Câu hỏi", justify="right")
    table.add_column("Đúng tài liệu đầu tiên", justify="right")
    record = result.as_json()
    for group, counts in {**record["groups"], "Tất cả": record}.items():
        table.add_row(plain(group), f"{counts['questions']}", f"{counts['right']}")
    out().print(table)
    for found in result.found:
        if not found.right:
            came = Path(found.sources[0]).name if found.sources else "không có gì"
            wanted = ", ".join(sorted(Path(source).name for source in found.question.gold))
            line = f"{found.question.id}: {found.question.question} → {came}, cần {wanted}"
            out().print(plain(line), markup=False, soft_wrap=True)
