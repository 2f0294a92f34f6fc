"""Questions that what is searched does not answer: those whose documents are hidden, and those of another data set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from eval.abstention import (
    Outcome,
    abstention_precision,
    abstention_recall,
    auroc,
    calibration_error,
    reliability,
    risk_area,
    risk_coverage,
)
from eval.answers import Judged
from eval.golden import GoldenQuestion
from eval.records import Topic

_DIGITS = 6


def without_gold(questions: Sequence[GoldenQuestion]) -> list[GoldenQuestion]:
    """The questions that documents answer, asked with these documents hidden: nothing is right then but a refusal."""
    return [replace(q, gold=(), answer_any=(), hidden=q.gold) for q in questions if q.answerable and q.gold]


def foreign_questions(topics: Sequence[Topic]) -> list[GoldenQuestion]:
    """Another data set's queries, which this one does not answer."""
    return [GoldenQuestion(topic.id, topic.text) for topic in topics]


def refusals(own: Sequence[Judged], hidden: Sequence[Judged] = (), foreign: Sequence[Judged] = ()) -> dict[str, Any]:
    """What the confidence is worth, for `eval answers --json`.

    `answered_share` is that of the questions which the documents answer. With hidden documents `auroc` tells the same
    questions apart, asked with and without; the curve of risk and coverage and the reliability are over all that were
    asked but foreign ones, so that as many have an answer as have none.
    """
    known = [outcome(j) for j in own if j.golden.answerable]
    of_hidden, of_foreign = [outcome(j) for j in hidden], [outcome(j) for j in foreign]
    asked = [*(outcome(j) for j in own), *of_hidden]
    everything = [*asked, *of_foreign]
    curve, bins = risk_coverage(asked), reliability(asked)
    record: dict[str, Any] = {
        "answered_share": _round(sum(o.answered for o in known) / len(known) if known else 0.0),
        "abstention_precision": _round(abstention_precision(everything)),
        "abstention_recall": _round(abstention_recall(everything)),
    }
    if hidden:
        same = {j.golden.id for j in hidden}
        shown = [outcome(j) for j in own if j.golden.id in same]
        record |= {"auroc": _round(auroc([*shown, *of_hidden])), "hidden": _refused(of_hidden)}
    if foreign:
        record["foreign"] = {**_refused(of_foreign), "auroc": _round(auroc([*known, *of_foreign]))}
    return record | {
        "aurc": _round(risk_area(curve)),
        "calibration_error": _round(calibration_error(bins)),
        "risk_coverage": [[_round(coverage), _round(risk)] for coverage, risk in curve],
        "reliability": [
            {
                "from": b.low,
                "to": b.high,
                "questions": b.questions,
                "confidence": _round(b.confidence),
                "answerable": _round(b.answerable),
            }
            for b in bins
        ],
    }


def outcome(judged: Judged) -> Outcome:
    """What abstention is measured by. Right is an answer that has what was asked for, from a right document."""
    right = judged.contained and judged.right_document
    return Outcome(judged.answer.confidence, judged.golden.answerable, not judged.answer.abstained, right)


def _refused(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    refused = sum(not o.answered for o in outcomes)
    return {"questions": len(outcomes), "refused": refused, "refused_share": _round(refused / len(outcomes))}


def _round(value: float) -> float:
    return round(value, _DIGITS)
