"""Training to read: the right passage of a question among those that look like it, and the answer within it.

Nogueira and Cho, "Passage Re-ranking with BERT", 2019, with the softmax over a question's passages. Answers are known
for few questions; more are made from passages themselves: a stretch of words taken out of a sentence is asked for with
the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import nn

from index.training.encoder import CLS, PAD, SEP
from index.training.examples import HELD_OUT, Examples
from index.training.subwords import Tokens

LONGEST = 224
"""Tokens of a question and a passage together."""
SIZE = 8
"""Passages that a question is shown with."""
_ASKED = 40
TAKEN: Mapping[str, float] = {
    "legalqa_question_passage": 3.0,
    "vicov19_question_answer": 1.5,
    "wiki_heading_text": 0.5,
    "vietnews_title_body": 0.3,
    "vietnews_abstract_body": 0.15,
    "vnpara_paraphrase": 0.5,
    "alqac2022": 12.0,
    "uit_regqa": 12.0,
}
"""Times that a question of a kind is shown in an epoch; one that is not named here, once."""
_AT_RANDOM = 0.15
"""Share of wrong passages from anywhere in the group: they too must be told from the right one."""
_BARE, _HALF = 0.25, 0.1
"""Shares of questions without diacritics and with half of them."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Questions, each with its right passage first and wrong ones after it.

    `ids`, int64, shape (questions * size, `LONGEST`); `spans`, int64, shape (questions, 2), tokens of the right rows
    where the answer begins and ends, -1 where unknown.
    """

    ids: NDArray[np.int64]
    spans: NDArray[np.int64]


def joined(
    questions: Tokens, passages: Tokens, asked: NDArray[np.int64], read: NDArray[np.int64], longest: int = LONGEST
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows `[CLS] question [SEP] passage [SEP]`, and where each passage begins in its row."""
    rows = np.full((len(asked), longest), PAD, dtype=np.int64)
    starts = np.zeros(len(asked), dtype=np.int64)
    for row, (q, p) in enumerate(zip(asked, read, strict=True)):
        question = questions[int(q)][:_ASKED]
        start = len(question) + 2
        passage = passages[int(p)][: longest - start - 1]
        rows[row, 0], rows[row, start - 1], rows[row, start + len(passage)] = CLS, SEP, SEP
        rows[row, 1 : start - 1] = question
        rows[row, start : start + len(passage)] = passage
        starts[row] = start
    return rows, starts


def shown(data: Examples, rng: np.random.Generator, taken: Mapping[str, float]) -> NDArray[np.int64]:
    """One epoch of questions in random order, each as often as `taken` says of its kind, or once."""
    often = np.array([0.0 if kind == HELD_OUT else taken.get(kind, 1.0) for kind in data.kinds])[data.kind]
    times = np.floor(often + rng.random(len(often)) * (often > 0)).astype(np.int64)
    order: NDArray[np.int64] = rng.permutation(np.repeat(np.arange(len(often)), times))
    return order


def lists(
    data: Examples, negatives: NDArray[np.int32], questions: NDArray[np.int64], size: int, rng: np.random.Generator
) -> Lists:
    """These questions with `size` passages each."""
    wrong = _wrong(data, negatives, questions, size - 1, rng)
    read = np.concatenate([data.owner[questions][:, None], wrong], axis=1).reshape(-1)
    asked = np.repeat(questions, size)
    chance = rng.random()
    spelling = data.bare if chance < _BARE else data.half if chance < _BARE + _HALF else data.questions
    ids, starts = joined(spelling, data.passages, asked, read)
    spans = data.spans[questions]
    moved = spans + starts[::size, None]
    known = (spans[:, :1] >= 0) & (moved[:, 1:] < LONGEST - 1)
    return Lists(ids, np.where(known, moved, -1))


def _wrong(
    data: Examples, negatives: NDArray[np.int32], questions: NDArray[np.int64], count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """For each question `count` distinct wrong passages, the fitting ones sooner, some from anywhere in the group."""
    candidates = negatives[questions].astype(np.int64)
    places = np.arange(candidates.shape[1])
    # Fewer of the first few are right after all if the draw reaches further down.
    keys = rng.random(candidates.shape) * (1 + places / 8) + 10 * (candidates < 0)
    order = np.argsort(keys, axis=1)[:, :count]
    chosen = np.take_along_axis(candidates, order, axis=1)
    groups = data.group[data.owner[questions]]
    first = np.searchsorted(data.group, groups)
    last = np.searchsorted(data.group, groups, side="right")
    size = (last - first)[:, None]
    anywhere = first[:, None] + (rng.random(chosen.shape) * size).astype(np.int64)
    own = data.owner[questions][:, None]
    anywhere = np.where(anywhere == own, first[:, None] + (anywhere - first[:, None] + 1) % size, anywhere)
    return np.where((chosen < 0) | (rng.random(chosen.shape) < _AT_RANDOM), anywhere, chosen)


def made_up(
    data: Examples, count: int, rng: np.random.Generator, asking: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`count` passages, each with a question made of its own words: rows and spans as in `Lists`.

    `asking` has ids of words that ask ("gì", "ai", "bao", "nhiêu"), one of which stands for what is asked for.
    """
    rows = np.full((count, LONGEST), PAD, dtype=np.int64)
    spans = np.full((count, 2), -1, dtype=np.int64)
    for row, p in enumerate(rng.integers(0, len(data.passages), count)):
        passage = data.passages[int(p)].astype(np.int64)
        if len(passage) < 24:
            continue
        length = int(rng.integers(1, 9))
        start = int(rng.integers(2, len(passage) - length - 2))
        before = passage[max(0, start - int(rng.integers(2, 14))) : start]
        after = passage[start + length : start + length + int(rng.integers(0, 6))]
        around = np.concatenate([before, rng.choice(asking, 1), after])
        question = around[(rng.random(len(around)) > 0.25) | (np.arange(len(around)) == len(before))]
        begins = len(question) + 2
        kept = passage[: LONGEST - begins - 1]
        rows[row, 0], rows[row, begins - 1], rows[row, begins + len(kept)] = CLS, SEP, SEP
        rows[row, 1 : begins - 1], rows[row, begins : begins + len(kept)] = question, kept
        if start + length <= len(kept):
            spans[row] = begins + start, begins + start + length - 1
    return rows, spans


def rank_loss(fit: torch.Tensor, size: int) -> torch.Tensor:
    """Cross-entropy of finding the first of each `size` passages, and of telling it from the rest by itself."""
    scores = fit.view(-1, size)
    right = torch.zeros(len(scores), dtype=torch.long, device=fit.device)
    alone = F.binary_cross_entropy_with_logits(scores, F.one_hot(right, size).float())
    return F.cross_entropy(scores, right) + 0.3 * alone


def span_loss(marks: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of the first and the last token, over rows whose answer is known."""
    loss = F.cross_entropy(marks, spans, ignore_index=-1, reduction="sum")
    return loss / (spans >= 0).sum().clamp(min=1)


def stream(
    data: Examples, negatives: NDArray[np.int32], asking: NDArray[np.int64], seed: int, questions: int
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Without end, (rows, spans): of each batch `questions` lists of `SIZE`, then a quarter as many made-up rows."""
    rng = np.random.default_rng(seed)
    while True:
        order = shown(data, rng, TAKEN)
        for start in range(0, len(order) - questions + 1, questions):
            batch = lists(data, negatives, order[start : start + questions], SIZE, rng)
            rows, spans = made_up(data, questions * SIZE // 4, rng, asking)
            wrong = np.full((questions, SIZE - 1, 2), -1, dtype=np.int64)
            all_spans = np.concatenate([batch.spans[:, None], wrong], axis=1).reshape(-1, 2)
            ids = np.concatenate([batch.ids, rows])
            yield torch.from_numpy(ids), torch.from_numpy(np.concatenate([all_spans, spans]))


def held_out_rank(
    model: nn.Module, data: Examples, negatives: NDArray[np.int32], questions: NDArray[np.int64], device: str
) -> float:
    """Mean reciprocal rank of the right passage among the `negatives` of questions that were not learned from."""
    ranks = []
    for question in questions:
        wrong = negatives[question]
        read = np.concatenate([[data.owner[question]], wrong[wrong >= 0]]).astype(np.int64)
        ids, _ = joined(data.questions, data.passages, np.repeat(question, len(read)), read)
        with torch.inference_mode():
            fit, _ = model(torch.from_numpy(ids).to(device))
        ranks.append(1 / (1 + int((fit[1:] >= fit[0]).sum())))
    return float(np.mean(ranks))
