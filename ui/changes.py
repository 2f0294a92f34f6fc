"""Changes that a running server makes to its collection: one after another, each under the writer's lock."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import ExitStack, suppress
from typing import Any, TypeVar

from corpus.errors import CollectionLocked, StorageError
from index.store import Store
from index.writer import Writer, writing

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")
_WAIT_S = 1.0
"""Seconds until a lock that another process holds is tried again; what is asked for waits as long as it takes."""
_END_S = 5.0


class Changes:
    """Does what is asked for in the order of asking, in a thread of its own that begins with the first.

    `waiting` tells that another process is writing just now, so that everything waits for it.
    """

    def __init__(self, store: Store):
        self._store = store
        self._asked: queue.SimpleQueue[tuple[Callable[[Writer], Any], Future[Any]] | None] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()
        self.waiting = False

    @property
    def closed(self) -> bool:
        """Whether the server is ending: long work should stop at its next safe point."""
        return self._closed.is_set()

    def do(self, work: Callable[[Writer], _T]) -> Future[_T]:
        """Have `work` done with the collection's writer; the future has what it gives or raises.

        After `close` nothing more is done, and the future raises `StorageError`.
        """
        future: Future[_T] = Future()
        with self._starting:
            if self._closed.is_set():
                future.set_exception(StorageError("Máy chủ đang dừng nên chưa làm được. Hãy thử lại sau."))
                return future
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="changes", daemon=True)
                self._thread.start()
        self._asked.put((work, future))
        return future

    def close(self) -> None:
        """Stop after what is being done; what is still asked for is not."""
        with self._starting:
            self._closed.set()
        self._asked.put(None)
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join(_END_S)

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None and not self._closed.is_set():
            work, future = asked
            try:
                result = self._locked(work)
            except Exception as exc:  # noqa: BLE001 - it belongs to whoever asked; the next must still be done
                if not self._closed.is_set():
                    _LOG.warning("a change was not made: %s", exc)
                _tell(future, error=exc)
            else:
                _tell(future, result)

    def _locked(self, work: Callable[[Writer], _T]) -> _T:
        while True:
            with ExitStack() as stack:
                # Only the lock is waited for: what `work` itself raises goes to whoever asked.
                try:
                    writer = stack.enter_context(writing(self._store, wait_s=_WAIT_S))
                except CollectionLocked:
                    self.waiting = True
                    if self._closed.is_set():
                        raise
                    continue
                self.waiting = False
                return work(writer)


def _tell(future: Future[Any], result: Any = None, *, error: BaseException | None = None) -> None:
    with suppress(InvalidStateError):  # whoever asked has given up on it
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
