"""Conversations kept on disk, each seen by whoever asked and by nobody else.

One SQLite file beside the catalogue. A turn is kept with its whole answer, so that sources open after a restart as they
did before it. What people thought of answers, and what was refused, is told over everybody without names.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.records import Answer, Choices, Turn
from corpus.database import Connection, Database
from corpus.spelling import fold, normalise

_Record = TypeVar("_Record")

Rating = Literal[1, -1]
"""A thumb up or down."""

_TITLE = 120
_COMMENT = 2_000
_WORDS = 12
_LISTED = 300
"""Conversations listed at once, the newest; a search reaches the others."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    title TEXT NOT NULL,
    plain TEXT NOT NULL,           -- the title without diacritics and capitals, to search in
    changed TEXT NOT NULL          -- when something was last asked, ISO 8601 in UTC
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversations_by_user ON conversations (user, changed);
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,       -- from 0
    at TEXT NOT NULL,
    question TEXT NOT NULL,
    standalone TEXT NOT NULL,
    said TEXT NOT NULL,            -- the answer as text
    abstained INTEGER NOT NULL,
    reason TEXT NOT NULL,
    answer TEXT NOT NULL,          -- the whole record as JSON; empty where there was none
    choices TEXT NOT NULL,
    plain TEXT NOT NULL,           -- question and answer without diacritics and capitals, to search in
    rating INTEGER NOT NULL DEFAULT 0,
    comment TEXT NOT NULL DEFAULT '',
    rated TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS turns_by_rating ON turns (rated) WHERE rating != 0;
CREATE INDEX IF NOT EXISTS turns_by_refusal ON turns (at) WHERE abstained = 1;
"""


@dataclass(frozen=True, slots=True)
class Head:
    """One conversation of a list. `changed` is when something was last asked (ISO 8601, UTC)."""

    id: str
    title: str
    changed: str
    turns: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn as it is kept: what was chosen by hand when it was asked, and what was thought of its answer (0: nothing).

    `turn.answer` is None if the answer was written by a version whose records this one cannot read.
    """

    turn: Turn
    choices: Choices = field(default_factory=Choices)
    at: str = ""
    rating: int = 0
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer that somebody rated; `answer` is its text, `whole` the record if this version can read it.

    `key` is the same whenever the answer is told, and tells nothing of whose it is.
    """

    question: str
    standalone: str
    answer: str
    rating: int
    comment: str
    at: str
    whole: Answer | None = field(default=None, compare=False, repr=False)
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that the documents gave no ground to answer, and why (empty if nothing more is known).

    `key` is the same whenever the question is told, and tells nothing of whose it is.
    """

    question: str
    standalone: str
    reason: str
    at: str
    key: str = field(default="", compare=False)


class Conversations:
    """All conversations of an installation; safe to share between threads and processes.

    A user is any string that nobody else has; the empty one has no conversations. An id that is not the user's own is
    like one that does not exist: nothing is found under it and nothing changed. Every method raises `StorageError`
    where the disk refuses, which leaves what was kept as it was.
    """

    def __init__(self, path: Path):
        self._db = Database(path, schema=_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def listing(self, user: str, wanted: str = "") -> tuple[Head, ...]:
        """The user's conversations, the last asked in first; `wanted` keeps those that hold each of its words.

        Words count in any case, with diacritics or without, as parts of words too.
        """
        words = _plain(wanted).split()[:_WORDS]
        holds = "".join(
            " AND (instr(c.plain, ?) OR EXISTS "
            "(SELECT 1 FROM turns w WHERE w.conversation = c.id AND instr(w.plain, ?)))"
            for _ in words
        )
        rows = self._db.rows(
            "SELECT c.id, c.title, c.changed, count(t.number) FROM conversations c "
            f"LEFT JOIN turns t ON t.conversation = c.id WHERE c.user = ? AND c.user != ''{holds} "
            "GROUP BY c.id ORDER BY c.changed DESC, c.id LIMIT ?",
            (user, *(word for word in words for _ in range(2)), _LISTED),
        )
        return tuple(Head(*row) for row in rows)

    def head(self, user: str, conversation: str) -> Head | None:
        """What the list says of one conversation."""
        rows = self._db.rows(
            "SELECT c.id, c.title, c.changed, count(t.number) FROM conversations c LEFT JOIN turns t "
            "ON t.conversation = c.id WHERE c.user = ? AND c.user != '' AND c.id = ? GROUP BY c.id",
            (user, conversation),
        )
        return Head(*rows[0]) if rows else None

    def turns(self, user: str, conversation: str) -> tuple[Turn, ...]:
        """The turns of one conversation, oldest first."""
        return tuple(exchange.turn for exchange in self.exchanges(user, conversation))

    def exchanges(self, user: str, conversation: str) -> tuple[Exchange, ...]:
        """The turns of one conversation with all that is kept of them, oldest first."""
        rows = self._db.rows(
            "SELECT t.question, t.answer, t.choices, t.at, t.rating, t.comment FROM turns t "
            "JOIN conversations c ON c.id = t.conversation "
            "WHERE c.user = ? AND c.user != '' AND c.id = ? ORDER BY t.number",
            (user, conversation),
        )
        return tuple(
            Exchange(
                Turn(question, _read(_answers(), answer)),
                _read(_all_choices(), choices) or Choices(),
                at,
                rating,
                comment,
            )
            for question, answer, choices, at, rating, comment in rows
        )

    def add(
        self,
        user: str,
        conversation: str | None,
        turn: Turn,
        choices: Choices = Choices(),
        *,
        instead_of: int | None = None,
    ) -> str:
        """Keep a turn at the end of a conversation, of a new one if there is none with this id, and return its id.

        With `instead_of` the turn with that number (from 0) and those after it give way in the same step.
        """
        now = _now()
        with self._db.transaction() as db:
            if conversation is None or not _owns(db, user, conversation):
                conversation = secrets.token_urlsafe(12)
                title = " ".join(turn.question.split())[:_TITLE]
                db.execute(
                    "INSERT INTO conversations (id, user, title, plain, changed) VALUES (?, ?, ?, ?, ?)",
                    (conversation, user, title, _plain(title), now),
                )
            elif instead_of is not None:
                db.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (conversation, instead_of))
            db.execute(
                "INSERT INTO turns (conversation, number, at, question, standalone, said, abstained, reason, answer, "
                "choices, plain) SELECT ?1, coalesce(max(number), -1) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 "
                "FROM turns WHERE conversation = ?1",
                (conversation, now, *_turn_row(turn, choices)),
            )
            db.execute("UPDATE conversations SET changed = ? WHERE id = ?", (now, conversation))
        return conversation

    def cut(self, user: str, conversation: str, before_turn: int) -> None:
        """Forget the turn with this number (from 0) and those after it."""
        with self._db.transaction() as db:
            if _owns(db, user, conversation):
                db.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (conversation, before_turn))

    def rename(self, user: str, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one leaves the old."""
        title = " ".join(title.split())[:_TITLE]
        if title:
            with self._db.transaction() as db:
                db.execute(
                    "UPDATE conversations SET title = ?, plain = ? WHERE id = ? AND user = ? AND user != ''",
                    (title, _plain(title), conversation, user),
                )

    def delete(self, user: str, conversation: str) -> None:
        """Forget a conversation with all that it holds."""
        with self._db.transaction() as db:
            db.execute("DELETE FROM conversations WHERE id = ? AND user = ? AND user != ''", (conversation, user))

    def rate(self, user: str, conversation: str, turn_no: int, rating: Rating, comment: str = "") -> None:
        """Keep what the user thinks of an answer (turns count from 0); it replaces what was thought before."""
        with self._db.transaction() as db:
            if _owns(db, user, conversation):
                db.execute(
                    "UPDATE turns SET rating = ?, comment = ?, rated = ? WHERE conversation = ? AND number = ?",
                    (rating, comment.strip()[:_COMMENT], _now(), conversation, turn_no),
                )

    def rated(self) -> tuple[Rated, ...]:
        """Everybody's ratings, the newest first."""
        query = (
            "SELECT question, standalone, said, rating, comment, rated, answer, conversation, number FROM turns "
            "WHERE rating != 0 ORDER BY rated DESC, question"
        )
        return tuple(
            Rated(question, standalone, said, rating, comment, at, _read(_answers(), answer), _key(conversation, n))
            for question, standalone, said, rating, comment, at, answer, conversation, n in self._db.rows(query)
        )

    def refused(self) -> tuple[Refused, ...]:
        """Everybody's questions that were refused, the newest first."""
        query = (
            "SELECT question, standalone, reason, at, conversation, number FROM turns "
            "WHERE abstained = 1 ORDER BY at DESC, question"
        )
        return tuple(
            Refused(question, standalone, reason, at, _key(conversation, n))
            for question, standalone, reason, at, conversation, n in self._db.rows(query)
        )


def _key(conversation: str, number: int) -> str:
    return hashlib.sha256(f"{conversation} {number}".encode()).hexdigest()[:16]


def _owns(db: Connection, user: str, conversation: str) -> bool:
    query = "SELECT 1 FROM conversations WHERE id = ? AND user = ? AND user != ''"
    return db.execute(query, (conversation, user)).fetchone() is not None


def _turn_row(turn: Turn, choices: Choices) -> tuple[Any, ...]:
    answer = turn.answer
    return (
        turn.question,
        answer.standalone if answer else turn.question,
        answer.text if answer else "",
        int(answer.abstained) if answer else 0,
        answer.reason if answer else "",
        _answers().dump_json(answer).decode() if answer else "",
        _all_choices().dump_json(choices).decode(),
        _plain(f"{turn.question}\n{answer.text if answer else ''}"),
    )


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


@cache
def _all_choices() -> TypeAdapter[Choices]:
    return TypeAdapter(Choices)


def _read(adapter: TypeAdapter[_Record], text: str) -> _Record | None:
    """The record in JSON of this or another version: fields it does not know are left out, those it lacks default."""
    try:
        return adapter.validate_json(text)
    except ValidationError:
        return None


def _plain(text: str) -> str:
    return fold(normalise(text))


def _now() -> str:
    # Two turns can be kept within a millisecond, and which is the newer must be told.
    return datetime.now(UTC).isoformat(timespec="microseconds")
