"""A small transformer encoder, in the shape of ModernBERT with full attention in every layer.

Warner et al., "Smarter, Better, Faster, Longer", 2024: normalisation before each block, rotary positions, gated inner
layers, no biases. Weights carry the names of transformers' `ModernBertModel`, which reads them too; this one is plain
enough to be compiled for a GPU and exported for processors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

PAD, UNK, MASK, CLS, SEP = range(5)
"""Ids of the special tokens."""
_ROTARY_BASE = 10_000.0
_EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of an encoder."""

    vocabulary: int
    width: int = 384
    layers: int = 6
    heads: int = 6
    inner: int = 768


class Encoder(nn.Module):
    """Token ids, int64, shape (n, tokens), `PAD` at the end, to states, float, shape (n, tokens, width)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = nn.ModuleDict(
            {
                "tok_embeddings": nn.Embedding(shape.vocabulary, shape.width, padding_idx=PAD),
                "norm": nn.LayerNorm(shape.width, _EPSILON, bias=False),
            }
        )
        self.layers = nn.ModuleList(_Layer(shape, first=n == 0) for n in range(shape.layers))
        self.final_norm = nn.LayerNorm(shape.width, _EPSILON, bias=False)
        for name, weights in self.named_parameters():
            if weights.ndim == 2:
                # Blocks that add to the stream start small, the smaller the more of them there are.
                deep = math.sqrt(2 * shape.layers) if name.endswith("Wo.weight") else 1.0
                nn.init.trunc_normal_(weights, std=0.02 / deep, a=-0.06, b=0.06)

    def forward(self, ids: torch.Tensor, full: bool = False) -> torch.Tensor:
        """The states of `ids`; `full` says that none of them is padding."""
        states = self.embeddings["norm"](self.embeddings["tok_embeddings"](ids))
        seen = None if full else (ids != PAD)[:, None, None, :]
        turn = _rotation(ids.shape[1], self.shape.width // self.shape.heads, states)
        for layer in self.layers:
            states = layer(states, turn, seen)
        return self.final_norm(states)

    @property
    def table(self) -> torch.Tensor:
        """The token vectors, shape (vocabulary, width)."""
        weights: torch.Tensor = self.embeddings["tok_embeddings"].weight
        return weights


class _Layer(nn.Module):
    def __init__(self, shape: Shape, *, first: bool) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        # The embeddings are normalised already.
        self.attn_norm = nn.Identity() if first else nn.LayerNorm(width, _EPSILON, bias=False)
        self.attn = nn.ModuleDict(
            {"Wqkv": nn.Linear(width, 3 * width, bias=False), "Wo": nn.Linear(width, width, bias=False)}
        )
        self.mlp_norm = nn.LayerNorm(width, _EPSILON, bias=False)
        self.mlp = nn.ModuleDict(
            {"Wi": nn.Linear(width, 2 * shape.inner, bias=False), "Wo": nn.Linear(shape.inner, width, bias=False)}
        )

    def forward(
        self, states: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor], seen: torch.Tensor | None
    ) -> torch.Tensor:
        n, tokens, width = states.shape
        mixed = self.attn["Wqkv"](self.attn_norm(states)).view(n, tokens, 3, self.heads, width // self.heads)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        heard = F.scaled_dot_product_attention(_turned(query, turn), _turned(key, turn), value, attn_mask=seen)
        states = states + self.attn["Wo"](heard.transpose(1, 2).reshape(n, tokens, width))
        value, gate = self.mlp["Wi"](self.mlp_norm(states)).chunk(2, dim=-1)
        return states + self.mlp["Wo"](F.gelu(value) * gate)


def _rotation(tokens: int, width: int, like: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Cosines and sines of the angles by which a head's halves are turned, shape (tokens, width)."""
    speeds = _ROTARY_BASE ** (-torch.arange(0, width, 2, device=like.device, dtype=torch.float32) / width)
    angles = torch.arange(tokens, device=like.device, dtype=torch.float32)[:, None] * speeds
    angles = torch.cat([angles, angles], dim=-1)
    return angles.cos(), angles.sin()


def _turned(vectors: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
    cosines, sines = turn
    left, right = vectors.chunk(2, dim=-1)
    return (vectors * cosines + torch.cat([-right, left], dim=-1) * sines).to(vectors.dtype)


def pooled(states: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
    """The mean of each text's states, float32, shape (n, width)."""
    kept = (ids != PAD)[..., None].to(states.dtype)
    return ((states * kept).sum(1) / kept.sum(1).clamp(min=1)).float()
