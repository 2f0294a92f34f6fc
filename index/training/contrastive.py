"""Training to embed: a question close to its passage and far from all others of its batch.

Multiple negatives ranking loss with one hard negative a question, in the full width and in the first dimensions alone
(Kusupati et al., "Matryoshka Representation Learning", 2022). A batch is of one group: news is no puzzle beside law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import nn

from index.training.encoder import CLS, PAD, SEP, Encoder, pooled
from index.training.examples import LONGEST_PASSAGE, LONGEST_QUESTION, Examples
from index.training.reading import shown
from index.training.subwords import Tokens

SHORT = 128
"""Leading dimensions that must rank on their own too."""
SCALE = 25.0
"""Multiplies cosines before the softmax."""
TAKEN: Mapping[str, float] = {
    "legalqa_question_passage": 3.0,
    "vicov19_question_answer": 2.0,
    "wiki_heading_text": 0.8,
    "vietnews_title_body": 0.6,
    "vietnews_abstract_body": 0.5,
    "alqac2022": 8.0,
    "uit_regqa": 8.0,
}
_BARE, _HALF = 0.25, 0.1
_FOLDED_PASSAGES = 0.1
"""Share of batches whose passages stand without diacritics: some documents do."""


class EmbeddingModel(nn.Module):
    """Rows `[CLS] text [SEP]`, int64, to vectors, float32, shape (n, width), of any length."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """See the class."""
        return pooled(self.encoder(ids), ids)


def framed(texts: Tokens, numbers: NDArray[np.int64], longest: int) -> torch.Tensor:
    """Rows `[CLS] text [SEP]`, shape (len(numbers), longest + 2)."""
    ids = texts.rows(numbers, longest)
    lengths = (ids != PAD).sum(axis=1)
    framed = np.zeros((len(ids), longest + 2), dtype=np.int64)
    framed[:, 0], framed[:, 1:-1] = CLS, ids
    framed[np.arange(len(ids)), lengths + 1] = SEP
    return torch.from_numpy(framed)


def stream(
    data: Examples, negatives: NDArray[np.int32], size: int, seed: int
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Without end, (questions, passages, owners): the right passages, then as many wrong ones; numbers of each."""
    rng = np.random.default_rng(seed)
    while True:
        order = shown(data, rng, TAKEN)
        of = data.group[data.owner[order]]
        blocks: list[NDArray[np.int64]] = []
        for group in np.unique(of):
            rows = order[of == group]
            blocks += [rows[i : i + size] for i in range(0, len(rows) - size // 2, size)]
        rng.shuffle(blocks)
        for block in blocks or [order]:
            rows = np.concatenate([block, rng.choice(order, max(size - len(block), 0))])[:size]
            chance = rng.random()
            spelling = data.bare if chance < _BARE else data.half if chance < _BARE + _HALF else data.questions
            texts = data.bare_passages if rng.random() < _FOLDED_PASSAGES else data.passages
            wrong = negatives[rows, rng.integers(0, negatives.shape[1], size)].astype(np.int64)
            read = np.concatenate([data.owner[rows], np.where(wrong < 0, rng.permutation(data.owner[rows]), wrong)])
            yield framed(spelling, rows, LONGEST_QUESTION), framed(texts, read, LONGEST_PASSAGE), torch.from_numpy(read)


def vectors(model: nn.Module, texts: Tokens, longest: int, device: str, size: int = 2048) -> torch.Tensor:
    """The unit vectors of all texts, float16, shape (n, width), on `device`; `size` texts are read at a time."""
    # Texts of like length together: less padding is read.
    order = np.argsort(np.diff(texts.offsets), kind="stable")
    parts = []
    with torch.inference_mode():
        for start in range(0, len(order), size):
            ids = framed(texts, order[start : start + size], longest)
            ids = ids[:, : int((ids != PAD).sum(1).max())].to(device)
            parts.append(F.normalize(model(ids), dim=-1).half())
    found = torch.cat(parts)
    back = torch.empty_like(found)
    back[torch.from_numpy(order).to(device)] = found
    return back


def likeness(model: nn.Module, data: Examples, negatives: NDArray[np.int32], device: str) -> NDArray[np.float16]:
    """Cosines of each question with its passage, then with its wrong ones; 0 where there is none.

    float16, shape (questions, 1 + wrong passages): what `index.training.static` may learn from.
    """
    asked = vectors(model, data.questions, LONGEST_QUESTION, device)
    told = vectors(model, data.passages, LONGEST_PASSAGE, device)
    read = np.concatenate([data.owner[:, None].astype(np.int32), negatives], axis=1)
    found = np.zeros(read.shape, dtype=np.float16)
    for start in range(0, len(read), 4096):
        some = torch.from_numpy(read[start : start + 4096].astype(np.int64)).to(device)
        near = torch.einsum("qd,qpd->qp", asked[start : start + 4096].float(), told[some.clamp(min=0)].float())
        found[start : start + 4096] = near.masked_fill(some < 0, 0.0).half().cpu().numpy()
    return found


def contrast(questions: torch.Tensor, passages: torch.Tensor, numbers: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each question's passage among all, and of each passage's question, in both widths.

    The passage of question i is row i of `passages`; copies of it elsewhere are no mistakes and are left out.
    """
    count = len(questions)
    target = torch.arange(count, device=questions.device)
    twins = numbers[None, :] == numbers[:count, None]
    twins[target, target] = False
    losses = []
    for width in (questions.shape[1], min(SHORT, questions.shape[1])):
        q, p = (F.normalize(vectors[:, :width], dim=-1) for vectors in (questions, passages))
        scores = (SCALE * q @ p.T).masked_fill(twins, -1e4)
        losses.append(F.cross_entropy(scores, target) + 0.5 * F.cross_entropy(scores[:, :count].T, target))
    return torch.stack(losses).mean()
