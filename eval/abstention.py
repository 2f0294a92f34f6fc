"""How well confidence tells what the documents answer from what they do not, and what it costs to be careful."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question asked. `confidence` is in [0, 1]; `answerable`: whether what was searched holds the answer;
    `answered`: whether there was an answer, and `right`: whether it was the right one."""

    confidence: float
    answerable: bool
    answered: bool
    right: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence is at least `low` and below `high` (the last bin has 1 in it).

    `confidence` is their mean confidence, `answerable` the share of them that what was searched answers; both 0.0
    where there is no question.
    """

    low: float
    high: float
    questions: int
    confidence: float
    answerable: float


def auroc(outcomes: Sequence[Outcome]) -> float:
    """The chance that a question with an answer gets more confidence than one without, ties counting half.

    The area under the ROC curve (Mann and Whitney, 1947); 0.5 where there are none of one sort.
    """
    held = [o.confidence for o in outcomes if o.answerable]
    absent = sorted(o.confidence for o in outcomes if not o.answerable)
    if not held or not absent:
        return 0.5
    won = sum(bisect_left(absent, c) + bisect_right(absent, c) for c in held)
    return won / (2 * len(held) * len(absent))


def abstention_precision(outcomes: Sequence[Outcome]) -> float:
    """The share of refusals that were of questions without an answer; 1.0 if nothing was refused."""
    refused = [o for o in outcomes if not o.answered]
    return sum(not o.answerable for o in refused) / len(refused) if refused else 1.0


def abstention_recall(outcomes: Sequence[Outcome]) -> float:
    """The share of questions without an answer that were refused; 1.0 if there were none."""
    absent = [o for o in outcomes if not o.answerable]
    return sum(not o.answered for o in absent) / len(absent) if absent else 1.0


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(share of all questions answered, share of these answers that are not right) as less and less confidence is asked
    for, from the surest answer on; it ends at what is answered at the setting that was measured.

    El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", 2010. Empty without answers.
    """
    answered = sorted((o for o in outcomes if o.answered), key=lambda o: -o.confidence)
    curve, given, wrong = [], 0, 0
    for _, alike in groupby(answered, key=lambda o: o.confidence):
        several = list(alike)
        given += len(several)
        wrong += sum(not o.right for o in several)
        curve.append((given / len(outcomes), wrong / given))
    return curve


def risk_area(curve: Sequence[tuple[float, float]]) -> float:
    """The mean risk along a curve of `risk_coverage`, each step weighing what coverage it adds; 0.0 if it is empty."""
    area, before = 0.0, 0.0
    for coverage, risk in curve:
        area += (coverage - before) * risk
        before = coverage
    return area / before if before else 0.0


def reliability(outcomes: Sequence[Outcome], bins: int = BINS) -> list[Bin]:
    """What became of questions by how sure the assistant was, in bins of one width, lowest first."""
    out = []
    for n in range(bins):
        inside = [o for o in outcomes if min(int(o.confidence * bins), bins - 1) == n]
        mean = sum(o.confidence for o in inside) / len(inside) if inside else 0.0
        share = sum(o.answerable for o in inside) / len(inside) if inside else 0.0
        out.append(Bin(n / bins, (n + 1) / bins, len(inside), mean, share))
    return out


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and what it says, over questions (expected calibration error).

    Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015.
    """
    questions = sum(b.questions for b in bins)
    return sum(b.questions * abs(b.confidence - b.answerable) for b in bins) / questions if questions else 0.0
