"""Files that were sent to a running server, and what else is asked of its collection in a browser or by a program.

A file is kept whole under `uploads/` in the data directory before its sender is told so, and read afterwards, in the
background: neither a page that is closed nor a server that stops loses one, for what was not read is read at the next
start. A file under the name of an earlier one is that document's new version, as in a folder.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from corpus.corrections import correct, forget_corrections, unapplied
from corpus.errors import StorageError, UnknownDocument
from corpus.reading import source_of
from corpus.records import Document
from index.correcting import apply_corrections
from index.store import Store
from index.sync import sync
from index.writer import Writer
from ui.changes import Changes
from ui.ingest_report import account
from ui.upload_log import Entry, Job, Upload, UploadLog
from ui.upload_names import safe_name

_ROUND = 8
"""Files that are read before whatever else was asked for has its turn; the reports on them come together."""
_RETRY_S = 10.0
"""Seconds until files are tried again after the disk refused."""
_SHOWN = 300
TWICE = "Trùng tên với một tệp khác cùng gửi. Hãy đổi tên một trong hai tệp rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: `draft` is where its bytes lie, None if `error` says why they were not taken."""

    name: str
    draft: Path | None = None
    size: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that is in no answer any more. `kept` are its files outside `uploads/`, which are left alone."""

    document: Document
    kept: tuple[str, ...]


class Uploads:
    """The changes that people ask of one server's collection; safe to share between threads.

    `on_file` is told what became of each file: a status of the ingest report, or "refused".
    """

    def __init__(self, store: Store, on_file: Callable[[str], None] = lambda outcome: None):
        self._store = store
        self._on_file = on_file
        self._changes = Changes(store)
        self._reading: set[str] = set()
        self._asked = threading.Lock()
        self._queued = False
        self._retry: threading.Timer | None = None
        top = store.settings.data_dir / "uploads"
        self.folder = top / (safe_name(store.settings.collection) or "_")
        """Where uploaded files are kept."""
        self.drafts = top / ".drafts"
        """Where the bytes of files lie until they are whole."""

    @cached_property
    def _log(self) -> UploadLog:
        return UploadLog(self._store.settings.data_dir / "uploads.sqlite3", self._store.settings.collection)

    def start(self) -> None:
        """Go on with what was accepted before the server last stopped."""
        with suppress(OSError):
            for draft in self.drafts.iterdir() if self.drafts.is_dir() else ():
                draft.unlink()
        if strays := self._strays():
            self._log.begin(strays)
        for doc_id in unapplied(self._store.catalogue):
            self._apply(doc_id)
        if self._log.waiting(1):
            self._ask()

    def close(self) -> None:
        """Stop at the next safe point; what is not done then is done after the next start."""
        if self._retry:
            self._retry.cancel()
        self._changes.close()

    # Files.

    def accept(self, sent: Sequence[Sent]) -> Job:
        """Keep the files and begin to read them. Raises `StorageError`, and keeps none, where the disk refuses.

        Of two under one name the second is refused: sent together, neither is a new version of the other.
        """
        entries: list[Entry] = []
        moves: dict[Path, Path] = {}
        for one in sent:
            name = one.name[:_SHOWN]
            if one.draft is None:
                entries.append(Entry(name, size=one.size, error=one.error))
                continue
            target = self.folder / safe_name(one.name)
            if target in moves:
                entries.append(Entry(name, size=one.size, error=TWICE))
                with suppress(OSError):
                    one.draft.unlink()
                continue
            moves[target] = one.draft
            entries.append(Entry(name, source_of(target), one.size))

        def move() -> None:
            for target, draft in moves.items():
                draft.replace(target)

        try:
            if moves:
                self.folder.mkdir(parents=True, exist_ok=True)
            job = self._log.begin(entries, move)
        except OSError as exc:
            raise StorageError(f"Không lưu được tệp vào {self.folder}: {exc.strerror or exc}. Hãy thử lại.") from exc
        for _ in range(len(sent) - len(moves)):
            self._on_file("refused")
        if moves:
            self._ask()
        return job

    def reread(self, doc_id: str) -> Job:
        """Read a document's file again although it has not changed. Raises `UnknownDocument`."""
        document = self._held(doc_id)
        name = document.source.rpartition("/")[2]
        job = self._log.begin([Entry(name, document.source, again=True)])
        self._ask()
        return job

    def jobs(self) -> tuple[Job, ...]:
        """The jobs of this collection, newest first."""
        return self._log.jobs()

    def job(self, job_id: str) -> Job | None:
        """One job, if it is known."""
        return next(iter(self._log.jobs(job_id)), None)

    def is_reading(self, upload: Upload) -> bool:
        """Whether a file that waits is being read just now."""
        return upload.source in self._reading

    @property
    def waiting(self) -> bool:
        """Whether another process is writing, so that everything waits for it."""
        return self._changes.waiting

    def dismiss(self, job_id: str) -> bool:
        """Forget what became of a job's files; one of ours that gave no document is deleted. False if there was none.

        Files that are still to be read are read, and stay on the list.
        """
        gone = self._log.dismiss(job_id)
        for upload in gone:
            if (
                upload.source
                and not upload.doc_id
                and self.is_ours(upload.source)
                and not self._is_known(upload.source)
            ):
                with suppress(OSError):
                    Path(upload.source).unlink()
        return bool(gone)

    def is_ours(self, source: str) -> bool:
        """Whether a file lies under `uploads/`, where only this server puts files."""
        return source.startswith(f"{source_of(self.folder)}/")

    # Documents.

    def remove(self, doc_id: str) -> Removed:
        """Take a document out of every answer, at once; the indexes follow. Raises `UnknownDocument`.

        Of its files, those under `uploads/` are deleted.
        """
        document = self._held(doc_id)
        catalogue = self._store.catalogue
        sources = [
            row[0] for row in catalogue.rows("SELECT source FROM files WHERE doc_id = ? ORDER BY source", (doc_id,))
        ]
        # Forgotten before it is withdrawn, as the command line does: see `remove` there.
        catalogue.forget_files(document.collection, sources)
        catalogue.withdraw([doc_id])
        forget_corrections(catalogue, doc_id)

        def finish(writer: Writer) -> None:
            # Once more: a reading that had begun may have brought it back.
            catalogue.forget_files(document.collection, sources)
            writer.remove([doc_id])
            for source in filter(self.is_ours, sources):
                if not any(upload.source == source for upload in self._log.waiting(10_000)):
                    with suppress(OSError):
                        Path(source).unlink()

        self._changes.do(finish)
        return Removed(document, tuple(s for s in sources if not self.is_ours(s)))

    def correct(self, doc_id: str, changes: Mapping[str, str | None]) -> Future[bool]:
        """Correct a document's metadata; `None` takes a correction back. It is kept at once, and seen when the future
        is done. Raises `UnknownDocument` and `BadInput`."""
        correct(self._store.catalogue, doc_id, changes)
        return self._apply(doc_id)

    def _apply(self, doc_id: str) -> Future[bool]:
        return self._changes.do(lambda writer: apply_corrections(writer, doc_id))

    def _held(self, doc_id: str) -> Document:
        document = self._store.catalogue.document(doc_id, text=False)
        if document is None:
            raise UnknownDocument(f"Kho không có tài liệu nào mang mã “{doc_id}”. Có thể nó vừa được gỡ.")
        return document

    # Reading.

    def _strays(self) -> list[Entry]:
        """Files that were put in place by a server that did not live to write them down."""
        if not self.folder.is_dir():
            return []
        held = self._store.catalogue.files(self._store.settings.collection, under=source_of(self.folder))
        files = (p for p in sorted(self.folder.iterdir()) if p.is_file() and not p.name.startswith("."))
        named = ((p, source_of(p)) for p in files)
        return [
            Entry(path.name, source, path.stat().st_size)
            for path, source in named
            if source not in held and not self._log.knows(source)
        ]

    def _is_known(self, source: str) -> bool:
        held = self._store.catalogue.rows("SELECT 1 FROM files WHERE source = ? LIMIT 1", (source,))
        return bool(held) or self._log.knows(source)

    def _ask(self) -> None:
        with self._asked:
            if self._queued:
                return
            self._queued = True
        self._changes.do(self._read).add_done_callback(self._after)

    def _after(self, future: Future[None]) -> None:
        if self._changes.closed:
            return
        if future.exception() is None:
            if self._log.waiting(1):
                self._ask()
            return
        self._retry = threading.Timer(_RETRY_S, self._ask)
        self._retry.daemon = True
        self._retry.start()

    def _read(self, writer: Writer) -> None:
        """Read the next few files."""
        with self._asked:
            self._queued = False
        try:
            for again, uploads in groupby(self._log.waiting(_ROUND), key=lambda upload: upload.again):
                self._read_some(writer, list(uploads), again=again)
        finally:
            self._reading.clear()

    def _read_some(self, writer: Writer, uploads: list[Upload], *, again: bool) -> None:
        paths = list(dict.fromkeys(Path(upload.source) for upload in uploads))
        left = {upload.id: upload for upload in uploads}
        for report in sync(writer, paths, lambda path, _: self._reading.add(source_of(path)), again=again):
            told = account(report, self._store.catalogue)
            of = [upload for upload in left.values() if upload.source == report.source]
            self._log.settle(of, report.status, doc_id=report.doc_id, passages=report.passages, notes=told.notes)
            self._on_file(report.status)
            self._reading.discard(report.source)
            for upload in of:
                del left[upload.id]
            if self._changes.closed:
                return
        self._log.settle(list(left.values()), "failed", notes=["Không rõ kết quả đọc tệp này. Hãy tải lên lại."])
