"""`/v1/digests` and `/v1/tasks`: what documents say at a glance, bulletins over several, who must do what by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

import anyio
from anyio import to_thread
from fastapi import APIRouter, Path, Query

from assistant.digest.bulletin import Bulletin
from assistant.digest.digest import Digest, digest_json
from assistant.digest.digests import Digests
from assistant.digest.task_list import Assigned
from assistant.periods import Period
from ui.api.digest_shapes import MOST, BulletinBody, BulletinSaid, DigestsSaid, OneDigestSaid, TasksSaid
from ui.api.errors import responses
from ui.api.models import Day
from ui.api.questions import MAX_BODY
from ui.digest_html import bulletin_page
from ui.digest_markdown import bulletin_markdown
from ui.services import Services

_READING_S = 20.0
"""Seconds that a request may spend on reading documents for their tasks; what is left is read by the next one."""

_WRITING_S = 60.0
"""Seconds after which a request begins no further summary by the language model."""
_NO_MODEL = "Máy chủ này chưa đặt mô hình ngôn ngữ (VANKIEN_LLM_URL): tóm tắt là câu trích từ văn bản."
_LEFT = "Còn {count} văn bản mô hình chưa viết: tóm tắt là câu trích từ văn bản; hỏi lại để viết tiếp."

T = TypeVar("T")
ByModel = Annotated[
    bool, Query(description="Summaries in the language model's words, where one is set and as far as it comes")
]


def digest_routes(services: Services) -> APIRouter:
    """The routes for digests and tasks."""
    router = APIRouter(prefix="/v1", tags=["Điểm tin, nhiệm vụ"], max_body_size=MAX_BODY)
    digests = services.digests
    # A digest takes the processor for a while; answers to questions come first.
    turn = anyio.CapacityLimiter(1)
    # Who asks for the model's words waits for the model, and nobody else does.
    model_turn = anyio.CapacityLimiter(1)

    async def done(work: Callable[[], T], *, by_model: bool = False) -> T:
        return await to_thread.run_sync(work, limiter=model_turn if by_model and services.written else turn)

    def by_model(doc_ids: Sequence[str]) -> tuple[Digests, str]:
        """Where digests with the language model's summaries are had, and what keeps some from having them."""
        if services.written is None:
            return digests, _NO_MODEL
        came = services.written.write(doc_ids, _WRITING_S)
        return services.written, f"{came.fault} {_LEFT.format(count=came.left)}".strip() if came.left else ""

    def newest(since: date | None, limit: int, offset: int = 0) -> tuple[int, list[str]]:
        """How many documents are dated since then, and the ids of some of them, newest first."""
        if since is None:
            page = services.shelf.page(sort="-date", limit=limit, offset=offset)
            return page.found, [d.doc_id for d in page.documents]
        fitting: list[str] = []
        at = 0
        while (page := services.shelf.page(sort="-date", limit=MOST, offset=at)).documents:
            dated = [d.doc_id for d in page.documents if d.date >= since.isoformat()]
            fitting += dated
            if len(dated) < len(page.documents):
                break
            at += MOST
        return len(fitting), fitting[offset : offset + limit]

    @router.get("/digests", summary="Digests of the newest documents", responses=responses(503))
    async def list_digests(
        since: Annotated[Day | None, Query(description="No document dated before this day")] = None,
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
        written: ByModel = False,
    ) -> DigestsSaid:
        """Headline, summary and facts of each, newest first; made when first asked for."""

        def made() -> dict[str, Any]:
            total, chosen = newest(since, limit, offset)
            source, notice = by_model(chosen) if written else (digests, "")
            told = [digest_json(source.of(doc_id)) for doc_id in chosen]
            return {"total": total, "digests": told, "notice": notice}

        return DigestsSaid.model_validate(await done(made, by_model=written))

    @router.post("/digests", summary="Make a bulletin", responses=responses(503))
    async def make_bulletin(body: BulletinBody) -> BulletinSaid:
        """A bulletin over some documents, by subject, newest first; what is one text is told once.

        `format` writes it out in `text` too, as Markdown or as a page that prints.
        """

        def made() -> dict[str, Any]:
            chosen = newest(body.since, body.limit)[1] if body.documents is None else body.documents
            since = body.since.isoformat() if body.since else ""
            source, notice = by_model(chosen) if body.written else (digests, "")
            return _bulletin(source.bulletin(chosen, since), body.format) | {"notice": notice}

        return BulletinSaid.model_validate(await done(made, by_model=body.written))

    @router.get("/digests/{doc_id}", summary="The digest of one document", responses=responses(404, 503))
    async def digest(doc_id: Annotated[str, Path(max_length=64)], written: ByModel = False) -> OneDigestSaid:
        """Headline, summary and facts, each with its quote."""

        def made() -> dict[str, Any]:
            source, notice = by_model([doc_id]) if written else (digests, "")
            return digest_json(source.of(doc_id)) | {"notice": notice}

        return OneDigestSaid.model_validate(await done(made, by_model=written))

    @router.get("/tasks", summary="Who must do what by when", responses=responses(503))
    async def tasks(
        who: Annotated[str, Query(max_length=200, description="A unit's name or part of it, any spelling")] = "",
        due_from: Annotated[Day | None, Query(description="Due on this day or later")] = None,
        due_to: Annotated[Day | None, Query(description="Due on this day or earlier")] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> TasksSaid:
        """The tasks that the documents assign, by deadline, each with the sentence that says so."""
        period = _period(due_from, due_to)

        def found() -> dict[str, Any]:
            unread = digests.task_list.read(_READING_S)
            assigned = digests.task_list.find([who] if who.strip() else [], period)
            page = [_task(one) for one in assigned[offset : offset + limit]]
            return {"total": len(assigned), "unread": unread, "tasks": page}

        return TasksSaid.model_validate(await done(found))

    return router


def _period(first: date | None, last: date | None) -> Period | None:
    if first is None and last is None:
        return None
    return Period(first.isoformat() if first else "", last.isoformat() if last else "", 0, 0)


def _task(one: Assigned) -> dict[str, Any]:
    document, m = one.document, one.document.metadata
    told = {"doc_id": document.id, "source": document.source, "number": m.number, "title": m.title, "date": m.date}
    return told | one.task


def _bulletin(bulletin: Bulletin, written: str) -> dict[str, Any]:
    text = ""
    if written == "markdown":
        text = bulletin_markdown(bulletin, datetime.now())
    elif written == "html":
        text = bulletin_page(bulletin, datetime.now())
    return {
        "first": bulletin.first,
        "last": bulletin.last,
        "files": bulletin.files,
        "groups": [
            {
                "subject": group.subject,
                "stories": [
                    {"n": s.n, "digest": digest_json(s.digest), "others": [_other(o) for o in s.others]}
                    for s in group.stories
                ],
            }
            for group in bulletin.groups
        ],
        "text": text,
    }


def _other(digest: Digest) -> dict[str, str]:
    return {"doc_id": digest.doc_id, "source": digest.source, "title": digest.title}
