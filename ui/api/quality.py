"""The interface to the office's golden file: judged answers go in, and out again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field

from ui.api.errors import MISSING, Refusal, responses
from ui.api.models import Body, QuestionText, Said
from ui.api.questions import MAX_BODY
from ui.feedback import Feedback


class GoldenBody(Body):
    """A judged answer or refusal, by its key. Without the other fields it stands as it was given; with them it is what
    they say: a document that is named says one of `answer_any`, and with both empty there is no answer."""

    key: Annotated[str, Field(min_length=1, max_length=64)]
    question: QuestionText | None = None
    answer_any: Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=20)] | None = None
    gold_doc: Annotated[list[Annotated[str, Field(max_length=1_000)]], Field(max_length=20)] | None = None


class GoldenSaid(Said):
    """Whether the line is new, and where the golden file lies."""

    added: bool
    file: str


def quality_routes(feedback: Feedback) -> APIRouter:
    """The routes under `/v1/golden`."""
    router = APIRouter(prefix="/v1/golden", tags=["Chất lượng"], max_body_size=MAX_BODY)

    @router.post("", responses=responses(404, 503))
    def add_golden(body: GoldenBody) -> GoldenSaid:
        """Make a judged answer a line of the golden file that `vankien eval answers --golden FILE --held` reads."""
        added = feedback.add(body.key, question=body.question or "", words=body.answer_any, documents=body.gold_doc)
        return GoldenSaid(added=added, file=feedback.golden.path.name)

    @router.delete("/{key}", status_code=204, responses=responses(404, 503))
    def drop_golden(key: Annotated[str, Path(max_length=64)]) -> None:
        """Take a line out again."""
        if not feedback.golden.drop(key):
            raise Refusal(404, "Bộ câu hỏi không có câu này.", MISSING)

    return router
