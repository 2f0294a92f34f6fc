"""A page of an original as HTML: its picture with the quote's lines marked on it, and the way to other pages."""

from __future__ import annotations

from corpus.drawing import Box
from corpus.originals import Sheet
from corpus.records import Document
from ui.markup import element, esc
from ui.web.icons import icon
from ui.web.language import Words
from ui.web.originals import page_path

_MARGIN = 1.5
"""Points by which a mark reaches over the letters, as a highlighter does."""


def sheet_html(document: Document, sheet: Sheet, pages: int, words: Words, **data: object) -> str:
    """The page and its marks; `data` says what is open, so that a press on another page is told with it."""
    name = document.source.rpartition("/")[2]
    picture = (
        f'<img class="vk-page-picture" src="{esc(page_path(document, sheet.page))}" '
        f'alt="{esc(words("page_of", page=sheet.page, name=name))}" '
        f'width="{round(sheet.width)}" height="{round(sheet.height)}">'
    )
    marks = "".join(element("span", "", "vk-quote-box", style=_place(box, sheet)) for box in sheet.boxes)
    paper = element("div", picture + marks, "vk-paper")
    return element(
        "figure",
        _steps(sheet.page, pages, words, data)
        + element(
            "div", paper, "vk-desk", tabindex=0, role="group", aria_label=words("page_of", page=sheet.page, name=name)
        ),
        "vk-sheet",
    )


def _place(box: Box, sheet: Sheet) -> str:
    """Where the box stands, in hundredths of the page."""
    left, top = max(box.left - _MARGIN, 0.0), max(box.top - _MARGIN, 0.0)
    width, height = min(box.right + _MARGIN, sheet.width) - left, min(box.bottom + _MARGIN, sheet.height) - top
    return ";".join(
        f"{name}:{100 * value / whole:.3f}%"
        for name, value, whole in (
            ("left", left, sheet.width),
            ("top", top, sheet.height),
            ("width", width, sheet.width),
            ("height", height, sheet.height),
        )
    )


def _steps(page: int, pages: int, words: Words, data: dict[str, object]) -> str:
    before = _step("left", words("previous_page"), page - 1, page > 1, data)
    after = _step("right", words("next_page"), page + 1, page < pages, data)
    here = element("span", esc(words("page_n", page=page, pages=pages)), "vk-page-n", role="status")
    zoom = element(
        "button", icon("zoom"), "vk-tool", type="button", title=words("zoom"), aria_label=words("zoom"), data_zoom="1"
    )
    return element("div", before + here + after + zoom, "vk-page-steps")


def _step(picture: str, label: str, page: int, there: bool, data: dict[str, object]) -> str:
    return element(
        "button",
        icon(picture),
        "vk-tool",
        type="button",
        title=label,
        aria_label=label,
        data_page=page,
        disabled=None if there else "",
        **data,
    )
