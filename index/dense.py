"""The dense leg: passage vectors in Chroma, nearest by cosine.

chromadb is used directly rather than through llama-index's store, which keeps a JSON copy of each node in the metadata:
the text lives once, in the catalogue, and here stand only vectors and the document key.

Chroma embedded belongs to one process. A process that opens it also replays, and may write, what another has queued; so
opening and writing both take `chroma.lock`, and one that is open goes on searching what it has until it reopens.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.errors import StorageError
from index.filters import EVERYTHING, Facts, Filters

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

VERSION = 3
"""Raise it when what is stored for a passage changes."""

_GRAPH = {"max_neighbors": 48, "ef_construction": 300}
"""Chroma's defaults (16, 100) lost 2 to 52 of 600 short passages, others each time it was opened; these lost none."""
_STALE = "Error finding id"
"""What Chroma says where another process has written an id that its own graph does not have yet."""

_NEIGHBOURS = 10
"""Passages with the very same text share a vector; one found among so many twins is found."""
_SAME = 1e-3

_BATCH = 2_000
"""Vectors a call; Chroma refuses more than about 5,000."""


class DenseIndex:
    """One Chroma collection in a folder (or at a server's `url`), opened when first needed."""

    def __init__(self, path: Path, name: str, url: str = ""):
        self._path, self._name, self._url = path, name, url
        self._client: ClientAPI | None = None
        self._collection: Any = None
        # A search must not find its client closed by another thread that reopens it.
        self._guard = threading.RLock()

    def search(self, vector: NDArray[np.float32], k: int, filters: Filters = EVERYTHING) -> list[tuple[str, float]]:
        """The `k` nearest passages that the filters admit to one L2-normalised vector of shape (dim,).

        As (id, cosine), nearest first.
        """
        return self.search_many(vector[None, :], k, filters)[0] if vector.any() else []

    def search_many(
        self, vectors: NDArray[np.float32], k: int, filters: Filters = EVERYTHING
    ) -> list[list[tuple[str, float]]]:
        """`search` for each row of a float32 array of shape (n, dim)."""
        collection = self._opened()
        if collection is None or not len(vectors):
            return [[] for _ in vectors]
        with self._guard, _mapped(self._path, self._url):
            collection = self._collection  # reopened by another thread, perhaps
            if collection is None:
                return [[] for _ in vectors]
            # Chroma gives fewer where it holds fewer; counting first would take longer than the search.
            found = collection.query(
                query_embeddings=vectors, n_results=k, where=_where(filters), include=["distances"]
            )
        return [
            [(i, 1.0 - float(d)) for i, d in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        ]

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The stored vectors of the passages that are held, by id; none if what is open is too old to tell."""
        from chromadb.errors import ChromaError

        collection = self._opened()
        if collection is None or not ids:
            return {}
        with self._guard, _mapped(self._path, self._url):
            try:
                found = (self._collection or collection).get(ids=list(ids), include=["embeddings"])
            except ChromaError as exc:
                if _STALE in str(exc):
                    return {}
                raise
        return dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))

    def lost(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> list[str]:
        """Those of the ids that a search for their own vector (float32, shape (n, dim)) does not find.

        A row of zeros cannot be searched for and is taken as found.
        """
        missing = []
        searchable = np.flatnonzero(vectors.any(axis=1))
        for row, hits in zip(searchable.tolist(), self.search_many(vectors[searchable], _NEIGHBOURS), strict=True):
            near = [i for i, cosine in hits if cosine > 1 - _SAME]
            # With more twins than neighbours asked for, the passage may be among those that did not come.
            crowded = len(near) == _NEIGHBOURS and ids[row] in self.vectors([ids[row]])
            if ids[row] not in near and not crowded:
                missing.append(ids[row])
        return missing

    def __len__(self) -> int:
        collection = self._opened()
        with _mapped(self._path, self._url):
            return 0 if collection is None else int(collection.count())

    def write(
        self,
        add: Sequence[str] = (),
        vectors: NDArray[np.float32] | None = None,
        metadatas: Sequence[Facts] = (),
        remove: Iterable[str] = (),
    ) -> None:
        """Take ids out, then put others in with their vectors (float32, shape (n, dim)) and metadata.

        An id always stands for the same vector, so one that is held is left as it is.

        Raises `StorageError` if the disk refuses; a part may then be written, and writing it again is harmless.
        """
        gone = list(remove)
        with self._locked(), self._guard, _mapped(self._path, self._url):
            collection = self._open(create=True)
            for i in range(0, len(gone), _BATCH):
                collection.delete(ids=gone[i : i + _BATCH])
            for i in range(0, len(add), _BATCH):
                assert vectors is not None
                # Not an upsert: a point updated in place can fall out of Chroma's graph, found by its id and by no
                # search (seen when a killed writer's batch was written again, 2026-11).
                held = set(collection.get(ids=list(add[i : i + _BATCH]), include=[])["ids"])
                new = [j for j in range(i, min(i + _BATCH, len(add))) if add[j] not in held]
                if new:
                    collection.add(
                        ids=[add[j] for j in new],
                        embeddings=vectors[new],
                        metadatas=[metadatas[j] for j in new],
                    )
            if add and vectors is not None:
                # A query makes Chroma work off its queue now, under the lock, and not in whoever opens it next.
                collection.query(query_embeddings=vectors[:1], n_results=1, include=[])

    def reopen(self, *, wait_s: float) -> bool:
        """See what other processes have written; False, and nothing changed, if one is busy for `wait_s` seconds."""
        if self._url:
            self._collection = None
            return True
        try:
            with FileLock(self._lock_path, timeout=wait_s), self._guard:
                self._close()
                self._open(create=False)
        except Timeout:
            return False
        return True

    def destroy(self, name: str) -> None:
        """Delete another collection of the same folder or server, if it exists."""
        with self._locked(), _mapped(self._path, self._url):
            self._open(create=True)
            assert self._client is not None
            if name in {c.name for c in self._client.list_collections()}:
                self._client.delete_collection(name)

    def close(self) -> None:
        """Let go of the files."""
        if not self._url:
            self._close()

    @property
    def _lock_path(self) -> Path:
        return self._path.with_suffix(".lock")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock_path):
            yield

    def _opened(self) -> Any:
        if self._collection is None and (self._url or self._path.is_dir()):
            with self._locked(), _mapped(self._path, self._url):
                self._open(create=False)
        return self._collection

    def _open(self, *, create: bool) -> Any:
        if self._collection is not None:
            return self._collection
        if self._client is None:
            self._client = _client(self._path, self._url)
        if create:
            # Cosine, and no embedding function: vectors come from our embedder, and Chroma's default wants a download.
            self._collection = self._client.get_or_create_collection(
                self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine", **_GRAPH}}
            )
        elif self._name in {c.name for c in self._client.list_collections()}:
            self._collection = self._client.get_collection(self._name, embedding_function=None)
            if self._collection.count():
                self._collection.query(query_embeddings=[self._collection.peek(1)["embeddings"][0]], n_results=1)
        return self._collection

    def _close(self) -> None:
        """Drop this path's cached system too: a new client would share it and go on seeing the old vectors."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None


def _where(filters: Filters) -> dict[str, Any] | None:
    """The filters in Chroma's words."""
    clauses: list[dict[str, Any]] = [{name: {"$in": list(wanted)}} for name, wanted in filters.words.items() if wanted]
    if filters.after or filters.before:
        first, last = filters.dates
        clauses += [{"date": {"$gte": first}}, {"date": {"$lte": last}}]
    if filters.clearance is not None:
        clauses.append({"level": {"$lte": filters.level}})
    if filters.without:
        clauses.append({"doc_id": {"$nin": list(filters.without)}})
    return {"$and": clauses} if len(clauses) > 1 else clauses[0] if clauses else None


def _client(path: Path, url: str) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(path=str(path), settings=quiet)
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    return chromadb.HttpClient(host=parts.hostname or "localhost", port=port, ssl=secure, settings=quiet)


@contextmanager
def _mapped(path: Path, url: str) -> Iterator[None]:
    from chromadb.errors import ChromaError, InternalError

    try:
        yield
    except (ChromaError, InternalError, OSError, ValueError) as exc:
        if url:
            raise StorageError(
                f"Máy chủ Chroma {url} không trả lời như cần: {exc}. Kiểm tra VANKIEN_CHROMA_URL (chroma_url trong cấu"
                " hình), mạng và máy chủ; để trống thì dùng Chroma ngay trên máy này."
            ) from exc
        raise StorageError(
            f"Kho véc-tơ Chroma {path} không đọc hoặc ghi được: {exc}. Kiểm tra dung lượng đĩa và quyền ghi; "
            "nếu kho hỏng, chạy: vankien rebuild"
        ) from exc
