"""Saved measurements as one HTML page: of retrieval a table, a plot for each data set, and every question of every run;
of answers a table and, for each, what confidence is worth and which answers were wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from typing import Any

from eval.answer_charts import reliability_svg, risk_coverage_svg
from eval.answer_runs import AnswerRun
from eval.measures import MEASURES
from eval.runs import SavedRun

_WORST = 200
"""Questions listed under a run, the worst first: a page of all 1,526 of a large set is too heavy to open."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    value: float
    found: Sequence[tuple[str, float]]


_ANSWERED_WRONGLY = ("wrong", "refused_wrongly", "answered_unanswerable")


def report_page(runs: Sequence[SavedRun], answers: Sequence[AnswerRun] = ()) -> str:
    """The page, complete in itself: no script, font or picture is fetched from anywhere."""
    from jinja2 import Environment

    template = files("eval").joinpath("report.html.j2").read_text(encoding="utf-8")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template)
    datasets = sorted({run.record["dataset"] for run in runs})
    return page.render(
        measures=MEASURES,
        datasets=[{"name": name, "plot": _plot([r for r in runs if r.record["dataset"] == name])} for name in datasets],
        runs=[{"name": r.name, "record": r.record, "worst": _worst(r), "histogram": _histogram(r)} for r in runs],
        worst=_WORST,
        answers=[_answers(one) for one in answers],
        verdicts={"wrong": "sai", "refused_wrongly": "từ chối sai", "answered_unanswerable": "lẽ ra phải từ chối"},
    )


def _answers(one: AnswerRun) -> dict[str, Any]:
    record = one.record
    failures = [q for q in record["per_question"] if q["verdict"] in _ANSWERED_WRONGLY]
    return {
        "name": one.name,
        "record": record,
        "reliability": reliability_svg(record),
        "risk": risk_coverage_svg(record),
        "failures": failures[:_WORST],
    }


def _worst(run: SavedRun) -> list[_Question]:
    values = run.per_topic[MEASURES[0]]
    topics = sorted(values, key=lambda t: (values[t], t))[:_WORST]
    return [_Question(run.questions.get(t, t), values[t], run.run.get(t, ())[:_SHOWN]) for t in topics]


def _histogram(run: SavedRun) -> list[int]:
    """How many questions have nDCG@10 in each tenth of [0, 1]."""
    counts = [0] * 10
    for value in run.per_topic[MEASURES[0]].values():
        counts[min(int(value * 10), 9)] += 1
    return counts


def _plot(runs: Sequence[SavedRun]) -> str:
    """Bars of the main measure for the newest configuration of each way to ask, as SVG."""
    from matplotlib.figure import Figure

    newest: dict[str, Mapping[str, Any]] = {}
    for run in runs:
        record = run.record
        newest[f"{record['half']} · {record['variant']} · {record['leg']}"] = record
    figure = Figure(figsize=(7, 0.6 + 0.35 * len(newest)), layout="constrained")
    axes = figure.subplots()
    values = [record["measures"][MEASURES[0]] for record in newest.values()]
    bars = axes.barh(list(newest), values, color="#8a1c1c")
    axes.bar_label(bars, [f"{value:.3f}" for value in values], padding=3)
    axes.set_xlim(0, 1.08)
    axes.set_xlabel(MEASURES[0])
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    drawn = StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()[drawn.getvalue().index("<svg") :]
