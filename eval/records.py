"""The field's small records: a topic is a question to search for, a qrel says which document is right for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Half = Literal["even", "odd", "all"]
HALVES: tuple[Half, ...] = ("even", "odd", "all")


@dataclass(frozen=True, slots=True)
class Topic:
    """One question of a data set. `line` is its line in `queries.jsonl`, from 0: it decides the half it belongs to."""

    id: str
    text: str
    answers: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Qrel:
    """That a document is relevant for a topic (`grade` above 0) or judged not to be. `line` counts from 1."""

    topic_id: str
    doc_id: str
    grade: int
    line: int = 0


def half_of(topics: tuple[Topic, ...], half: Half) -> tuple[Topic, ...]:
    """The topics on even or odd lines of the file they were read from, or all of them."""
    if half == "all":
        return topics
    wanted = 0 if half == "even" else 1
    return tuple(t for t in topics if t.line % 2 == wanted)
