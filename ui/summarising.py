"""A run of `vankien summarise`: what is asked for is digested, given out, and remembered as given."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ui.console import emit, note, out, plain
from ui.progress import progress_bar

if TYPE_CHECKING:
    from assistant.digest.batch import Made
    from assistant.digest.bulletin import Bulletin
    from assistant.digest.digest import Digest
    from assistant.digest.digest_store import DigestStore
    from assistant.digest.writing import SummaryWriter
    from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for. `since` is ISO 8601 or empty; `lines` are digests wanted on stdout."""

    names: tuple[str, ...]
    out_file: Path | None
    format: str
    since: str
    new: bool
    length: int
    lines: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: how many files met which fate, how many digests were given out, and whether that was written
    into the file: with nothing new the one that is there stays."""

    counts: Counter[str]
    given: int
    written: bool


def run(
    asked: Asked,
    settings: Settings,
    *,
    json_: bool,
    before: frozenset[str] | None = None,
    told: dict[str, str] | None = None,
) -> Outcome:
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
        give = store.given(given_key(asked)) if before is None else before
        chosen = [m for m in made if m.status != "failed" and not (asked.new and m.key.content_hash in give)]
        dated = _since_of(chosen, store, configuration, asked.since)
        # What was given out before is not written over with nothing.
        keeps = asked.new and not dated and asked.out_file is not None and asked.out_file.exists()
        given = [] if keeps else _give_out(asked, store, dated, configuration)
        if asked.out_file:
            store.give((m.key.content_hash for m in given), given_key(asked))
    outcome = Outcome(counts, len(given), written=asked.out_file is not None and not keeps)
    _tell_summary(asked, outcome, time.perf_counter() - started, json_=json_)
    return outcome


def _writer(settings: Settings, length: int) -> SummaryWriter | None:
    """What writes summaries where the settings name a language model."""
    from assistant.digest.writing import SummaryWriter
    from assistant.llm import open_model

    model = open_model(settings)
    return SummaryWriter(model, settings, length) if model else None


def given_key(asked: Asked) -> str:
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


def _give_out(asked: Asked, store: DigestStore, made: list[Made], configuration: str) -> list[Made]:
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


def _tell(made: Made, told: dict[str, str], *, json_: bool) -> None:
    known = made.error and told.get(made.source) == made.error
    if made.error:
        told[made.source] = made.error
    if json_:
        if not known:
            emit({k: v for k, v in asdict(made).items() if k in ("source", "status", "doc_id", "error")})
    elif made.error and not known:
        note(f"{made.source}: {made.error}", style="red")


def _tell_summary(asked: Asked, outcome: Outcome, seconds: float, *, json_: bool) -> None:
    counts, given = outcome.counts, outcome.given
    if json_:
        names = ("digested", "kept", "failed")
        emit(
            {
                "summary": {
                    **{n: counts[n] for n in names},
                    "given": given,
                    "written": outcome.written,
                    "seconds": round(seconds, 2),
                }
            }
        )
        return
    words = f"{counts['digested']} tệp mới tóm tắt, {counts['kept']} đã có, {counts['failed']} không đọc được"
    where = f" Đã ghi {given} tin vào {asked.out_file}." if outcome.written else ""
    if asked.out_file and not outcome.written:
        where = f" Không có tin nào chưa đưa ra; giữ nguyên {asked.out_file}."
    note(f"{words} ({seconds:.1f} giây).{where}")
