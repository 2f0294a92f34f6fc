"""OpenAI's interface, as much of it as chat programs use: `/v1/models` and `/v1/chat/completions`.

The assistant answers from documents and follows nobody's instructions: messages of the roles `system`, `developer` and
`tool` are left out, and so are parameters that steer a language model.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from assistant.records import Answer
from assistant.schema import citation_json
from assistant.tokens import Count, token_counter
from ui.api.asking import Asked, Asking
from ui.api.completion_shapes import (
    MODEL,
    Annotation,
    Choice,
    Completion,
    CompletionBody,
    Model,
    Models,
    Reply,
    UrlCitation,
    Usage,
)
from ui.api.content import body_of, marks_in, tail_of
from ui.api.errors import MISSING, Refusal, error_body, responses
from ui.api.events import EventStream, described, event, started
from ui.api.models import CitationSaid
from ui.api.questions import MAX_BODY
from ui.services import Services
from ui.wording import label_of

_STREAMED = described("The completion; with `stream`, its chunks as events, then `[DONE]`")


def completion_routes(services: Services, asking: Asking) -> APIRouter:
    """The routes of OpenAI's interface."""
    router = APIRouter(prefix="/v1", tags=["OpenAI"], max_body_size=MAX_BODY)
    count = token_counter(services.store.settings.llm_tokenizer)

    @router.get("/models", summary="List the models", responses=responses())
    async def models() -> Models:
        """The assistant, as the one model."""
        return Models(data=[Model()])

    @router.get("/models/{model}", summary="One model", responses=responses(404))
    async def model(model: str) -> Model:
        """The assistant."""
        if model != MODEL:
            raise Refusal(404, f"Chỉ có mô hình “{MODEL}”.", MISSING, param="model")
        return Model()

    @router.post(
        "/chat/completions",
        summary="Ask as OpenAI's clients do",
        response_model=Completion,
        responses={200: _STREAMED, **responses(503)},
    )
    async def complete(body: CompletionBody, request: Request) -> Response:
        """The last message of the user is asked, as a follow-up to the earlier ones.

        The content ends with the numbered sources as staff cite them. They stand in `citations` of the message too (in
        a stream, of the last delta with content), in the one form that they have everywhere, and in `annotations` in
        OpenAI's. Messages of the role `system` are no instructions here, and parameters that steer a language model
        (`temperature`, `max_tokens`, `tools`, …) have no effect.
        """
        written = _Written(str(request.base_url), count, sum(count(message.text) for message in body.messages))
        asked = body.asked()
        if body.stream:
            usage = bool(body.stream_options and body.stream_options.include_usage)
            return EventStream(await started(_chunks(asking, asked, written, usage=usage)))
        answer = await asking.answer(asked, "completions", request.is_disconnected)
        return JSONResponse(written.completion(answer).model_dump())

    return router


class _Written:
    """One answer in OpenAI's form, whole or in chunks."""

    def __init__(self, base: str, count: Count, prompt_tokens: int):
        self.id = f"chatcmpl-{uuid.uuid4().hex}"
        self.created = int(time.time())
        self._base, self._count, self._prompt = base, count, prompt_tokens

    def completion(self, answer: Answer) -> Completion:
        """The whole answer."""
        body = body_of(answer)
        content = body + tail_of(answer)
        citations = self.citations(answer)
        reply = Reply(content=content, annotations=self.annotations(body, answer), citations=citations)
        return Completion(
            id=self.id,
            created=self.created,
            choices=[Choice(message=reply)],
            usage=self.usage(content),
            citations=citations,
        )

    def citations(self, answer: Answer) -> list[CitationSaid]:
        """The citations as everywhere."""
        return [CitationSaid.model_validate(citation_json(c)) for c in answer.citations]

    def annotations(self, body: str, answer: Answer) -> list[Annotation]:
        """The marks in the content."""
        cited = {c.n: c for c in answer.citations}
        return [
            Annotation(
                url_citation=UrlCitation(
                    start_index=mark.start,
                    end_index=mark.end,
                    title=label_of(cited[mark.n]),
                    url=cited[mark.n].metadata.url or f"{self._base}v1/documents/{cited[mark.n].doc_id}",
                )
            )
            for mark in marks_in(body, answer)
            if mark.n in cited
        ]

    def usage(self, content: str) -> Usage:
        """The tokens of question and answer."""
        said = self._count(content)
        return Usage(prompt_tokens=self._prompt, completion_tokens=said, total_tokens=self._prompt + said)

    def chunk(self, delta: dict[str, Any] | None = None, finish: str | None = None, **more: Any) -> str:
        """One chunk as an event; without a delta it has no choice."""
        choices = [] if delta is None else [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]
        return event(
            {
                "id": self.id,
                "object": "chat.completion.chunk",
                "created": self.created,
                "model": MODEL,
                "choices": choices,
                **more,
            }
        )


async def _chunks(asking: Asking, asked: Asked, written: _Written, *, usage: bool) -> AsyncGenerator[str, None]:
    """The answer as it grows: what was sent is never taken back."""
    sent, last = "", None
    async with aclosing(asking.stream(asked, "completions")) as answers:
        try:
            async for answer in answers:
                if last is None:
                    yield written.chunk({"role": "assistant", "content": ""})
                last = answer
                body = body_of(answer) if answer.sentences else ""
                if body.startswith(sent) and body != sent:
                    yield written.chunk({"content": body[len(sent) :]})
                    sent = body
        except Exception as exc:
            if last is None:
                raise
            yield event(error_body(exc))
            yield _DONE
            return
    assert last is not None
    body = body_of(last)
    # What was sent is no beginning of it only where a document went away while it was being answered from.
    rest = body[len(sent) :] if body.startswith(sent) else f"\n\nXin đính chính:\n\n{body}"
    if rest:
        yield written.chunk({"content": rest})
        sent += rest
    citations = [c.model_dump() for c in written.citations(last)]
    marked = [a.model_dump() for a in written.annotations(sent, last)] if sent == body else []
    tail = tail_of(last)
    yield written.chunk({"content": tail, "citations": citations, "annotations": marked})
    yield written.chunk({}, "stop", citations=citations)
    if usage:
        yield written.chunk(usage=written.usage(sent + tail).model_dump())
    yield _DONE


_DONE = "data: [DONE]\n\n"
