"""A compact encoder as `index.training.export` writes it, run by ONNX Runtime: no torch to import, weights in int8."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelUnavailable
from corpus.spelling import normalise
from index.analyze import VERSION

MODELS = Path(__file__).resolve().parent / "models"
BUNDLED = "compact"
"""The name that settings give the bundled ones."""
KINDS = "reader", "embedder"
"""What a folder may hold."""
NETWORK, MANIFEST = "model_int8.onnx", "vankien.json"
"""Names of files in such a folder."""
PREPARATION = f"normalised/{VERSION}"
"""What texts go through before the tokenizer, in the manifest."""
_CLS, _SEP = 3, 4
_ASKED = 40
"""Tokens of a question that are read beside a passage."""
_MAX_CHARS = 4_000
"""Of a text; more than its tokens can be."""
_TOKENS = 4_096
"""Tokens, padding included, of one batch: bounds the memory, and short texts do not wait for long ones."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one passage.

    `fit`, in [0, 1], is how surely the passage answers the question. `marks` are (start, end, weight): characters of
    the passage, one entry a token, and the larger of the shares that the answer begins and ends there; none for a text
    in an unusual Unicode form.
    """

    fit: float
    marks: tuple[tuple[int, int, float], ...]


def bundled(kind: str) -> Path:
    """The folder of the bundled model of this kind. Raises `ModelUnavailable` where none is."""
    folder = MODELS / f"vi-compact-{kind}"
    if not is_compact(folder):
        raise ModelUnavailable(
            f"Bản cài này không kèm mô hình gọn: không thấy {folder}. Hãy huấn luyện bằng `make train-compact` trên "
            "máy có GPU, ghi đường dẫn tới một thư mục mô hình khác, hoặc để trống thiết lập (VANKIEN_EMBEDDER, "
            "VANKIEN_RERANKER)."
        )
    return folder


def is_compact(folder: Path) -> bool:
    """Whether `folder` holds such a network."""
    return (folder / NETWORK).is_file() and (folder / MANIFEST).is_file()


class OnnxModel:
    """The network of a folder with its tokenizer; `kind` is what it must be, one of `KINDS`.

    Raises `ModelUnavailable` if the folder holds none, or one of another kind or version.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            found = manifest["kind"], manifest["preparation"]
            self._longest = int(manifest["longest"])
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise _unusable(folder, f"{MANIFEST}: {type(exc).__name__}") from exc
        if found != (kind, PREPARATION):
            raise _unusable(folder, f"“{' '.join(map(str, found))}” thay vì “{kind} {PREPARATION}”")
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._network: Any = onnxruntime.InferenceSession(str(folder / NETWORK), providers=["CPUExecutionProvider"])
        except Exception as exc:  # both libraries raise bare exceptions for files that hold something else
            raise _unusable(folder, f"{type(exc).__name__}: {exc}") from exc
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts, float32, shape (n, width), of any length."""
        rows = [[_CLS, *ids[: self._longest - 2], _SEP] for ids, _ in map(self._ids, texts)]
        parts = {i: vectors[0] for i, vectors in self._run(rows)}
        return np.stack([parts[i] for i in range(len(rows))]).astype(np.float32)

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """What the reader says of each passage."""
        asked = [_CLS, *self._ids(question)[0][:_ASKED], _SEP]
        kept = self._longest - len(asked) - 1
        spelt = [self._ids(passage) for passage in passages]
        rows = [[*asked, *ids[:kept], _SEP] for ids, _ in spelt]
        readings: dict[int, Reading] = {}
        for i, (fit, marks) in self._run(rows):
            places = spelt[i][1][:kept]
            here = marks[len(asked) : len(asked) + len(places)]
            shares = _softmax(here).max(axis=1) if len(here) else np.zeros(0)
            told = tuple((start, end, float(w)) for (start, end), w in zip(places, shares, strict=True))
            readings[i] = Reading(float(1 / (1 + np.exp(-fit))), told)
        return [readings[i] for i in range(len(rows))]

    def _ids(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Token ids, and the characters of `text` that each covers; none where its spelling changes its length."""
        text = text[:_MAX_CHARS]
        spelt = normalise(text)
        encoding = self._tokenizer.encode(spelt, add_special_tokens=False)
        return encoding.ids, encoding.offsets if len(spelt) == len(text) else []

    def _run(self, rows: Sequence[Sequence[int]]) -> list[tuple[int, list[Any]]]:
        """(number of the row, its outputs), rows of like length together."""
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        found: list[tuple[int, list[Any]]] = []
        while order:
            width = len(rows[order[0]])
            size = 1
            while size < len(order) and (size + 1) * len(rows[order[size]]) <= _TOKENS:
                width, size = len(rows[order[size]]), size + 1
            ids = np.zeros((size, width), dtype=np.int64)
            for row, i in enumerate(order[:size]):
                ids[row, : len(rows[i])] = rows[i]
            outputs = self._network.run(None, {"ids": ids})
            found += [(i, [output[row] for output in outputs]) for row, i in enumerate(order[:size])]
            order = order[size:]
        return found


def _softmax(logits: NDArray[Any]) -> NDArray[np.float64]:
    """Shares along the first axis."""
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=0))
    shares: NDArray[np.float64] = powers / powers.sum(axis=0)
    return shares


def _unusable(folder: Path, found: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"Không dùng được mô hình gọn ở {folder}: {found}. Cần một thư mục do `python -m index.training.export` viết. "
        "Hãy xuất lại mô hình, hoặc để trống thiết lập (VANKIEN_EMBEDDER, VANKIEN_RERANKER)."
    )
