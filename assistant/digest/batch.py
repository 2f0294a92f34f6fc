"""Digesting a batch of files and of documents that are held: each once, several at a time, safe at every moment.

Files are read as `ingest` reads them, in processes with limits, and need not be held; what was digested before under
the same configuration is not digested again. A digest is safe once it is kept: whatever ends a run, the next goes on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from assistant.digest.digest import VERSION as DIGEST_VERSION
from assistant.digest.digest import Digest
from assistant.digest.digest_store import DigestStore, Key, key_of
from assistant.digest.digesting import Digested, configuration, digest_document
from assistant.digest.held import whole_document
from assistant.digest.writing import SummaryWriter
from corpus.catalogue import Catalogue
from corpus.errors import CollectionLocked, ReadError, StorageError
from corpus.reading import VERSION, content_hash, document_id, read_bytes, source_of
from corpus.records import Document, Metadata
from corpus.settings import Settings
from corpus.workers import Workers, open_workers
from index.sync import find_files

Status = Literal["digested", "kept", "failed"]

_AHEAD = 2
"""Files begun for each process that reads; their bytes and digests wait in memory."""
_STEP, _STEP_S = 40, 0.5
"""Digests, and seconds, after which what was made is kept."""
_SCRATCH = "tmp-digests"
_WAIT_S = 10.0
"""Seconds that a run waits for another to end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to digest, or the id of a document that is held."""

    path: Path
    doc_id: str = ""


_NO_KEY = Key("", "", "")


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one file: `key` leads to its digest in the store, unless it failed with `error`.

    `mtime` is when the file was changed, ISO 8601; empty where there is no file any more. `metadata` is what the
    collection knows of a document that is held.
    """

    source: str
    status: Status
    doc_id: str = ""
    key: Key = _NO_KEY
    error: str = ""
    mtime: str = ""
    metadata: Metadata | None = None

    def digest_of(self, digested: Digested) -> Digest:
        """The digest of this file, out of what is kept under its key."""
        return digested.digest.of(self.doc_id, self.source, self.metadata)


def wanted_files(
    names: Sequence[str], find: Callable[[str], Document | None], data_dir: Path
) -> tuple[list[Wanted], list[Made]]:
    """What the names stand for: files, the files of folders, or documents held that `find` knows; and what failed."""
    wanted: dict[str, Wanted] = {}
    failed: list[Made] = []
    for name in names:
        path = Path(name)
        if (held := find(name)) and not path.exists():
            wanted.setdefault(held.source, Wanted(Path(held.source), held.id))
            continue
        found = find_files([path], data_dir)
        failed += [Made(f.source, "failed", error=f.error) for f in found.failures]
        for file in found.files:
            wanted.setdefault(source_of(file), Wanted(file))
    return list(wanted.values()), failed


@contextmanager
def digesting(
    settings: Settings, catalogue: Catalogue, store: DigestStore, length: int, writer: SummaryWriter | None = None
) -> Iterator[Batch]:
    """A batch under the lock of the digests; `writer` puts summaries in a model's words.

    Raises `CollectionLocked` while another process digests.
    """
    lock = FileLock(settings.data_dir / "digests.lock", timeout=_WAIT_S)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as exc:
        raise CollectionLocked(
            f"Một tiến trình khác đang tóm tắt vào {settings.data_dir}. Chờ tiến trình đó xong rồi chạy lại."
        ) from exc
    except OSError as exc:
        raise StorageError(f"Không khóa được {settings.data_dir} để tóm tắt: {exc}.") from exc
    try:
        store.forget_versions(f"digest={DIGEST_VERSION} ")
        with open_workers(settings, _SCRATCH) as workers:
            yield Batch(settings, catalogue, store, workers, length=length, writer=writer)
    finally:
        lock.release()


class Batch:
    """Digests files one after the other; made by `digesting`."""

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        store: DigestStore,
        workers: Workers,
        *,
        length: int,
        writer: SummaryWriter | None,
    ) -> None:
        self._settings, self._catalogue, self._store = settings, catalogue, store
        self._workers, self._writer = workers, writer
        self._then = partial(digest_document, length=length, whole=writer is not None)
        self.configuration = configuration(length, writer.name if writer else "")
        self._held = catalogue.files(settings.collection)
        self._making: dict[Key, Future[Digested]] = {}

    def run(self, wanted: Sequence[Wanted], on_file: Callable[[Path], None] | None = None) -> Iterator[Made]:
        """A report on each, in order, once its digest is safe. `on_file` is called as each is begun.

        Raises `ServerFailed` where the model that writes does not answer; what was written until then is kept.
        """
        ahead: deque[_Begun] = deque()
        waiting: list[tuple[Made, Digested | None]] = []
        since = time.monotonic()
        for n, each in enumerate(wanted, start=1):
            if on_file:
                on_file(each.path)
            ahead.append(self._begin(each))
            while ahead and (len(ahead) > _AHEAD * self._workers.count or n == len(wanted)):
                waiting.append(self._settled(ahead.popleft()))
                if self._writer or len(waiting) >= _STEP or time.monotonic() - since > _STEP_S:
                    yield from self._keep(waiting)
                    waiting, since = [], time.monotonic()
        yield from self._keep(waiting)

    def _keep(self, settled: Sequence[tuple[Made, Digested | None]]) -> list[Made]:
        fresh = [(made.key, digested) for made, digested in settled if digested]
        if fresh:
            self._store.keep(fresh, self.configuration)
        for made, _ in settled:
            self._making.pop(made.key, None)
        return [made for made, _ in settled]

    def _settled(self, begun: _Begun) -> tuple[Made, Digested | None]:
        made = begun.made
        if begun.digest is None:
            return made, None
        try:
            digested = begun.digest.result()
        except ReadError as exc:
            return Made(made.source, "failed", error=str(exc)), None
        return replace(made, status="digested"), self._writer.write(digested) if self._writer else digested

    def _begin(self, wanted: Wanted) -> _Begun:
        """Hash a file and, where there is no digest of its content, begin to make it."""
        try:
            return self._held_begun(wanted) if wanted.doc_id else self._file_begun(wanted.path)
        except ReadError as exc:
            return _Begun(Made(source_of(wanted.path), "failed", error=str(exc)))

    def _held_begun(self, wanted: Wanted) -> _Begun:
        document = self._catalogue.document(wanted.doc_id, text=False)
        if document is None:
            raise _gone(wanted.path)
        return self._document_begun(document, wanted.path)

    def _file_begun(self, path: Path) -> _Begun:
        data = read_bytes(path, self._settings)
        digest, source = content_hash(data), source_of(path)
        held = self._held.get(source)
        # What is quoted must be the text that is shown, which an earlier version of the readers may have read.
        document = self._catalogue.document(held.doc_id, text=False) if held and held.content_hash == digest else None
        if document and (document.source, document.content_hash) == (source, digest):
            return self._document_begun(document, path)
        key = Key(digest, path.name, VERSION)
        doc_id = document_id(self._settings.collection, source)
        made = Made(source, "kept", doc_id, key, mtime=_changed(path))
        return self._begun(made, lambda: (data, path))

    def _document_begun(self, document: Document, path: Path) -> _Begun:
        key = key_of(document)
        made = Made(document.source, "kept", document.id, key, mtime=_changed(path), metadata=document.metadata)

        def whole() -> tuple[Document, Path]:
            found = whole_document(self._catalogue, document.id)
            if found is None or key_of(found) != key:
                raise _gone(path)
            return found, path

        return self._begun(made, whole)

    def _begun(self, made: Made, load: Callable[[], tuple[bytes | Document, Path]]) -> _Begun:
        """`made`, or the beginning of it where its digest is neither kept nor being made for a file like it."""
        if made.key not in self._making:
            if self._store.kept([made.key], self.configuration):
                return _Begun(made)
            self._making[made.key] = self._workers.submit_then(*load(), self._then)
        return _Begun(made, self._making[made.key])


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file whose digest is kept, is being made, or cannot be."""

    made: Made
    digest: Future[Digested] | None = None


def _gone(path: Path) -> ReadError:
    return ReadError(f"“{path.name}” vừa được gỡ khỏi kho hoặc thay bằng bản khác. Hãy chạy lại.")


def _changed(path: Path) -> str:
    try:
        return time.strftime("%Y-%m-%d", time.localtime(path.stat().st_mtime))
    except (OSError, ValueError, OverflowError):
        return ""
