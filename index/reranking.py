"""The first few of a ranking, looked at again: `index.closeness` of their texts, and cosines where a leg gave none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from corpus.rows import StoredPassage, key_of
from index.closeness import Candidate, asked, score, unread
from index.store import Store
from index.texts import indexed_text
from index.weights import TermWeights

DEPTH = 20
"""Passages, or documents, that are looked at; 30 or 40 gave no more."""


def reranked_passages(
    store: Store, question: str, held: Sequence[tuple[StoredPassage, float]], cosines: Mapping[str, float]
) -> list[tuple[StoredPassage, float]]:
    """Passages and their scores, best first; `cosines` has those that are known."""
    understood = asked(question, TermWeights(store.passages_index))
    if understood is None:
        return list(held)
    first, rest = held[:DEPTH], held[DEPTH:]
    near = _completed(store, question, cosines, [found.id for found, _ in first])
    again = []
    for found, old in first:
        cosine = near.get(found.id, 0.0)
        again.append((found, score(understood, Candidate(old, cosine, cosine, [indexed_text(found)]))))
    return [*sorted(again, key=lambda item: -item[1]), *((found, unread(old)) for found, old in rest)]


def reranked_documents(
    store: Store, question: str, ranked: Sequence[tuple[str, float]], cosines: Mapping[str, float]
) -> list[tuple[str, float]]:
    """Documents by key and their scores, best first, by their openings and their nearest passages.

    `cosines` has those of passages that are known.
    """
    understood = asked(question, TermWeights(store.passages_index))
    if understood is None:
        return list(ranked)
    first, rest = ranked[:DEPTH], ranked[DEPTH:]
    passages, stored = shown(store, [key for key, _ in first], cosines)
    near = _completed(store, question, cosines, stored)
    again = []
    for key, old in first:
        best = max(near.get(p, 0.0) for p in passages[key])
        texts = [indexed_text(stored[p]) for p in passages[key] if p in stored]
        again.append((key, score(understood, Candidate(old, best, near.get(_opening(key), 0.0), texts))))
    return [*sorted(again, key=lambda item: (-item[1], item[0])), *((key, unread(old)) for key, old in rest)]


def shown(
    store: Store, keys: Sequence[str], cosines: Mapping[str, float]
) -> tuple[dict[str, list[str]], dict[str, StoredPassage]]:
    """The passages that speak for each document, its opening and the nearest of `cosines`, and those that are held."""
    nearest: dict[str, str] = {}
    for passage_id, cosine in cosines.items():
        key = key_of(passage_id)
        if cosine > cosines.get(nearest.get(key, ""), -1.0):
            nearest[key] = passage_id
    passages = {key: list(dict.fromkeys([_opening(key), nearest.get(key, _opening(key))])) for key in keys}
    return passages, store.catalogue.lookup([p for each in passages.values() for p in each])


def exact_cosines(store: Store, vector: np.ndarray, passage_ids: Iterable[str]) -> dict[str, float]:
    """The cosine of passages that the dense leg did not propose itself."""
    held = store.dense.vectors(list(passage_ids))
    if not held:
        return {}
    cosines = np.stack(list(held.values())) @ vector
    return dict(zip(held, map(float, cosines), strict=True))


def _opening(key: str) -> str:
    return f"{key}.0"


def _completed(
    store: Store, question: str, cosines: Mapping[str, float], passage_ids: Iterable[str]
) -> dict[str, float]:
    missed = [p for p in passage_ids if p not in cosines]
    vector = store.embedder.embed_queries([question])[0]
    return {**cosines, **exact_cosines(store, vector, missed)}
