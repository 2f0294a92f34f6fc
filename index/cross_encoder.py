"""A cross-encoder that reads a question and a passage together, for offices that have one: a setting names it.

Nogueira and Cho, "Passage Re-ranking with BERT", 2019. None is bundled: each question costs a forward pass a passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import ModelUnavailable

DEPTH = 30
"""Passages that are read together with the question."""
_MAX_CHARS = 4_000


def rerank(model: str, question: str, texts: Sequence[str]) -> list[float]:
    """How well each text answers the question, in [0, 1], by the sentence-transformers cross-encoder at `model`.

    Raises `ModelUnavailable` if there is none.
    """
    if not texts:
        return []
    import torch

    pairs = [(question[:_MAX_CHARS], text[:_MAX_CHARS]) for text in texts]
    scores = _loaded(model).predict(pairs, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)
    return [float(score) for score in scores]


@lru_cache(maxsize=1)
def _loaded(model: str) -> Any:
    from sentence_transformers import CrossEncoder

    local = Path(model).expanduser()
    try:
        # A folder is read from disk alone; a name may be fetched, where the office lets it.
        return CrossEncoder(str(local) if local.is_dir() else model, local_files_only=local.is_dir(), num_labels=1)
    except Exception as exc:  # transformers raises errors of many kinds for a folder that holds something else
        raise ModelUnavailable(
            f"Không nạp được mô hình xếp hạng lại “{model}”: {type(exc).__name__}. Kiểm tra thiết lập reranker"
            " (VANKIEN_RERANKER), hoặc bỏ trống để không dùng."
        ) from exc
