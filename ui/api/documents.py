"""The interface to documents: sending files, following what becomes of them, listing, reading, correcting, removing."""

from __future__ import annotations

from concurrent.futures import TimeoutError as TookLong
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool

from corpus.corrections import corrections_of
from corpus.shelf import MOST
from ui.api.document_shapes import (
    CorrectedSaid,
    CorrectionBody,
    DocumentSaid,
    DocumentsSaid,
    JobSaid,
    JobsSaid,
    RemovedSaid,
    Sort,
    file_said,
    job_said,
)
from ui.api.errors import MISSING, Refusal, responses
from ui.api.models import whole
from ui.api.questions import MAX_BODY
from ui.api.receiving import receive_files
from ui.document_record import document_record, held_document
from ui.services import Services
from ui.upload_log import Job

_WAIT_S = 10.0
"""How long a correction is waited for before it is said to follow."""

DocId = Annotated[str, Path(max_length=64, description="Id of a document")]
JobId = Annotated[str, Path(max_length=64, description="Id of a job")]

_FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1}
                    },
                }
            }
        },
    }
}


def documents_routes(services: Services) -> APIRouter:
    """The routes under `/v1/documents`."""
    router = APIRouter(prefix="/v1/documents", tags=["Tài liệu"])
    store, uploads = services.store, services.uploads

    def said(job: Job) -> JobSaid:
        files = [file_said(file, reading=uploads.is_reading(file)) for file in job.files]
        return job_said(job, files, waiting=uploads.waiting)

    def known(job_id: str) -> Job:
        job = uploads.job(job_id)
        if job is None:
            raise Refusal(404, f"Không có lần gửi nào mang mã “{job_id}”.", MISSING)
        return job

    @router.post("", status_code=202, responses=responses(400, 415, 503), openapi_extra=_FILES)
    async def send_files(request: Request) -> JobSaid:
        """Send files to be read. Each that is told here is safe on the server's disk; reading goes on by itself."""
        sent = await receive_files(request, uploads.drafts, store.settings.max_file_mb)
        return said(await run_in_threadpool(uploads.accept, sent))

    @router.get("", responses=responses())
    def list_documents(
        *,
        wanted: Annotated[str, Query(max_length=200, description="Words, with diacritics or without")] = "",
        sort: Sort = "-added",
        kind: Annotated[str, Query(max_length=60)] = "",
        warned: bool = False,
        limit: Annotated[int, Query(ge=0, le=MOST)] = 100,
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> DocumentsSaid:
        """The documents whose title, number, kind, issuer, date or file has every word of `wanted`."""
        page = services.shelf.page(wanted, sort=sort, kind=kind, warned=warned, limit=limit, offset=offset)
        return DocumentsSaid.model_validate(
            {
                "held": page.held,
                "found": page.found,
                "kinds": page.kinds,
                "documents": [
                    {name: value for name, value in asdict(row).items() if name != "order"} for row in page.documents
                ],
            }
        )

    @router.get("/jobs", responses=responses())
    def list_jobs() -> JobsSaid:
        """What was sent, newest first, and what became of it."""
        return JobsSaid(jobs=[said(job) for job in uploads.jobs()])

    @router.get("/jobs/{job_id}", responses=responses(404))
    def follow_job(job_id: JobId) -> JobSaid:
        """What has become of the files of one job so far."""
        return said(known(job_id))

    @router.delete("/jobs/{job_id}", status_code=204, responses=responses(404))
    def dismiss_job(job_id: JobId) -> None:
        """Forget what became of a job's files; those that are still to be read are read."""
        known(job_id)
        uploads.dismiss(job_id)

    @router.get("/{doc_id}", responses=responses(404))
    def read_document(
        doc_id: DocId,
        first: Annotated[int, Query(ge=1, le=10**6, description="First part of the text, from 1")] = 1,
        count: Annotated[int, Query(ge=0, le=200, description="How many parts of the text")] = 20,
    ) -> DocumentSaid:
        """A document: its metadata, outline and text by pages, and what it and others say of each other."""
        document = held_document(store.catalogue, doc_id)
        record = document_record(store.catalogue, document, first=first, count=count)
        return DocumentSaid.model_validate(whole(DocumentSaid, record))

    @router.patch("/{doc_id}", responses=responses(404, 503), max_body_size=MAX_BODY)
    def correct_document(doc_id: DocId, body: CorrectionBody) -> CorrectedSaid:
        """Correct metadata. Corrections outlast every later reading of the file."""
        future = uploads.correct(doc_id, body.changes())
        try:
            applied = future.result(_WAIT_S)
        except TookLong:
            applied = False
        held = corrections_of(store.catalogue, doc_id)
        corrections: dict[str, Any] = {f: {"value": c.value, "was": c.was} for f, c in held.items() if not c.dropped}
        return CorrectedSaid.model_validate({"doc_id": doc_id, "applied": applied, "corrections": corrections})

    @router.delete("/{doc_id}", responses=responses(404))
    def remove_document(doc_id: DocId) -> RemovedSaid:
        """Take a document out of every answer, at once."""
        removed = uploads.remove(doc_id)
        return RemovedSaid(doc_id=doc_id, source=removed.document.source, kept=list(removed.kept))

    @router.post("/{doc_id}/reread", status_code=202, responses=responses(404))
    def reread_document(doc_id: DocId) -> JobSaid:
        """Read a document's file again, as if it had changed."""
        return said(uploads.reread(doc_id))

    return router
