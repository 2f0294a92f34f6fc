"""The whole way from a question to an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.records import Answer, Turn
from index.store import Store


class Assistant:
    """Answers questions from a store; safe to share between threads."""

    def __init__(self, store: Store):
        self.store = store

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """One answer, or an abstention. `history` holds the earlier turns, oldest first, for follow-up questions."""
        *_, last = self.stream(question, history)
        return last

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """The answer as it grows, sentence by sentence; the last one is whole and verified."""
        yield Answer(question, question)
