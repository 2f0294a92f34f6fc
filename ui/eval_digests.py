"""`vankien eval digests`: summaries of news against those that editors wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, out
from ui.eval_options import bars, eval_app
from ui.gates import Gates, exit_by, read_gates
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from eval.digests import DigestsResult


@eval_app.command()
def digests(
    *,
    news: Annotated[
        Path,
        typer.Option("--news", metavar="FILE", help="Tệp JSONL (có thể nén .xz): title, abstract, body mỗi dòng."),
    ],
    last: Annotated[
        int | None,
        typer.Option("--last", metavar="N", min=1, help="Chỉ N bài cuối tệp; mặc định là tất cả.", show_default=False),
    ] = None,
    length: Annotated[
        int, typer.Option("--length", metavar="N", min=5, help="Số tiếng trung bình của một tóm tắt.")
    ] = 45,
    peers: Annotated[
        bool, typer.Option("--peers", help="So với TextRank, LexRank và LSA của thư viện sumy trong cùng lần chạy.")
    ] = False,
    minimum: Gates = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo ROUGE-1/2/L (F1 theo tiếng) của bản tóm tắt so với phần mở bài mà tòa soạn viết.

    Ví dụ:

        vankien eval digests --news articles_dev.jsonl.xz --last 300 --peers

        vankien eval digests --news articles_dev.jsonl.xz --min ROUGE-1=0.325 --json
    """
    from eval.digests import measure_digests, read_articles
    from eval.rouge import MEASURES

    gates = read_gates(minimum or [], (*MEASURES, "validity"))
    settings = settings_for(data_dir)
    articles = read_articles(news, settings, last=last)
    with bars() as bar:
        result = measure_digests(articles, settings, length=length, peers=peers, on_article=bar("Tóm tắt"))
    if json_:
        emit(result.as_json())
    else:
        _print(result)
    exit_by(gates, result.measures)


def _print(result: DigestsResult) -> None:
    from rich.table import Table

    from eval.digests import OURS
    from eval.rouge import MEASURES

    table = Table("Cách tóm tắt", header_style="bold", title=f"{len(result.texts)} bài")
    for heading in ("Số tiếng", *MEASURES):
        table.add_column(heading, justify="right")
    for name, scores in result.systems.items():
        cells = []
        for measure, value in scores.means.items():
            p = "" if name == OURS else f" (p={result.against(name, measure).p:.4f})"
            cells.append(f"{value:.3f}{p}")
        table.add_row(name, f"{scores.length:.1f}", *cells)
    out().print(table)
    out().print(
        f"{result.valid} trên {result.sentences} câu đúng nguyên văn ở chỗ đã dẫn ({result.shortened} câu có lược)",
        markup=False,
    )
