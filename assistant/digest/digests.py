"""Digests, bulletins and tasks of the documents that are held: what screens and interfaces ask for.

digests = Digests(store)                        # safe to share between threads
digests.of(doc_id)                              # Digest; digest_json(digest) is its JSON line
digests.bulletin(since="2026-01-01")            # Bulletin; ui.digest_html.bulletin_html(bulletin) shows it
digests.tasks(who="Văn phòng", due=period)      # [Assigned(document, task)], by deadline
digests.warm()                                  # in a thread at start: reads tasks ahead of the first question
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from assistant.digest.bulletin import Bulletin, bulletin_of
from assistant.digest.digest import Digest
from assistant.digest.digest_store import DigestStore, key_of, open_digests
from assistant.digest.digesting import Digested, configuration, digest_document
from assistant.digest.held import whole_document
from assistant.digest.near_digests import Sketched
from assistant.digest.summary import PARAGRAPH
from assistant.digest.task_list import Assigned, TaskList
from assistant.periods import Period
from corpus.errors import StorageError, UnknownDocument
from corpus.records import Document
from index.store import Store

_STEP_S = 0.3
"""Seconds of reading ahead, and of rest after them."""
Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number in all."""


class Digests:
    """Digests of the documents of a store, made when first asked for and kept under its data directory.

    `length` is that of a summary, in syllables. Safe to share between threads.
    """

    def __init__(self, store: Store, length: int = PARAGRAPH):
        self._store, self._length = store, length

    @cached_property
    def kept(self) -> DigestStore:
        """Where digests are kept."""
        return open_digests(self._store.settings.data_dir)

    @cached_property
    def task_list(self) -> TaskList:
        """The tasks of the documents held."""
        return TaskList(self._store.catalogue, self.kept)

    def close(self) -> None:
        """Let go of the file."""
        self.kept.close()

    def of(self, doc_id: str) -> Digest:
        """The digest of a document. Raises `UnknownDocument` if none that is held has this id."""
        document = self._store.catalogue.document(doc_id, text=False)
        if document is None:
            raise UnknownDocument(f"Không có tài liệu nào mang mã “{doc_id}”. Xem danh sách bằng lệnh: vankien list")
        return self._digested(document).digest

    def bulletin(
        self, doc_ids: Sequence[str] | None = None, since: str = "", on_document: Progress | None = None
    ) -> Bulletin:
        """The bulletin over the documents with these ids (None: all), those dated before `since` (ISO 8601) left out.

        Ids that are not held are passed over. Undated documents stay unless `since` is given.
        """
        catalogue = self._store.catalogue
        named = (catalogue.document(doc_id, text=False) for doc_id in dict.fromkeys(doc_ids or ()))
        every = catalogue.documents() if doc_ids is None else (document for document in named if document)
        chosen = [document for document in every if not since or document.metadata.date >= since]
        items = []
        for n, document in enumerate(chosen, start=1):
            made = self._digested(document)
            items.append(Sketched(made.digest, made.sketches))
            if on_document:
                on_document(n, len(chosen))
        return bulletin_of(items, lambda place: self._digested(chosen[place], text=True).text)

    def tasks(self, who: str = "", due: Period | None = None, doc_ids: Sequence[str] = ()) -> list[Assigned]:
        """The tasks that name `who` and are due within a period, of these documents (none given: of all), by deadline;
        what was not read yet is read first."""
        self.task_list.read()
        return self.task_list.find([who] if who else [], due, doc_ids=doc_ids)

    def warm(self) -> None:
        """Read the tasks of all documents that were not read yet, some 5 ms an article, leaving time for questions.

        For a thread of its own; comes to an end when the store is closed.
        """
        try:
            while self.task_list.read(_STEP_S):
                time.sleep(3 * _STEP_S)
        except StorageError:
            return

    def _digested(self, document: Document, *, text: bool = False) -> Digested:
        """The digest of a ready document that has come without its text."""
        key = key_of(document)
        found = self.kept.digested(key, self._configuration, text=text)
        if found is None:
            whole = whole_document(self._store.catalogue, document.id)
            found = digest_document(whole or document, self._length)
            if whole:  # else it was removed meanwhile, and may come again
                self.kept.keep([(key_of(whole), found)], self._configuration)
        return replace(found, digest=found.digest.of(document.id, document.source, document.metadata))

    @cached_property
    def _configuration(self) -> str:
        return configuration(self._length)
