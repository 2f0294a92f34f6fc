"""Questions on what documents assign: who is to do what, what is due, answered from the tasks that were read out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
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
from assistant.task_search import how_many, search, shown_day, shown_period
from corpus.records import Span
from index.store import Store

_ALL = 12
"""Tasks that are listed and cited; of more, how many there are."""
_WORDS = 45
"""Syllables of a task that are shown; all of it stands in its citation."""
_LONGEST = 40
"""Words of a question: nobody asks for a list at greater length, and the patterns try every way of reading each."""
_READING_S = 5.0
"""Seconds that a question waits for the tasks of documents that came since the last."""

_DUE = re.compile(r"(?<!\w)(?:truoc|han|cham nhat|muon nhat|xong)(?!\w)")
_TO_DO = re.compile(r"(?<!\w)(?:viec|phai|duoc giao)(?!\w)")
_GIVEN = re.compile(r"(?<!\w)(?:giao|phan cong)(?!\w)")
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
    found = search(asked, due.periods if due else (), tasks, store.catalogue, scope.named)
    asked, period = found.asked, found.period
    if not found.tasks:
        if asked.who and not tasks.find([asked.who], doc_ids=scope.named):
            return None
        given = asked.who and _GIVEN.search(plain_of(text))
        if period and not given and not _is_deadline(text, period):
            return None
        return Finding(reason=_nothing(asked, period) + unread)
    head = how_many(found, late=due is not None and due.late)
    return Finding(_listed(head + unread, asked, found.tasks, store))


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
        notes.append("hạn: " + " – ".join(shown_day(part) for part in task["deadline"].split("/")))
    if status.startswith(("thay thế", "hết hiệu lực")):
        notes.append(f"văn bản {'đã được ' if status.startswith('thay') else ''}{status}")
    alone = plain_of(task["who"]) == who or (who and who not in plain_of(task["who"]))
    lead = "" if alone or not task["who"] else f"{task['who']}: "
    return lead + (what if lead else what[:1].upper() + what[1:]) + (f" ({'; '.join(notes)})" if notes else "")


def _nothing(asked: TaskQuestion, period: Period | None) -> str:
    when = f" {shown_period(period)}" if period else ""
    if asked.who:
        return f"Tài liệu trong kho có giao việc cho {asked.typed}, nhưng không việc nào{when}"
    return f"Không có việc nào như vậy đến hạn{when} trong các tài liệu của kho"


def _task_list(store: Store) -> TaskList:
    found = _lists.get(store)
    if found is None:
        found = _lists[store] = TaskList(store.catalogue, open_digests(store.settings.data_dir))
    return found
