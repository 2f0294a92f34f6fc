"""Asking both indexes for the passages that the catalogue says they hold.

Counting is not enough: Chroma's count has been right while searches missed vectors. So every passage asked about is
embedded again and searched for, and found only if it comes back.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from index.store import Store
from index.writer import indexed_text

_BATCH = 500
_NEIGHBOURS = 10
"""Passages with the very same text share a vector; a passage found among so many of them is found."""
_SAME = 1e-3


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
        no_vector += _missing_vectors(store, batch)
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


def _missing_vectors(store: Store, passage_ids: list[str]) -> list[str]:
    """Those of the passages that a search for their own vector does not return, nor a twin at the same place."""
    stored = store.catalogue.lookup(passage_ids)
    texts = [indexed_text(p.metadata, p.passage.outline, p.passage.text) for p in stored.values()]
    vectors = store.embedder.embed_passages(texts)
    searchable = vectors.any(axis=1)
    missing = []
    results = store.dense.search_many(vectors[searchable], _NEIGHBOURS)
    for passage_id, hits in zip(np.array(list(stored))[searchable], results, strict=True):
        near = [i for i, cosine in hits if cosine > 1 - _SAME]
        # More twins than neighbours asked for: then ask for the passage itself.
        crowded = len(near) == _NEIGHBOURS and str(passage_id) in store.dense.vectors([str(passage_id)])
        if str(passage_id) not in near and not crowded:
            missing.append(str(passage_id))
    return missing
