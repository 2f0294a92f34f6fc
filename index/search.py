"""Searching a store: passages for an answer, whole documents for an evaluation.

Three scores meet. A passage's own BM25, its document's BM25 (so that the whole text counts, not one passage of it), and
the cosine of its vector. Each leg contributes its best candidates, and the cosine of every candidate is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np

from corpus.rows import key_of
from index.fusion import fuse, normalised
from index.records import Hit
from index.store import Store

Leg = Literal["lexical", "dense", "fused"]
LEGS: tuple[Leg, ...] = ("lexical", "dense", "fused")

_CANDIDATES = 100
"""Passages, and documents, that each leg proposes at the least."""

PASSAGE_WEIGHTS: Mapping[Leg, Mapping[str, float]] = {
    "lexical": {"lexical": 1.0, "document": 0.3, "dense": 0.0},
    "dense": {"lexical": 0.0, "document": 0.0, "dense": 1.0},
    "fused": {"lexical": 1.0, "document": 0.3, "dense": 0.3},
}
DOCUMENT_WEIGHTS: Mapping[Leg, Mapping[str, float]] = {
    "lexical": {"lexical": 0.0, "document": 1.0, "dense": 0.0},
    "dense": {"lexical": 0.0, "document": 0.0, "dense": 1.0},
    "fused": {"lexical": 0.0, "document": 1.0, "dense": 0.2},
}


def search(store: Store, question: str, k: int = 10, leg: Leg = "fused") -> list[Hit]:
    """The best `k` passages, best first; only of documents that the catalogue holds at this moment."""
    store.refresh()
    legs = _legs(store, question, max(_CANDIDATES, 3 * k))
    documents = legs["document"]
    passages = legs["lexical"].keys() | legs["dense"].keys()
    by_passage = {**legs, "document": {p: documents[key_of(p)] for p in passages if key_of(p) in documents}}
    ranked = fuse(by_passage, PASSAGE_WEIGHTS[leg])
    weights = PASSAGE_WEIGHTS[leg]
    wanted = [
        (pid, score)
        for pid, score in ranked
        if any(weights[name] and pid in scores for name, scores in by_passage.items())
    ]
    # Looked up in the catalogue at the last moment: an index may still hold what has been deleted since.
    stored = store.catalogue.lookup([pid for pid, _ in wanted])
    fresh = [(stored[pid], score) for pid, score in wanted if pid in stored][:k]
    return [
        Hit(
            rank=rank,
            score=score,
            passage_id=found.id,
            doc_id=found.passage.doc_id,
            source=found.source,
            metadata=found.metadata,
            span=found.passage.span,
            text=found.passage.text,
            page=found.passage.page,
            outline=found.passage.outline,
            legs={name: scores[found.id] for name, scores in by_passage.items() if found.id in scores},
        )
        for rank, (found, score) in enumerate(fresh, start=1)
    ]


def rank_documents(store: Store, question: str, k: int = 100, leg: Leg = "fused") -> list[tuple[str, float]]:
    """The best `k` documents as (document id, score): the text as a whole, helped by its nearest passage."""
    store.refresh()
    legs = _legs(store, question, max(_CANDIDATES, 2 * k))
    by_document = {
        "lexical": _best_per_document(legs["lexical"]),
        "document": legs["document"],
        "dense": _best_per_document(legs["dense"]),
    }
    ranked = fuse(by_document, DOCUMENT_WEIGHTS[leg])
    ready = store.catalogue.ready_keys(key for key, _ in ranked)
    return [(ready[key], score) for key, score in ranked if key in ready and score > 0][:k]


def _legs(store: Store, question: str, candidates: int) -> dict[str, dict[str, float]]:
    """Normalised scores: `lexical` and `dense` by passage id, `document` by document key."""
    vector = store.embedder.embed_queries([question])[0]
    lexical = dict(store.passages_index.search(question, candidates))
    dense = dict(store.dense.search(vector, candidates))
    dense |= _exact(store, vector, lexical.keys() - dense.keys())
    return {
        "lexical": normalised(lexical),
        "document": normalised(dict(store.documents_index.search(question, candidates))),
        "dense": dense,
    }


def _exact(store: Store, vector: np.ndarray, passage_ids: Iterable[str]) -> dict[str, float]:
    """The cosine of passages that the dense leg did not propose itself."""
    held = store.dense.vectors(sorted(passage_ids))
    if not held:
        return {}
    cosines = np.stack(list(held.values())) @ vector
    return dict(zip(held, map(float, cosines), strict=True))


def _best_per_document(scores: Mapping[str, float]) -> dict[str, float]:
    best: dict[str, float] = {}
    for passage_id, score in scores.items():
        key = key_of(passage_id)
        best[key] = max(score, best.get(key, score))
    return best
