"""Answers judged by a language model: is what they say in their citations, and is it what was asked?

A second opinion for people who tune, beside the measures that a gold answer allows; models err and differ, so no gate
looks at it. The two criteria are what RAGAS calls faithfulness and answer relevancy (Es et al., 2024), each told as yes
or no, which small models keep to where they do not keep to scales.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from assistant.llm import LanguageModel
from assistant.prompting import fill
from corpus.spelling import fold

_SYSTEM = "Bạn chấm câu trả lời đúng theo mẫu được yêu cầu."
_SAID = re.compile(r"(can cu|dung y)[^\w\n]{0,9}(co|khong)[^\w\n]{0,9}$", re.MULTILINE)
_LONGEST = 2_000
"""Characters of a reply that are looked at: two lines are asked for."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model said of one answer."""

    faithful: bool
    relevant: bool


def judge_answers(
    model: LanguageModel, entries: Sequence[dict[str, Any]], on_question: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """The opinions over `per_question` of a measurement, refusals left out, and each under `judge` of its entry.

    `judged` counts the replies that keep to the form; the shares are of those (0 without any). Raises `ServerFailed`
    if the model's server does.
    """
    answered = [e for e in entries if not e["abstained"]]
    opinions = []
    for done, entry in enumerate(answered, start=1):
        if opinion := _opinion(model, entry):
            opinions.append(opinion)
            entry["judge"] = {"faithful": opinion.faithful, "relevant": opinion.relevant}
        if on_question:
            on_question(done, len(answered))
    return {
        "model": model.name,
        "answers": len(answered),
        "judged": len(opinions),
        "faithful": sum(o.faithful for o in opinions) / max(len(opinions), 1),
        "relevant": sum(o.relevant for o in opinions) / max(len(opinions), 1),
    }


def _opinion(model: LanguageModel, entry: dict[str, Any]) -> Opinion | None:
    asked = fill(
        files("eval").joinpath("judging.txt").read_text(encoding="utf-8"),
        fence=secrets.token_hex(4),
        question=entry["standalone"],
        answer=entry["answer"],
        quotes="\n\n".join(f"{c['label']}: {c['quote']}" for c in entry["citations"]),
    )
    reply = ""
    for piece in model.stream(_SYSTEM, asked):
        reply += piece
        if len(reply) >= _LONGEST:
            break
    return read_opinion(reply[:_LONGEST])


def read_opinion(reply: str) -> Opinion | None:
    """The two verdicts of a reply; None if either is missing or told both ways."""
    said: dict[str, set[str]] = {}
    for criterion, verdict in _SAID.findall(fold(reply).lower()):
        said.setdefault(criterion, set()).add(verdict)
    if set(map(len, said.values())) != {1} or len(said) != 2:
        return None
    return Opinion(faithful=said["can cu"] == {"co"}, relevant=said["dung y"] == {"co"})
