"""The commands that follow tasks up: all that the documents held assign, and the control frame of one document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.console import emit, note, out, plain
from ui.options import DataDir, Json, find_document, open_catalogue, settings_for, unknown
from ui.progress import progress_bar

if TYPE_CHECKING:
    from assistant.digest.frame import Frame
    from assistant.digest.task_list import Assigned, TaskList
    from assistant.periods import Period
    from corpus.catalogue import Catalogue
    from corpus.records import Document
    from ui.task_sheets import Sheet

Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help="Ghi ra bảng tính: .xlsx, hoặc .csv mở được bằng Excel.", show_default=False
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(tasks)
    app.command()(frame)


def tasks(
    *,
    who: Annotated[
        str | None,
        typer.Option(
            "--who", metavar="UNIT", help="Chỉ việc của đơn vị này, có dấu hoặc không dấu.", show_default=False
        ),
    ] = None,
    due: Annotated[
        str | None,
        typer.Option(
            "--due",
            metavar="PERIOD",
            help="Chỉ việc đến hạn: “năm 2026”, “quý I/2026”, “trước 30/6/2026”.",
            show_default=False,
        ),
    ] = None,
    out_file: Out = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Liệt kê việc được giao trong các tài liệu của kho: ai làm, phối hợp với ai, khi nào xong, sản phẩm gì.

    Không việc nào ghi rõ giao cho đơn vị ấy, hoặc có hạn trong thời gian ấy, thì liệt kê việc của cả ngành, việc được
    giao trong thời gian ấy, và nói rõ như vậy.

    Ví dụ:

        vankien tasks --who “Ban Tổ chức Trung ương” --due “năm 2026”

        vankien tasks --out viec.xlsx
    """
    from assistant.digest.digest_store import open_digests
    from assistant.digest.task_list import TaskList

    _checked(out_file)
    period = _period(due)
    catalogue = open_catalogue(data_dir)
    kept = TaskList(catalogue, open_digests(settings_for(data_dir).data_dir))
    with progress_bar("Đang rà nhiệm vụ") as progress:
        bar = progress.add_task("", total=None)
        kept.read(on_document=lambda done, total: progress.update(bar, completed=done, total=total))
    found = kept.find([who] if who else [], period) or _wider(who, period, kept, catalogue)
    if out_file:
        from ui.task_columns import task_sheet
        from ui.task_sheets import write_sheets

        write_sheets(out_file, [task_sheet(found)])
        note(f"Đã ghi {len(found)} việc vào {out_file}.")
    if json_:
        for one in found:
            emit(_of(one.document) | one.task)
    elif not out_file:
        _print(found)


def _wider(who: str | None, period: Period | None, kept: TaskList, catalogue: Catalogue) -> list[Assigned]:
    """What a question in the chat is answered with where nothing names the unit or has its day in the period."""
    from assistant.abbreviations import expand_abbreviations
    from assistant.phrases import plain_of
    from assistant.task_questions import TaskQuestion
    from assistant.task_search import how_many, search

    if not who:
        return []
    unit = " ".join(plain_of(expand_abbreviations(who)).split())
    found = search(TaskQuestion(unit, who), (period,) if period else (), kept, catalogue)
    if found.tasks:
        note(f"{how_many(found)}.")
    return found.tasks


def frame(
    doc: Annotated[str, typer.Argument(metavar="DOC", help="Mã tài liệu, số ký hiệu hoặc đường dẫn tệp.")],
    *,
    out_file: Out = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Lập khung kiểm soát của một văn bản: mục tiêu và chỉ tiêu, mốc kiểm tra, nhiệm vụ theo đơn vị chịu trách nhiệm.

    Ví dụ:

        vankien frame 57-NQ/TW --out khung-nq57.xlsx
    """
    from assistant.digest.facts import read_facts
    from assistant.digest.frame import control_frame

    _checked(out_file)
    document = held(data_dir, doc)
    of = control_frame(document, read_facts(document))
    if out_file:
        from ui.task_sheets import write_sheets

        write_sheets(out_file, _sheets(of, document))
        note(f"Đã ghi khung kiểm soát vào {out_file}.")
    if json_:
        emit(_of(document) | frame_json(of, document))
    elif not out_file:
        for sheet in _sheets(of, document):
            _table(sheet.name, sheet.columns[:5], [row[:5] for row in sheet.rows])


def held(data_dir: Path | None, name: str) -> Document:
    """The document that is meant, with its text. Raises `UnknownDocument` if none is."""
    from assistant.digest.held import whole_document
    from corpus.errors import UnknownDocument
    from corpus.numbers import canonical_number

    catalogue = open_catalogue(data_dir)
    found = find_document(catalogue, name) or next(iter(catalogue.numbered(canonical_number(name))), None)
    whole = whole_document(catalogue, found.id) if found else None
    if whole is None:
        raise UnknownDocument(unknown(name))
    return whole


def frame_json(of: Frame, document: Document) -> dict[str, Any]:
    """The object that `frame --json` prints, after what names the document."""
    from assistant.digest.facts import task_json

    return {
        "goals": [
            {
                "text": g.text,
                "by": g.by,
                "figures": [{"value": f.value, "unit": f.unit, "what": f.what, "least": f.least} for f in g.figures],
                "start": g.span.start,
                "end": g.span.end,
                "page": document.page_at(g.span.start),
                "quote": g.span.of(document.text),
            }
            for g in of.goals
        ],
        "checkpoints": [
            {"by": c.by, "what": c.what, "who": c.who, "start": c.span.start, "end": c.span.end} for c in of.checkpoints
        ],
        "units": [{"who": who, "tasks": [task_json(t, document) for t in tasks]} for who, tasks in of.units],
    }


def _sheets(of: Frame, document: Document) -> list[Sheet]:
    from assistant.digest.facts import task_json
    from ui.digest_view import figure_text
    from ui.task_columns import COLUMNS, shown_deadline, task_cells, task_page
    from ui.task_sheets import Sheet

    goals = [
        [
            g.text,
            shown_deadline(g.by),
            "; ".join(figure_text({"value": f.value, "unit": f.unit, "least": f.least}) for f in g.figures),
            _at(document, g.span.start),
        ]
        for g in of.goals
    ]
    checks = [[shown_deadline(c.by), c.what, c.who, _at(document, c.span.start)] for c in of.checkpoints]
    work = [
        [*task_cells(record), task_page(record), record["quote"]]
        for _, of_unit in of.units
        for record in (task_json(task, document) for task in of_unit)
    ]
    return [
        Sheet("Mục tiêu, chỉ tiêu", ("Mục tiêu", "Đến", "Chỉ tiêu", "Trang"), goals),
        Sheet("Mốc kiểm tra", ("Mốc", "Nội dung", "Chịu trách nhiệm", "Trang"), checks),
        Sheet("Nhiệm vụ theo đơn vị", (*COLUMNS, "Trang", "Trích nguyên văn"), work),
    ]


def _checked(out_file: Path | None) -> None:
    from ui.task_sheets import FORMATS

    if out_file and out_file.suffix.lower() not in FORMATS:
        raise typer.BadParameter(f"--out {out_file}: cần tên tệp có đuôi {' hoặc '.join(FORMATS)}")


def _period(due: str | None) -> Period | None:
    from assistant.periods import find_period

    if due is None:
        return None
    period = find_period(due, date.today()) or find_period(f"năm {due}", date.today())
    if period is None:
        raise typer.BadParameter(f"--due {due}: không hiểu là khoảng thời gian nào; ví dụ “năm 2026”, “quý I/2026”")
    return period


def _of(document: Document) -> dict[str, Any]:
    m = document.metadata
    return {"doc_id": document.id, "source": document.source, "number": m.number, "title": m.title, "date": m.date}


def _at(document: Document, offset: int) -> str:
    return str(document.page_at(offset) or "")


def _print(found: Sequence[Assigned]) -> None:
    from ui.task_columns import COLUMNS, shown_document, task_cells

    if not found:
        note("Không có việc nào như vậy trong các tài liệu của kho.")
        return
    rows = [[*task_cells(one.task)[:5], shown_document(one.document)] for one in found]
    _table(f"{len(found)} việc", (*COLUMNS[:5], "Văn bản"), rows)


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=f"{title}{'' if rows else ': không có'}", title_justify="left", header_style="bold", show_lines=True
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    out().print(table)
