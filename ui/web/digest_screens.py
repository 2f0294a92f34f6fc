"""Routes of the tab of digests and tasks, and of the files that are saved from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from assistant.digest.task_list import Assigned
from assistant.periods import Period, find_period
from corpus.errors import BadInput
from ui.digest_files import BULLETINS
from ui.digest_html import bulletin_html
from ui.newest import Newest, newest
from ui.services import Services
from ui.task_columns import task_sheet
from ui.task_sheets import sheets_as
from ui.web.digests_view import bulletin_screen, tasks_screen
from ui.web.language import Words
from ui.web.originals import attachment
from ui.web.screen_parts import part

_DAYS = 7
_READ_S = 3.0
"""Seconds that opening the tab may spend on reading tasks; exporting reads all."""
_WRITE_S = 8.0
"""Seconds after which a bulletin is shown with as many summaries as the language model has written; the page asks for
the rest."""
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "application/octet-stream",
}

Days = Annotated[str, Query(max_length=4)]
Wanted = Annotated[str, Query(max_length=100)]


def digest_screens(router: APIRouter, services: Services, words: Words) -> None:
    """Add the routes in one language."""
    base = f"/screens/{words.language}"
    digests = services.digests
    model = services.written

    def chosen(days: str) -> tuple[Newest, int | None]:
        period = None if not days else int(days) if days.isdecimal() and int(days) > 0 else _DAYS
        return newest(services.shelf, period, date.today()), period

    @router.get(f"{base}/bulletin")
    def bulletin(days: Days = str(_DAYS), written: bool = False) -> HTMLResponse:
        def html() -> str:
            of, period = chosen(days)
            made = model.write(of.doc_ids, _WRITE_S) if model and written else None
            source = model if model and written else digests
            fragment = bulletin_html(source.bulletin(of.doc_ids)) if of.doc_ids else ""
            return bulletin_screen(of, period, fragment, words, model=model is not None, written=made)

        return part(html)

    @router.get(f"{base}/bulletin.{{ending}}")
    def bulletin_file(ending: str, days: Days = str(_DAYS), written: bool = False) -> Response:
        if ending not in BULLETINS or ending not in _TYPES:
            return Response(status_code=404)
        of, _ = chosen(days)
        now = datetime.now()
        source = model if model and written else digests
        return _saved(BULLETINS[ending](source.bulletin(of.doc_ids), now), f"ban-tin-{now:%Y-%m-%d}.{ending}")

    @router.get(f"{base}/tasks")
    def tasks(who: Wanted = "", due: Wanted = "", offset: Annotated[int, Query(ge=0, le=10**9)] = 0) -> HTMLResponse:
        def html() -> str:
            unread = digests.task_list.read(seconds=_READ_S)
            found = _found(services, who, due, words)
            return tasks_screen(found, words, unread=unread, who=who, due=due, offset=offset)

        return part(html)

    @router.get(f"{base}/tasks.{{ending}}")
    def tasks_file(ending: str, who: Wanted = "", due: Wanted = "") -> Response:
        if ending not in ("xlsx", "csv"):
            return Response(status_code=404)
        digests.task_list.read()
        try:
            sheet = task_sheet(_found(services, who, due, words))
        except BadInput as exc:
            return Response(str(exc), status_code=422, media_type="text/plain; charset=utf-8")
        return _saved(sheets_as(f".{ending}", [sheet]), f"nhiem-vu-{date.today():%Y-%m-%d}.{ending}")


def _found(services: Services, who: str, due: str, words: Words) -> list[Assigned]:
    """The tasks asked for. Raises `BadInput` if `due` is no period."""
    period: Period | None = None
    if due.strip():
        period = find_period(due, date.today()) or find_period(f"năm {due}", date.today())
        if period is None:
            raise BadInput(words("task_due_unknown", due=due))
    return services.digests.task_list.find([who.strip()] if who.strip() else [], period)


def _saved(data: bytes, name: str) -> Response:
    headers = {"content-disposition": attachment(name), "cache-control": "no-store"}
    return Response(data, media_type=_TYPES[name.rpartition(".")[2]], headers=headers)
