"""A bulletin in Markdown; what documents say is shown as it is, never taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from assistant.digest.bulletin import Bulletin, Story
from ui import digest_view as view
from ui.markdown import escaped

_PLAIN_URL = re.compile(r"[\w:/.?=&%~#+,;@!-]+", re.ASCII)


def bulletin_markdown(bulletin: Bulletin, now: datetime) -> str:
    """The whole bulletin, for a reader of Markdown or of plain text."""
    return "\n".join(_lines(bulletin, now)) + "\n"


def _lines(bulletin: Bulletin, now: datetime) -> Iterator[str]:
    yield f"# {view.TITLE}"
    yield ""
    if not bulletin.stories:
        yield view.EMPTY
        return
    yield " · ".join(filter(None, (view.span_line(bulletin), view.count_line(bulletin), f"lập {now:%d/%m/%Y %H:%M}")))
    yield ""
    yield f"*{escaped(view.note(bulletin))}*"
    for group in bulletin.groups:
        yield ""
        yield f"## {escaped(group.subject)}"
        for story in group.stories:
            yield from _story(story)
    yield from _tables(bulletin)
    yield ""
    yield f"## {view.SOURCES}"
    yield ""
    for source in view.source_rows(bulletin):
        parts = [f"**[{source.n}]** {escaped(source.label)}", escaped(source.about), escaped(source.file)]
        if source.url:
            parts.append(f"<{source.url}>" if _PLAIN_URL.fullmatch(source.url) else escaped(source.url))
        if source.others:
            parts.append("trùng nội dung: " + ", ".join(map(escaped, source.others)))
        yield "- " + " · ".join(filter(None, parts))


def _story(story: Story) -> Iterator[str]:
    digest = story.digest
    yield ""
    yield f"### {story.n}. {escaped(digest.title)}"
    yield ""
    if about := view.about_line(digest):
        yield f"*{escaped(about)}*"
        yield ""
    sentences = []
    for line, lead in view.paragraph(digest):
        text = escaped(view.shown(line))
        sentences.append(f"{f'**{text}**' if lead else text} \\[{view.cite(story.n, line.page)}\\]")
    yield " ".join(sentences)
    if people := view.people_line(digest):
        yield ""
        yield f"- Nhân sự: {escaped(people)}"
    if story.others:
        yield ""
        yield f"- Cùng nội dung: {', '.join(escaped(s) for s in _files(story))}"


def _files(story: Story) -> list[str]:
    return [other.source.rpartition("/")[2] for other in story.others]


def _tables(bulletin: Bulletin) -> Iterator[str]:
    tasks = view.task_rows(bulletin)
    if tasks:
        yield from _table(
            view.TASKS,
            view.TASK_COLUMNS,
            (
                (
                    str(n),
                    escaped(t.what) + (f" *(sản phẩm: {escaped(t.product)})*" if t.product else ""),
                    escaped(t.who) + (f" *(phối hợp: {escaped(t.partners)})*" if t.partners else ""),
                    escaped(t.deadline),
                    f"\\[{t.cite}\\]",
                )
                for n, t in enumerate(tasks, start=1)
            ),
        )
    if general := view.general_tasks(bulletin):
        yield ""
        yield f"## {view.GENERAL}"
        for story, rows, more in general:
            yield ""
            yield f"**{escaped(story.digest.title)}**"
            yield ""
            for row in rows:
                yield f"- {escaped(row.what)} \\[{row.cite}\\]"
            if more:
                yield f"- {more}"
    if figures := view.figure_rows(bulletin):
        counted = ((escaped(f.value), escaped(f.what), f"\\[{f.cite}\\]") for f in figures)
        yield from _table(view.FIGURES, view.FIGURE_COLUMNS, counted)
    if bulletin.references:
        named = ((escaped(r.name), ", ".join(f"\\[{s.n}\\]" for s in r.stories)) for r in bulletin.references)
        yield from _table(view.REFERENCES, view.REFERENCE_COLUMNS, named)


def _table(title: str, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
