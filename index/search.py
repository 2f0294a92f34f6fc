"""Searching a store: passages for an answer, whole documents for an evaluation.

Three scores meet. A passage's own BM25, its document's BM25 (so that the whole text counts, not one passage of it), and
the cosine of its vector. Each leg contributes its best candidates; one that weighs nothing is not asked. The first few
of the fused ranking are then looked at again (`index.reranking`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Literal

from corpus.near import duplicates, near_keys
from corpus.rows import StoredPassage, key_of
from index.cross_encoder import DEPTH
from index.definitions import as_definition
from index.filters import EVERYTHING, Filters, facts_of
from index.fusion import fuse, normalised
from index.records import Hit
from index.reranking import DEPTH as RERANKED
from index.reranking import exact_cosines, reranked_documents, reranked_passages
from index.rereading import reread_documents, reread_passages
from index.store import Store

Leg = Literal["lexical", "dense", "fused"]
LEGS: tuple[Leg, ...] = ("lexical", "dense", "fused")

_CANDIDATES = 100
"""Passages, and documents, that each leg proposes at the least."""
_EXACT = 30
"""Best passages by words whose cosine is looked up where the dense leg did not propose them. At 101,130 passages a look
at all of them took 4 ms a question, at these 1, and even without any the mean RR@10 below stays 0.889."""

_NEARLY = 0.95
"""Share of the best score from which a duplicate that more is known about is answered from instead."""

_POOL = 3
"""How many times `k` passages are looked at where some are preferred."""
_PREFERRED = 0.15
"""Added to a fused score, which is at most about 2, for a document of the period or kind that is asked about: enough to
decide between passages that say much the same, not to lift one that says nothing of the matter."""
_SUPERSEDED = 0.8
"""What is left of the score of a document that another has replaced."""

# Chosen on even halves (nDCG@10 of documents, accented / unaccented) and on the golden questions of seeds and samples
# (RR@10 of the passage that holds the evidence). `dense` at 0.1, 0.2, 0.3, 0.4, 0.5 and 0.6 gave for documents
#     alqac2022          0.948/0.948  0.950/0.948  0.951/0.951  0.950/0.954  0.949/0.954  0.950/0.954
#     uit_regqa          0.923/0.922  0.926/0.922  0.927/0.922  0.926/0.923  0.926/0.923  0.926/0.923
#     phapdien_headings  0.576/0.572  0.579/0.575  0.584/0.580  0.586/0.581  0.589/0.583  0.590/0.586
# and a document's best passage by words added nothing to its own BM25 (at 0.3: 0.582 for 0.589 on phapdien_headings).
# For passages, `document` and `dense` at 0.3 gave a mean RR@10 of 0.889 over four sets and three ways of typing, at 0.5
# 0.896; with `dense` at 0.7 0.894, with neither 0.880.
PASSAGE_WEIGHTS: Mapping[Leg, Mapping[str, float]] = {
    "lexical": {"lexical": 1.0, "document": 0.5},
    "dense": {"dense": 1.0},
    "fused": {"lexical": 1.0, "document": 0.5, "dense": 0.5},
}
DOCUMENT_WEIGHTS: Mapping[Leg, Mapping[str, float]] = {
    "lexical": {"document": 1.0},
    "dense": {"dense": 1.0},
    "fused": {"document": 1.0, "dense": 0.5},
}


def search(
    store: Store,
    question: str,
    k: int = 10,
    leg: Leg = "fused",
    *,
    filters: Filters = EVERYTHING,
    prefers: Filters = EVERYTHING,
) -> list[Hit]:
    """The best `k` passages, best first; only of documents that `filters` admits and the catalogue holds just now.

    Documents that `prefers` admits come sooner, those that another has replaced later. Of documents that are one text,
    passages come from one of them and name the others.
    """
    store.refresh()
    weights = PASSAGE_WEIGHTS[leg]
    legs = _legs(store, question, max(_CANDIDATES, 3 * k), weights, filters)
    if documents := legs.pop("document", {}):
        passages = {passage_id for scores in legs.values() for passage_id in scores}
        legs["document"] = {p: documents[key_of(p)] for p in passages if key_of(p) in documents}
    model = store.settings.reranker
    depth = max(k, DEPTH if model else 0, RERANKED if leg == "fused" else 0)
    held = _held(store, fuse(legs, weights), _POOL * depth if prefers else depth)
    if leg == "fused":
        held = reranked_passages(store, question, held, legs["dense"])
    held = _placed(held, prefers)
    if model:
        held = reread_passages(model, question, held)
    held = held[:k]
    others = duplicates(store.catalogue, (key_of(found.id) for found, _ in held))
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
            legs={name: scores[found.id] for name, scores in legs.items() if found.id in scores},
            duplicates=others.get(key_of(found.id), ()),
        )
        for rank, (found, score) in enumerate(held, start=1)
    ]


def rank_documents(
    store: Store, question: str, k: int = 100, leg: Leg = "fused", *, filters: Filters = EVERYTHING
) -> list[tuple[str, float]]:
    """The best `k` documents as (document id, score): the text as a whole, helped by its nearest passage."""
    store.refresh()
    weights = DOCUMENT_WEIGHTS[leg]
    legs = _legs(store, question, max(_CANDIDATES, 2 * k), weights, filters)
    cosines = legs.get("dense", {})
    if "dense" in legs:
        near = _best_per_document(cosines)
        # A document that the dense leg did not propose is no nearer than the last one that it did.
        legs["dense"] = dict.fromkeys(legs.get("document", {}), min(near.values(), default=0.0)) | near
    ranked = fuse(legs, weights)
    if leg == "fused":
        ranked = reranked_documents(store, question, ranked, cosines)
        if model := store.settings.reranker:
            ranked = reread_documents(store, model, question, ranked, cosines)
    ready = store.catalogue.ready_keys(key for key, _ in ranked)
    return [(ready[key], score) for key, score in ranked if key in ready and score > 0][:k]


def _legs(
    store: Store, question: str, candidates: int, weights: Mapping[str, float], filters: Filters
) -> dict[str, dict[str, float]]:
    """The scores of the legs that weigh: `lexical` (normalised) and `dense` by passage id, `document` by key."""
    legs: dict[str, dict[str, float]] = {}
    words = as_definition(question)
    if "lexical" in weights:
        legs["lexical"] = normalised(dict(store.passages_index.search(words, candidates, filters)))
    if "document" in weights:
        legs["document"] = normalised(dict(store.documents_index.search(words, candidates, filters)))
    if "dense" in weights:
        vector = store.embedder.embed_queries([question])[0]
        near = dict(store.dense.search(vector, candidates, filters))
        missed = (p for p in islice(legs.get("lexical", {}), _EXACT) if p not in near)
        legs["dense"] = near | exact_cosines(store, vector, missed)
    return legs


def _held(store: Store, ranked: Sequence[tuple[str, float]], k: int) -> list[tuple[StoredPassage, float]]:
    """The best `k` that the catalogue holds at this moment: an index may still have what has been deleted since."""
    held: list[tuple[StoredPassage, float]] = []
    once: list[tuple[StoredPassage, float]] = []
    step = max(k, 1)
    for start in range(0, len(ranked), step):
        part = ranked[start : start + step]
        stored = store.catalogue.lookup([passage_id for passage_id, _ in part])
        held += [(stored[passage_id], score) for passage_id, score in part if passage_id in stored]
        once = _one_of_each(store, held)
        if len(once) >= k:
            break
    return once[:k]


def _placed(held: Sequence[tuple[StoredPassage, float]], prefers: Filters) -> list[tuple[StoredPassage, float]]:
    """`held` in the order that follows from what is preferred and from what has been replaced."""
    placed = []
    for found, score in held:
        facts = facts_of(found.passage.doc_id, found.metadata, "")
        raised = score + _PREFERRED * (bool(prefers) and prefers.admits(facts))
        placed.append((found, raised * _SUPERSEDED if is_superseded(found.metadata.status) else raised))
    return sorted(placed, key=lambda item: -item[1])


def is_superseded(status: str) -> bool:
    """Whether a document of this standing is no longer in force, as a whole."""
    return status.startswith(("hết hiệu lực", "thay thế bởi", "bị thay thế", "bãi bỏ"))


def _one_of_each(store: Store, held: list[tuple[StoredPassage, float]]) -> list[tuple[StoredPassage, float]]:
    """`held` without passages of documents that duplicate one that stays: the one with the best passage, or with nearly
    as good a one and more that is known about it."""
    wanted = store.settings.near_duplicates
    near = near_keys(store.catalogue, (key_of(found.id) for found, _ in held)) if wanted else {}
    if not near:
        return held
    best: dict[str, tuple[float, int]] = {}
    for found, score in held:
        meta = found.metadata
        best.setdefault(key_of(found.id), (score, bool(meta.number) * 2 + bool(meta.date) + bool(meta.issuer)))
    gone: set[str] = set()
    for key, (score, _) in best.items():
        if key not in gone:
            alike = {k for k in near.get(key, ()) if k in best and k not in gone and best[k][0] >= _NEARLY * score}
            chosen = max((key, *sorted(alike)), key=lambda k: best[k][1])
            gone |= (near.get(chosen, set()) | near.get(key, set()) | {key}) - {chosen}
    return [(found, score) for found, score in held if key_of(found.id) not in gone]


def _best_per_document(scores: Mapping[str, float]) -> dict[str, float]:
    best: dict[str, float] = {}
    for passage_id, score in scores.items():
        key = key_of(passage_id)
        best[key] = max(score, best.get(key, score))
    return best
