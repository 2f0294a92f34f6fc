"""Two runs side by side: which is better, whether that may be chance, and on which questions they part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.errors import BadInput
from eval.measures import MEASURES
from eval.runs import SavedRun, changed_lists
from eval.significance import Difference, compare_values

_CHANGED = 10


@dataclass(frozen=True, slots=True)
class ChangedTopic:
    """A question on which two runs differ. `documents` are (id, rank in a, rank in b), None where not among the ten."""

    topic_id: str
    question: str
    a: float
    b: float
    documents: Sequence[tuple[str, int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run `b` against run `a` by every measure, and the questions that changed most by the first of them."""

    a: str
    b: str
    topics: int
    differences: Mapping[str, Difference]
    changed: Sequence[ChangedTopic]

    def as_json(self) -> dict[str, Any]:
        """The object that `eval compare --json` prints."""
        return {
            "a": self.a,
            "b": self.b,
            "topics": self.topics,
            "measures": {name: asdict(d) for name, d in self.differences.items()},
            "changed": [asdict(topic) for topic in self.changed],
        }


def compare_runs(a: SavedRun, b: SavedRun) -> Comparison:
    """Compare two runs over the same topics. Raises `BadInput` if they are of different data sets or topics."""
    topics = list(a.per_topic[MEASURES[0]])
    if a.record["dataset"] != b.record["dataset"] or set(topics) != set(b.per_topic[MEASURES[0]]):
        raise BadInput(
            f"{a.name} và {b.name} không hỏi cùng một bộ câu hỏi nên không so sánh được. Đo lại cả hai trên cùng bộ,"
            " cùng nửa."
        )
    differences = {
        name: compare_values([a.per_topic[name][t] for t in topics], [b.per_topic[name][t] for t in topics])
        for name in MEASURES
    }
    first, second = a.per_topic[MEASURES[0]], b.per_topic[MEASURES[0]]
    most = sorted(topics, key=lambda t: (-abs(second[t] - first[t]), t))[:_CHANGED]
    changed = [
        ChangedTopic(t, a.questions[t], first[t], second[t], changed_lists(a.run, b.run, t))
        for t in most
        if first[t] != second[t]
    ]
    return Comparison(a.name, b.name, len(topics), differences, changed)
