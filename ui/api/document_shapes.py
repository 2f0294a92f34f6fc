"""What goes in and out of the interface to documents."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from corpus.corrections import CORRECTABLE
from ui.api.models import Body, DuplicateSaid, Said
from ui.ingest_report import STATUS_WORDS
from ui.upload_log import REFUSED, WAITING, Job, Upload

Sort = Literal[
    "added", "-added", "title", "-title", "number", "-number", "kind", "-kind", "issuer", "-issuer", "date", "-date",
    "file", "-file",
]  # fmt: skip
Status = Literal["waiting", "reading", "refused", "added", "updated", "unchanged", "deleted", "duplicate", "failed"]
_WORDS = {WAITING: "chờ đọc", "reading": "đang đọc", REFUSED: "không nhận"} | {
    status: words for status, (words, _) in STATUS_WORDS.items()
}


class FileSaid(Said):
    """One file of a job: `words` and `notes` are what an ingest report says of it, in Vietnamese."""

    name: str
    size: int = Field(description="Bytes")
    status: Status
    words: str
    doc_id: str
    passages: int
    notes: list[str]


class JobSaid(Said):
    """Files that were sent together. `waiting` tells that another process is writing, so that they have to wait."""

    id: str
    at: str = Field(description="When they were sent: ISO 8601, UTC")
    done: bool
    waiting: bool
    files: list[FileSaid]


class JobsSaid(Said):
    """The jobs that are remembered, newest first."""

    jobs: list[JobSaid]


class ListedSaid(Said):
    """A document as a list shows it; `warned` says that reading it left warnings."""

    doc_id: str
    source: str
    title: str
    number: str
    kind: str
    issuer: str
    date: str
    warned: bool


class DocumentsSaid(Said):
    """Some of the `found` documents among those `held`; `kinds` counts what is held by kind."""

    held: int
    found: int
    kinds: dict[str, int]
    documents: list[ListedSaid]


class HeadingSaid(Said):
    """A heading: what a citation calls it, its words, its depth from 1, and where it stands."""

    label: str
    title: str
    level: int
    start: int
    page: int | None


class PartSaid(Said):
    """A page of the text, or a piece of it where the format has no pages; counted from 1."""

    part: int
    page: int | None
    start: int
    end: int
    text: str


class CorrectionSaid(Said):
    """What a person has made a field say, and what was read there."""

    value: str
    was: str


class ReferredSaid(Said):
    """Something that the document refers to; `doc_id` is null if it is not held."""

    number: str
    kind: str
    relation: str
    count: int
    start: int
    page: int | None
    doc_id: str | None


class ReferringSaid(Said):
    """A held document that refers to this one."""

    doc_id: str
    source: str
    number: str
    kind: str
    title: str
    date: str
    relation: str
    count: int


class MetadataSaid(Said):
    """What the document says about itself; empty where nothing was found."""

    title: str
    number: str
    kind: str
    issuer: str
    signed_by: str
    date: str
    place: str
    classification: str
    status: str
    url: str


class DocumentSaid(Said):
    """One document. `parts` is the window of its text that was asked for, out of `parts_total`."""

    doc_id: str
    source: str
    format: str
    encoding: str
    pages: int | None
    passages: int
    metadata: MetadataSaid
    corrections: dict[str, CorrectionSaid]
    warnings: list[str]
    outline: list[HeadingSaid]
    parts_total: int
    parts: list[PartSaid]
    refers_to: list[ReferredSaid]
    referred_to_by: list[ReferringSaid]
    duplicates: list[DuplicateSaid]


class RemovedSaid(Said):
    """A document that was taken out; `kept` are its files that this server does not own and leaves alone."""

    doc_id: str
    source: str
    kept: list[str]


class CorrectionBody(Body):
    """Fields to correct; null takes a correction back, and a field left out stays as it is."""

    title: Annotated[str, StringConstraints(max_length=CORRECTABLE["title"])] | None = None
    number: Annotated[str, StringConstraints(max_length=CORRECTABLE["number"])] | None = None
    kind: Annotated[str, StringConstraints(max_length=CORRECTABLE["kind"])] | None = None
    issuer: Annotated[str, StringConstraints(max_length=CORRECTABLE["issuer"])] | None = None
    signed_by: Annotated[str, StringConstraints(max_length=CORRECTABLE["signed_by"])] | None = None
    date: Annotated[str, StringConstraints(max_length=CORRECTABLE["date"])] | None = Field(
        default=None, description="2026-03-05 or 05/03/2026"
    )
    place: Annotated[str, StringConstraints(max_length=CORRECTABLE["place"])] | None = None
    status: Annotated[str, StringConstraints(max_length=CORRECTABLE["status"])] | None = None

    def changes(self) -> dict[str, str | None]:
        """The fields that were sent."""
        return {field: getattr(self, field) for field in self.model_fields_set}


class CorrectedSaid(Said):
    """`applied` is false while another process is writing: the correction is kept and shows once that is done."""

    doc_id: str
    applied: bool
    corrections: dict[str, CorrectionSaid]


def words_of_status(status: str) -> str:
    """What became of a file, as staff read it."""
    return _WORDS.get(status, status)


def file_said(upload: Upload, *, reading: bool) -> FileSaid:
    """A file of a job as it is told."""
    status = "reading" if reading and upload.status == WAITING else upload.status
    return FileSaid.model_validate(
        {
            "name": upload.name,
            "size": upload.size,
            "status": status,
            "words": words_of_status(status),
            "doc_id": upload.doc_id,
            "passages": upload.passages,
            "notes": list(upload.notes),
        }
    )


def job_said(job: Job, files: list[FileSaid], *, waiting: bool) -> JobSaid:
    """A job as it is told."""
    return JobSaid(id=job.id, at=job.at, done=job.done, waiting=waiting and not job.done, files=files)
