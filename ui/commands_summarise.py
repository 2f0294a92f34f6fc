"""`vankien summarise`: digests of files and of documents held, as a bulletin or one JSON line each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import count
from os.path import isdir
from os.path import realpath as real
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, note, out, plain
from ui.options import DataDir, Json, settings_for
from ui.progress import progress_bar

if TYPE_CHECKING:
    from assistant.digest.batch import Made
    from assistant.digest.bulletin import Bulletin
    from assistant.digest.digest import Digest
    from assistant.digest.digest_store import DigestStore
    from assistant.digest.writing import SummaryWriter
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
    asked = _Asked(
        tuple(paths or ()), out_file, format_of(out_file, format_), _since(since), new, length, json_ and not out_file
    )
    _checked(asked, watch=watch)
    settings = settings_for(data_dir)
    if watch:
        _watch(asked, settings, json_=json_)
        return
    raise typer.Exit(1 if _run(asked, settings, json_=json_).counts["failed"] else 0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line asks for. `since` is ISO 8601 or empty; `lines` are digests wanted on stdout."""

    names: tuple[str, ...]
    out_file: Path | None
    format: str
    since: str
    new: bool
    length: int
    lines: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a run came to: how many files met which fate, and how many digests were given out."""

    counts: Counter[str]
    given: int


def _run(
    asked: _Asked,
    settings: Settings,
    *,
    json_: bool,
    before: frozenset[str] | None = None,
    told: dict[str, str] | None = None,
) -> _Outcome:
    """Digest what is asked for and give it out. `before` is what counts as given out already where `new` is asked,
    if not what is; `told` are failures that were reported, by source."""
    from assistant.digest.batch import digesting, wanted_files
    from assistant.digest.digest_store import DigestStore
    from corpus.catalogue import Catalogue
    from corpus.errors import ServerFailed
    from ui.options import find_document

    started = time.perf_counter()
    counts: Counter[str] = Counter()
    with (
        closing(Catalogue(settings.data_dir / "catalogue.sqlite3", create=False)) as catalogue,
        closing(DigestStore(settings.data_dir)) as store,
    ):
        names = asked.names or tuple(d.id for d in catalogue.documents())
        wanted, made = wanted_files(names, lambda name: find_document(catalogue, name), settings.data_dir)

        def digest(writer: SummaryWriter | None) -> tuple[list[Made], str]:
            with (
                digesting(settings, catalogue, store, asked.length, writer) as batch,
                progress_bar("Đang tóm tắt") as progress,
            ):
                task = progress.add_task("", total=len(wanted))
                begun = count()

                def on_file(path: Path) -> None:
                    progress.update(task, completed=next(begun), description=plain(path.name)[:40])

                return list(batch.run(wanted, on_file)), batch.configuration

        try:
            done, configuration = digest(_writer(settings, asked.length))
        except ServerFailed as exc:
            note(str(exc), style="yellow")
            done, configuration = digest(None)
        made += done
        for each in made:
            counts[each.status] += 1
            _tell(each, told if told is not None else {}, json_=json_ and asked.out_file is not None)
        give = store.given(_given(asked)) if before is None else before
        chosen = [m for m in made if m.status != "failed" and not (asked.new and m.key.content_hash in give)]
        given = _give_out(asked, store, _since_of(chosen, store, configuration, asked.since), configuration)
        if asked.out_file:
            store.give((m.key.content_hash for m in given), _given(asked))
    _tell_summary(asked, counts, len(given), time.perf_counter() - started, json_=json_)
    return _Outcome(counts, len(given))


def _writer(settings: Settings, length: int) -> SummaryWriter | None:
    """What writes summaries where the settings name a language model."""
    from assistant.digest.writing import SummaryWriter
    from assistant.llm import open_model

    model = open_model(settings)
    return SummaryWriter(model, settings, length) if model else None


def _given(asked: _Asked) -> str:
    """What makes the same text new again for `--new`: a summary of another length, not a later version of ours."""
    return f"length={asked.length}"


def _since_of(made: Sequence[Made], store: DigestStore, configuration: str, since: str) -> list[Made]:
    """Those dated from `since` on; what bears no date goes by when its file was changed."""
    if not since:
        return list(made)
    return [m for m in made if (_load(store, m, configuration).metadata.date or m.mtime) >= since]


def _load(store: DigestStore, made: Made, configuration: str) -> Digest:
    from corpus.errors import StorageError

    found = store.digested(made.key, configuration)
    if found is None:
        raise StorageError(f"Bản tóm tắt của {made.source} vừa bị xóa khỏi kho. Hãy chạy lại.")
    return made.digest_of(found)


def _give_out(asked: _Asked, store: DigestStore, made: list[Made], configuration: str) -> list[Made]:
    """Write what was asked for, whole or not at all; returns what was given out."""
    from ui.digest_files import BULLETINS, json_lines
    from ui.task_sheets import write_parts, write_whole

    digests = (_load(store, m, configuration) for m in made)
    if asked.format == "jsonl" or asked.lines:
        if asked.out_file:
            write_parts(asked.out_file, json_lines(digests))
        else:
            for line in json_lines(digests):
                out().file.write(line.decode("utf-8"))
        return made
    data = BULLETINS[asked.format](_bulletin(store, made, configuration), datetime.now())
    if asked.out_file:
        write_whole(asked.out_file, data)
    else:
        out().file.write(plain(data.decode("utf-8-sig")))
    return made


def _bulletin(store: DigestStore, made: Sequence[Made], configuration: str) -> Bulletin:
    from assistant.digest.bulletin import bulletin_of
    from assistant.digest.near_digests import Sketched

    items = []
    for each in made:
        found = store.digested(each.key, configuration)
        if found:
            items.append(Sketched(each.digest_of(found), found.sketches))

    def text_of(place: int) -> str:
        found = store.digested(made[place].key, configuration, text=True)
        return found.text if found else ""

    return bulletin_of(items, text_of)


def _watch(asked: _Asked, settings: Settings, *, json_: bool) -> None:
    """Digest the folders once, then again whenever something in them has changed, until Ctrl-C."""
    from assistant.digest.digest_store import DigestStore
    from corpus.errors import VankienError
    from index.watching import changes

    with closing(DigestStore(settings.data_dir)) as store:
        before = frozenset(store.given(_given(asked)))
    told: dict[str, str] = {}
    folder = Path(asked.names[0]).absolute()
    pending, retry_at = True, 0.0
    try:
        for changed in changes(folder, ours=settings.data_dir.absolute()):
            pending = pending or bool(changed)
            if not pending or time.monotonic() < retry_at:
                continue
            try:
                outcome = _run(asked, settings, json_=json_, before=before, told=told)
            except (VankienError, OSError) as exc:
                note(f"{exc} Sẽ tự thử lại sau {_RETRY_S:.0f} giây.", style="yellow")
                retry_at = time.monotonic() + _RETRY_S
                continue
            pending = False
            note(f"{datetime.now():%H:%M:%S}  {outcome.given} tin trong {asked.out_file}. Dừng bằng Ctrl-C.")
        note(f"Không còn thấy thư mục {folder}; đã dừng theo dõi.")
    except KeyboardInterrupt:
        note("Đã dừng theo dõi.")


def _checked(asked: _Asked, *, watch: bool) -> None:
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


def _tell(made: Made, told: dict[str, str], *, json_: bool) -> None:
    known = made.error and told.get(made.source) == made.error
    if made.error:
        told[made.source] = made.error
    if json_:
        if not known:
            emit({k: v for k, v in asdict(made).items() if k in ("source", "status", "doc_id", "error")})
    elif made.error and not known:
        note(f"{made.source}: {made.error}", style="red")


def _tell_summary(asked: _Asked, counts: Counter[str], given: int, seconds: float, *, json_: bool) -> None:
    if json_:
        names = ("digested", "kept", "failed")
        emit({"summary": {**{n: counts[n] for n in names}, "given": given, "seconds": round(seconds, 2)}})
        return
    words = f"{counts['digested']} tệp mới tóm tắt, {counts['kept']} đã có, {counts['failed']} không đọc được"
    where = f" Đã ghi {given} tin vào {asked.out_file}." if asked.out_file else ""
    note(f"{words} ({seconds:.1f} giây).{where}")
