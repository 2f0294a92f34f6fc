"""`vankien summarise`: digests of files and of documents held, as a bulletin or one JSON line each."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import date, datetime
from os.path import isdir
from os.path import realpath as real
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import note
from ui.options import DataDir, Json, settings_for
from ui.summarising import Asked, given_key, run

if TYPE_CHECKING:
    from corpus.settings import Settings

_SHORTEST, _LONGEST = 10, 2_000
"""Syllables of a summary that may be asked for."""
_RETRY_S = 5.0
"""Seconds until what could not be done is tried again while a folder is watched."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(summarise)


def summarise(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH…",
            help="Tệp, thư mục, hoặc tài liệu trong kho (mã, đường dẫn); bỏ trống là cả kho.",
            show_default=False,
        ),
    ] = None,
    *,
    out_file: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Ghi ra tệp .md, .html, .docx, .csv hoặc .jsonl.", show_default=False
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="md|jsonl|html|docx|csv", help="Định dạng; mặc định theo đuôi tệp.", show_default=False
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Chỉ văn bản từ ngày này: 2026-01-31, 31/1/2026, “tuần này”; không ghi ngày thì theo ngày sửa tệp.",
            show_default=False,
        ),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Chỉ những gì chưa từng đưa ra bằng --out.")] = False,
    length: Annotated[
        int, typer.Option("--length", min=_SHORTEST, max=_LONGEST, metavar="N", help="Số tiếng của mỗi tóm tắt.")
    ] = 120,
    watch: Annotated[
        bool, typer.Option("--watch", help="Theo dõi thư mục, ghi lại tệp kết quả mỗi khi có tin mới. Dừng: Ctrl-C.")
    ] = False,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Tóm tắt văn bản, tin bài thành bản tin: tin chính, nhiệm vụ, số liệu, văn bản được nhắc đến, đều có nguồn.

    Tệp không cần có trong kho. Đã tóm tắt rồi thì không làm lại; bị ngắt giữa chừng thì chạy lại là làm tiếp. Tệp nào
    hỏng thì báo riêng tệp ấy, mã thoát là 1.

    Ví dụ:

        vankien summarise D:\\tin-bai --out ban-tin.docx

        vankien summarise D:\\tin-bai --new --since “tuần này” --out ban-tin.html

        vankien summarise --out tat-ca.jsonl
    """
    from ui.digest_files import FORMATS, format_of

    if format_ is not None and format_ not in FORMATS:
        raise typer.BadParameter(f"--format {format_}: cần một trong {', '.join(FORMATS)}")
    asked = Asked(
        tuple(paths or ()), out_file, format_of(out_file, format_), _since(since), new, length, json_ and not out_file
    )
    _checked(asked, watch=watch)
    settings = settings_for(data_dir)
    if watch:
        _watch(asked, settings, json_=json_)
        return
    raise typer.Exit(1 if run(asked, settings, json_=json_).counts["failed"] else 0)


def _watch(asked: Asked, settings: Settings, *, json_: bool) -> None:
    """Digest the folders once, then again whenever something in them has changed, until Ctrl-C."""
    from assistant.digest.digest_store import DigestStore
    from corpus.errors import VankienError
    from index.watching import changes

    with closing(DigestStore(settings.data_dir)) as store:
        before = frozenset(store.given(given_key(asked)))
    told: dict[str, str] = {}
    folder = Path(asked.names[0]).absolute()
    pending, retry_at = True, 0.0
    try:
        for changed in changes(folder, ours=settings.data_dir.absolute()):
            pending = pending or bool(changed)
            if not pending or time.monotonic() < retry_at:
                continue
            try:
                outcome = run(asked, settings, json_=json_, before=before, told=told)
            except (VankienError, OSError) as exc:
                note(f"{exc} Sẽ tự thử lại sau {_RETRY_S:.0f} giây.", style="yellow")
                retry_at = time.monotonic() + _RETRY_S
                continue
            pending = False
            note(f"{datetime.now():%H:%M:%S}  {outcome.given} tin trong {asked.out_file}. Dừng bằng Ctrl-C.")
        note(f"Không còn thấy thư mục {folder}; đã dừng theo dõi.")
    except KeyboardInterrupt:
        note("Đã dừng theo dõi.")


def _checked(asked: Asked, *, watch: bool) -> None:
    """Refuse before the long work what could not be written after it, or would be read as a document next time."""
    folders = {real(name) for name in asked.names if _is_folder(name)}
    if watch and (len(asked.names) != 1 or not folders or asked.out_file is None):
        raise typer.BadParameter("--watch cần đúng một thư mục và --out")
    if asked.out_file is None:
        if asked.format == "docx":
            raise typer.BadParameter("--format docx cần --out FILE")
        return
    target = Path(real(asked.out_file))
    if _is_folder(target) or not _is_folder(target.parent):
        raise typer.BadParameter(f"--out: không ghi được {asked.out_file}; thư mục {target.parent} phải có sẵn")
    if str(target) in map(real, asked.names):
        raise typer.BadParameter("--out: tệp kết quả trùng với một tệp cần tóm tắt")
    if any(target.is_relative_to(folder) for folder in folders):
        raise typer.BadParameter("--out: hãy đặt kết quả ngoài thư mục tài liệu, kẻo lần sau nó bị đọc như văn bản")


def _is_folder(path: str | Path) -> bool:
    return isdir(path)  # noqa: PTH112 (of a name that is too long `Path.is_dir` raises)


def _since(words: str | None) -> str:
    from assistant.periods import find_period

    if not words:
        return ""
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        period = find_period(words, date.today())
    if period is None or not period.first:
        raise typer.BadParameter(f"--since {words}: không hiểu là ngày nào; ví dụ 2026-01-31, 31/1/2026, “tuần này”")
    return period.first
