"""`vankien eval retrieval`: measuring search on a data set in BEIR layout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, note, out, plain
from ui.eval_options import (
    HALVES,
    HalfOption,
    Seed,
    Unaccented,
    VariantOption,
    bars,
    eval_app,
    one_of,
    variant_of,
    warn,
)
from ui.gates import Gates, exit_by, read_gates
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from eval.retrieval import RetrievalResult
    from index.search import Leg

_LEGS: dict[str, Leg] = {"lexical": "lexical", "dense": "dense", "fused": "fused"}
_MEASURES = {
    "nDCG@10": "Thứ hạng 10 tài liệu đầu",
    "Success@1": "Tài liệu đầu tiên đúng",
    "R@5": "Tìm thấy trong 5 tài liệu đầu",
    "R@10": "Tìm thấy trong 10 tài liệu đầu",
    "R@50": "Tìm thấy trong 50 tài liệu đầu",
    "RR@10": "Nghịch đảo thứ hạng đúng đầu tiên",
}


@eval_app.command()
def retrieval(
    *,
    beir: Annotated[
        Path, typer.Option("--beir", metavar="DIR", help="Thư mục BEIR: corpus.jsonl[.xz], queries.jsonl, qrels.tsv.")
    ],
    leg: Annotated[
        str, typer.Option("--leg", metavar="|".join(_LEGS), help="Cách tìm: theo từ, theo nghĩa, hay cả hai.")
    ] = "fused",
    variant: VariantOption = "accented",
    unaccented: Unaccented = False,
    seed: Seed = 0,
    half: HalfOption = "all",
    run: Annotated[
        Path | None, typer.Option("--run", metavar="FILE", help="Ghi kết quả theo dạng TREC.", show_default=False)
    ] = None,
    minimum: Gates = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo tìm kiếm trên một bộ dữ liệu theo bố cục BEIR.

    Ví dụ:

        vankien eval retrieval --beir alqac2022 --half odd

        vankien eval retrieval --beir alqac2022 --unaccented --min nDCG@10=0.93 --json
    """
    chosen_leg, typed = one_of(leg, _LEGS, "--leg"), variant_of(variant, unaccented)
    chosen_half, gates = one_of(half, HALVES, "--half"), read_gates(minimum or [], _MEASURES)
    settings = settings_for(data_dir)
    from eval.beir import find_beir, read_qrels, read_topics
    from eval.retrieval import measure_retrieval
    from eval.runs import save_run, write_run
    from eval.workspace import beir_workspace

    folder = find_beir(beir)
    # A fault in them is told before the long build, not after it.
    questions = {topic.id: topic.text for topic in read_topics(folder)}
    read_qrels(folder)
    with bars() as bar, beir_workspace(folder, settings, bar("Lập chỉ mục")) as workspace:
        result = measure_retrieval(
            folder,
            workspace.store,
            leg=chosen_leg,
            variant=typed,
            seed=seed,
            half=chosen_half,
            on_topic=bar("Tìm kiếm"),
        )
        saved = save_run(settings.data_dir / "eval" / "runs", result, workspace.store.fingerprint(), questions)
    warn((*workspace.notes, *result.warnings))
    if run:
        write_run(run, result.run, f"vankien-{leg}")
    if json_:
        emit({**result.as_json(), "run": str(saved)})
    else:
        _print_retrieval(result)
        note(f"Đã lưu kết quả vào {saved} (so sánh: vankien eval compare).")
    exit_by(gates, result.measures)


def _print_retrieval(result: RetrievalResult) -> None:
    from rich.table import Table

    title = f"{result.dataset}: {result.queries} câu hỏi ({result.half}, {result.variant}), cách tìm {result.leg}"
    table = Table("Độ đo", "Nghĩa", title=plain(title), caption=f"{result.documents} tài liệu, {result.passages} đoạn")
    table.add_column("Giá trị", justify="right")
    for name, value in result.measures.items():
        table.add_row(name, _MEASURES[name], f"{value:.4f}")
    for name, value in result.latency_ms.items():
        table.add_row(name, "Thời gian một lần tìm (ms)", f"{value:.1f}")
    out().print(table)
