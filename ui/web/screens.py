"""Routes of the parts of a screen: HTML that the script of a tab fetches and puts in its place."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from corpus.corrections import corrections_of
from corpus.errors import BadInput
from corpus.settings import default_data_dir
from corpus.shelf import details_of
from ui.document_record import document_record
from ui.refusals import group_refused
from ui.services import Services
from ui.web.digest_screens import digest_screens
from ui.web.document_page import document_html, gone_html
from ui.web.documents_view import ROWS, jobs_html, list_html
from ui.web.language import LANGUAGES, Words, words_of
from ui.web.quality_view import evaluation_html, feedback_html, lacks_html
from ui.web.screen_parts import part


def screens_routes(services: Services) -> APIRouter:
    """The parts of the tabs beside the chat, in each language."""
    router = APIRouter(include_in_schema=False)
    for words in map(words_of, LANGUAGES):
        _document_screens(router, services, words)
        _quality_screens(router, services, words)
        digest_screens(router, services, words)
    return router


def _document_screens(router: APIRouter, services: Services, words: Words) -> None:
    catalogue, uploads = services.store.catalogue, services.uploads
    base = f"/screens/{words.language}"

    @router.get(f"{base}/documents")
    def listed(
        *,
        wanted: Annotated[str, Query(max_length=200)] = "",
        kind: Annotated[str, Query(max_length=60)] = "",
        warned: bool = False,
        sort: Annotated[str, Query(max_length=20)] = "-added",
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> HTMLResponse:
        def html() -> str:
            page = services.shelf.page(wanted, sort=sort, kind=kind, warned=warned, limit=ROWS, offset=offset)
            details = details_of(catalogue, page.documents)
            return list_html(page, details, words, {"sort": sort, "offset": str(offset)})

        return part(html)

    @router.get(f"{base}/jobs")
    def jobs() -> HTMLResponse:
        return part(lambda: jobs_html(uploads.jobs(), uploads.is_reading, words, waiting=uploads.waiting))

    @router.get(f"{base}/documents/{{doc_id}}")
    def document(
        doc_id: str,
        text_part: Annotated[int, Query(ge=1, le=10**9)] = 1,
        at: Annotated[int | None, Query(ge=0, le=10**9)] = None,
    ) -> HTMLResponse:
        def html() -> str:
            found = catalogue.document(doc_id)
            if found is None:
                return gone_html(words)
            record = document_record(catalogue, found, count=0)
            corrections = corrections_of(catalogue, doc_id)
            ours = uploads.is_ours(found.source)
            return document_html(found, record, corrections, words, part=text_part, at=at, ours=ours)

        return part(html)


def _quality_screens(router: APIRouter, services: Services, words: Words) -> None:
    feedback = services.feedback

    @router.get(f"/screens/{words.language}/quality")
    def quality() -> HTMLResponse:
        def html() -> str:
            fault, measured = "", None
            try:
                measured = feedback.last_evaluation()
            except BadInput as exc:
                fault = str(exc)
            golden = feedback.golden.keys()
            command = f'vankien eval answers --golden "{feedback.golden.path}" --held'
            if services.store.settings.data_dir != default_data_dir():
                command += f' --data-dir "{services.store.settings.data_dir}"'
            return (
                evaluation_html(measured, len(golden), command, words, fault)
                + feedback_html(feedback.rated(), golden, words)
                + lacks_html(group_refused(feedback.refused()), golden, words)
            )

        return part(html)
