"""What a press in the browser asks for: parsed from an event, in which anything may stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

from assistant.question import Reading
from assistant.records import Choices
from index.filters import EVERYTHING, Filters

MAX_QUESTION = 2_000
_MAX_VALUE = 300
_READINGS: tuple[Reading, ...] = get_args(Reading)
_FIELDS = ("kinds", "issuers", "collections")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to ask, or one of a conversation to ask again.

    `turn` is the turn (from 0) that the answer takes the place of; with an empty `question` that turn's own is asked,
    as it was chosen then, but without what `drop` names: a reading, or `filters.NAME`. `alone` asks it as a question
    that follows on nothing.
    """

    question: str = ""
    conversation: str = ""
    turn: int | None = None
    filters: Filters = EVERYTHING
    drop: str = ""
    restore: str = ""
    alone: bool = False


def asked_of(data: object) -> Asked:
    """The question in an event's data; whatever is not of the right kind is left out."""
    fields: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    turn = number_of(fields.get("turn"))
    return Asked(
        question=" ".join(text_of(fields.get("question"), MAX_QUESTION).split()),
        conversation=text_of(fields.get("conversation")),
        turn=turn if turn >= 0 else None,
        filters=_filters(fields.get("filters")),
        drop=text_of(fields.get("drop")),
        restore=text_of(fields.get("restore")),
        alone=fields.get("alone") is True,
    )


def text_of(value: object, length: int = _MAX_VALUE) -> str:
    """A string as it may be kept and shown: no half characters, not endless; "" for anything else."""
    return value[:length].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def number_of(value: object) -> int:
    """A whole number that is not negative; -1 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else -1


def changed(choices: Choices, asked: Asked) -> Choices:
    """The choices of a turn without what `asked` drops, and with what it restores."""
    for reading in _READINGS:
        if asked.drop == reading:
            choices = replace(choices, without=choices.without | {reading})
        if asked.restore == reading:
            choices = replace(choices, without=choices.without - {reading})
    filters = choices.filters
    if asked.drop == "filters.period":
        filters = replace(filters, after="", before="")
    for field in _FIELDS:
        if asked.drop == f"filters.{field}":
            filters = replace(filters, **{field: ()})  # type: ignore[arg-type]
    return replace(choices, filters=filters)


def _filters(given: object) -> Filters:
    values: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    chosen = {field: text_of(values.get(field)) for field in _FIELDS}
    return Filters(
        after=_day(values.get("after")),
        before=_day(values.get("before")),
        **{field: (value,) for field, value in chosen.items() if value},  # type: ignore[arg-type]
    )


def _day(value: object) -> str:
    try:
        return date.fromisoformat(text_of(value)).isoformat()
    except ValueError:
        return ""
