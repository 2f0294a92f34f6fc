"""What goes in and out of the HTTP interface: the shapes of `assistant.schema` and `ui.shapes`, as pydantic knows them.

A field that those gain passes through here too; a test asks that it be declared.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

from assistant.question import Reading
from assistant.records import Choices
from index.filters import Filters

MAX_QUESTION = 2_000
_MAX_TURNS = 50
_MAX_VALUES = 50

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    """Only "2026-01-31" is a day; pydantic would take seconds since 1970 for one too."""
    if value is None or isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("phải là ngày dạng YYYY-MM-DD")


def _number(value: object) -> object:
    """Only a number is one; pydantic would take "5" and true for numbers too."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ValueError("phải là số nguyên")


Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_number)]
QuestionText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_QUESTION, pattern=r"\S"),
    Field(examples=["Ai ký Nghị quyết 12-NQ/TU?"]),
]
Value = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Clearance = Literal["thường", "mật", "tối mật", "tuyệt mật"]
Values = Annotated[list[Value], Field(max_length=_MAX_VALUES)]


class Body(BaseModel):
    """A request's body; a field that is not known is refused, since it would be a slip of the pen."""

    model_config = ConfigDict(extra="forbid")


class Said(BaseModel):
    """A part of a response; fields that are not declared pass through."""

    model_config = ConfigDict(extra="allow")


class FilterBody(Body):
    """What documents must be like; a field left out asks nothing, and of several values one must fit."""

    after: Day | None = Field(default=None, description="First day of issue, included")
    before: Day | None = Field(default=None, description="Last day of issue, included")
    kinds: Values = Field(default=[], examples=[["chỉ thị"]])
    issuers: Values = []
    numbers: Values = Field(default=[], examples=[["57-NQ/TW"]])
    collections: Values = []
    documents: Values = Field(default=[], description="Ids of documents")
    clearance: Clearance | None = Field(default=None, description="The highest classification that may be seen")

    def filters(self) -> Filters:
        """As the search takes them."""
        return Filters(
            after=self.after.isoformat() if self.after else "",
            before=self.before.isoformat() if self.before else "",
            kinds=tuple(self.kinds),
            issuers=tuple(self.issuers),
            numbers=tuple(self.numbers),
            collections=tuple(self.collections),
            documents=tuple(self.documents),
            clearance=self.clearance,
        )


class EarlierTurn(BaseModel):
    """An earlier question of the conversation. What was answered is not taken from the client; it is known or found."""

    question: QuestionText


class AskBody(Body):
    """A question. `turns` are the earlier ones, oldest first, for a question that goes on from them."""

    question: QuestionText
    turns: Annotated[list[QuestionText | EarlierTurn], Field(max_length=_MAX_TURNS)] = []
    filters: FilterBody = FilterBody()
    without: list[Reading] = Field(default=[], max_length=4, description="What shall not be read out of the question")
    today: Day | None = Field(default=None, description="The day from which “last year” is counted, if not this one")
    stream: StrictBool = Field(default=False, description="Send the answer as it grows, as server-sent events")

    def earlier(self) -> tuple[str, ...]:
        """The earlier questions, oldest first."""
        return tuple(turn if isinstance(turn, str) else turn.question for turn in self.turns)

    def choices(self) -> Choices:
        """What was set by hand."""
        return Choices(self.filters.filters(), frozenset(self.without), self.today)


class SearchBody(Body):
    """Words to search for; `k` passages are given, best first."""

    query: QuestionText
    k: Whole = Field(default=10, ge=1, le=100)
    leg: Literal["lexical", "dense", "fused"] = "fused"
    filters: FilterBody = FilterBody()


class DuplicateSaid(Said):
    """Another file with the same text."""

    doc_id: str
    source: str
    title: str


class CitationSaid(Said):
    """Where a sentence stands. `quote` is the document's text from `start` to `end` (characters), word for word.

    `label` is how staff write it; pages count from 1 and are null where the format has none.
    """

    n: int
    doc_id: str
    source: str
    title: str
    number: str
    issuer: str
    date: str
    status: str
    outline: list[str]
    page: int | None
    start: int
    end: int
    quote: str
    label: str
    duplicates: list[DuplicateSaid]


class SentenceSaid(Said):
    """A sentence with the numbers of its citations; `bold` is where in it the very thing asked for stands."""

    text: str
    citations: list[int]
    bold: tuple[int, int] | None


class UnderstoodSaid(Said):
    """Something read out of the question besides its words; sent back in `without`, it is dropped."""

    what: str
    label: str


class DroppedSaid(Said):
    """A sentence that verification did not let through."""

    text: str
    reason: str


class NearSaid(Said):
    """A document that came near to a question nothing answered."""

    doc_id: str
    source: str
    title: str


class AnswerSaid(Said):
    """An answer, each sentence cited; or an abstention, with the reason and the nearest documents."""

    question: str
    standalone: str
    abstained: bool
    answer: str
    reason: str
    sentences: list[SentenceSaid]
    citations: list[CitationSaid]
    confidence: float
    engine: str
    understood: list[UnderstoodSaid]
    dropped: list[DroppedSaid]
    notice: str
    timings_ms: dict[str, float]
    asks: str | None = Field(default=None, description="What sort of answer is asked for")
    nearest: list[NearSaid] = []


class HitSaid(Said):
    """A passage that was found, with the score of each leg; `text` is the document's from `start` to `end`."""

    rank: int
    score: float
    legs: dict[str, float]
    passage_id: str
    doc_id: str
    source: str
    title: str
    outline: list[str]
    page: int | None
    start: int
    end: int
    text: str
    duplicates: list[DuplicateSaid]


class SearchSaid(Said):
    """The passages for a query, best first."""

    query: str
    hits: list[HitSaid]


def whole(model: type[Said], record: dict[str, Any]) -> dict[str, Any]:
    """`record`, checked against the shape that the OpenAPI page promises."""
    return model.model_validate(record).model_dump(by_alias=True)
