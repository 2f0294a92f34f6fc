"""The shapes of digests, bulletins and tasks; a digest is as `assistant.digest.digest` writes it in JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from ui.api.models import Body, Day, Said, Values, Whole

MOST = 200
"""Documents of one bulletin."""


class QuoteSaid(Said):
    """Where something stands: the document's text from `start` to `end`, word for word."""

    start: int
    end: int
    page: int | None
    quote: str


class LineSaid(Said):
    """A sentence of a summary; `shortened` says that its lead-in was cut."""

    text: str
    shortened: bool
    written: bool
    citations: list[QuoteSaid]


class PersonSaid(QuoteSaid):
    """A person named, with their office."""

    name: str
    office: str
    roles: list[str]


class NameSaid(QuoteSaid):
    """An organisation, a place or a document that is named."""

    name: str


class DateSaid(QuoteSaid):
    """A day or period that is named, ISO 8601 as far as it is known."""

    value: str


class FigureSaid(QuoteSaid):
    """A number with its unit and what it is said of."""

    value: str
    unit: str
    what: str
    least: str


class DutySaid(QuoteSaid):
    """Something that somebody is asked to do."""

    what: str
    who: str
    with_: str = Field(alias="with", description="Who works with them")
    deadline: str = Field(description="A day, month or year, two apart by “/” for a period; or words for what returns")
    product: str
    authority: str
    condition: str


class TaskSaid(DutySaid):
    """A task and the document that assigns it."""

    doc_id: str
    source: str
    number: str
    title: str
    date: str


class TasksSaid(Said):
    """Tasks by deadline. `total` is how many fit in all; `unread` counts documents that were not read for tasks yet."""

    total: int
    unread: int
    tasks: list[TaskSaid]


class DigestSaid(Said):
    """What a reader wants to know of a document at once, each part with its quote."""

    doc_id: str
    source: str
    title: str
    number: str
    kind: str
    issuer: str
    date: str
    url: str
    subject: str
    headline: str
    headline_citations: list[QuoteSaid]
    summary: list[LineSaid]
    people: list[PersonSaid]
    organisations: list[NameSaid]
    places: list[NameSaid]
    dates: list[DateSaid]
    figures: list[FigureSaid]
    references: list[NameSaid]
    tasks: list[DutySaid]
    engine: str


class OneDigestSaid(DigestSaid):
    """A digest; `notice` says why its summary is no language model's, where that was asked for."""

    notice: str = ""


class DigestsSaid(Said):
    """Digests, newest first; `total` is how many documents fit in all."""

    total: int
    digests: list[DigestSaid]
    notice: str = Field(default="", description="Why summaries asked of the language model are quotes, if some are")


class BulletinBody(Body):
    """Which documents a bulletin is made of: these, or the newest; and how it is written."""

    documents: Values | None = Field(default=None, description="Ids of documents; left out, the newest are taken")
    since: Day | None = Field(default=None, description="No document dated before this day")
    limit: Whole = Field(default=50, ge=1, le=MOST)
    format: Literal["json", "markdown", "html"] = "json"
    written: StrictBool = Field(default=False, description="Summaries in the language model's words, as far as it goes")


class StorySaid(Said):
    """One text of a bulletin; `others` are other files with the same text."""

    n: int
    digest: DigestSaid
    others: list[NearFileSaid]


class NearFileSaid(Said):
    """Another file with the same text."""

    doc_id: str
    source: str
    title: str


class GroupSaid(Said):
    """The stories of one subject, newest first."""

    subject: str
    stories: list[StorySaid]


class BulletinSaid(Said):
    """A bulletin by subject. `first` and `last` are the days that it spans; `text` is it written out, if asked for."""

    first: str
    last: str
    files: int
    groups: list[GroupSaid]
    text: str = ""
    notice: str = ""
