"""Digests of the documents held whose summaries a language model has written, beside the extractive ones.

A model takes seconds for each, so writing is asked for by itself and for so long; what is not written yet, or was not
because its server failed, is shown as `Digests` has it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.digest.digest_store import key_of
from assistant.digest.digesting import Digested, configuration, digest_document
from assistant.digest.digests import Digests
from assistant.digest.held import whole_document
from assistant.digest.summary import PARAGRAPH
from assistant.digest.writing import SummaryWriter
from assistant.llm import LanguageModel
from corpus.errors import ServerFailed
from corpus.records import Document
from index.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """How far writing has come: documents still to be written, and what kept the model from it, in words (or empty)."""

    left: int = 0
    fault: str = ""


class WrittenDigests(Digests):
    """As `Digests`, with the summaries of `model` where `write` has had them written. Safe to share between threads."""

    def __init__(self, store: Store, model: LanguageModel, length: int = PARAGRAPH):
        super().__init__(store, length)
        self._model = model
        self._writing = threading.Lock()

    def write(self, doc_ids: Sequence[str], seconds: float | None = None) -> Written:
        """Have the summaries of these documents written that are not yet, in order, beginning none after `seconds`.

        One at a time for the whole server: a model on the office's own machine answers questions too. Never raises for
        the model's server; what it fails at is tried again the next time.
        """
        end = None if seconds is None else time.monotonic() + seconds
        left = [doc_id for doc_id in dict.fromkeys(doc_ids) if self._unwritten(doc_id)]
        while left:
            if not self._writing.acquire(timeout=-1 if end is None else max(0.0, end - time.monotonic())):
                break
            try:
                document = self._unwritten(left[0])
                if document:
                    self._write(document)
            except ServerFailed as exc:
                return Written(len(left), str(exc))
            finally:
                self._writing.release()
            del left[0]
            if end is not None and time.monotonic() > end:
                break
        return Written(len(left))

    def _unwritten(self, doc_id: str) -> Document | None:
        document = self._store.catalogue.document(doc_id, text=False)
        return document if document and not self.kept.kept([key_of(document)], self._written) else None

    def _write(self, document: Document) -> None:
        whole = whole_document(self._store.catalogue, document.id)
        if whole:  # else it was removed meanwhile
            made = self._writer.write(digest_document(whole, self._length, whole=True))
            self.kept.keep([(key_of(whole), made)], self._written)

    def _digested(self, document: Document, *, text: bool = False) -> Digested:
        found = self.kept.digested(key_of(document), self._written, text=text)
        if found is None:
            return super()._digested(document, text=text)
        return replace(found, digest=found.digest.of(document.id, document.source, document.metadata))

    @cached_property
    def _writer(self) -> SummaryWriter:
        return SummaryWriter(self._model, self._store.settings, self._length)

    @cached_property
    def _written(self) -> str:
        return configuration(self._length, self._store.settings.llm_model or self._model.name)
