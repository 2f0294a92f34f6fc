"""What answers contain, against answers that people wrote: the whole of them, and what they set in bold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.records import Answer
from eval.answers import Judged
from index.analyze import syllables


def containment(judged: Sequence[Judged]) -> dict[str, float]:
    """Shares over all questions that have an answer; an abstention counts with 0, and so does everything without one.

    `exact_match` and `f1` compare the syllables of what the answer sets in bold, or of the whole answer where it sets
    nothing, with the nearest of the answers wanted, as Rajpurkar et al. 2016 (SQuAD) compare words. `in_bold` counts
    the answers that set something in bold, `bold_exact_match` and `bold_f1` are over these.
    """
    known = [j for j in judged if j.golden.answerable]
    scores = [(bool(in_bold(j.answer)), *_scores(j)) for j in known]
    bold = [s for s in scores if s[0]]
    return {
        "answer_contained": _mean(float(j.contained) for j in known),
        "exact_match": _mean(s[1] for s in scores),
        "f1": _mean(s[2] for s in scores),
        "in_bold": len(bold),
        "bold_exact_match": _mean(s[1] for s in bold),
        "bold_f1": _mean(s[2] for s in bold),
    }


def in_bold(answer: Answer) -> str:
    """The words that an answer sets in bold, "" if none."""
    return " ".join(s.bold.of(s.text) for s in answer.sentences if s.bold)


def _scores(judged: Judged) -> tuple[float, float]:
    """Exact match and F1 of one answer."""
    said = [] if judged.answer.abstained else syllables(in_bold(judged.answer) or judged.answer.text)
    wanted = [syllables(a) for a in judged.golden.answer_any]
    return float(bool(said) and said in wanted), max((_f1(said, one) for one in wanted), default=0.0)


def _f1(said: Sequence[str], wanted: Sequence[str]) -> float:
    common = sum((Counter(said) & Counter(wanted)).values())
    return 2 * common / (len(said) + len(wanted)) if common else 0.0


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return round(sum(held) / len(held), 6) if held else 0.0
