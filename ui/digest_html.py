"""A bulletin in HTML: a fragment for a page of ours, or a page that needs nothing else and prints on A4."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.digest.bulletin import Bulletin
from ui import digest_view as view
from ui.markup import esc

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def bulletin_html(bulletin: Bulletin, now: datetime | None = None, prefix: str = "bt-") -> str:
    """The bulletin as one `<article class="bt">`, escaped; `ui/bulletin.css` (see `bulletin_css`) is its style.

    `now` is when it was made, if that shall be told; `prefix` begins the ids of its sources, for pages that hold two.
    """
    return _template().render(
        view=view,
        note=view.note(bulletin),
        cite=view.cite,
        prefix=prefix,
        now=now,
        span=view.span_line(bulletin),
        count=view.count_line(bulletin),
        groups=bulletin.groups,
        stories=bulletin.stories,
        tasks=view.task_rows(bulletin),
        general=view.general_tasks(bulletin),
        figures=view.figure_rows(bulletin),
        references=bulletin.references,
        sources=view.source_rows(bulletin),
    )


def bulletin_css() -> str:
    """The style of the fragment; every rule is under `.bt`, but for the size of a printed page."""
    return (_HERE / "bulletin.css").read_text(encoding="utf-8")


def bulletin_page(bulletin: Bulletin, now: datetime) -> str:
    """The bulletin as one web page that loads nothing and runs nothing."""
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{esc(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{esc(view.TITLE)} {now:%d/%m/%Y}</title><style>{bulletin_css()}</style></head><body>\n"
        f"{bulletin_html(bulletin, now)}</body></html>\n"
    )


@cache
def _template() -> Template:
    from jinja2 import Environment
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return value if isinstance(value, Markup) else Markup(esc(value))

    environment = Environment(autoescape=True, finalize=shown, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((_HERE / "bulletin.html.j2").read_text(encoding="utf-8"))
