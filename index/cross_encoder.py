"""A model that reads a question and a passage together, for offices that have one: a setting names it.

Nogueira and Cho, "Passage Re-ranking with BERT", 2019. Each question costs a forward pass a passage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from corpus.errors import ModelUnavailable
from index.onnx_model import BUNDLED, OnnxModel, bundled, is_compact

DEPTH = 30
"""Passages that are read together with the question."""
_MAX_CHARS = 4_000

Scorer = Callable[[str, Sequence[str]], list[float]]
"""A question and texts to how well each text answers it, in [0, 1]."""


def rerank(model: str, question: str, texts: Sequence[str]) -> list[float]:
    """How well each text answers the question, in [0, 1], by the model at `model`.

    That is a folder that `index.training.export` wrote, a sentence-transformers cross-encoder, or `compact` for the
    bundled one. Raises `ModelUnavailable` if there is none.
    """
    if not texts:
        return []
    return _loaded(model)(question[:_MAX_CHARS], [text[:_MAX_CHARS] for text in texts])


@lru_cache(maxsize=1)
def _loaded(model: str) -> Scorer:
    local = bundled("reader") if model == BUNDLED else Path(model).expanduser()
    return _compact(local) if is_compact(local) else _sentence_transformers(model, local)


def _compact(folder: Path) -> Scorer:
    reader = OnnxModel(folder, "reader")
    return lambda question, texts: [reading.fit for reading in reader.read(question, texts)]


def _sentence_transformers(model: str, local: Path) -> Scorer:
    import torch
    from sentence_transformers import CrossEncoder

    try:
        # A folder is read from disk alone; a name may be fetched, where the office lets it.
        loaded = CrossEncoder(str(local) if local.is_dir() else model, local_files_only=local.is_dir(), num_labels=1)
    except Exception as exc:  # transformers raises errors of many kinds for a folder that holds something else
        raise ModelUnavailable(
            f"Không nạp được mô hình xếp hạng lại “{model}”: {type(exc).__name__}. Kiểm tra thiết lập reranker"
            " (VANKIEN_RERANKER), hoặc bỏ trống để không dùng."
        ) from exc

    def score(question: str, texts: Sequence[str]) -> list[float]:
        pairs = [(question, text) for text in texts]
        scores = loaded.predict(pairs, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)
        return [float(score) for score in scores]

    return score
