"""`vankien eval`: measuring retrieval and answers on folders of one's own, with gates for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ui.console import emit, err, note, out, plain
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from eval.records import Half
    from eval.retrieval import RetrievalResult
    from eval.variants import Variant
    from index.search import Leg

_T = TypeVar("_T")

eval_app = typer.Typer(
    help="Đo chất lượng tìm kiếm và trả lời trên bộ câu hỏi có đáp án; không đụng tới kho của cơ quan.",
    rich_markup_mode="markdown",
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

_LEGS: dict[str, Leg] = {"lexical": "lexical", "dense": "dense", "fused": "fused"}
_VARIANTS: dict[str, Variant] = {"accented": "accented", "unaccented": "unaccented", "half": "half"}
_HALVES: dict[str, Half] = {"even": "even", "odd": "odd", "all": "all"}

VariantOption = Annotated[
    str,
    typer.Option(
        "--variant",
        metavar="|".join(_VARIANTS),
        help="Gõ câu hỏi đủ dấu, không dấu, hay khoảng nửa số tiếng mất dấu.",
    ),
]
Unaccented = Annotated[bool, typer.Option("--unaccented", help="Viết tắt của --variant unaccented.")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Số gieo cho --variant half.")]
HalfOption = Annotated[
    str,
    typer.Option("--half", metavar="|".join(_HALVES), help="Chỉ câu hỏi ở dòng chẵn hay lẻ (đếm từ 0), hay tất cả."),
]
Gates = Annotated[
    list[str] | None,
    typer.Option(
        "--min", metavar="MEASURE=VALUE", help="Ngưỡng phải đạt, không thì mã thoát là 1; dùng nhiều lần được."
    ),
]

_SHOWN_FAILURES = 20
_MEASURES = {
    "nDCG@10": "Thứ hạng 10 tài liệu đầu",
    "Success@1": "Tài liệu đầu tiên đúng",
    "R@5": "Tìm thấy trong 5 tài liệu đầu",
    "R@10": "Tìm thấy trong 10 tài liệu đầu",
    "R@50": "Tìm thấy trong 50 tài liệu đầu",
    "RR@10": "Nghịch đảo thứ hạng đúng đầu tiên",
}
_COUNTS = {
    "questions": "Câu hỏi",
    "answerable": "Câu có lời đáp trong tài liệu",
    "correct": "Trả lời đúng, đúng nguồn",
    "right_document": "Trích đúng tài liệu",
    "wrong": "Trả lời sai",
    "refused_wrongly": "Từ chối sai",
    "refused_rightly": "Từ chối đúng",
    "answered_unanswerable": "Trả lời câu không có căn cứ",
    "citation_validity": "Trích dẫn khớp nguyên văn và trang",
    "answer_syllables_mean": "Số tiếng trung bình một câu trả lời",
}
_CONTAINMENT = {
    "answer_contained": "Câu trả lời có chứa đáp án",
    "exact_match": "Trùng khớp đáp án",
    "f1": "F1 theo tiếng",
}
_VERDICTS = {
    "wrong": "trả lời sai",
    "refused_wrongly": "từ chối sai",
    "answered_unanswerable": "lẽ ra phải từ chối",
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
    chosen_leg, typed = _one_of(leg, _LEGS, "--leg"), _variant(variant, unaccented)
    chosen_half, gates = _one_of(half, _HALVES, "--half"), _gates(minimum or [], _MEASURES)
    settings = settings_for(data_dir)
    from eval.beir import find_beir, read_qrels, read_topics
    from eval.retrieval import measure_retrieval, write_run
    from eval.workspace import beir_workspace

    folder = find_beir(beir)
    # A fault in them is told before the long build, not after it.
    read_topics(folder)
    read_qrels(folder)
    with _bars() as bar, beir_workspace(folder, settings, bar("Lập chỉ mục")) as workspace:
        result = measure_retrieval(
            folder,
            workspace.store,
            leg=chosen_leg,
            variant=typed,
            seed=seed,
            half=chosen_half,
            on_topic=bar("Tìm kiếm"),
        )
    _warn((*workspace.notes, *result.warnings))
    if run:
        write_run(run, result.run, f"vankien-{leg}")
    if json_:
        emit(result.as_json())
    else:
        _print_retrieval(result)
    _exit_by(gates, result.measures)


@eval_app.command()
def answers(
    *,
    golden: Annotated[
        Path | None,
        typer.Option(
            "--golden", metavar="FILE", help="Tệp JSONL câu hỏi và đáp án; cùng --corpus.", show_default=False
        ),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", metavar="DIR", help="Thư mục tài liệu mà --golden hỏi về.", show_default=False),
    ] = None,
    beir: Annotated[
        Path | None,
        typer.Option("--beir", metavar="DIR", help="Thay cho --golden: thư mục BEIR có answer.", show_default=False),
    ] = None,
    variant: VariantOption = "accented",
    unaccented: Unaccented = False,
    seed: Seed = 0,
    half: HalfOption = "all",
    minimum: Gates = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo câu trả lời: đúng lời, đúng nguồn, và từ chối khi tài liệu không nói.

    Ví dụ:

        vankien eval answers --golden cau-hoi.jsonl --corpus tai-lieu/

        vankien eval answers --beir uit_regqa --half odd --min answer_contained=0.7 --json
    """
    if (golden is None) != (corpus is None) or (golden is None) == (beir is None):
        raise typer.BadParameter("cần --golden cùng với --corpus, hoặc chỉ --beir")
    typed, chosen_half = _variant(variant, unaccented), _one_of(half, _HALVES, "--half")
    if golden and (chosen_half != "all" or typed != "accented"):
        raise typer.BadParameter("--half và --variant chỉ dùng với --beir")
    labels = _COUNTS | (_CONTAINMENT if beir else {})
    gates = _gates(minimum or [], labels)
    settings = settings_for(data_dir)
    from eval.beir import find_beir
    from eval.suites import measure_beir_answers, measure_golden

    with _bars() as bar:
        on_index, on_question = bar("Lập chỉ mục"), bar("Hỏi")
        if beir:
            result = measure_beir_answers(
                find_beir(beir),
                settings,
                variant=typed,
                seed=seed,
                half=chosen_half,
                on_index=on_index,
                on_question=on_question,
            )
        else:
            assert golden and corpus
            result = measure_golden(golden, corpus, settings, on_index=on_index, on_question=on_question)
    _warn(result.warnings)
    if json_:
        emit(result.record)
    else:
        _print_answers(result.record, labels)
    _exit_by(gates, result.record)


def _one_of(given: str, values: Mapping[str, _T], option: str) -> _T:
    if given not in values:
        raise typer.BadParameter(f"{option} nhận một trong: {', '.join(values)}; không phải “{given}”")
    return values[given]


def _variant(given: str, unaccented: bool) -> Variant:
    variant = _one_of(given, _VARIANTS, "--variant")
    if unaccented and variant == "half":
        raise typer.BadParameter("--unaccented và --variant half không đi cùng nhau")
    return "unaccented" if unaccented else variant


def _gates(given: Sequence[str], known: Mapping[str, str]) -> dict[str, float]:
    """ "nDCG@10=0.93" as {"nDCG@10": 0.93}; a measure that is not computed here is a usage error."""
    gates = {}
    for text in given:
        name, _, value = text.rpartition("=")
        if name not in known:
            raise typer.BadParameter(f"--min {text}: cần MEASURE=VALUE với MEASURE là một trong {', '.join(known)}")
        try:
            gates[name] = float(value)
        except ValueError as exc:
            raise typer.BadParameter(f"--min {text}: “{value}” không phải số") from exc
    return gates


def _exit_by(gates: Mapping[str, float], measured: Mapping[str, Any]) -> None:
    """Exit with 1 if a gate is not reached; each that is not is named on stderr."""
    short = {name: wanted for name, wanted in gates.items() if not measured[name] >= wanted}
    for name, wanted in short.items():
        note(f"Không đạt ngưỡng: {name} = {measured[name]:g}, cần ít nhất {wanted:g}.", style="red")
    if short:
        raise typer.Exit(1)


def _warn(warnings: Sequence[str]) -> None:
    for warning in warnings:
        note(warning, style="yellow")


@contextmanager
def _bars() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """Progress bars on stderr, by name; one appears when its work begins."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=err()) as progress:

        def bar(name: str) -> Callable[[int, int], None]:
            task: TaskID | None = None

            def step(done: int, total: int) -> None:
                nonlocal task
                if task is None:
                    task = progress.add_task(name)
                progress.update(task, completed=done, total=total)

            return step

        yield bar


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


def _print_answers(record: Mapping[str, Any], labels: Mapping[str, str]) -> None:
    from rich.table import Table

    console = out()
    table = Table("Độ đo", "Nghĩa")
    table.add_column("Giá trị", justify="right")
    for name, label in labels.items():
        table.add_row(name, label, f"{record[name]:g}")
    console.print(table)
    failures = [q for q in record["per_question"] if q["verdict"] in _VERDICTS]
    for q in failures[:_SHOWN_FAILURES]:
        line = f"{q['id']} ({_VERDICTS[q['verdict']]}): {q['question']} → {q['answer']}"
        console.print(plain(line), markup=False, soft_wrap=True)
    if len(failures) > _SHOWN_FAILURES:
        console.print(f"… và {len(failures) - _SHOWN_FAILURES} câu nữa; xem hết bằng --json.", markup=False)
