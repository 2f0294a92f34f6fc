"""A store of its own for each folder that is measured, under `<data_dir>/eval/`; the office's is never touched.

Its name carries a digest of the folder's content, of the index's fingerprint and of the code that reads and indexes, so
a folder measured again is reused, and one that was changed, or whose readers were, is indexed anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import corpus
import index
from corpus.errors import BadInput, StorageError
from corpus.reading import source_of
from corpus.settings import Settings
from eval.beir import BeirFolder, check_judged, read_corpus, read_qrels
from index.store import Store
from index.sync import find_files, sync
from index.writer import writing

Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number in all."""

_COMPLETE = "complete.json"
"""Written last: a workspace without it is half built, and the next run goes on with it."""
_KEPT = 3
"""Workspaces of one name that stay on disk: each edit of a folder makes another, and a large one takes 500 MB."""
_LONGEST = 60
"""Characters of the folders' names that a workspace's name begins with."""
_SEARCHING = {
    "closeness.py",
    "cross_encoder.py",
    "definitions.py",
    "fusion.py",
    "reranking.py",
    "rereading.py",
    "retriever.py",
    "search.py",
    "verify.py",
    "weights.py",
}
"""Modules of `index` that have no say in what is indexed: tuning them must not index everything anew."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An indexed folder. `notes` say in Vietnamese what was not as it should be, such as files that were not read."""

    store: Store
    notes: tuple[str, ...] = ()


@contextmanager
def beir_workspace(folder: BeirFolder, settings: Settings, on_progress: Progress | None = None) -> Iterator[Workspace]:
    """The data set's corpus, indexed.

    Raises `BadInput`, before anything is indexed, if the corpus or the qrels are malformed.
    """
    digest = _digest([_hash_of(folder.corpus)], settings)

    def build(store: Store) -> tuple[str, ...]:
        corpus = read_corpus(folder)
        total = len(corpus.documents)
        if folder.qrels:
            check_judged(folder, read_qrels(folder), {d.id for d in corpus.documents}.__contains__)
        with writing(store) as writer:
            done, _ = store.catalogue.counts()
            for _ in writer.add(corpus.documents):
                done += 1
                if on_progress:
                    on_progress(done, total)
        return corpus.notes

    with _opened(folder.name, digest, settings, build) as workspace:
        yield workspace


def folder_workspace(
    folder: Path, settings: Settings, on_progress: Progress | None = None
) -> AbstractContextManager[Workspace]:
    """A folder of documents of any format, indexed as `vankien ingest` would. Raises `BadInput` if it is no folder."""
    return folders_workspace([folder], settings, on_progress)


@contextmanager
def folders_workspace(
    folders: Sequence[Path], settings: Settings, on_progress: Progress | None = None
) -> Iterator[Workspace]:
    """Several folders of documents in one store. Raises `BadInput` if one of them is no folder or has no file."""
    for folder in folders:
        if not folder.is_dir():
            raise BadInput(f"Không thấy thư mục tài liệu {folder}. Kiểm tra lại đường dẫn.")
        if not find_files([folder]).files:
            raise BadInput(f"Thư mục {folder} không có tệp nào để hỏi.")
    files = find_files(folders).files
    content = [f"{source_of(path)} {path.stat().st_size} {_hash_of(path)}" for path in files]
    digest = _digest([*content, f"{settings.max_file_mb} {settings.max_text_mb} {settings.collection}"], settings)

    def build(store: Store) -> tuple[str, ...]:
        done = 0

        def step(_: Path, total: int) -> None:
            nonlocal done
            done += 1
            if on_progress:
                on_progress(done, total)

        with writing(store) as writer:
            reports = list(sync(writer, folders, step))
        return tuple(f"Không đọc được {r.source}: {r.error}" for r in reports if r.status == "failed")

    name = "+".join(folder.resolve().name for folder in folders)[:_LONGEST]
    with _opened(name, digest, settings, build) as workspace:
        yield workspace


Build = Callable[[Store], tuple[str, ...]]


@contextmanager
def _opened(name: str, digest: str, settings: Settings, build: Build) -> Iterator[Workspace]:
    shelf = settings.data_dir / "eval"
    stem = re.sub(r"[^\w.-]+", "_", name) or "folder"
    path = shelf / f"{stem}-{digest}"
    marker = path / _COMPLETE
    built = marker.is_file()
    # Only a build needs the model that embeds passages; asking goes without importing torch.
    with Store(_own(settings, path), light=built) as store:
        if not built:
            notes = build(store)
            documents, passages = store.catalogue.counts()
            record = {"documents": documents, "passages": passages, "notes": notes}
            _write(marker, json.dumps(record, ensure_ascii=False))
            _prune(shelf, stem, path)
        yield Workspace(store, _notes(marker))


def _own(settings: Settings, path: Path) -> Settings:
    """The settings with another data directory; embedded Chroma, since on a server the collections would collide.

    Near-duplicates are not told: a benchmark holds each of them to be a document.
    """
    return settings.model_copy(update={"data_dir": path, "chroma_url": "", "near_duplicates": False})


def _digest(content: Iterable[str], settings: Settings) -> str:
    """Twelve hexadecimal digits over the folder's content and everything that decides how it is indexed."""
    with tempfile.TemporaryDirectory() as scratch, Store(_own(settings, Path(scratch)), light=True) as probe:
        fingerprint = probe.fingerprint()
    parts = [*content, fingerprint, *map(_hash_of, _code())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _code() -> list[Path]:
    """The modules that decide what is indexed: a reader that was repaired must not be measured by its old reading."""
    reading = [p for folder in corpus.__path__ for p in Path(folder).rglob("*.py")]
    indexing = [p for folder in index.__path__ for p in Path(folder).glob("*.py") if p.name not in _SEARCHING]
    return sorted(reading) + sorted(indexing) + [Path(__file__).with_name("beir.py")]


def _hash_of(path: Path) -> str:
    """SHA-256 of a file's bytes; empty for a file that the system refuses (reading it will report why)."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _prune(shelf: Path, stem: str, keep: Path) -> None:
    """Delete all but the newest workspaces of one name."""
    ours = re.compile(re.escape(stem) + "-[0-9a-f]{12}")
    others = [p for p in shelf.iterdir() if p != keep and ours.fullmatch(p.name)]
    others.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    for old in others[_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)  # another process may be measuring in it


def _write(path: Path, text: str) -> None:
    try:
        partial = path.with_suffix(".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as exc:
        raise StorageError(f"Không ghi được {path}: {exc.strerror}. Kiểm tra dung lượng đĩa và quyền ghi.") from exc


def _notes(marker: Path) -> tuple[str, ...]:
    try:
        return tuple(json.loads(marker.read_text(encoding="utf-8"))["notes"])
    except (OSError, ValueError, KeyError) as exc:
        raise StorageError(f"{marker} hỏng: {exc}. Xóa thư mục {marker.parent} rồi chạy lại.") from exc
