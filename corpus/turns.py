"""Turns at something scarce: so many at once, one of them each person's at most, and a queue that is not endless."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import Crowded


class Turns:
    """Hands out `at_once` turns in the order asked for, passing over whoever holds one; safe to share between threads.

    At most `waiting` wait, `each` of them for the same person; `said` tells whoever gets none.
    """

    def __init__(self, at_once: int, waiting: int, each: int, said: str):
        self._free, self._waiting, self._each, self._said = at_once, waiting, each, said
        self._changed = threading.Condition()
        self._queue: list[tuple[object, str]] = []
        self._holding: list[str] = []

    @contextmanager
    def take(self, who: str, seconds: float) -> Iterator[None]:
        """A turn for `who`, waited for `seconds` at most. Raises `Crowded`, at once where the queue is full."""
        ticket = (object(), who)
        with self._changed:
            if self._next() is not None or not self._ready(who):  # somebody has to wait: there must be room for it
                same = sum(other == who for _, other in self._queue)
                if len(self._queue) >= self._waiting or same >= self._each:
                    raise Crowded(self._said)
            self._queue.append(ticket)
            came = self._changed.wait_for(lambda: self._next() == ticket, seconds)
            self._queue.remove(ticket)
            if came:
                self._free -= 1
                self._holding.append(who)
            self._changed.notify_all()
            if not came:
                raise Crowded(self._said)
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._holding.remove(who)
                self._changed.notify_all()

    def _ready(self, who: str) -> bool:
        return self._free > 0 and who not in self._holding

    def _next(self) -> tuple[object, str] | None:
        """The ticket whose turn it is."""
        return next((ticket for ticket in self._queue if self._ready(ticket[1])), None)
