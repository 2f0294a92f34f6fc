"""`vankien eval facts`: what is read out of documents, against a key written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, out, plain
from ui.eval_options import eval_app
from ui.gates import Gates, exit_by, read_gates
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from eval.facts import FactsResult

_LABELS = {
    "people": "Người và chức vụ",
    "references": "Văn bản được dẫn",
    "dates": "Ngày, thời kỳ",
    "figures": "Số liệu",
    "tasks": "Nhiệm vụ",
}


@eval_app.command()
def facts(
    *,
    golden: Annotated[
        Path | None,
        typer.Option(
            "--golden",
            metavar="FILE",
            help="Tệp JSONL chép tay: file, people, references, dates, figures, tasks; mặc định là tệp đi kèm.",
            show_default=False,
        ),
    ] = None,
    corpus: Annotated[
        list[Path],
        typer.Option("--corpus", metavar="DIR", help="Thư mục mà “file” tính từ đó; dùng nhiều lần được."),
    ],
    minimum: Gates = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo F1 của người, văn bản được dẫn, ngày, số liệu và nhiệm vụ đọc được so với đáp án chép tay.

    Ví dụ:

        vankien eval facts --corpus seeds/ --corpus documents/ --min people=0.9 --min tasks=0.7
    """
    from eval.facts import BUNDLED, SORTS, measure_facts

    gates = read_gates(minimum or [], SORTS)
    result = measure_facts(golden or BUNDLED, corpus, settings_for(data_dir))
    if json_:
        emit(result.as_json())
    else:
        _print(result)
    exit_by(gates, {sort: result.total(sort).f1 for sort in SORTS})


def _print(result: FactsResult) -> None:
    from rich.table import Table
    from rich.text import Text

    from eval.facts import SORTS

    summary = Table("Loại", header_style="bold", title=f"{len(result.files)} tệp")
    for heading in ("Trong đáp án", "Đọc được", "Đúng", "F1", "F1 trung bình theo tệp"):
        summary.add_column(heading, justify="right")
    for sort in SORTS:
        of = result.total(sort)
        summary.add_row(
            _LABELS[sort], str(of.wanted), str(of.found), str(of.right), f"{of.f1:.3f}", f"{result.mean(sort):.3f}"
        )
    out().print(summary)
    wrong = Table("Tệp", "Loại", "", header_style="bold")
    wrong.add_column("Nội dung", overflow="fold", ratio=1)
    for file, counts in result.files.items():
        for sort in SORTS:
            for sign, texts in (("thiếu", counts[sort].missed), ("thừa", counts[sort].extra)):
                for text in texts:
                    wrong.add_row(Text(plain(file)), _LABELS[sort], sign, Text(plain(text)))
    if wrong.row_count:
        out().print(wrong)
