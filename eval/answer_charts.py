"""Two pictures of a measurement of answers: what confidence is worth, and what it costs to answer more."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_RED, _GREY = "#8a1c1c", "#999999"


def reliability_svg(record: Mapping[str, Any]) -> str:
    """Of the questions in each tenth of confidence, the share that what was searched answers; the diagonal is ideal."""
    from matplotlib.figure import Figure

    bins = [b for b in record["reliability"] if b["questions"]]
    figure = Figure(figsize=(4.2, 3.6), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=_GREY, linestyle="--", linewidth=1)
    axes.bar(
        [b["from"] for b in bins],
        [b["answerable"] for b in bins],
        width=[b["to"] - b["from"] for b in bins],
        align="edge",
        color=_RED,
        alpha=0.35,
        edgecolor=_RED,
    )
    axes.plot([b["confidence"] for b in bins], [b["answerable"] for b in bins], "o-", color=_RED, markersize=4)
    for b in bins:
        axes.annotate(str(b["questions"]), (b["from"] + 0.05, 0.02), ha="center", fontsize=7, color="#333333")
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="Độ tin cậy (số: câu hỏi)", ylabel="Phần có lời đáp trong tài liệu")
    return _svg(figure)


def risk_coverage_svg(record: Mapping[str, Any]) -> str:
    """The share of answers that are not right, from the surest answer on to all that were given."""
    from matplotlib.figure import Figure

    curve = record["risk_coverage"]
    figure = Figure(figsize=(4.2, 3.6), layout="constrained")
    axes = figure.subplots()
    axes.step([c for c, _ in curve], [r for _, r in curve], where="post", color=_RED)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="Phần câu hỏi được trả lời", ylabel="Phần câu trả lời không đúng")
    return _svg(figure)


def _svg(figure: Figure) -> str:
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
    drawn = StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()[drawn.getvalue().index("<svg") :]
