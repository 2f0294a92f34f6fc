"""Questions on what documents assign: who is to do what, what is due, answered from the tasks that were read out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from weakref import WeakKeyDictionary

from assistant.abbreviations import expand_abbreviations
from assistant.deadlines import Due, find_due
from assistant.digest.digest_store import open_digests
from assistant.digest.records import is_dated
from assistant.digest.task_list import Assigned, TaskList
from assistant.findings import Finding, Proof, Statement
from assistant.periods import Period
from assistant.phrases import document_phrases, plain_of
from assistant.scope import Scope
from assistant.task_questions import TaskQuestion, understood
from corpus.records import Span
from index.analyze import syllables
from index.store import Store

_ALL = 12
"""Tasks that are listed and cited; of more, how many there are."""
_WORDS = 45
"""Syllables of a task that are shown; all of it stands in its citation."""
_LONGEST = 40
"""Words of a question: nobody asks for a list at greater length, and the patterns try every way of reading each."""
_READING_S = 5.0
"""Seconds that a question waits for the tasks of documents that came since the last."""
_SHARED = 0.6
"""Least share of the syllable pairs of what is asked for that a task must have."""

_HEADING = re.compile(r"(?:ban|bo|so|uy ban) (?P<core>.+?)(?: (?:trung uong|tinh uy|thanh uy|tinh|thanh pho))?")
_PLANS = "nhiệm vụ|phương hướng|kế hoạch|chương trình|công tác"
_DUE = re.compile(r"(?<!\w)(?:truoc|han|cham nhat|muon nhat|xong)(?!\w)")
_TO_DO = re.compile(r"(?<!\w)(?:viec|phai|duoc giao)(?!\w)")
_EVER = re.compile(r"(?<!\w)(?:hang|moi) (?:nam|quy|thang|tuan|ngay)(?!\w)")
_QUARTER = 92
"""Days of the longest period that is asked of as a deadline; what is done in a year is told in many other ways."""
_lists: WeakKeyDictionary[Store, TaskList] = WeakKeyDictionary()


def assigned(question: str, scope: Scope, store: Store, today: date | None = None) -> Finding | None:
    """What held documents assign to whom and by when; None for every other question, and where a unit is asked for
    that no task names."""
    text = " ".join(expand_abbreviations(question).split())
    if len(text.split()) > _LONGEST or scope.missing:
        return None
    today = today or date.today()
    for phrase in reversed(document_phrases(text)):
        text = text[: phrase.start] + text[phrase.end :]
    due = find_due(text, today)
    asked = understood(due.text if due else text, due is not None)
    if asked is None or _is_of_something_else(text, asked, due):
        return None
    tasks = _task_list(store)
    left = tasks.read(_READING_S)
    unread = f" (còn {left} tài liệu chưa rà xong, hãy hỏi lại sau ít phút)" if left else ""
    period, found = _found(asked, due, tasks, scope.named, store)
    if not found and (sector := _sector(asked.who)):
        wider = replace(asked, who=sector, sector=True)
        period, found = _found(wider, due, tasks, scope.named, store)
        asked = wider if found else asked
    if not found:
        if asked.who and not tasks.find([asked.who], doc_ids=scope.named):
            return None
        if period and not _is_deadline(text, period):
            return None
        return Finding(reason=_nothing(asked, period) + unread)
    return Finding(_listed(_head(asked, due, period, found) + unread, asked, found, store))


def _is_of_something_else(text: str, asked: TaskQuestion, due: Due | None) -> bool:
    """Whether it asks for no task with a day: for what is done year by year, for aims of a year to come ("đến năm
    2030"), or for who answers for something that only the conversation or a document says."""
    plain = plain_of(text)
    if _EVER.search(plain):
        return True
    if due is None or _DUE.search(plain):
        return False
    aims = not asked.who and not due.periods[0].first
    return aims or (asked.whose and not asked.what)


def _is_deadline(text: str, period: Period) -> bool:
    """Whether the period is surely one by which a thing is due: "báo cáo năm 2025" is a report's name."""
    plain = plain_of(text)
    if _DUE.search(plain):
        return True
    if not (period.first and period.last and _TO_DO.search(plain)):
        return False
    return (date.fromisoformat(period.last) - date.fromisoformat(period.first)).days <= _QUARTER


def _sector(who: str) -> str:
    """The sector that a unit heads: "nganh to chuc" for "ban to chuc trung uong"; empty for other names."""
    unit = _HEADING.fullmatch(who)
    return f"nganh {unit['core']}" if unit else ""


def _found(
    asked: TaskQuestion, due: Due | None, tasks: TaskList, doc_ids: Sequence[str], store: Store
) -> tuple[Period | None, list[Assigned]]:
    """The tasks that fit, and the period in which they do: of those that may be meant the first with any."""
    who = [asked.who] if asked.who else []
    if due is None:
        return None, tasks.find(who, doc_ids=doc_ids)
    for period in due.periods:
        found = [t for t in tasks.find(who, period, doc_ids=doc_ids) if _speaks_of(t, asked.what)]
        if asked.who:
            # "Được giao việc gì trong năm 2026" asks for what was given then, too.
            found += [t for t in tasks.find(who, doc_ids=doc_ids) if _given_within(t, period, store)]
        if asked.whose:
            found = [t for t in found if t.task["who"]]
        if found:
            return period, found
    return due.periods[0], []


def _given_within(assigned: Assigned, period: Period, store: Store) -> bool:
    """Whether a task without a day of its own was given in the period, or for the year that the period is."""
    day = assigned.document.metadata.date
    if is_dated(assigned.task["deadline"]):
        return False
    if day and period.first <= day <= (period.last or "9999-12-31"):
        return True
    whole = store.catalogue.document(assigned.document.id) if _whole_year(period) else None
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


def _head(asked: TaskQuestion, due: Due | None, period: Period | None, found: Sequence[Assigned]) -> str:
    when = _said(period) if period else "trong các tài liệu của kho"
    if asked.sector:
        named = found[0].task["who"]
        return f"Không việc nào ghi rõ giao cho {asked.typed}; {named} được giao {len(found)} việc {when}"
    if asked.who:
        named = next((t.task["who"] for t in found if plain_of(t.task["who"]) == asked.who), asked.typed)
        return f"{named[:1].upper()}{named[1:]} được giao {len(found)} việc {when}"
    if due and due.late:
        return f"Có {len(found)} việc có hạn {when} (tài liệu không cho biết việc nào đã xong)"
    return f"Có {len(found)} việc {'phải làm' if asked.whose else 'đến hạn'} {when}"


def _listed(head: str, asked: TaskQuestion, found: Sequence[Assigned], store: Store) -> tuple[Statement, ...]:
    statements: list[Statement] = []
    shown = found[:_ALL]
    for at, each in enumerate(shown):
        document = store.catalogue.document(each.document.id)
        if document is None:
            continue
        line = f"- {_line(each, asked.who)}"
        if not statements:
            line = f"{head}:\n{line}"
        if at == len(shown) - 1 and len(found) > len(shown):
            line += f"\n(và {len(found) - len(shown)} việc khác; xem đủ bằng lệnh: vankien tasks)"
        statements.append(Statement(line, (Proof(document, Span(each.task["start"], each.task["end"])),)))
    return tuple(statements)


def _line(assigned: Assigned, who: str) -> str:
    """One task; who does it is said where that is not just who was asked for."""
    task, status = assigned.task, assigned.document.metadata.status
    words = task["what"].split()
    what = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    notes = []
    if who and who not in plain_of(task["who"]):
        notes.append(f"phối hợp với {task['who']}" if task["who"] else "phối hợp")
    if " | " in task["quote"] and is_dated(task["deadline"]):
        notes.append("hạn: " + " – ".join(_day(part) for part in task["deadline"].split("/")))
    if status.startswith(("thay thế", "hết hiệu lực")):
        notes.append(f"văn bản {'đã được ' if status.startswith('thay') else ''}{status}")
    alone = plain_of(task["who"]) == who or (who and who not in plain_of(task["who"]))
    lead = "" if alone or not task["who"] else f"{task['who']}: "
    return lead + (what if lead else what[:1].upper() + what[1:]) + (f" ({'; '.join(notes)})" if notes else "")


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _said(period: Period) -> str:
    """ "từ 01/04/2026 đến 30/06/2026"."""
    if not period.first:
        return f"đến hết {_day(period.last)}"
    if not period.last:
        return f"từ {_day(period.first)}"
    return (
        f"trong năm {period.first[:4]}" if _whole_year(period) else f"từ {_day(period.first)} đến {_day(period.last)}"
    )


def _whole_year(period: Period) -> bool:
    return period.first[4:] == "-01-01" and period.last == f"{period.first[:4]}-12-31"


def _nothing(asked: TaskQuestion, period: Period | None) -> str:
    when = f" {_said(period)}" if period else ""
    if asked.who:
        return f"Tài liệu trong kho có giao việc cho {asked.typed}, nhưng không việc nào{when}"
    return f"Không có việc nào như vậy đến hạn{when} trong các tài liệu của kho"


def _task_list(store: Store) -> TaskList:
    found = _lists.get(store)
    if found is None:
        found = _lists[store] = TaskList(store.catalogue, open_digests(store.settings.data_dir))
    return found
