"""Routes of original files: a page as a picture, and the file itself to keep."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from corpus.catalogue import Catalogue
from corpus.errors import Crowded, ReadError
from corpus.originals import DRAWN, Originals
from corpus.records import Document
from ui.web.visitors import visitor_of

# A file may be HTML or hold scripts: it is only ever saved, and what is shown of it is a picture that we drew.
_SAVED = {"content-type": "application/octet-stream", "content-security-policy": "sandbox; default-src 'none'"}
_OURS = {"cross-origin-resource-policy": "same-origin", "cache-control": "private, no-cache"}


def page_path(document: Document, page: int) -> str:
    """Where the picture of a page is had; another reading of the file has another address."""
    return f"/originals/{document.id}/pages/{page}.png?v={document.content_hash[:12]}"


def file_path(document: Document) -> str:
    """Where the original file is had."""
    return f"/originals/{document.id}/file"


def originals_router(catalogue: Catalogue, originals: Originals) -> APIRouter:
    """`GET /originals/{doc_id}/pages/{n}.png` and `GET /originals/{doc_id}/file`.

    Plain words with 404 for what is not held, 410 for a file that has gone, has changed or cannot be drawn, and 503 as
    long as too much is being drawn.
    """
    router = APIRouter(prefix="/originals", include_in_schema=False)

    # Not `async`: each request runs in a thread of its own, and drawing waits its turn there.
    @router.get("/{doc_id}/pages/{page}.png")
    def picture(doc_id: str, page: int, request: Request) -> Response:
        document = catalogue.document(doc_id, text=False)
        if document is None or document.format not in DRAWN or not 1 <= page <= len(document.page_starts):
            return _refused("Không có trang này trong kho.", 404)
        tag = f'"{hashlib.sha256(f"{document.content_hash} {page}".encode()).hexdigest()[:24]}"'
        headers = {**_OURS, "etag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        try:
            drawn = originals.picture(document, page, visitor_of(request.cookies))
        except Crowded as exc:
            return _refused(str(exc), 503)
        except ReadError as exc:
            return _refused(str(exc), 410)
        return Response(drawn, media_type="image/png", headers=headers)

    @router.get("/{doc_id}/file")
    def file(doc_id: str, request: Request) -> Response:
        document = catalogue.document(doc_id, text=False)
        if document is None:
            return _refused("Không có tài liệu này trong kho.", 404)
        try:
            found = originals.file(document, visitor_of(request.cookies))
        except Crowded as exc:
            return _refused(str(exc), 503)
        except ReadError as exc:
            return _refused(str(exc), 410)
        # In pieces, and from where a download was broken off: whoever reads slowly holds a few kilobytes here.
        named = {"content-disposition": attachment(document.source), "etag": f'"{document.content_hash}"'}
        return FileResponse(found.path, headers=_OURS | _SAVED | named, stat_result=found.status)

    return router


def attachment(name: str) -> str:
    """The header that has a browser save what it is sent under the last part of `name`."""
    return f"attachment; filename*=UTF-8''{quote(PurePosixPath(name).name, safe='')}"


def _refused(message: str, status: int) -> Response:
    return Response(message, status_code=status, media_type="text/plain; charset=utf-8", headers=_OURS)
