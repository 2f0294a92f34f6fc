"""`--min MEASURE=VALUE`: what a measurement must reach, so that a script can stop where quality fell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any

import typer

from ui.console import note

Gates = Annotated[
    list[str] | None,
    typer.Option(
        "--min", metavar="MEASURE=VALUE", help="Ngưỡng phải đạt, không thì mã thoát là 1; dùng nhiều lần được."
    ),
]


def read_gates(given: Sequence[str], known: Collection[str]) -> dict[str, float]:
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


def exit_by(gates: Mapping[str, float], measured: Mapping[str, Any]) -> None:
    """Exit with 1 if a gate is not reached; each that is not is named on stderr."""
    short = {name: wanted for name, wanted in gates.items() if not measured[name] >= wanted}
    for name, wanted in short.items():
        note(f"Không đạt ngưỡng: {name} = {measured[name]:g}, cần ít nhất {wanted:g}.", style="red")
    if short:
        raise typer.Exit(1)
