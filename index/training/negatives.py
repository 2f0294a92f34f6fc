"""Passages that look like an answer and are none: those that BM25 finds for a question beside the right one."""

from __future__ import annotations

from functools import partial
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from index.training.examples import Examples
from index.training.subwords import Tokens

COUNT = 24
"""Wrong passages that are kept for a question."""
_TERMS = 1 << 20
"""Numbers for terms; pairs of neighbours share the upper ones by a hash."""
_SINGLE = 1 << 16
_K1, _B = 1.2, 0.75
_COMMON = 0.1
"""Terms in more than this share of a group's passages are not asked for: they cost the most and tell the least."""
_ROWS = 256


def hard_negatives(data: Examples, processes: int = 1) -> NDArray[np.int32]:
    """For each question up to `COUNT` passages of its answer's group, best first, -1 where there are no more.

    int32, shape (questions, COUNT). The right passage is not among them, nor any that answers a question of the same
    words, nor a copy of the right one.
    """
    negatives = np.full((len(data.owner), COUNT), -1, dtype=np.int32)
    same = _Same(data)
    for group in range(int(data.group.max()) + 1):
        passages = np.flatnonzero(data.group == group)
        questions = np.flatnonzero(data.group[data.owner] == group)
        if len(questions) == 0 or len(passages) < 2:
            continue
        weights, common = _weights(_counts(data.passages, passages))
        asked = _counts(data.questions, questions)
        asked.data[:] = 1
        asked = asked.multiply(~common).tocsr()
        starts = range(0, len(questions), _ROWS)
        best = partial(_best, asked=asked, weights=weights.T.tocsr())
        if processes > 1:
            _SHARED["best"] = best
            with get_context("fork").Pool(processes) as pool:
                found = pool.map(_shared, starts, chunksize=4)
        else:
            found = list(map(best, starts))
        for question, candidates in zip(questions, np.concatenate(found), strict=True):
            kept = [p for p in passages[candidates] if not same(int(question), int(p))][:COUNT]
            negatives[question, : len(kept)] = kept
    return negatives


_SHARED: dict[str, Any] = {}
"""What forked processes find as it stood when they were made."""


def _shared(start: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = _SHARED["best"](start)
    return found


class _Same:
    """Whether a passage is as good an answer to a question as its own, by the words of what is asked of it."""

    def __init__(self, data: Examples) -> None:
        self._owner = data.owner
        self._words = [data.bare[n].tobytes() for n in range(len(data.owner))]
        self._text = {int(p): data.passages[int(p)][:60].tobytes() for p in np.unique(data.owner)}
        self._asked: dict[int, set[bytes]] = {}
        for n, passage in enumerate(data.owner):
            self._asked.setdefault(int(passage), set()).add(self._words[n])

    def __call__(self, question: int, passage: int) -> bool:
        own = int(self._owner[question])
        return (
            passage == own
            or self._words[question] in self._asked.get(passage, ())
            or self._text.get(passage) == self._text[own]
        )


def _counts(texts: Tokens, numbers: NDArray[np.int64]) -> sparse.csr_matrix:
    """How often each term, a token or a pair of neighbours, stands in each of these texts."""
    rows, terms = [], []
    for row, number in enumerate(numbers):
        ids = texts[int(number)].astype(np.int64)
        pairs = _SINGLE + (ids[:-1] * 1_000_003 + ids[1:]) % (_TERMS - _SINGLE)
        terms += [ids, pairs]
        rows.append(np.full(len(ids) + len(pairs), row, dtype=np.int32))
    ones = np.ones(sum(map(len, rows)), dtype=np.float32)
    shape = len(numbers), _TERMS
    # Entries for the same place are added up.
    return sparse.csr_matrix((ones, (np.concatenate(rows), np.concatenate(terms))), shape=shape, dtype=np.float32)


def _weights(counts: sparse.csr_matrix) -> tuple[sparse.csr_matrix, NDArray[np.bool_]]:
    """BM25's weight of each term in each text, and which terms are too common to ask for."""
    counts.sum_duplicates()
    texts = counts.shape[0]
    frequency = np.bincount(counts.indices, minlength=_TERMS)
    rarity = np.log1p((texts - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    length = np.asarray(counts.sum(axis=1)).ravel()
    norm = _K1 * (1 - _B + _B * length / max(float(length.mean()), 1.0))
    rows = np.repeat(np.arange(texts), np.diff(counts.indptr))
    values = rarity[counts.indices] * counts.data * (_K1 + 1) / (counts.data + norm[rows])
    weighted = sparse.csr_matrix((values.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
    return weighted, frequency > max(_COMMON * texts, 5)


def _best(start: int, *, asked: sparse.csr_matrix, weights: sparse.csr_matrix) -> NDArray[np.int64]:
    """The best texts for the questions from `start` on, best first, shape (questions, up to COUNT and a few)."""
    scores = (asked[start : start + _ROWS] @ weights).toarray()
    kept = min(COUNT + 8, scores.shape[1])
    top = np.argpartition(-scores, kept - 1, axis=1)[:, :kept]
    order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1, kind="stable")
    return np.take_along_axis(top, order, axis=1)
