"""`vankien eval compare|reproduce|tables|report`: what becomes of measurements once they are made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, note, out, plain
from ui.eval_options import bars, eval_app
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from eval.compare import Comparison
    from eval.conditions import Condition, Verdict

_GRADES = {"OK": "green", "OKish": "yellow", "FAIL": "red"}
_SURE = 0.05

ConditionsFile = Annotated[
    Path | None,
    typer.Option(
        "--conditions", metavar="FILE", help="Tệp YAML các số liệu; mặc định là tệp đi kèm.", show_default=False
    ),
]


@eval_app.command()
def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="Tên hoặc đường dẫn của lần đo thứ nhất.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Tên hoặc đường dẫn của lần đo thứ hai.")],
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """So hai lần đo tìm kiếm: chênh lệch, có ý nghĩa thống kê hay không, câu hỏi nào đổi nhiều nhất.

    Mỗi lần `vankien eval retrieval` được lưu trong thư mục dữ liệu, eval/runs. Kiểm định hoán vị theo cặp, hai phía.

    Ví dụ:

        vankien eval compare alqac2022.odd.accented.lexical.3f2a9c01d4e5 alqac2022.odd.accented.fused.3f2a9c01d4e5
    """
    from eval.compare import compare_runs
    from eval.runs import load_run

    shelf = settings_for(data_dir).data_dir / "eval" / "runs"
    first, second = (load_run(_run_path(name, shelf)) for name in (a, b))
    comparison = compare_runs(first, second)
    if json_:
        emit(comparison.as_json())
    else:
        _print_comparison(comparison)


@eval_app.command()
def reproduce(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]…", help="Mã số liệu, hoặc phần đầu của mã; bỏ trống là tất cả.")
    ] = None,
    *,
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="Thư mục dữ liệu đo (có benchmarks/, documents/).")
    ] = Path("../shared/data"),
    fast: Annotated[bool, typer.Option("--fast", help="Chỉ các số liệu đo nhanh.")] = False,
    conditions: ConditionsFile = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Đo lại các số liệu đã công bố; mã thoát 1 nếu có số liệu không đạt.

    OK: trong sai số. OKish: trong ba lần sai số, hoặc tốt hơn. FAIL: lệch hơn thế, hoặc lệnh đo bị lỗi.

    Ví dụ:

        vankien eval reproduce --fast

        vankien eval reproduce alqac2022 --data ../shared/data
    """
    from eval.conditions import BUNDLED, failed, judge, read_conditions

    wanted = [
        c
        for c in read_conditions(conditions or BUNDLED).conditions
        if (not fast or c.fast) and (not ids or any(c.id == i or c.id.startswith(f"{i}.") for i in ids))
    ]
    if not wanted:
        raise typer.BadParameter("không có số liệu nào mang mã ấy; xem eval/conditions.yaml")
    folder = settings_for(data_dir).data_dir
    verdicts: list[Verdict] = []
    with bars() as bar:
        step = bar("Đo lại")
        for done, condition in enumerate(wanted):
            step(done, len(wanted))
            printed = _run(condition, data, folder)
            verdicts += judge(condition, printed) if isinstance(printed, dict) else failed(condition, printed)
            if json_:
                for verdict in verdicts[-len(condition.expect) :]:
                    emit(verdict.as_json())
        step(len(wanted), len(wanted))
    counts = {grade: sum(v.grade == grade for v in verdicts) for grade in _GRADES}
    if json_:
        emit({"summary": counts})
    else:
        _print_verdicts(verdicts)
        note(", ".join(f"{n} {grade}" for grade, n in counts.items()))
    raise typer.Exit(1 if counts["FAIL"] else 0)


@eval_app.command()
def tables(
    write: Annotated[
        Path | None,
        typer.Option("--write", metavar="FILE", help="Thay các bảng trong tệp Markdown này.", show_default=False),
    ] = None,
    conditions: ConditionsFile = None,
    json_: Json = False,
) -> None:
    """In các bảng số liệu đã công bố dưới dạng Markdown, hoặc ghi chúng vào README.

    Ví dụ:

        vankien eval tables --write README.md
    """
    from eval.conditions import BUNDLED, fill_in, markdown_table, read_conditions

    read = read_conditions(conditions or BUNDLED)
    if write:
        write.write_text(fill_in(write.read_text(encoding="utf-8"), read), encoding="utf-8")
        note(f"Đã ghi các bảng vào {write}.")
    elif json_:
        emit({table.name: markdown_table(read, table.name) for table in read.tables})
    else:
        for table in read.tables:
            typer.echo(markdown_table(read, table.name))


@eval_app.command()
def report(
    out_file: Annotated[Path, typer.Option("--out", metavar="FILE", help="Trang HTML cần ghi.")] = Path("report.html"),
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Viết các lần đo đã lưu thành một trang HTML: bảng, biểu đồ, và từng câu hỏi.

    Ví dụ:

        vankien eval report --out report.html
    """
    from corpus.errors import BadInput, StorageError
    from eval.answer_runs import saved_answers
    from eval.report import report_page
    from eval.runs import saved_runs

    shelf = settings_for(data_dir).data_dir / "eval"
    runs, answers = saved_runs(shelf / "runs"), saved_answers(shelf / "answers")
    if not runs and not answers:
        raise BadInput(
            f"Chưa có lần đo nào trong {shelf}. Đo trước bằng: vankien eval retrieval --beir THƯ_MỤC, hoặc "
            "vankien eval answers --beir THƯ_MỤC"
        )
    try:
        out_file.write_text(report_page(runs, answers), encoding="utf-8")
    except OSError as exc:
        raise StorageError(f"Không ghi được {out_file}: {exc.strerror}. Kiểm tra đường dẫn của --out.") from exc
    if json_:
        emit({"report": str(out_file), "runs": len(runs), "answers": len(answers)})
    else:
        note(f"Đã viết {len(runs) + len(answers)} lần đo vào {out_file}.")


def _run_path(name: str, shelf: Path) -> Path:
    """The file of a run given by its path, or by its name (or how the name begins) on the shelf."""
    from corpus.errors import BadInput

    given = Path(name)
    if given.is_file():
        return given
    found = sorted(shelf.glob(f"{name}*.run"))
    if len(found) != 1:
        held = "\n".join(f"  {path.stem}" for path in found or sorted(shelf.glob("*.run")))
        raise BadInput(
            f"{'Không có' if not found else 'Có hơn một'} lần đo tên {name}. Các lần đo:\n{held or '  (chưa có)'}"
        )
    return found[0]


def _run(condition: Condition, data: Path, data_dir: Path) -> dict[str, object] | str:
    """What a condition's command printed, or why it printed nothing of use."""
    from corpus.settings import ROOT

    words = [*condition.arguments(data.absolute(), ROOT), "--data-dir", str(data_dir), "--json"]
    done = subprocess.run([sys.executable, "-m", "ui.cli", *words], capture_output=True, text=True, check=False)
    try:
        *_, last = done.stdout.strip().splitlines() or [""]
        printed = json.loads(last)
    except ValueError:
        printed = None
    if isinstance(printed, dict):
        return printed
    return (done.stderr.strip().splitlines() or [f"mã thoát {done.returncode}"])[-1]


def _print_comparison(comparison: Comparison) -> None:
    from rich.table import Table

    console = out()
    console.print(f"A: {comparison.a}\nB: {comparison.b}\n{comparison.topics} câu hỏi", markup=False)
    table = Table("Độ đo")
    for title in ("A", "B", "B − A", "p", "hơn", "bằng", "kém"):
        table.add_column(title, justify="right")
    for name, d in comparison.differences.items():
        style = "" if d.p >= _SURE else "green" if d.delta > 0 else "red"
        row = (f"{d.a:.4f}", f"{d.b:.4f}", f"{d.delta:+.4f}", f"{d.p:.4f}", str(d.wins), str(d.ties), str(d.losses))
        table.add_row(name, *row, style=style)
    console.print(table)
    if comparison.changed:
        console.print("Những câu hỏi đổi nhiều nhất (nDCG@10, A → B; tài liệu: hạng ở A → hạng ở B):")
    for topic in comparison.changed:
        console.print(f"{topic.a:.3f} → {topic.b:.3f}  {plain(topic.question)}", markup=False, soft_wrap=True)
        moves = [f"{doc} {one or '–'}→{two or '–'}" for doc, one, two in topic.documents if one != two]
        console.print(f"    {plain('  '.join(moves[:5]))}", style="dim", markup=False, soft_wrap=True)


def _print_verdicts(verdicts: list[Verdict]) -> None:
    from rich.table import Table

    table = Table("Số liệu", "Giá trị", "")
    for title in ("Công bố", "Đo lại"):
        table.add_column(title, justify="right")
    for v in verdicts:
        got = v.error if v.got is None else f"{v.got:g}"
        style = _GRADES[v.grade]
        table.add_row(
            v.condition.id, v.expectation.path, f"[{style}]{v.grade}[/{style}]", f"{v.expectation.value:g}", got
        )
    out().print(table)
