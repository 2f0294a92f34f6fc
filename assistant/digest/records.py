"""The records of what is read out of a document: each with the exact words that it rests on."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from corpus.records import Span

_PART = r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DATED = re.compile(rf"{_PART}(?:/{_PART})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Person:
    """A person named with honours or an office. `office` joins all that the document gives them by ", ".

    `roles` are what they do in the event ("chủ trì", "phát biểu", "ký"), in order; `span` is the fullest mention.
    """

    name: str
    office: str
    roles: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation or a place, at its first mention; `count` says how often it is mentioned."""

    name: str
    span: Span
    count: int = 1


@dataclass(frozen=True, slots=True)
class Time:
    """A date or period. `value` is ISO 8601 as far as it is known: "2026-02-09", "2026-02", "2026", two of them apart
    by "/" for a period ("2026/2030", "2026-04/2026-06"), "--04-02" for a day without a year."""

    value: str
    span: Span

    def ends(self) -> str:
        """The last day, ISO 8601; empty if the year is not known."""
        return last_day(self.value)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it measures. `value` is in plain decimal notation, "16-18" for a range; `unit` is "%", "tỷ
    đồng" or the thing counted ("doanh nghiệp"); `what` is what it is said of; `least` is "trên", "ít nhất", … or empty.
    """

    value: str
    unit: str
    what: str
    least: str
    span: Span


@dataclass(frozen=True, slots=True)
class Referred:
    """Another document: `name` is its number in canonical form, else kind and serial ("nghị quyết 57"), else the name
    by which it is known ("Nghị quyết Đại hội XIV")."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody is asked, assigned or bound to do. `span` is the sentence or table row that says so.

    `who` is responsible and `partners` work with them, as the text names them; `deadline` is a `Time.value` or, for
    what returns, the words ("định kỳ 6 tháng"); `authority` is who asked. Empty where nothing is said.
    """

    what: str
    who: str
    span: Span
    partners: str = ""
    deadline: str = ""
    product: str = ""
    authority: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read out of one document."""

    people: tuple[Person, ...]
    organisations: tuple[Name, ...]
    places: tuple[Name, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    references: tuple[Referred, ...]
    tasks: tuple[Task, ...]


def is_dated(value: str) -> bool:
    """Whether `value` is a `Time.value` whose year is known, and not words ("2025-26", "1000 ha")."""
    return _DATED.fullmatch(value) is not None


def last_day(value: str) -> str:
    """The last day of a `Time.value`, ISO 8601; empty for words and where the year is not known."""
    if not is_dated(value):
        return ""
    last = value.rpartition("/")[2]
    if len(last) == 4:
        return f"{last}-12-31"
    return f"{last}-{monthrange(int(last[:4]), int(last[5:]))[1]:02d}" if len(last) == 7 else last
