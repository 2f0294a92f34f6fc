"""The options and habits that the commands of `vankien eval` share: which questions, gates, progress, warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ui.console import err, note

if TYPE_CHECKING:
    from eval.records import Half
    from eval.variants import Variant

_T = TypeVar("_T")

eval_app = typer.Typer(
    help="Đo chất lượng tìm kiếm và trả lời trên bộ câu hỏi có đáp án; không đụng tới kho của cơ quan.",
    rich_markup_mode="markdown",
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

VARIANTS: dict[str, Variant] = {"accented": "accented", "unaccented": "unaccented", "half": "half"}
HALVES: dict[str, Half] = {"even": "even", "odd": "odd", "all": "all"}

VariantOption = Annotated[
    str,
    typer.Option(
        "--variant",
        metavar="|".join(VARIANTS),
        help="Gõ câu hỏi đủ dấu, không dấu, hay khoảng nửa số tiếng mất dấu.",
    ),
]
Unaccented = Annotated[bool, typer.Option("--unaccented", help="Viết tắt của --variant unaccented.")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Số gieo cho --variant half.")]
HalfOption = Annotated[
    str,
    typer.Option("--half", metavar="|".join(HALVES), help="Chỉ câu hỏi ở dòng chẵn hay lẻ (đếm từ 0), hay tất cả."),
]


def one_of(given: str, values: Mapping[str, _T], option: str) -> _T:
    """What the user chose by name; anything else is a usage error."""
    if given not in values:
        raise typer.BadParameter(f"{option} nhận một trong: {', '.join(values)}; không phải “{given}”")
    return values[given]


def variant_of(given: str, unaccented: bool) -> Variant:
    """How questions are typed, by `--variant` and `--unaccented`."""
    variant = one_of(given, VARIANTS, "--variant")
    if unaccented and variant == "half":
        raise typer.BadParameter("--unaccented và --variant half không đi cùng nhau")
    return "unaccented" if unaccented else variant


def warn(warnings: Sequence[str]) -> None:
    """Warnings on stderr, a line each."""
    for warning in warnings:
        note(warning, style="yellow")


@contextmanager
def bars() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
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
