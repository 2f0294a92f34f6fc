"""The opened source as a part of the screen: fetched by the script that shows it, so that the last press counts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from ui.web.desk import Desk
from ui.web.language import LANGUAGES, Words, words_of
from ui.web.screen_parts import part
from ui.web.visitors import visitor_of

Number = Annotated[int | None, Query(ge=0, le=10**9)]


def source_routes(desk: Desk) -> APIRouter:
    """`GET /screens/{language}/source`: the panel that a press on a visitor's own page asks for."""
    router = APIRouter(include_in_schema=False)
    for words in map(words_of, LANGUAGES):
        _source_route(router, desk, words)
    return router


def _source_route(router: APIRouter, desk: Desk, words: Words) -> None:
    @router.get(f"/screens/{words.language}/source")
    def source(
        request: Request,
        *,
        conversation: Annotated[str, Query(max_length=64)] = "",
        turn: Number = None,
        n: Number = None,
        near: Number = None,
        page: Number = None,
        wide: bool = False,
        itself: bool = False,
    ) -> HTMLResponse:
        asked = {"conversation": conversation, "turn": turn, "n": n, "near": near, "page": page, "wide": wide}
        return part(lambda: desk.open_source(visitor_of(request.cookies), asked, words, by_itself=itself))
