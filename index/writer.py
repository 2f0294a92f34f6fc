"""Changing the collection: one writer at a time, in steps that a crash can interrupt anywhere.

    intend (catalogue) → add to both indexes → publish (catalogue) → take the replaced out of both → purge (catalogue)

Passage ids carry the revision they belong to, so old and new never collide and every step can be done twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from filelock import FileLock, Timeout

from corpus.errors import CollectionLocked, StorageError
from corpus.passages import cut_passages
from corpus.records import Document, Metadata
from corpus.rows import document_key
from index.store import Store

_BATCH_PASSAGES = 2_000
"""Passages that go through the steps together: an upsert's worth for Chroma, a commit's for tantivy."""


def indexed_text(metadata: Metadata, outline: Sequence[str], text: str) -> str:
    """What is searched for a passage: the document's title and number and the path to the passage stand before it."""
    return "\n".join(part for part in (metadata.title, metadata.number, " ".join(outline), text) if part)


@contextmanager
def writing(store: Store, *, wait_s: float = 10.0, check: bool = True) -> Iterator[Writer]:
    """Hold the collection's writer lock; whatever an earlier writer left half done is finished first.

    With `check` False neither the fingerprint is compared nor anything finished: the way to `Writer.rebuild`.
    Raises `CollectionLocked` if another process still holds the lock after `wait_s` seconds.
    """
    lock = FileLock(store.settings.data_dir / "write.lock", timeout=wait_s)
    try:
        lock.acquire()
    except Timeout as exc:
        raise CollectionLocked(
            f"Một tiến trình khác đang ghi vào {store.settings.data_dir}. Chờ tiến trình đó xong rồi chạy lại."
        ) from exc
    except OSError as exc:
        raise StorageError(f"Không khóa được {store.settings.data_dir} để ghi: {exc}.") from exc
    try:
        store.refresh()
        writer = Writer(store)
        if check:
            store.check_fingerprint()
            for _ in writer.recover():
                pass
        yield writer
    finally:
        lock.release()


class Writer:
    """Adds and removes documents; made by `writing`, which holds the lock."""

    def __init__(self, store: Store):
        self.store = store

    def recover(self) -> Iterator[tuple[Document, int]]:
        """Finish what an earlier writer intended and did not complete; yields what became ready, as `add` does."""
        catalogue = self.store.catalogue
        if not catalogue.meta("fingerprint"):
            catalogue.set_meta(fingerprint=self.store.fingerprint(), build=str(self.store.build))
        self._sweep()
        left_over = (catalogue.revision(key) for key in catalogue.keys("pending"))
        yield from self._add(document for document in left_over if document)

    def add(self, documents: Iterable[Document]) -> Iterator[tuple[Document, int]]:
        """Take documents in, replacing earlier revisions; yields each with its number of passages once it is safe.

        Documents are drawn in batches, so that a long run is never more than a batch away from its last safe point.
        A revision that is ready already is left as it is and not yielded.
        """
        ready = self.store.catalogue.ready_keys
        yield from self._add(d for d in documents if not ready([document_key(d)]))

    def remove(self, doc_ids: Sequence[str]) -> None:
        """Take documents out; they are gone from every answer with the first step."""
        if doc_ids:
            self.store.catalogue.withdraw(doc_ids)
            self._sweep()

    def rebuild(self) -> Iterator[tuple[Document, int]]:
        """Cut, embed and index every document anew, in indexes beside the old ones, which are deleted at the end.

        Yields each document as it becomes ready again; one that is interrupted goes on with the next writer.
        """
        store = self.store
        old = store.build
        store.catalogue.restart(build=old + 1, fingerprint=store.fingerprint())
        store.refresh()
        yield from self.recover()
        store.destroy_build(old)

    def _add(self, documents: Iterable[Document]) -> Iterator[tuple[Document, int]]:
        stream = iter(documents)
        while batch := self._intend_batch(stream):
            self._index([document_key(document) for document, _ in batch])
            self.store.catalogue.publish([document_key(document) for document, _ in batch])
            self._sweep()
            yield from batch

    def _intend_batch(self, stream: Iterator[Document]) -> list[tuple[Document, int]]:
        batch: list[tuple[Document, int]] = []
        size = 0
        for document in stream:
            passages = cut_passages(document)
            self.store.catalogue.intend(document, passages)
            batch.append((document, len(passages)))
            size += len(passages)
            if size >= _BATCH_PASSAGES:
                break
        return batch

    def _index(self, keys: Sequence[str]) -> None:
        store = self.store
        stored = [passage for key in keys for passage in store.catalogue.passages_of_key(key)]
        texts = [indexed_text(p.metadata, p.passage.outline, p.passage.text) for p in stored]
        ids = [p.id for p in stored]
        store.dense.write(ids, store.embedder.embed_passages(texts), [{"doc_id": p.passage.doc_id} for p in stored])
        store.passages_index.write(zip(ids, texts, strict=True))
        store.documents_index.write((key, _whole_text(store, key)) for key in keys)

    def _sweep(self) -> None:
        """Take revisions that are being deleted out of both indexes and forget them."""
        store = self.store
        store.wrote()
        if keys := store.catalogue.keys("deleting"):
            ids = [p.id for key in keys for p in store.catalogue.passages_of_key(key)]
            store.dense.write(remove=ids)
            store.passages_index.write(remove=ids)
            store.documents_index.write(remove=keys)
            store.catalogue.purge(keys)


def _whole_text(store: Store, key: str) -> str:
    document = store.catalogue.revision(key)
    return indexed_text(document.metadata, (), document.text) if document else ""
