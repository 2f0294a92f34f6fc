"""One model that reads a question with a passage: whether it answers, and where the answer stands."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from index.training.encoder import PAD, Encoder


class ReadingModel(nn.Module):
    """Rows `[CLS] question [SEP] passage [SEP]`, int64, to (fit, shape (n,); marks, shape (n, tokens, 2)).

    `fit` is a logit, larger where the passage answers; `marks` are logits of each token being the answer's first and
    its last, very small on padding.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.shape.width
        self.dense = nn.Linear(width, width, bias=False)
        self.norm = nn.LayerNorm(width, bias=False)
        self.fit = nn.Linear(width, 1)
        self.marks = nn.Linear(width, 2)

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """See the class."""
        states = self.encoder(ids)
        fit = self.fit(self.norm(F.gelu(self.dense(states[:, 0]))))[:, 0].float()
        marks = self.marks(states).float()
        return fit, marks.masked_fill((ids == PAD)[..., None], -1e4)
