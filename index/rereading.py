"""The first few of a ranking, read again together with the question by a cross-encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.rows import StoredPassage
from index.cross_encoder import DEPTH, rerank
from index.reranking import shown
from index.store import Store
from index.texts import indexed_text


def reread_passages(
    model: str, question: str, held: Sequence[tuple[StoredPassage, float]]
) -> list[tuple[StoredPassage, float]]:
    """The first of `held` in the order that the cross-encoder gives them, before the rest."""
    first, rest = held[:DEPTH], held[DEPTH:]
    scores = rerank(model, question, [indexed_text(found) for found, _ in first])
    # A passage that was read stands above every one that was not.
    floor = max((score for _, score in rest), default=0.0)
    read = [(found, floor + score) for (found, _), score in zip(first, scores, strict=True)]
    return [*sorted(read, key=lambda item: -item[1]), *rest]


def reread_documents(
    store: Store, model: str, question: str, ranked: Sequence[tuple[str, float]], cosines: Mapping[str, float]
) -> list[tuple[str, float]]:
    """The same for documents by key: by their opening and their nearest passage, whichever answers better."""
    first, rest = ranked[:DEPTH], ranked[DEPTH:]
    passages, stored = shown(store, [key for key, _ in first], cosines)
    pairs = [(key, p) for key in passages for p in passages[key] if p in stored]
    scores = rerank(model, question, [indexed_text(stored[p]) for _, p in pairs])
    best = dict.fromkeys(passages, 0.0)
    for (key, _), score in zip(pairs, scores, strict=True):
        best[key] = max(best[key], score)
    floor = max((score for _, score in rest), default=0.0)
    read = [(key, floor + score) for key, score in best.items()]
    return [*sorted(read, key=lambda item: (-item[1], item[0])), *rest]
