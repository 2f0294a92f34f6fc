"""`vankien eval answers`: measuring answers on golden questions, or on a data set whose queries carry answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.console import emit, out, plain
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
    from corpus.settings import Settings

_SHOWN_FAILURES = 20
_COUNTS = {
    "questions": "Câu hỏi",
    "answerable": "Câu có lời đáp trong tài liệu",
    "correct": "Trả lời đúng, đúng nguồn",
    "right_document": "Trích đúng tài liệu",
    "right_passage": "Trích đúng đoạn có lời đáp",
    "wrong": "Trả lời sai",
    "refused_wrongly": "Từ chối sai",
    "refused_rightly": "Từ chối đúng",
    "refused_with_reason": "Từ chối đúng và nói rõ lý do",
    "answered_unanswerable": "Trả lời câu không có căn cứ",
    "citation_validity": "Trích dẫn khớp nguyên văn và trang",
    "citation_precision": "Trích dẫn cần cho câu của nó",
    "citation_recall": "Câu có trích dẫn chứng minh",
    "answer_syllables_mean": "Số tiếng trung bình một câu trả lời",
    "answered_share": "Phần được trả lời trong các câu có lời đáp",
    "abstention_precision": "Từ chối là đúng",
    "abstention_recall": "Câu không có căn cứ bị từ chối",
    "aurc": "Rủi ro trung bình trên đường rủi ro–phạm vi",
    "calibration_error": "Độ tin cậy lệch so với thực tế",
}
_CONTAINMENT = {
    "answer_contained": "Câu trả lời có chứa đáp án",
    "exact_match": "Phần in đậm (hoặc cả câu trả lời) trùng khớp đáp án",
    "f1": "F1 theo tiếng của phần ấy",
    "in_bold": "Câu trả lời có phần in đậm",
    "bold_exact_match": "Phần in đậm trùng khớp đáp án",
    "bold_f1": "F1 theo tiếng của phần in đậm",
}
_HIDDEN = {"auroc": "AUROC của độ tin cậy khi giấu tài liệu đúng"}
_REFUSED = {"hidden": "Bị từ chối khi giấu tài liệu đúng", "foreign": "Câu hỏi của bộ khác bị từ chối"}
_JUDGED = {
    "judged": "Câu được {model} chấm",
    "faithful": "Theo {model}: mọi điều nói ra có trong trích dẫn",
    "relevant": "Theo {model}: đúng điều được hỏi",
}
_VERDICTS = {
    "wrong": "trả lời sai",
    "refused_wrongly": "từ chối sai",
    "answered_unanswerable": "lẽ ra phải từ chối",
}


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
        list[Path] | None,
        typer.Option(
            "--corpus",
            metavar="DIR",
            help="Thư mục tài liệu mà --golden hỏi về; dùng nhiều lần được.",
            show_default=False,
        ),
    ] = None,
    held: Annotated[
        bool, typer.Option("--held", help="Thay cho --corpus: hỏi trên chính các tài liệu trong kho, chỉ đọc.")
    ] = False,
    beir: Annotated[
        Path | None,
        typer.Option("--beir", metavar="DIR", help="Thay cho --golden: thư mục BEIR có answer.", show_default=False),
    ] = None,
    variant: VariantOption = "accented",
    unaccented: Unaccented = False,
    seed: Seed = 0,
    half: HalfOption = "all",
    hide_gold: Annotated[
        bool,
        typer.Option("--hide-gold", help="Hỏi thêm lần nữa mỗi câu, với tài liệu có lời đáp bị giấu đi; đo AUROC."),
    ] = False,
    foreign: Annotated[
        Path | None,
        typer.Option(
            "--foreign",
            metavar="DIR",
            help="Hỏi thêm các câu của thư mục BEIR này: kho đang đo không có lời đáp cho chúng.",
            show_default=False,
        ),
    ] = None,
    judge: Annotated[
        bool, typer.Option("--judge", help="Thêm ý kiến của mô hình ngôn ngữ (VANKIEN_LLM_URL) về từng câu trả lời.")
    ] = False,
    minimum: Gates = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo câu trả lời: đúng lời, đúng nguồn, và từ chối khi tài liệu không nói.

    Ví dụ:

        vankien eval answers --golden cau-hoi.jsonl --corpus tai-lieu/

        vankien eval answers --golden data/golden.jsonl --held

        vankien eval answers --beir uit_regqa --half odd --min answer_contained=0.7 --json

        vankien eval answers --beir uit_regqa --half odd --hide-gold --foreign alqac2022
    """
    if (golden is None) != (not corpus and not held) or (corpus and held) or (golden is None) == (beir is None):
        raise typer.BadParameter("cần --golden cùng với --corpus hoặc --held, hoặc chỉ --beir")
    typed, chosen_half = variant_of(variant, unaccented), one_of(half, HALVES, "--half")
    if golden and (chosen_half != "all" or typed != "accented"):
        raise typer.BadParameter("--half và --variant chỉ dùng với --beir")
    if golden and foreign:
        raise typer.BadParameter("--foreign chỉ dùng với --beir")
    labels = _COUNTS | (_CONTAINMENT if beir else {}) | (_HIDDEN if hide_gold else {})
    gates = read_gates(minimum or [], labels)
    settings = settings_for(data_dir)
    if judge and not settings.llm_url:
        raise typer.BadParameter("--judge cần một mô hình ngôn ngữ: đặt VANKIEN_LLM_URL")
    from eval.answer_runs import save_answers
    from eval.beir import find_beir
    from eval.suites import measure_beir_answers, measure_golden, measure_held

    with bars() as bar:
        on_index, on_question = bar("Lập chỉ mục"), bar("Hỏi")
        if beir:
            result = measure_beir_answers(
                find_beir(beir),
                settings,
                variant=typed,
                seed=seed,
                half=chosen_half,
                hide_gold=hide_gold,
                foreign=find_beir(foreign) if foreign else None,
                on_index=on_index,
                on_question=on_question,
            )
        elif golden and held:
            result = measure_held(golden, settings, hide_gold=hide_gold, on_question=on_question)
        else:
            assert golden and corpus
            result = measure_golden(
                golden, corpus, settings, hide_gold=hide_gold, on_index=on_index, on_question=on_question
            )
        if judge:
            result.record["judge"] = _judged(result.record, settings, bar("Chấm"))
    save_answers(settings.data_dir / "eval" / "answers", result.record, result.fingerprint)
    warn(result.warnings)
    if json_:
        emit(result.record)
    else:
        _print_answers(result.record, labels)
    exit_by(gates, result.record)


def _judged(record: Mapping[str, Any], settings: Settings, on_question: Callable[[int, int], None]) -> dict[str, Any]:
    from assistant.llm import open_model
    from eval.judge import judge_answers

    model = open_model(settings)
    assert model
    return judge_answers(model, record["per_question"], on_question)


def _print_answers(record: Mapping[str, Any], labels: Mapping[str, str]) -> None:
    from rich.table import Table

    console = out()
    table = Table("Độ đo", "Nghĩa")
    table.add_column("Giá trị", justify="right")
    for name, label in labels.items():
        table.add_row(name, label, f"{record[name]:g}")
    for name, label in _REFUSED.items():
        if name in record:
            table.add_row(name, label, f"{record[name]['refused']} / {record[name]['questions']}")
    if "judge" in record:
        said = record["judge"]
        for name, label in _JUDGED.items():
            table.add_row(f"judge.{name}", label.format(model=plain(said["model"])), f"{said[name]:g}")
    console.print(table)
    failures = [q for q in record["per_question"] if q["verdict"] in _VERDICTS]
    for q in failures[:_SHOWN_FAILURES]:
        line = f"{q['id']} ({_VERDICTS[q['verdict']]}): {q['question']} → {q['answer']}"
        console.print(plain(line), markup=False, soft_wrap=True)
    if len(failures) > _SHOWN_FAILURES:
        console.print(f"… và {len(failures) - _SHOWN_FAILURES} câu nữa; xem hết bằng --json.", markup=False)
