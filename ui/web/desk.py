"""What the chat does, without a screen: questions in, HTML out. `ui.web.chat_tab` only carries it to and fro."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.records import Turn
from corpus.errors import VankienError
from corpus.samples import sample_dir
from ui.services import Services
from ui.web.conversation_view import conversation_html, greeting_html
from ui.web.examples import example_questions
from ui.web.source_view import NOTHING_OPEN, lost_html, source_html

_LOG = logging.getLogger(__name__)
_UNEXPECTED = (
    "Có lỗi ngoài dự kiến nên chưa trả lời được. Hãy hỏi lại; nếu vẫn lỗi, báo người quản trị xem nhật ký máy chủ."
)

Turns = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What the reader sees after a step, and the turns that the next question follows on."""

    conversation: str
    source: str
    turns: Turns


class Desk:
    """The handlers of one server; shared by everybody who has the page open, and by their threads."""

    def __init__(self, services: Services):
        self._store = services.store
        self._assistant = services.assistant
        self._examples: tuple[int, list[str]] = (-1, [])
        self._choosing = threading.Lock()

    def greet(self) -> Screen:
        """The screen before the first question."""
        return Screen(conversation_html((), greeting=self._greeting()), NOTHING_OPEN, ())

    def ask(self, question: str, turns: Turns) -> Iterator[Screen]:
        """The screens while a question is being answered; the last one has it among its turns. Never raises."""
        question = " ".join(question.split())
        if not question:
            yield Screen(conversation_html(turns, greeting=self._greeting()), NOTHING_OPEN, turns)
            return
        asked = Turn(question)
        yield Screen(conversation_html(turns, pending=asked), NOTHING_OPEN, turns)
        try:
            answer = None
            for answer in self._assistant.stream(question, turns):
                growing = conversation_html(turns, pending=Turn(question, answer))
                yield Screen(growing, NOTHING_OPEN, turns)
            done = (*turns, Turn(question, answer))
            yield Screen(conversation_html(done), self._first_source(done), done)
        except VankienError as exc:
            yield Screen(conversation_html(turns, pending=asked, fault=str(exc)), NOTHING_OPEN, turns)
        except Exception:  # noqa: BLE001 - whatever it is, the page must go on, and the log has it
            _LOG.exception("a question was not answered")
            yield Screen(conversation_html(turns, pending=asked, fault=_UNEXPECTED), NOTHING_OPEN, turns)

    def open_source(self, turns: Turns, turn: object, n: object, *, wide: bool = False, pressed: bool = True) -> str:
        """The panel for citation `n` of a turn; numbers come from the browser and may be anything."""
        number = turn if isinstance(turn, int) and 0 <= turn < len(turns) else -1
        answer = turns[number].answer if number >= 0 else None
        citation = next((c for c in answer.citations if c.n == n), None) if answer else None
        if not answer or not citation:
            return lost_html()
        numbers = [c.n for c in answer.citations]
        document = self._store.catalogue.document(citation.doc_id)
        return source_html(document, citation, turn=number, numbers=numbers, wide=wide, pressed=pressed)

    def _first_source(self, turns: Turns) -> str:
        """The first source opens by itself, so that the ground of an answer is seen without a press."""
        answer = turns[-1].answer
        if not answer or not answer.citations:
            return NOTHING_OPEN
        return self.open_source(turns, len(turns) - 1, answer.citations[0].n, pressed=False)

    def _greeting(self) -> str:
        catalogue = self._store.catalogue
        with self._choosing:
            generation = catalogue.generation
            if self._examples[0] != generation:
                self._examples = (
                    generation,
                    example_questions(catalogue, self._store.settings.collection, self._answers),
                )
            return greeting_html(catalogue.counts()[0], self._examples[1], str(sample_dir()))

    def _answers(self, question: str) -> bool:
        try:
            *_, last = self._assistant.stream(question)
        except VankienError:
            return False
        return not last.abstained
