"""Pretraining: the encoder learns the language by guessing words that are hidden from it.

Devlin et al., "BERT", 2019. A question stands before its passage, with more of its words hidden than of the passage's:
what is asked must be read from what answers it. Some questions, and some whole texts, stand without diacritics.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import nn

from index.training.encoder import CLS, MASK, SEP, Encoder
from index.training.examples import Examples
from index.training.subwords import Tokens

ROW = 256
"""Tokens of a row; texts follow each other and are cut where a row ends."""
_HIDDEN, _HIDDEN_ASKED = 0.25, 0.45
"""Shares of the tokens of passages and of questions that are to be guessed."""
_WRONG, _SHOWN = 0.1, 0.1
"""Of those, shares that show a token at random, and themselves."""
_ALL_BARE, _ASKED_BARE, _ASKED_HALF = 0.25, 0.2, 0.1
"""Shares of pairs without diacritics, with a question without, and with half of them."""


class MaskedModel(nn.Module):
    """An encoder and the layer that names hidden tokens by the encoder's own token vectors."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.dense = nn.Linear(encoder.shape.width, encoder.shape.width, bias=False)
        self.norm = nn.LayerNorm(encoder.shape.width, bias=False)
        self.bias = nn.Parameter(torch.zeros(encoder.shape.vocabulary))

    def forward(self, shown: torch.Tensor, places: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """The mean cross-entropy of the tokens `hidden`, which stand at `places` of all rows' tokens end to end."""
        states = self.encoder(shown, True).reshape(-1, self.encoder.shape.width)[places]
        scores = F.linear(self.norm(F.gelu(self.dense(states))), self.encoder.table, self.bias)
        return F.cross_entropy(scores.float(), hidden)


def rows(data: Examples, rng: np.random.Generator) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """One epoch: every question with its passage, and the passages that none asks for.

    As token ids and whether each is of a question, both of shape (rows, `ROW`).
    """
    alone = np.setdiff1d(np.arange(len(data.passages)), data.owner)
    count = len(data.owner)
    parts: list[NDArray[np.uint16]] = []
    asked: list[NDArray[np.bool_]] = []
    edge = {True: np.array([CLS], dtype=np.uint16), False: np.array([SEP], dtype=np.uint16)}
    for n, chance in zip(rng.permutation(count + len(alone)), rng.random(count + len(alone)), strict=True):
        bare = chance < _ALL_BARE
        passages = data.bare_passages if bare else data.passages
        if n >= count:
            pieces = [edge[True], passages[int(alone[n - count])], edge[False]]
            marks = np.zeros(sum(map(len, pieces)), dtype=np.bool_)
        else:
            question = _spelling(data, chance)[int(n)]
            pieces = [edge[True], question, edge[False], passages[int(data.owner[n])], edge[False]]
            marks = np.zeros(sum(map(len, pieces)), dtype=np.bool_)
            marks[1 : 1 + len(question)] = True
        parts += pieces
        asked.append(marks)
    ids, marks = np.concatenate(parts), np.concatenate(asked)
    whole = len(ids) // ROW * ROW
    return ids[:whole].reshape(-1, ROW), marks[:whole].reshape(-1, ROW)


def _spelling(data: Examples, chance: float) -> Tokens:
    if chance < _ALL_BARE + _ASKED_BARE:
        return data.bare
    return data.half if chance < _ALL_BARE + _ASKED_BARE + _ASKED_HALF else data.questions


def stream(data: Examples, size: int, seed: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Without end, `size` rows at a time: token ids, and whether each is of a question."""
    rng = np.random.default_rng(seed)
    while True:
        ids, marks = rows(data, rng)
        order = rng.permutation(len(ids))
        if len(order) < size:
            order = rng.choice(order, size)
        for start in range(0, len(order) - size + 1, size):
            chosen = order[start : start + size]
            yield torch.from_numpy(ids[chosen].astype(np.int64)), torch.from_numpy(marks[chosen])


def hide(
    ids: torch.Tensor, asked: torch.Tensor, generator: torch.Generator, vocabulary: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """(rows with some tokens hidden, the places of these, what they were); always the same number of them."""
    chance = torch.rand(ids.shape, generator=generator, device=ids.device)
    share = torch.where(asked, _HIDDEN_ASKED, _HIDDEN)
    # The farther below its share a chance lies, the sooner a token is hidden; special tokens never are.
    depth = (chance / share).masked_fill((ids == CLS) | (ids == SEP), torch.inf).reshape(-1)
    places = depth.topk(int(ids.numel() * _HIDDEN), largest=False, sorted=False).indices
    hidden = ids.reshape(-1)[places]
    kind = torch.rand(places.shape, generator=generator, device=ids.device)
    wrong = torch.randint(SEP + 1, vocabulary, places.shape, generator=generator, device=ids.device)
    put = torch.where(kind < _WRONG, wrong, torch.where(kind < _WRONG + _SHOWN, hidden, MASK))
    return ids.reshape(-1).scatter(0, places, put).reshape(ids.shape), places, hidden
