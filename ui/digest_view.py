"""A bulletin in the words that its formats share: headings, the line under a title, the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.citing import document_label
from assistant.digest.bulletin import Bulletin, Story, Told
from assistant.digest.digest import ENGINE, Digest, Fact, Line
from ui.task_columns import shown_deadline
from ui.wording import shown_date

TITLE = "Bản tin tổng hợp văn bản, tin tức"
EMPTY = "Không có văn bản, tin bài nào mới."
NOTE = (
    "Các câu tóm tắt là lời nguyên văn của tài liệu, do máy chọn; “[…]” là chỗ đã lược lời dẫn, số mục "
    "hoặc phần sau của câu. "
    "Số trong ngoặc vuông chỉ nguồn ở cuối bản tin. Cần đối chiếu nguồn trước khi sử dụng."
)
WRITTEN_NOTE = (
    "Một số tóm tắt do mô hình {models} viết, từng câu đã được đối chiếu với chỗ được dẫn; các câu khác là lời "
    "nguyên văn của tài liệu, do máy chọn. "
    "Số trong ngoặc vuông chỉ nguồn ở cuối bản tin. Cần đối chiếu nguồn trước khi sử dụng."
)
TASKS, GENERAL = "Nhiệm vụ rõ người, rõ hạn", "Yêu cầu, nhiệm vụ chung"
FIGURES, REFERENCES, SOURCES = "Số liệu đáng chú ý", "Văn bản được nhắc đến", "Nguồn"
TASK_COLUMNS = ("TT", "Nhiệm vụ", "Ai làm", "Thời hạn", "Nguồn")
FIGURE_COLUMNS = ("Số liệu", "Nội dung", "Nguồn")
REFERENCE_COLUMNS = ("Văn bản", "Nguồn")
CUT = "[…]"
"""Where something of a sentence was left out: its lead-in, its number, its end."""
_PEOPLE = 5
_GENERAL = 10
"""Tasks of one story that name nobody and no time: a statute has hundreds. All are in its digest."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of the table of tasks."""

    what: str
    who: str
    partners: str
    deadline: str
    product: str
    authority: str
    cite: str
    quote: str
    n: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of the table of figures."""

    value: str
    what: str
    cite: str
    n: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An entry of the list of sources. `url` is empty unless it is an address that a browser may open."""

    n: int
    label: str
    about: str
    file: str
    path: str
    url: str
    others: tuple[str, ...]


def note(bulletin: Bulletin) -> str:
    """How its summaries came about, and what a reader is to do."""
    models = sorted({story.digest.engine for story in bulletin.stories} - {ENGINE})
    return WRITTEN_NOTE.format(models=", ".join(models)) if models else NOTE


def span_line(bulletin: Bulletin) -> str:
    """ "Từ ngày 02/04/2025 đến ngày 09/02/2026"."""
    if not bulletin.first:
        return ""
    if bulletin.first == bulletin.last:
        return f"Ngày {shown_date(bulletin.first)}"
    return f"Từ ngày {shown_date(bulletin.first)} đến ngày {shown_date(bulletin.last)}"


def count_line(bulletin: Bulletin) -> str:
    """ "5 văn bản, tin bài; 12 nhiệm vụ"."""
    stories = len(bulletin.stories)
    parts = [f"{stories} văn bản, tin bài"]
    if bulletin.files > stories:
        parts[0] += f" (gộp từ {bulletin.files} tệp, {bulletin.files - stories} tệp trùng nội dung)"
    assigned = len(task_rows(bulletin))
    if assigned:
        parts.append(f"{assigned} nhiệm vụ rõ người hoặc rõ hạn")
    return "; ".join(parts)


def about_line(digest: Digest) -> str:
    """ "Nghị quyết 57-NQ/TW · Bộ Chính trị · 22/12/2024": what is known under the title."""
    m = digest.metadata
    name = document_label(m, digest.source) if m.number else m.kind.capitalize()
    if not (m.number or m.issuer or m.date) and m.kind == "bài báo":
        return ""
    return " · ".join(part for part in (name, m.issuer, shown_date(m.date)) if part)


def paragraph(digest: Digest) -> list[tuple[Line, bool]]:
    """The summary's sentences, each with whether it is the headline; a headline that is none of them comes first."""
    lead = digest.headline
    lines = list(digest.summary)
    if lead and not any(line.start == lead.start for line in lines):
        lines.insert(0, lead)
    return [(line, bool(lead) and line.start == lead.start) for line in lines]  # type: ignore[union-attr]


def shown(line: Line) -> str:
    """A sentence, marked where it was shortened."""
    return " ".join(part for part in (line.cut_before and CUT, line.text, line.cut_behind and CUT) if part)


def cite(n: int, page: int | None) -> str:
    """ "3" or "3, tr. 12": a source and its page."""
    return f"{n}, tr. {page}" if page is not None else str(n)


def people_line(digest: Digest) -> str:
    """ "Trần Cẩm Tú (Thường trực Ban Bí thư); …": the first people, those with an office before others."""
    ranked = sorted(digest.people, key=lambda p: not p["office"])
    named = [f"{p['name']} ({p['office']})" if p["office"] else p["name"] for p in ranked[:_PEOPLE]]
    more = f"; và {len(ranked) - _PEOPLE} người khác" if len(ranked) > _PEOPLE else ""
    return "; ".join(named) + more


def task_rows(bulletin: Bulletin) -> list[TaskRow]:
    """The tasks that say who does them or by when, by deadline."""
    return [_task_row(t) for t in bulletin.tasks if t.fact["who"] or t.fact["deadline"]]


def tasks_of(story: Story) -> list[TaskRow]:
    """All tasks of one story, in reading order."""
    return [_task_row(Told(story, task)) for task in story.digest.tasks]


def general_tasks(bulletin: Bulletin) -> list[tuple[Story, list[TaskRow], str]]:
    """The first tasks of each story that name nobody and no time, and what to say of those that are not shown."""
    found: dict[int, tuple[Story, list[TaskRow]]] = {}
    for told in sorted(bulletin.tasks, key=lambda t: (t.story.n, t.fact["start"])):
        if not (told.fact["who"] or told.fact["deadline"]):
            found.setdefault(told.story.n, (told.story, []))[1].append(_task_row(told))
    return [
        (story, rows[:_GENERAL], f"… và {len(rows) - _GENERAL} yêu cầu khác." if len(rows) > _GENERAL else "")
        for story, rows in found.values()
    ]


def figure_rows(bulletin: Bulletin) -> list[FigureRow]:
    """The figures, story by story."""
    return [FigureRow(figure_text(t.fact), _capital(t.fact["what"]), _cite(t), t.story.n) for t in bulletin.figures]


def source_rows(bulletin: Bulletin) -> list[SourceRow]:
    """What every number in brackets stands for."""
    return list(_sources(bulletin.stories))


def figure_text(figure: Fact) -> str:
    """ "tối thiểu 30 %", "2.085 điểm cầu": a figure as people write it."""
    whole = "-".join(_grouped(part) for part in figure["value"].split("-"))
    return " ".join(part for part in (figure["least"], whole, figure["unit"]) if part)


def _grouped(number: str) -> str:
    whole, _, part = number.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if whole.isdecimal() else whole
    return f"{grouped},{part}" if part else grouped


def _task_row(told: Told) -> TaskRow:
    f = told.fact
    return TaskRow(
        _capital(f["what"]),
        _capital(f["who"]),
        f["with"],
        shown_deadline(f["deadline"]),
        f["product"],
        f["authority"],
        _cite(told),
        f["quote"],
        told.story.n,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cite(told: Told) -> str:
    return cite(told.story.n, told.fact["page"])


def _sources(stories: Sequence[Story]) -> Iterator[SourceRow]:
    for story in stories:
        digest = story.digest
        url = digest.metadata.url
        yield SourceRow(
            story.n,
            digest.title,
            about_line(digest),
            _file(digest),
            digest.source,
            url if url.startswith(("http://", "https://")) else "",
            tuple(_file(other) for other in story.others),
        )


def _file(digest: Digest) -> str:
    return digest.source.rpartition("/")[2]
