"""Changing the collection: one writer at a time, in steps that a crash can interrupt anywhere.

    intend (catalogue) → add to both indexes → publish (catalogue) → take the replaced out of both → purge (catalogue)

Passage ids carry the revision they belong to, so old and new never collide and every step can be done twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from filelock import FileLock, Timeout

from corpus.corrections import laid_over
from corpus.errors import CollectionLocked, StorageError
from corpus.near import record_near
from corpus.passages import cut_passages
from corpus.records import Document
from corpus.rows import StoredPassage, document_key, key_of
from index.filters import Facts, facts_of
from index.store import Store
from index.texts import indexed_text, whole_text

_BATCH_PASSAGES = 2_000
"""Passages that go through the steps together: an upsert's worth for Chroma, a commit's for tantivy."""


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
        if catalogue.keys("pending"):
            self._mark_holes()
            yield from self._finish()
        self.store.destroy_other_builds()

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
        """Cut, embed and index every document anew; yields each as it becomes ready again.

        Until then it is not answered from: old indexes that need rebuilding are not to be trusted. A rebuild that is
        interrupted goes on with the next writer.
        """
        store = self.store
        store.catalogue.restart(build=store.build + 1, fingerprint=store.fingerprint())
        store.refresh()
        yield from self._finish()
        store.destroy_other_builds()

    def _finish(self) -> Iterator[tuple[Document, int]]:
        catalogue = self.store.catalogue
        left_over = (catalogue.whole_revision(key) for key in catalogue.keys("pending"))
        yield from self._add(document for document in left_over if document)

    def _add(self, documents: Iterable[Document]) -> Iterator[tuple[Document, int]]:
        stream = iter(documents)
        while batch := self._intend_batch(stream):
            self._index([document_key(document) for document, _ in batch])
            if self.store.settings.near_duplicates:
                record_near(self.store.catalogue, (document for document, _ in batch))
            self.store.catalogue.publish([document_key(document) for document, _ in batch])
            self._sweep()
            yield from batch

    def _intend_batch(self, stream: Iterator[Document]) -> list[tuple[Document, int]]:
        batch: list[tuple[Document, int]] = []
        size = 0
        for document in (laid_over(self.store.catalogue, read) for read in stream):
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
        texts = [indexed_text(p) for p in stored]
        revisions = [document for key in keys if (document := store.catalogue.revision(key))]
        facts = {document_key(d): facts_of(d.id, d.metadata, d.collection) for d in revisions}
        of_passages = [facts[key_of(p.id)] for p in stored]
        self._index_vectors(stored, texts, of_passages)
        store.passages_index.write(zip([p.id for p in stored], texts, of_passages, strict=True))
        store.documents_index.write((key := document_key(d), whole_text(d), facts[key]) for d in revisions)

    def _index_vectors(self, stored: Sequence[StoredPassage], texts: Sequence[str], facts: Sequence[Facts]) -> None:
        """Put the passages into Chroma and, where its graph may have holes, see that searches find them."""
        dense = self.store.dense
        ids, vectors = [p.id for p in stored], self.store.embedder.embed_passages(texts)
        dense.write(ids, vectors, facts)
        if self.store.catalogue.meta("holes") == str(self.store.build) and (lost := set(dense.lost(ids, vectors))):
            again = [i for i, name in enumerate(ids) if name in lost]
            dense.write(remove=lost)
            dense.write([ids[i] for i in again], vectors[again], [facts[i] for i in again])

    def _mark_holes(self) -> None:
        """From here on Chroma's graph holds deleted points, or the halves of an interrupted write.

        Points put in beside them were seen to be unreachable now and then (about one in 2,700, 2026-11), so what is
        added to this build is searched for at once. A build that has only ever grown had none.
        """
        self.store.catalogue.set_meta(holes=str(self.store.build))

    def _sweep(self) -> None:
        """Take revisions that are being deleted out of both indexes and forget them."""
        store = self.store
        store.wrote()
        if keys := store.catalogue.keys("deleting"):
            self._mark_holes()
            ids = [p.id for key in keys for p in store.catalogue.passages_of_key(key)]
            store.dense.write(remove=ids)
            store.passages_index.write(remove=ids)
            store.documents_index.write(remove=keys)
            store.catalogue.purge(keys)
