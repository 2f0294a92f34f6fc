"""What the chat does, without a screen: questions in, HTML out. `ui.web.chat_tab` only carries it to and fro.

Nothing of a conversation is held here between two presses: the browser says which it is, the visitor's cookie whose.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from assistant.conversations import Exchange
from assistant.records import Answer, Choices, Turn
from corpus.errors import StorageError, VankienError
from corpus.holdings import Values, held_values
from corpus.originals import Originals
from ui.services import Services
from ui.web.asking import Asked, changed, number_of, text_of
from ui.web.conversation_view import Growing, conversation_html
from ui.web.history_view import history_html
from ui.web.language import VIETNAMESE, Words
from ui.web.reading_desk import ReadingDesk
from ui.web.reception import Reception
from ui.web.suggestions import follow_ups
from ui.web.talks import Talks

_LOG = logging.getLogger(__name__)
_PAGES = 10_000
"""Open pages of which it is remembered what they show; one forgotten misses the questions to ask next."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the reader sees after a step; None for what stays as it is."""

    conversation: str | None = None
    history: str | None = None


@dataclass(slots=True)
class _Run:
    """A question being answered on one open page."""

    user: str
    asked: Asked
    exchanges: tuple[Exchange, ...]
    exchange: Exchange
    just: str = ""


class Desk:
    """The handlers of one server; shared by everybody who has the page open, and by their threads."""

    def __init__(self, services: Services):
        self._store = services.store
        self._assistant = services.assistant
        self._quoting = services.quoting or services.assistant
        self._metrics = services.metrics
        self._talks = Talks(services.conversations)
        self._reception = Reception(self._store, self._answers)
        self._runs: dict[str, _Run] = {}
        self._shown: OrderedDict[str, object] = OrderedDict()
        self._guard = threading.Lock()
        self._rating = threading.Lock()
        self.originals = Originals(self._store.catalogue, self._store.settings)
        self._reading = ReadingDesk(self._store.catalogue, self.originals)

    def greet(self, user: str = "", conversation: str = "", words: Words = VIETNAMESE) -> Screen:
        """The screen on which a page opens: a conversation kept earlier, or the greeting."""
        exchanges = self._talks.exchanges(user, conversation)
        return Screen(self._conversation(user, conversation, exchanges, words), self.history(user, "", words))

    def values(self) -> Values:
        """What documents can be narrowed by."""
        return held_values(self._store.catalogue.rows)

    def ask(self, asked: Asked, user: str, words: Words = VIETNAMESE, page: str = "") -> Iterator[Screen]:
        """The screens while a question is being answered; the last one has its answer. Never raises.

        `page` tells the open pages of a visitor apart, for `stop`.
        """
        exchanges, exchange = self._exchange(asked, user)
        if not exchange.turn.question:
            yield Screen(self._conversation(user, asked.conversation, exchanges, words))
            return
        run = _Run(user, asked, exchanges, exchange)
        self._turn_to(page, run)
        with self._guard:
            self._runs[page] = run
        try:
            yield self._growing(run, words)
            yield from self._answered(run, words, page)
        except GeneratorExit:  # the page was closed: what had been said by then is found there later
            self.stop(page, words)
            raise
        except VankienError as exc:
            yield self._growing(run, words, fault=str(exc))
        except Exception:  # noqa: BLE001 - whatever it is, the page must go on, and the log has it
            _LOG.exception("a question was not answered")
            yield self._growing(run, words, fault=words("unexpected"))
        finally:
            with self._guard:
                if self._runs.get(page) is run:
                    del self._runs[page]

    def stop(self, page: str, words: Words = VIETNAMESE) -> Screen:
        """Stop what is being answered on a page; what had been said by then is kept, and said to be cut short."""
        with self._guard:
            run = self._runs.pop(page, None)
        if run is None:
            return Screen()
        answer = run.exchange.turn.answer
        if answer is None or answer.abstained:
            return self._growing(run, words, fault=words("stopped"))
        return self._kept(run, replace(answer, notice=words("stopped_midway")), words)

    def samples(self, words: Words = VIETNAMESE) -> Iterator[Screen]:
        """The screens while the bundled samples are read; the last one is the greeting. Never raises."""
        for loading in self._reception.load_samples(words):
            yield Screen(conversation_html((), words, greeting=loading))
        yield Screen(conversation_html((), words, greeting=self._reception.greeting(words)))

    def open_source(self, user: str, pressed: object, words: Words = VIETNAMESE, *, by_itself: bool = False) -> str:
        """The panel that a press asks for; its data comes from the browser and may be anything."""
        data = pressed if isinstance(pressed, dict) else {}
        exchanges = self._talks.exchanges(user, text_of(data.get("conversation")))
        number = number_of(data.get("turn"))
        if 0 <= number < len(exchanges):
            answer = exchanges[number].turn.answer
        else:
            answer = self._unfinished(user, text_of(data.get("conversation")), number)
        return self._reading.panel(answer, number, data, words, user=user, pressed=not by_itself)

    def open_conversation(
        self, user: str, conversation: str, words: Words = VIETNAMESE, page: str | None = None
    ) -> Screen:
        """A conversation kept earlier, or the greeting in place of one that is not there.

        `page` is the open page that shows it from now on: what it was being answered is stopped, as `stop` does.
        """
        if page is not None:
            self.stop(page, words)
            self._turn_to(page, None)
        exchanges = self._talks.exchanges(user, conversation)
        return Screen(self._conversation(user, conversation, exchanges, words))

    def history(self, user: str, wanted: str = "", words: Words = VIETNAMESE, search: int = 0) -> str:
        """The list of the visitor's conversations; empty as long as the disk cannot be read.

        `search` is the browser's number of its search for `wanted`.
        """
        try:
            heads = self._talks.kept.listing(user, wanted)
        except StorageError:
            _LOG.exception("conversations could not be listed")
            heads = ()
        return history_html(heads, words, wanted=wanted, search=search)

    def rename(self, user: str, conversation: str, title: str, shown: str, words: Words = VIETNAMESE) -> Screen:
        """Give a conversation another title; `shown` is the one on the screen."""
        with suppress(StorageError):
            self._talks.kept.rename(user, conversation, title)
        there = self.open_conversation(user, shown, words).conversation if shown == conversation else None
        return Screen(there, self.history(user, "", words))

    def delete(self, user: str, conversation: str, shown: str, words: Words = VIETNAMESE) -> Screen:
        """Forget a conversation; the screen is cleared if it is the one that is `shown`.

        What was being answered in it is given up, or it would come back with that answer.
        """
        self._give_up(user, conversation)
        with suppress(StorageError):
            self._talks.forget(user, conversation)
        history = self.history(user, "", words)
        if shown != conversation:
            return Screen(history=history)
        return replace(self.open_conversation(user, "", words), history=history)

    def rate(self, user: str, rated: object, words: Words = VIETNAMESE) -> Screen:
        """Keep a thumb and a comment on an answer; one without a comment leaves that as it was.

        The thumb is kept before its comment is written, and either may come first.
        """
        data = rated if isinstance(rated, dict) else {}
        conversation, number = text_of(data.get("conversation")), number_of(data.get("turn"))
        notice = ""
        try:
            rating = 1 if data.get("rating") == 1 else -1
            with self._rating:
                comment = (
                    text_of(data.get("comment"), 2_000)
                    if "comment" in data
                    else self._comment(user, conversation, number)
                )
                self._talks.kept.rate(user, conversation, number, rating, comment)  # type: ignore[arg-type]
        except StorageError as exc:
            notice = str(exc)
        exchanges = self._talks.exchanges(user, conversation)
        return Screen(self._conversation(user, conversation, exchanges, words, notice=notice))

    def _comment(self, user: str, conversation: str, number: int) -> str:
        exchanges = self._talks.exchanges(user, conversation)
        return exchanges[number].comment if 0 <= number < len(exchanges) else ""

    def _exchange(self, asked: Asked, user: str) -> tuple[tuple[Exchange, ...], Exchange]:
        """The turns that a question follows, and the question with what was chosen for it."""
        exchanges = self._talks.exchanges(user, asked.conversation)
        if asked.turn is None or asked.turn >= len(exchanges):
            return exchanges, Exchange(Turn(asked.question), Choices(asked.filters))
        earlier, before = exchanges[asked.turn], exchanges[: asked.turn]
        if asked.question:
            return before, Exchange(Turn(asked.question), Choices(asked.filters))
        return before, Exchange(Turn(earlier.turn.question), changed(earlier.choices, asked))

    def _answered(self, run: _Run, words: Words, page: str) -> Iterator[Screen]:
        turn, choices = run.exchange.turn, run.exchange.choices
        history = () if run.asked.alone else tuple(e.turn for e in run.exchanges if e.turn.answer)
        answer: Answer | None = None
        for answer in self._assistant.stream(turn.question, history, choices):
            run.exchange = Exchange(Turn(turn.question, answer), choices)
            if self._runs.get(page) is not run:  # stopped, or another question was asked on the page
                return
            yield self._growing(run, words)
        with self._guard:
            if self._runs.pop(page, None) is not run or answer is None:
                return
        self._metrics.answered(answer, "chat")
        yield self._kept(run, answer, words, just=secrets.token_urlsafe(6))
        suggested = self._suggested(run, answer, words)
        if suggested and self._shown.get(page) is run:  # else something else is on the page by now
            yield suggested

    def _turn_to(self, page: str, what: object) -> None:
        """Note what a page shows from now on, so that what belongs to something else is not put there any more."""
        with self._guard:
            self._shown[page] = what
            self._shown.move_to_end(page)
            while len(self._shown) > _PAGES:
                self._shown.popitem(last=False)

    def _give_up(self, user: str, conversation: str) -> None:
        def belongs(what: object) -> bool:
            return isinstance(what, _Run) and (what.user, what.asked.conversation) == (user, conversation)

        with self._guard:
            self._runs = {page: run for page, run in self._runs.items() if not belongs(run)}
            self._shown.update({page: None for page, what in self._shown.items() if belongs(what)})

    def _unfinished(self, user: str, conversation: str, number: int) -> Answer | None:
        """As much as there is of an answer that is being given on one of the visitor's pages."""
        with self._guard:
            runs = [run for run in self._runs.values() if (run.user, run.asked.conversation) == (user, conversation)]
        return next((run.exchange.turn.answer for run in reversed(runs) if len(run.exchanges) == number), None)

    def _kept(self, run: _Run, answer: Answer, words: Words, just: str = "") -> Screen:
        """Keep the answer, and the screen that has it; `just` as `conversation_html` has it."""
        run.exchange = Exchange(Turn(run.exchange.turn.question, answer), run.exchange.choices)
        asked = run.asked
        conversation, fault = self._talks.keep(
            run.user, asked.conversation, run.exchange.turn, run.exchange.choices, asked.turn
        )
        run.asked, run.just = replace(asked, conversation=conversation), just
        run.exchanges = (*run.exchanges, run.exchange)
        notice = f"{words('not_kept')} {fault}" if fault else ""
        shown = self._conversation(run.user, conversation, run.exchanges, words, notice=notice, just=just)
        return Screen(shown, self.history(run.user, "", words))

    def _suggested(self, run: _Run, answer: Answer, words: Words) -> Screen | None:
        """What may come a moment after the answer: questions to ask next."""
        if not answer.citations:
            return None
        asked = {e.turn.question for e in run.exchanges}
        next_ones = follow_ups(answer, self._store.catalogue.document, self._answers)
        suggestions = tuple(question for question in next_ones if question not in asked)
        if not suggestions:
            return None
        conversation = run.asked.conversation
        return Screen(
            self._conversation(run.user, conversation, run.exchanges, words, suggestions=suggestions, just=run.just)
        )

    def _growing(self, run: _Run, words: Words, *, fault: str = "") -> Screen:
        shown = conversation_html(
            run.exchanges, words, conversation=run.asked.conversation, growing=Growing(run.exchange, fault)
        )
        return Screen(shown)

    def _conversation(
        self,
        user: str,
        conversation: str,
        exchanges: tuple[Exchange, ...],
        words: Words,
        *,
        suggestions: tuple[str, ...] = (),
        notice: str = "",
        just: str = "",
    ) -> str:
        if not exchanges:
            return conversation_html((), words, greeting=self._reception.greeting(words))
        title = exchanges[0].turn.question
        with suppress(StorageError):
            head = self._talks.kept.head(user, conversation)
            title = head.title if head else title
        return conversation_html(
            exchanges,
            words,
            conversation=conversation,
            title=title,
            suggestions=suggestions,
            notice=notice,
            just=just,
        )

    def _answers(self, question: str) -> bool:
        try:
            *_, last = self._quoting.stream(question)
        except Exception:  # noqa: BLE001 - nobody asked this question, so nobody shall see it fail
            _LOG.exception("a question to suggest was not tried")
            return False
        return not last.abstained and bool(last.citations)
