"""Digests as files: which format writes what."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from assistant.digest.bulletin import Bulletin
from assistant.digest.digest import Digest, digest_json
from ui import digest_view as view
from ui.digest_html import bulletin_page
from ui.digest_markdown import bulletin_markdown
from ui.task_sheets import as_text

_COLUMNS = (
    *("TT", "Chủ đề", "Ngày", "Loại", "Số ký hiệu", "Cơ quan ban hành", "Tiêu đề", "Tin chính", "Tóm tắt", "Nhân sự"),
    *("Nhiệm vụ", "Số liệu", "Văn bản được nhắc đến", "Tệp", "Tệp trùng nội dung", "Liên kết"),
)


def _docx(bulletin: Bulletin, now: datetime) -> bytes:
    from ui.digest_docx import bulletin_docx

    return bulletin_docx(bulletin, now)


FORMATS = ("md", "jsonl", "html", "docx", "csv")
BULLETINS: dict[str, Callable[[Bulletin, datetime], bytes]] = {
    "md": lambda b, now: bulletin_markdown(b, now).encode("utf-8", "replace"),
    "html": lambda b, now: bulletin_page(b, now).encode("utf-8", "replace"),
    "docx": _docx,
    "csv": lambda b, now: bulletin_csv(b),
}
"""The formats of a bulletin; `jsonl` is of digests, one by one."""


def format_of(out_file: Path | None, asked: str | None) -> str:
    """The format that is asked for, else that of the file's ending; Markdown if that says nothing."""
    ending = out_file.suffix.lower().lstrip(".") if out_file else ""
    return asked or {"htm": "html", "json": "jsonl"}.get(ending, ending if ending in FORMATS else "md")


def json_lines(digests: Iterable[Digest]) -> Iterator[bytes]:
    """The JSON line of each digest."""
    for digest in digests:
        yield (json.dumps(digest_json(digest), ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def bulletin_csv(bulletin: Bulletin) -> bytes:
    """A row for each story, in UTF-8 with its mark; text that begins like a formula stays text."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for group in bulletin.groups:
        for story in group.stories:
            digest, m = story.digest, story.digest.metadata
            row = (
                *(str(story.n), group.subject, m.date, m.kind, m.number, m.issuer, digest.title),
                digest.headline.text if digest.headline else "",
                " ".join(view.shown(line) for line in digest.summary),
                view.people_line(digest),
                "\n".join(_task(t.who, t.what, t.deadline) for t in view.tasks_of(story)),
                "\n".join(f"{view.figure_text(f)}: {f['what']}" for f in digest.figures),
                "\n".join(r["name"] for r in digest.references),
                digest.source,
                "\n".join(other.source for other in story.others),
                m.url,
            )
            writer.writerow([as_text(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig", errors="replace")


def _task(who: str, what: str, deadline: str) -> str:
    return (f"{who}: " if who else "") + what + (f" (hạn: {deadline})" if deadline else "")
