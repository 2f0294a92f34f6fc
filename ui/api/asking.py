"""Asking on behalf of programs: so many at a time, in threads, and no longer than somebody listens."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field

import anyio
from anyio import to_thread

from assistant.records import Answer, Choices, Turn
from ui.api.errors import BUSY, Refusal, told
from ui.api.metrics import Channel
from ui.services import Services

Gone = Callable[[], Awaitable[bool]]
"""Whether whoever asked has gone (`Request.is_disconnected`)."""
_WAIT_S = 30.0
"""How long a question waits for its turn."""
_AGAIN_S = "5"
_FOLLOWED = 3
"""Earlier turns whose answers a follow-up question may need."""
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the earlier ones of its conversation, oldest first."""

    question: str
    earlier: tuple[str, ...] = ()
    choices: Choices = field(default_factory=Choices)


class Asking:
    """One for a whole server; `settings.asks_abreast` questions are answered side by side, as many as
    `settings.asks_waiting` wait, and what comes beyond is refused."""

    def __init__(self, services: Services):
        settings = services.store.settings
        self._services, self._metrics = services, services.metrics
        self._abreast = settings.asks_abreast
        self._most = settings.asks_abreast + settings.asks_waiting
        self._here = 0
        self._turn: anyio.Semaphore | None = None
        self._answers: OrderedDict[tuple[tuple[str, ...], Choices], Answer] = OrderedDict()
        self._guard = threading.Lock()

    async def answer(self, asked: Asked, channel: Channel, gone: Gone | None = None) -> Answer:
        """The whole answer. Raises `Refusal` where too many ask, or once `gone` says that nobody listens any more."""
        last = None
        async with aclosing(self.stream(asked, channel)) as answers:
            async for answer in answers:
                if last is not None and gone and await gone():
                    raise Refusal(499, "Bên hỏi đã ngắt kết nối.")
                last = answer
        assert last is not None
        return last

    async def stream(self, asked: Asked, channel: Channel) -> AsyncGenerator[Answer, None]:
        """The answer as it grows; the last one is whole. Closing it stops whatever is being asked of a model.

        Raises `Refusal` where too many ask, before anything is yielded, and for whatever goes wrong.
        """
        turn = await self._enter(channel)
        ended = "cancelled"
        answers = self._follow(asked)
        last = None
        try:
            with self._metrics.asking():
                while (answer := await to_thread.run_sync(next, answers, None)) is not None:
                    last = answer
                    yield answer
            assert last is not None
            self._keep(asked, last)
            self._metrics.answered(last, channel)
            ended = ""
        except Exception as exc:
            ended = "failed"
            status, message, kind = told(exc)
            raise Refusal(status, message, kind) from exc
        finally:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(answers.close)  # type: ignore[attr-defined]
            turn.release()
            self._here -= 1
            if ended:
                self._metrics.unanswered("failed" if ended == "failed" else "cancelled", channel)

    async def _enter(self, channel: Channel) -> anyio.Semaphore:
        """Wait for a turn."""
        # Made here, since it belongs to the running loop; all of this happens in the loop's own thread.
        self._turn = turn = self._turn or anyio.Semaphore(self._abreast)
        if self._here >= self._most:
            raise self._busy(channel)
        self._here += 1
        try:
            with anyio.fail_after(_WAIT_S):
                await turn.acquire()
        except TimeoutError:
            self._here -= 1
            raise self._busy(channel) from None
        except BaseException:
            self._here -= 1
            raise
        return turn

    def _busy(self, channel: Channel) -> Refusal:
        self._metrics.unanswered("busy", channel)
        said = "Đang có quá nhiều câu hỏi cùng lúc. Hãy hỏi lại sau ít giây."
        return Refusal(503, said, BUSY, headers={"Retry-After": _AGAIN_S})

    def _follow(self, asked: Asked) -> Iterator[Answer]:
        """The answers, asked with the turns before; runs in a worker's thread."""
        history = self._history(asked) if asked.earlier else ()
        yield from self._services.assistant.stream(asked.question, history, asked.choices)

    def _history(self, asked: Asked) -> tuple[Turn, ...]:
        """The earlier turns, the last few with their answers: as they were given, else as quotes.

        What a client says was answered is not believed: a follow-up is searched for by what answers cite.
        """
        turns: list[Turn] = []
        quoting = self._services.quoting or self._services.assistant
        for n, question in enumerate(asked.earlier):
            answer = None
            if n >= len(asked.earlier) - _FOLLOWED:
                answer = self._kept(asked.earlier[: n + 1], asked.choices)
                if answer is None:
                    *_, answer = quoting.stream(question, tuple(turns), asked.choices)
            turns.append(Turn(question, answer))
        return tuple(turns)

    def _keep(self, asked: Asked, answer: Answer) -> None:
        with self._guard:
            self._answers[(*asked.earlier, asked.question), asked.choices] = answer
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)

    def _kept(self, questions: tuple[str, ...], choices: Choices) -> Answer | None:
        with self._guard:
            return self._answers.get((questions, choices))
