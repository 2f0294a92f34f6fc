"""What a running server holds and every screen and interface of it shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from assistant.conversations import Conversations
from assistant.digest.digests import Digests
from assistant.records import Answer, Choices, Turn
from corpus.shelf import Shelf
from index.store import Store
from ui.api.metrics import Metrics
from ui.feedback import Feedback
from ui.uploads import Uploads

if TYPE_CHECKING:
    from assistant.digest.written_digests import WrittenDigests


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
    shelf: Shelf = field(init=False)
    """The list of the documents held."""
    uploads: Uploads = field(init=False)
    """Files sent to the server, and other changes of its collection."""
    digests: Digests = field(init=False)
    """Digests, bulletins and tasks of the documents held."""
    written: WrittenDigests | None = field(init=False)
    """The same with summaries that the language model writes, where the settings name one."""
    feedback: Feedback = field(init=False)
    """What people thought of answers, and the golden file that they make of it."""
    metrics: Metrics = field(init=False)
    """What the server counts about itself."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "shelf", Shelf(self.store.catalogue, self.store.settings.collection))
        object.__setattr__(self, "metrics", Metrics(self.store.catalogue))
        object.__setattr__(self, "uploads", Uploads(self.store, self.metrics.file))
        object.__setattr__(self, "digests", Digests(self.store))
        object.__setattr__(self, "written", _written(self.store))
        object.__setattr__(self, "feedback", Feedback(self.store, self.conversations))


def _written(store: Store) -> WrittenDigests | None:
    if not store.settings.llm_url:
        return None
    from assistant.digest.written_digests import WrittenDigests
    from assistant.llm import open_model

    model = open_model(store.settings)
    return WrittenDigests(store, model) if model else None
