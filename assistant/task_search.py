"""Finding what documents assign to a unit, by a deadline: as it is named, else as the sector that it heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.digest.records import is_dated
from assistant.digest.task_list import Assigned, TaskList
from assistant.periods import Period
from assistant.phrases import plain_of
from assistant.task_questions import TaskQuestion
from corpus.catalogue import Catalogue
from index.analyze import syllables

_SHARED = 0.6
"""Least share of the syllable pairs of what is asked for that a task must have."""
_HEADING = re.compile(r"(?:ban|bo|so|uy ban) (?P<core>.+?)(?: (?:trung uong|tinh uy|thanh uy|tinh|thanh pho))?")
_PLANS = "nhiệm vụ|phương hướng|kế hoạch|chương trình|công tác"


@dataclass(frozen=True, slots=True)
class Found:
    """The tasks that fit, and what they were found by: the sector of a unit that nothing names, one of several periods
    that may be meant (None where none is)."""

    asked: TaskQuestion
    period: Period | None
    tasks: list[Assigned]


def search(
    asked: TaskQuestion,
    periods: Sequence[Period],
    tasks: TaskList,
    catalogue: Catalogue,
    doc_ids: Sequence[str] = (),
) -> Found:
    """The tasks asked for that are due within the first of `periods` with any, of these documents (none given: of all).

    Those given to a unit within the period, or for the year that it is, count where they have no day of their own.
    """
    found = _found(asked, periods, tasks, catalogue, doc_ids)
    if not found.tasks and (sector := _sector(asked.who)):
        wider = _found(replace(asked, who=sector, sector=True), periods, tasks, catalogue, doc_ids)
        return wider if wider.tasks else found
    return found


def how_many(of: Found, *, late: bool = False) -> str:
    """How many tasks whom were given when, and whom they were given where nothing names the unit that was asked for."""
    asked, period, found = of.asked, of.period, of.tasks
    when = shown_period(period) if period else "trong các tài liệu của kho"
    if asked.sector:
        named = found[0].task["who"]
        return f"Không việc nào ghi rõ giao cho {asked.typed}; {named} được giao {len(found)} việc {when}"
    if asked.who:
        named = next((t.task["who"] for t in found if plain_of(t.task["who"]) == asked.who), asked.typed)
        return f"{named[:1].upper()}{named[1:]} được giao {len(found)} việc {when}"
    if late:
        return f"Có {len(found)} việc có hạn {when} (tài liệu không cho biết việc nào đã xong)"
    return f"Có {len(found)} việc {'phải làm' if asked.whose else 'đến hạn'} {when}"


def shown_period(period: Period) -> str:
    """ "từ 01/04/2026 đến 30/06/2026"."""
    if not period.first:
        return f"đến hết {shown_day(period.last)}"
    if not period.last:
        return f"từ {shown_day(period.first)}"
    return (
        f"trong năm {period.first[:4]}"
        if _whole_year(period)
        else f"từ {shown_day(period.first)} đến {shown_day(period.last)}"
    )


def shown_day(iso: str) -> str:
    """ "30/06/2026"."""
    return "/".join(reversed(iso.split("-")))


def _sector(who: str) -> str:
    """The sector that a unit heads: "nganh to chuc" for "ban to chuc trung uong"; empty for other names."""
    unit = _HEADING.fullmatch(who)
    return f"nganh {unit['core']}" if unit else ""


def _found(
    asked: TaskQuestion, periods: Sequence[Period], tasks: TaskList, catalogue: Catalogue, doc_ids: Sequence[str]
) -> Found:
    """The tasks that fit, and the period in which they do: of those that may be meant the first with any."""
    who = [asked.who] if asked.who else []
    if not periods:
        return Found(asked, None, tasks.find(who, doc_ids=doc_ids))
    for period in periods:
        found = [t for t in tasks.find(who, period, doc_ids=doc_ids) if _speaks_of(t, asked.what)]
        if asked.who:
            # "Được giao việc gì trong năm 2026" asks for what was given then, too.
            found += [t for t in tasks.find(who, doc_ids=doc_ids) if _given_within(t, period, catalogue)]
        if asked.whose:
            found = [t for t in found if t.task["who"]]
        if found:
            return Found(asked, period, found)
    return Found(asked, periods[0], [])


def _given_within(assigned: Assigned, period: Period, catalogue: Catalogue) -> bool:
    """Whether a task without a day of its own was given in the period, or for the year that the period is."""
    day = assigned.document.metadata.date
    if is_dated(assigned.task["deadline"]):
        return False
    if day and period.first <= day <= (period.last or "9999-12-31"):
        return True
    whole = catalogue.document(assigned.document.id) if _whole_year(period) else None
    return bool(whole and re.search(rf"(?:{_PLANS})(?: \w+){{0,3}} năm {period.first[:4]}", whole.text, re.IGNORECASE))


def _speaks_of(assigned: Assigned, what: str) -> bool:
    wanted = what.split()
    if not wanted:
        return True
    words = [plain_of(w) for w in syllables(f"{assigned.task['what']} {assigned.task['product']}")]
    if len(wanted) == 1:
        return wanted[0] in words
    pairs = set(pairwise(words))
    asked = list(pairwise(wanted))
    return sum(pair in pairs for pair in asked) >= _SHARED * len(asked)


def _whole_year(period: Period) -> bool:
    return period.first[4:] == "-01-01" and period.last == f"{period.first[:4]}-12-31"
