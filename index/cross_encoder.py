"""A model that reads a question and a passage together, for offices that have one: a setting names it.

Nogueira and Cho, "Passage Re-ranking with BERT", 2019. Each question costs a forward pass a passage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import ModelUnavailable
from index.onnx_model import BUNDLED, OnnxModel, bundled, is_compact

DEPTH = 30
"""Passages that are read together with the question, at the most."""
_MAX_CHARS = 4_000

# The bundled reader learned from four fifths of the even halves of two of these sets; this is of the other fifth, and
# of even lines of the third. nDCG@10 of documents by the score so far, by the reader alone among twenty, and by both at
# these weights of its log-odds, ten of them read:
#                                score  reader   0.01   0.02   0.03   0.05   0.08   0.12   0.20
#     ALQAC 2022, 52 questions   0.976  0.950   0.986  0.986  0.986  0.986  0.986  0.979  0.979
#     UIT regulations, 62        0.912  0.913   0.924  0.928  0.935  0.940  0.953  0.946  0.951
#     legal code, 200            0.608  0.711   0.646  0.670  0.690  0.702  0.703  0.705  0.698
# At 0.08 it is 0.986, 0.949 and 0.670 with five of them read, 0.986, 0.952 and 0.730 with twenty, for twice the time.
_COMPACT_DEPTH, _COMPACT_WEIGHT = 10, 0.08

Scorer = Callable[[str, Sequence[str]], list[float]]
"""A question and texts to how well each text answers it, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class CrossEncoder:
    """A model, how many passages it is to read, and what the log-odds it gives weigh beside a score of before.

    `weight` None: what it says goes alone.
    """

    score: Scorer
    depth: int = DEPTH
    weight: float | None = None


def rerank(model: str, question: str, texts: Sequence[str]) -> list[float]:
    """How well each text answers the question, in [0, 1], by the model at `model`.

    That is a folder that `index.training.export` wrote, a sentence-transformers cross-encoder, or `compact` for the
    bundled one. Raises `ModelUnavailable` if there is none.
    """
    if not texts:
        return []
    return cross_encoder(model).score(question[:_MAX_CHARS], [text[:_MAX_CHARS] for text in texts])


@lru_cache(maxsize=1)
def cross_encoder(model: str) -> CrossEncoder:
    """The model at `model`, see `rerank`, held from then on."""
    local = bundled("reader") if model == BUNDLED else Path(model).expanduser()
    return _compact(local) if is_compact(local) else CrossEncoder(_sentence_transformers(model, local))


def _compact(folder: Path) -> CrossEncoder:
    reader = OnnxModel(folder, "reader")

    def score(question: str, texts: Sequence[str]) -> list[float]:
        return [reading.fit for reading in reader.read(question, texts)]

    return CrossEncoder(score, _COMPACT_DEPTH, _COMPACT_WEIGHT)


def _sentence_transformers(model: str, local: Path) -> Scorer:
    import torch
    from sentence_transformers import CrossEncoder as Transformer

    try:
        # A folder is read from disk alone; a name may be fetched, where the office lets it.
        loaded = Transformer(str(local) if local.is_dir() else model, local_files_only=local.is_dir(), num_labels=1)
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
