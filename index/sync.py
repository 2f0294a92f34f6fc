"""Bringing the collection in step with files and folders: added, updated, left alone, deleted, by content hash."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus.errors import ReadError
from corpus.reading import VERSION, content_hash, read_bytes, source_of
from corpus.records import Document
from corpus.rows import FileEntry, document_key
from corpus.workers import Workers, open_workers
from index.writer import Writer

Status = Literal["added", "updated", "unchanged", "deleted", "duplicate", "failed"]

_AHEAD = 2
"""Files looked at for each process that reads; their bytes and texts wait in memory."""
_IGNORED = (".", "~$")
_IGNORED_NAMES = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. `error` is empty unless it failed; `document` is what was read, for a person's eyes."""

    source: str
    status: Status
    doc_id: str = ""
    passages: int = 0
    error: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """Files that paths led to, what could not be entered, and the folders whose vanished files count as deleted."""

    files: tuple[Path, ...]
    failures: tuple[FileReport, ...]
    folders: tuple[Path, ...]


def find_files(paths: Sequence[Path], data_dir: Path | None = None) -> _Found:
    """Every file under the paths, sorted; hidden files, editors' leftovers and our own store
    under `data_dir` are not documents."""
    files: dict[Path, None] = {}
    failures: list[FileReport] = []
    folders: list[Path] = []
    for given in paths:
        path = Path(os.path.abspath(given))  # noqa: PTH100 (links keep the name that people know)
        try:
            folder, there = path.is_dir(), path.exists()
        except OSError as exc:  # a name that is too long for this system
            failures.append(_failed(path, f"Không mở được {path}: {exc.strerror}. Kiểm tra lại đường dẫn."))
            continue
        if folder:
            folders.append(path)
            files.update(dict.fromkeys(p for p in _walk(path, failures) if not _own(p, data_dir)))
        elif there:
            files[path] = None
        else:
            failures.append(_failed(path, f"Không thấy tệp hoặc thư mục {path}. Kiểm tra lại đường dẫn."))
    named: dict[str, Path] = {}
    for path in files:
        if (first := named.setdefault(source_of(path), path)) != path:
            failures.append(
                _failed(path, f"“{path.name}” trùng tên với một tệp khác ({first.name}); hãy đổi tên một tệp.")
            )
    return _Found(tuple(named.values()), tuple(failures), tuple(folders))


def sync(
    writer: Writer,
    paths: Sequence[Path],
    on_file: Callable[[Path, int], None] | None = None,
    only: Callable[[Path], bool] | None = None,
    *,
    again: bool = False,
) -> Iterator[FileReport]:
    """Read what is new or changed under the paths, and remove what vanished from those of them that are folders.

    What an earlier version of the readers read counts as changed; with `again`, everything does.
    With `only`, files that it is false of are taken to be unchanged: neither opened nor reported.
    Yields a report per file once its fate is safe on disk. `on_file` is called before each file is looked at, with the
    number of files in all. A file that fails never stops the others, and an earlier reading of it is kept.
    """
    store = writer.store
    catalogue, collection = store.catalogue, store.settings.collection
    found = find_files(paths, store.settings.data_dir)
    yield from found.failures
    yield from _remove_vanished(writer, found)
    seen: set[Path] = set()
    todo = tuple(p for p in found.files if only is None or only(p))
    with open_workers(store.settings) as workers:
        while todo:
            yield from _read(writer, todo, on_file, workers, again)
            # A duplicate whose other file was changed or deleted must now be read for itself, once.
            todo = tuple(p for p in map(Path, catalogue.orphans(collection)) if p not in seen and p.is_file())
            seen.update(todo)


def _own(path: Path, data_dir: Path | None) -> bool:
    return data_dir is not None and path.is_relative_to(data_dir.absolute())


def _walk(folder: Path, failures: list[FileReport]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        path = Path(error.filename)
        failures.append(_failed(path, f"Không mở được thư mục {path}: {error.strerror}. Kiểm tra quyền đọc."))

    for parent, names, files in os.walk(folder, onerror=refused):
        names[:] = sorted(n for n in names if not n.startswith("."))
        # Not entered: what a link inside the folder leads to is found in its own place, and no link makes a circle.
        for path in (Path(parent) / n for n in names):
            if path.is_symlink() and not _leads_into(folder, path):
                failures.append(_failed(path, _strays(path, folder)))
        for name in sorted(files):
            if name.startswith(_IGNORED) or name.lower() in _IGNORED_NAMES:
                continue
            path = Path(parent) / name
            if path.is_symlink() and not _leads_into(folder, path):
                failures.append(_failed(path, _strays(path, folder)))
            else:
                yield path


def _strays(link: Path, folder: Path) -> str:
    return f"{link.name} là liên kết hỏng hoặc trỏ ra ngoài thư mục {folder}; không đọc."


def _leads_into(folder: Path, link: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # broken, or a loop
        return False


def _remove_vanished(writer: Writer, found: _Found) -> Iterator[FileReport]:
    catalogue, collection = writer.store.catalogue, writer.store.settings.collection
    present = {source_of(p) for p in found.files}
    # What lies in a folder that could not be entered has not vanished.
    refused = tuple(f"{r.source}/" for r in found.failures)
    for folder in found.folders:
        gone = [
            entry
            for source, entry in catalogue.files(collection, under=source_of(folder)).items()
            if source not in present and not f"{source}/".startswith(refused or ("\0",))
        ]
        own = [e for e in gone if (d := catalogue.document(e.doc_id)) and d.source == e.source]
        # Documents first: a file that is still known after a crash is looked for again, a forgotten one never.
        writer.remove([e.doc_id for e in own])
        catalogue.forget_files(collection, [e.source for e in gone])
        for entry in gone:
            yield FileReport(entry.source, "deleted", entry.doc_id)


def _read(
    writer: Writer, files: Sequence[Path], on_file: Callable[[Path, int], None] | None, workers: Workers, again: bool
) -> Iterator[FileReport]:
    """Reports on `files`, each after its batch is published; those that need no reading come out in between."""
    batch = _Batch(writer, workers, again)
    known, reports = batch.known, batch.reports

    def changed() -> Iterator[Document]:
        ahead: deque[_Look] = deque()
        for path in files:
            if on_file:
                on_file(path, len(files))
            ahead.append(batch.look(path))
            if len(ahead) > _AHEAD * workers.count:
                yield from batch.settle(ahead.popleft())
        while ahead:
            yield from batch.settle(ahead.popleft())

    for document, passages in writer.add(changed()):
        status: Status = "updated" if document.source in known else "added"
        yield FileReport(document.source, status, document.id, passages, document=replace(document, text=""))
        while reports:
            yield reports.popleft()
    yield from reports


@dataclass(slots=True)
class _Look:
    """A file that was looked at: the hash of its content, and its reading if one was begun ahead of its turn."""

    path: Path
    source: str
    digest: str = ""
    reading: Future[Document] | None = None
    failure: ReadError | None = None


class _Batch:
    """The files of one run: begun ahead, settled in order one by one. `reports` are on those that gave no document."""

    def __init__(self, writer: Writer, workers: Workers, again: bool):
        self._writer, self._workers, self._again = writer, workers, again
        self._settings = writer.store.settings
        self._accepted: dict[str, FileEntry] = {}
        self._begun: set[str] = set()
        self.known = writer.store.catalogue.files(self._settings.collection)
        self.reports: deque[FileReport] = deque()

    def look(self, path: Path) -> _Look:
        """Hash a file and, if its content is new, begin to read it."""
        look = _Look(path, source_of(path))
        try:
            data = read_bytes(path, self._settings)
        except ReadError as exc:
            look.failure = exc
            return look
        look.digest = content_hash(data)
        if look.digest not in self._begun and not self._held(look):
            self._begun.add(look.digest)
            look.reading = self._workers.submit(data, path, self._settings)
        return look

    def settle(self, look: _Look) -> Iterator[Document]:
        """The document in a file whose content is not held; a report instead where it is, or cannot be read."""
        try:
            document = self._settled(look)
        except ReadError as exc:
            kept = " Bản đã đọc trước đó vẫn được giữ." if look.source in self.known else ""
            self.reports.append(FileReport(look.source, "failed", error=f"{exc}{kept}"))
            return
        if document:
            self._accepted[document.content_hash] = FileEntry(look.source, document.id, document.content_hash)
            yield document

    def _settled(self, look: _Look) -> Document | None:
        if look.failure:
            raise look.failure
        same, entry = self._held(look), self.known.get(look.source)
        if same and entry and (entry.content_hash, entry.doc_id) == (look.digest, same.doc_id):
            status: Status = "unchanged" if same.source == look.source else "duplicate"
            self.reports.append(FileReport(look.source, status, entry.doc_id))
            return None
        if same and same.source != look.source:
            _become_duplicate(self._writer, look.source, same, entry)
            self.reports.append(FileReport(look.source, "duplicate", same.doc_id))
            return None
        if not look.reading:  # its twin, begun before it, could not be read
            look.reading = self._workers.submit(read_bytes(look.path, self._settings), look.path, self._settings)
        document = look.reading.result()
        catalogue = self._writer.store.catalogue
        if catalogue.ready_keys([document_key(document)]):
            # The same revision, read again on request, must not share the ids of the passages that are held.
            document = replace(document, reading=f"{document.reading}+{catalogue.generation}")
        return document

    def _held(self, look: _Look) -> FileEntry | None:
        """The file that this content was accepted from already, unless it is this very file and to be read again."""
        held = self._accepted.get(look.digest)
        if not held:
            held = self._writer.store.catalogue.file_of_hash(self._settings.collection, look.digest)
            stale = held and (self._again or held.reading.partition("+")[0] != VERSION)
            if held and stale and held.source == look.source:
                return None
        return held


def _become_duplicate(writer: Writer, source: str, same: FileEntry, before: FileEntry | None) -> None:
    catalogue, collection = writer.store.catalogue, writer.store.settings.collection
    catalogue.record_file(collection, FileEntry(source, same.doc_id, same.content_hash))
    if before and (old := catalogue.document(before.doc_id)) and old.source == source:
        writer.remove([old.id])


def _failed(path: Path, error: str) -> FileReport:
    return FileReport(source_of(path), "failed", error=error)
