"""Asking both indexes for the passages that the catalogue says they hold.

Counting is not enough: Chroma's count has been right while searches missed vectors. So every passage asked about is
embedded again and searched for, and found only if it comes back.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from index.store import Store
from index.texts import indexed_text

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts by store, how many passages were asked for, and which were not found where."""

    documents: int
    passages: int
    chroma: int
    tantivy: int
    generation: int
    asked: int
    missing_in_chroma: tuple[str, ...] = ()
    missing_in_tantivy: tuple[str, ...] = ()
    unfinished: int = 0

    @property
    def consistent(self) -> bool:
        """Whether both indexes hold exactly the catalogue's passages and find all that were asked for."""
        missing = self.missing_in_chroma or self.missing_in_tantivy or self.unfinished
        return not missing and self.passages == self.chroma == self.tantivy


def verify(store: Store, sample: int | None = None, on_batch: Callable[[int, int], None] | None = None) -> Verdict:
    """Ask for `sample` passages drawn at random, or for all of them. `on_batch` is told (done, in all)."""
    store.refresh()
    catalogue = store.catalogue
    ids = catalogue.passage_ids()
    asked = ids if sample is None or sample >= len(ids) else random.Random(catalogue.generation).sample(ids, sample)
    no_vector: list[str] = []
    no_entry: list[str] = []
    for start in range(0, len(asked), _BATCH):
        batch = asked[start : start + _BATCH]
        stored = catalogue.lookup(batch)
        vectors = store.embedder.embed_passages([indexed_text(p) for p in stored.values()])
        no_vector += store.dense.lost(list(stored), vectors)
        held = store.passages_index.holds(batch)
        no_entry += [i for i in batch if i not in held]
        if on_batch:
            on_batch(start + len(batch), len(asked))
    documents, passages = catalogue.counts()
    return Verdict(
        documents=documents,
        passages=passages,
        chroma=len(store.dense),
        tantivy=len(store.passages_index),
        generation=catalogue.generation,
        asked=len(asked),
        missing_in_chroma=tuple(no_vector),
        missing_in_tantivy=tuple(no_entry),
        unfinished=len(catalogue.keys("pending")) + len(catalogue.keys("deleting")),
    )
