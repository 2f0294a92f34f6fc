"""The conversations as the chat uses them: on disk, and in memory as long as the disk refuses."""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict

from assistant.conversations import Conversations, Exchange
from assistant.records import Choices, Turn
from corpus.errors import StorageError

_LOG = logging.getLogger(__name__)
_HELD = 200
"""Conversations held in memory, at most, when the disk takes none."""


class Talks:
    """What is said is never lost to a full disk: such turns stay in memory and are written with the next one."""

    def __init__(self, conversations: Conversations):
        self.kept = conversations
        self._guard = threading.Lock()
        self._waiting: OrderedDict[tuple[str, str], list[tuple[Turn, Choices]]] = OrderedDict()

    def exchanges(self, user: str, conversation: str) -> tuple[Exchange, ...]:
        """The turns of a conversation, oldest first; () for one that is not the user's."""
        with self._guard:
            waiting = tuple(self._waiting.get((user, conversation), ()))
        unsaved = tuple(Exchange(turn, choices) for turn, choices in waiting)
        try:
            return (*self.kept.exchanges(user, conversation), *unsaved)
        except StorageError:
            _LOG.exception("conversations could not be read")
            return unsaved

    def keep(
        self, user: str, conversation: str, turn: Turn, choices: Choices, instead_of: int | None = None
    ) -> tuple[str, str]:
        """Keep a turn; the conversation's id, and what kept it from the disk (empty if nothing did)."""
        with self._guard:
            waiting = self._waiting.pop((user, conversation), [])
        kept = conversation
        try:
            while waiting:
                kept = self.kept.add(user, kept, *waiting[0])
                waiting.pop(0)
            return self.kept.add(user, kept or None, turn, choices, instead_of=instead_of), ""
        except StorageError as exc:
            _LOG.warning("a turn was not kept: %s", exc)
            kept = kept or secrets.token_urlsafe(12)
            with self._guard:
                self._waiting[user, kept] = [*waiting, (turn, choices)]
                while len(self._waiting) > _HELD:
                    self._waiting.popitem(last=False)
            return kept, str(exc)

    def forget(self, user: str, conversation: str) -> None:
        """Delete a conversation, on disk and in memory."""
        with self._guard:
            self._waiting.pop((user, conversation), None)
        self.kept.delete(user, conversation)
