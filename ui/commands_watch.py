"""`vankien watch`: following a folder for as long as it runs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, note, out, plain
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from corpus.settings import Settings
    from ui.ingest_report import FileAccount

_RETRY_S = 5.0
"""Seconds until what could not be done is tried again: another process is writing, the disk is full."""
_QUIET_S = 1.0
"""Seconds that a file must have been left alone before it is read."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(watch)


def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục cần theo dõi.", show_default=False)],
    *,
    poll: Annotated[
        bool, typer.Option("--poll", help="Tự dò thư mục liên tục, cho ổ đĩa mạng không báo thay đổi.")
    ] = False,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Theo dõi một thư mục: đối chiếu cả thư mục một lượt, rồi đọc ngay tệp mới, tệp sửa, bỏ tệp đã xóa.

    Tệp chỉ được đọc khi đã ghi xong. Gặp lỗi thì chờ và thử lại. Dừng bằng Ctrl-C (mã thoát 0).

    Ví dụ:

        vankien watch D:\\vanban

        vankien watch \\\\\\\\maychu\\vanban --poll --json
    """
    target = folder.absolute()
    if not target.is_dir():
        raise typer.BadParameter(f"không thấy thư mục {folder}")
    settings = settings_for(data_dir)
    try:
        while True:
            _follow(target, settings, poll=poll, json_=json_)
            note(f"Không còn thấy thư mục {target}. Các tài liệu đã đọc vẫn giữ nguyên; chờ thư mục trở lại.")
            while not target.is_dir():
                time.sleep(_RETRY_S / 5)
            note(f"Thư mục {target} đã trở lại.")
    except KeyboardInterrupt:
        note("Đã dừng theo dõi.")


def _follow(folder: Path, settings: Settings, *, poll: bool, json_: bool) -> None:
    """Keep the collection in step with the folder until it vanishes."""
    from corpus.errors import VankienError
    from index.watching import changes

    tell = _tell_json if json_ else _tell
    pending: set[Path] | None = None
    failures: dict[str, str] = {}
    retry_at, said = 0.0, ""
    for changed in changes(folder, ours=settings.data_dir.absolute(), quiet_s=_QUIET_S, poll=poll):
        if pending is not None:
            pending |= changed
        if pending == set() or time.monotonic() < retry_at:
            continue
        try:
            counts, seconds = _sync(folder, settings, pending, failures, tell)
        except (VankienError, OSError) as exc:
            if str(exc) != said:
                note(f"{exc} Sẽ tự thử lại sau mỗi {_RETRY_S:.0f} giây.", style="yellow")
            said, retry_at = str(exc), time.monotonic() + _RETRY_S
            continue
        if said:
            note("Đã làm tiếp được việc còn dở.")
        if pending is None:
            _tell_started(folder, counts, seconds, json_=json_)
        pending, said = set(), ""


def _sync(
    folder: Path,
    settings: Settings,
    changed: set[Path] | None,
    failures: dict[str, str],
    tell: Callable[[FileAccount], None],
) -> tuple[Counter[str], float]:
    """Bring the changed paths (None: the whole folder) into the collection; the lock is held no longer than that.

    `failures` remembers what was told of files that are as they were, so that it is told once.
    """
    from corpus.reading import source_of
    from index.store import Store
    from index.sync import FileReport, sync
    from index.writer import writing
    from ui.ingest_report import account

    started = time.perf_counter()
    counts: Counter[str] = Counter()

    def touched(path: Path) -> bool:
        return changed is None or not changed.isdisjoint((path, *path.parents))

    def fresh(files: Iterator[FileReport]) -> Iterator[FileReport]:
        sources = {source_of(path) for path in changed or ()}
        for file in files:
            known = file.error and failures.get(file.source) == file.error and file.source not in sources
            failures.pop(file.source, None)
            if file.error:
                failures[file.source] = file.error
            if not known:
                yield file

    if folder.is_dir():
        with Store(settings, light=True) as store, writing(store) as writer:
            for file in fresh(sync(writer, [folder], only=touched)):
                counts[file.status] += 1
                tell(account(file, store.catalogue))
    return counts, time.perf_counter() - started


def _tell_json(told: FileAccount) -> None:
    from ui.ingest_report import account_json

    emit(account_json(told))


def _tell(told: FileAccount) -> None:
    from assistant.citing import document_label
    from ui.ingest_report import STATUS_WORDS

    report = told.report
    if report.status == "unchanged":
        return
    word, style = STATUS_WORDS[report.status]
    facts = [document_label(report.document.metadata, report.source)] if report.document else []
    facts += [f"{told.pages} trang"] if told.pages else []
    facts += [f"{report.passages} đoạn"] if report.passages else []
    name = plain(report.source.rpartition("/")[2])
    line = f"{datetime.now():%H:%M:%S}  {word}: {name}" + (f" ({plain(', '.join(facts))})" if facts else "")
    out().print(line, style=style, markup=False, soft_wrap=True)
    for text in told.notes:
        out().print(f"          {plain(text)}", style=style, markup=False, soft_wrap=True)


def _tell_started(folder: Path, counts: Counter[str], seconds: float, *, json_: bool) -> None:
    from ui.ingest_report import STATUS_WORDS
    from ui.shapes import summary_json

    if json_:
        emit(summary_json(counts, seconds))
    words = [f"{counts[status]} {word}" for status, (word, _) in STATUS_WORDS.items() if counts[status]]
    note(f"Đã đối chiếu: {', '.join(words) or 'chưa có tệp nào'} ({seconds:.1f} giây).")
    note(f"Đang theo dõi {folder}. Dừng bằng Ctrl-C.")
