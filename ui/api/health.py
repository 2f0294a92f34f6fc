"""Whether the server lives, whether it can answer, and what it counts: for whoever watches over it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from anyio import to_thread
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from corpus.errors import VankienError
from index.store import Store
from ui.api.errors import responses
from ui.api.metrics import CONTENT_TYPE, Metrics

_AGAIN_S = 0.2


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Readiness(BaseModel):
    """Whether questions can be answered; `reason` says in Vietnamese why not.

    `unfinished` counts the documents that are just being taken in or out.
    """

    ready: bool
    reason: str = ""
    documents: int = 0
    passages: int = 0
    chroma: int = 0
    tantivy: int = 0
    unfinished: int = 0


def health_routes(store: Store, metrics: Metrics) -> APIRouter:
    """The routes for monitoring."""
    router = APIRouter(tags=["Giám sát"])

    @router.get("/health", summary="Is the process alive?")
    async def health() -> Alive:
        """Always, where there is an answer."""
        return Alive()

    @router.get(
        "/ready",
        summary="Can it answer questions?",
        response_model=Readiness,
        responses={503: {"model": Readiness, "description": "Not now"}},
    )
    async def ready() -> Response:
        """200 if the collection opens and both indexes hold its passages, else 503; counts, and searches nothing."""
        found = await to_thread.run_sync(readiness, store, metrics.held)
        return JSONResponse(found.model_dump(), status_code=200 if found.ready else 503)

    @router.get(
        "/metrics",
        summary="Counters for Prometheus",
        response_class=Response,
        responses={
            200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus' text format"},
            **responses(),
        },
    )
    async def counted() -> Response:
        """Questions by engine and outcome, seconds of each step, documents, passages and uploads; no words of any."""
        return Response(await to_thread.run_sync(metrics.exposition), headers={"Content-Type": CONTENT_TYPE})

    return router


def readiness(store: Store, held: Callable[[], tuple[int, int]] | None = None) -> Readiness:
    """What the catalogue and both indexes hold, by their own counts. Never raises.

    `held` counts documents and passages, if not the catalogue itself.
    """
    held = held or store.catalogue.counts
    try:
        found = _counted(store, held)
        if not found.ready:
            # A change may have come between the counts.
            time.sleep(_AGAIN_S)
            found = _counted(store, held)
    except VankienError as exc:
        return Readiness(ready=False, reason=str(exc))
    return found


def _counted(store: Store, held: Callable[[], tuple[int, int]]) -> Readiness:
    store.refresh()
    documents, passages = held()
    unfinished = len(store.catalogue.keys("pending")) + len(store.catalogue.keys("deleting"))
    chroma, tantivy = len(store.dense), len(store.passages_index)
    # While a writer works, indexes hold what is coming or going besides; a reader sees Chroma as it was until then.
    consistent = tantivy >= passages if unfinished else passages == chroma == tantivy
    reason = "" if consistent else "Chỉ mục không khớp với kho. Kiểm tra bằng lệnh: vankien verify"
    return Readiness(
        ready=consistent,
        reason=reason,
        documents=documents,
        passages=passages,
        chroma=chroma,
        tantivy=tantivy,
        unfinished=unfinished,
    )
