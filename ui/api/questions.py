"""`/v1/ask` and `/v1/search`: the assistant and the search as the command line has them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from assistant.schema import answer_json
from index.search import search as search_store
from ui.api.asking import Asked, Asking
from ui.api.errors import error_body, responses
from ui.api.events import EventStream, described, event, started
from ui.api.models import AnswerSaid, AskBody, SearchBody, SearchSaid, whole
from ui.services import Services
from ui.shapes import hit_json

MAX_BODY = 1 << 20
"""Bytes of a request without files."""
_STREAMED = described(
    "The answer; with `stream`, events: `partial` while it grows, then `answer`, or `error`",
    "partial", "answer", "error",
)  # fmt: skip


def question_routes(services: Services, asking: Asking) -> APIRouter:
    """The routes that take a question."""
    router = APIRouter(prefix="/v1", tags=["Hỏi đáp"], max_body_size=MAX_BODY)

    @router.post(
        "/ask",
        summary="Ask a question",
        response_model=AnswerSaid,
        responses={200: _STREAMED, **responses(503)},
    )
    async def ask(body: AskBody, request: Request) -> Response:
        """One answer, each sentence cited, or an abstention with the nearest documents.

        With `"stream": true`, or `Accept: text/event-stream`, server-sent events: `partial` while the answer grows
        (each whole so far), then `answer`, or `error`.
        """
        asked = Asked(body.question, body.earlier(), body.choices())
        if body.stream or _wants_events(request):
            return EventStream(await started(_events(asking, asked)))
        answer = await asking.answer(asked, "ask", request.is_disconnected)
        return JSONResponse(whole(AnswerSaid, answer_json(answer)))

    @router.post("/search", summary="Search for passages", response_model=SearchSaid, responses=responses(503))
    async def search(body: SearchBody) -> Response:
        """The passages that fit a query best, with the score of each leg."""

        def found() -> dict[str, Any]:
            hits = search_store(services.store, body.query, body.k, body.leg, filters=body.filters.filters())
            return whole(SearchSaid, {"query": body.query, "hits": [hit_json(hit) for hit in hits]})

        return JSONResponse(await to_thread.run_sync(found))

    return router


async def _events(asking: Asking, asked: Asked) -> AsyncGenerator[str, None]:
    last = None
    async with aclosing(asking.stream(asked, "ask")) as answers:
        try:
            async for last in answers:
                yield event(whole(AnswerSaid, answer_json(last)), "partial")
        except Exception as exc:
            if last is None:
                raise
            yield event(error_body(exc), "error")
            return
    assert last is not None
    yield event(whole(AnswerSaid, answer_json(last)), "answer")


def _wants_events(request: Request) -> bool:
    """Whether the client asks for events and not for JSON."""
    accepted = request.headers.get("accept", "")
    return "text/event-stream" in accepted and "application/json" not in accepted
