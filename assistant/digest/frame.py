"""The control frame of a document: its goals and targets with their years, its checkpoints, its tasks by unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.digest.measures import BULLET, is_title
from assistant.digest.prose import own_lines, sentences_of, within
from assistant.digest.records import Facts, Figure, Task, Time, last_day
from corpus.records import Document, Span
from corpus.spelling import fold, normalise

_GOALS = re.compile(r"mục tiêu|chỉ tiêu|tầm nhìn", re.IGNORECASE)
_REVIEW = re.compile(
    r"(?<!\w)(?:sơ kết|tổng kết|định kỳ|báo cáo (?:tiến độ|kết quả)|kiểm tra, đánh giá|rà soát, đánh giá|hằng (?:năm"
    r"|quý|tháng)"
    r"|hàng (?:năm|quý|tháng))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A sentence under a heading of goals. `by` is the year or date that it, or the heading above it, names; empty if
    none does. `figures` are the targets in it."""

    text: str
    by: str
    figures: tuple[Figure, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Something that is due or checked at a time: `by` as `Time.value`, or how often it returns."""

    by: str
    what: str
    who: str
    span: Span


@dataclass(frozen=True, slots=True)
class Frame:
    """What an office follows a document up by. `units` are the tasks by responsible unit, in order of first mention;
    those that name none come last, under ""."""

    goals: tuple[Goal, ...]
    checkpoints: tuple[Checkpoint, ...]
    units: tuple[tuple[str, tuple[Task, ...]], ...]


def control_frame(document: Document, facts: Facts) -> Frame:
    """The frame of a document from what was read out of it."""
    goals = tuple(_goals(document, facts))
    due = [Checkpoint(t.deadline, t.what, t.who, t.span) for t in facts.tasks if t.deadline]
    seen = {c.span for c in due}
    due += [Checkpoint("", t.what, t.who, t.span) for t in facts.tasks if t.span not in seen and _REVIEW.search(t.what)]
    return Frame(goals, tuple(sorted(due, key=_when)), by_unit(facts.tasks))


def by_unit(tasks: Sequence[Task]) -> tuple[tuple[str, tuple[Task, ...]], ...]:
    """The tasks of each responsible unit, however its name is written."""
    groups: dict[str, tuple[str, list[Task]]] = {}
    for task in tasks:
        groups.setdefault(fold(normalise(task.who)), (task.who, []))[1].append(task)
    ordered = sorted(groups.items(), key=lambda g: not g[0])
    return tuple((name, tuple(of)) for _, (name, of) in ordered)


def _when(checkpoint: Checkpoint) -> tuple[bool, str, int]:
    ends = last_day(checkpoint.by)
    return not ends, ends, checkpoint.span.start


def _goals(document: Document, facts: Facts) -> Iterator[Goal]:
    text = document.text
    headings = {h.span.start: h for h in document.outline}
    above: dict[int, tuple[bool, str]] = {}
    for line in own_lines(document, without=frozenset({"aside", "caption", "row", "note"})):
        heading = headings.get(line.start)
        words = line.of(text)
        content = heading is None or not is_title(heading, line, words)
        if heading is not None:
            level = heading.level
            above = {at: of for at, of in above.items() if at < level}
            above[level] = (bool(_GOALS.search(words[:120])) and not content, _year(line, facts.times))
        if not content or not any(goal for goal, _ in above.values()):
            continue
        inherited = next((by for _, (_, by) in sorted(above.items(), reverse=True) if by), "")
        for sentence in sentences_of(text, line):
            start = sentence.start
            if bullet := BULLET.match(text, start, sentence.end):
                start = bullet.end()
            words = text[start : sentence.end].rstrip(" .;")
            if len(words) > 12 and not words.endswith(":"):
                targets = tuple(within(facts.figures, sentence))
                yield Goal(words, _year(sentence, facts.times) or inherited, targets, sentence)


def _year(span: Span, times: Sequence[Time]) -> str:
    """The last time that stands within `span`."""
    named = within(times, span)
    return named[-1].value if named else ""
