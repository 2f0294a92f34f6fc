"""What a running server holds and every screen and interface of it shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.conversations import Conversations
from assistant.records import Answer, Choices, Turn
from index.store import Store


class Answering(Protocol):
    """As much of the assistant as screens and interfaces need."""

    def stream(self, question: str, history: Sequence[Turn] = (), choices: Choices = ...) -> Iterator[Answer]:
        """The answer as it grows; the last one is whole."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """One of each for the whole process; all are safe to share between threads."""

    store: Store
    assistant: Answering
    conversations: Conversations
    quoting: Answering | None = None
    """Answers in the documents' own words, where `assistant` has a language model write: what it is quick to try."""
