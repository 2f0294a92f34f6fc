"""Server-sent events: a response that grows, and whose source is closed when nobody listens any more."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from typing import Any

import anyio
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""The second keeps nginx from holding events back."""


def described(said: str, *names: str) -> dict[str, Any]:
    """A response of events for the OpenAPI page, in the terms of its version 3.2."""
    shape: dict[str, Any] = {"type": "object", "required": ["data"], "properties": {"data": {"type": "string"}}}
    if names:
        shape["properties"]["event"] = {"enum": list(names)}
    return {"description": said, "content": {"text/event-stream": {"itemSchema": shape}}}


def event(data: Any, name: str = "") -> str:
    """One event; `data` becomes JSON on one line."""
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\ndata: {line}\n\n" if name else f"data: {line}\n\n"


class EventStream(StreamingResponse):
    """Events as they come from a generator, which is closed in any case once the response ends."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[str, None]):
        super().__init__(events, headers=_HEADERS)
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await self._events.aclose()


async def started(events: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
    """`events`, of which the first is there: what goes wrong before it is raised here, where a status can still say so.

    Raises whatever `events` raises before its first.
    """
    first = await anext(events)

    async def all_of_them() -> AsyncGenerator[str, None]:
        try:
            yield first
            async for following in events:
                yield following
        finally:
            with anyio.CancelScope(shield=True):
                await events.aclose()

    return all_of_them()
