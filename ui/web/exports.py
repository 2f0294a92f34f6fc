"""Routes by which a visitor takes a conversation of their own away."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response

from assistant.conversations import Conversations
from corpus.errors import StorageError
from ui.web.language import words_of
from ui.web.originals import attachment
from ui.web.transcript import as_docx, as_markdown
from ui.web.visitors import visitor_of

Language = Literal["vi", "en"]
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def exports_router(conversations: Conversations) -> APIRouter:
    """`GET /conversations/{id}.docx` and `.md`; 404 for one that is not the visitor's."""
    router = APIRouter(prefix="/conversations", include_in_schema=False)

    @router.get("/{conversation}.{suffix}")
    def export(conversation: str, suffix: str, request: Request, language: Language = "vi") -> Response:
        words, user = words_of(language), visitor_of(request.cookies)
        try:
            head = conversations.head(user, conversation)
            exchanges = conversations.exchanges(user, conversation)
        except StorageError as exc:
            return Response(str(exc), status_code=503, media_type="text/plain; charset=utf-8")
        if head is None or suffix not in {"docx", "md"}:
            return Response("Không có cuộc hỏi đáp này.", status_code=404, media_type="text/plain; charset=utf-8")
        if suffix == "md":
            data, kind = as_markdown(head.title, exchanges, words).encode(), "text/markdown; charset=utf-8"
        else:
            data, kind = as_docx(head.title, exchanges, words), _DOCX
        name = "".join(c for c in head.title if c.isalnum() or c in " -_")[:60].strip() or "hoi-dap"
        headers = {"content-disposition": attachment(f"{name}.{suffix}"), "cache-control": "private, no-store"}
        return Response(data, media_type=kind, headers=headers)

    return router
