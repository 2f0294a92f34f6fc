"""Embedders: texts to unit vectors, so that a cosine is a dot product.

The bundled one is a static embedding (a table of token vectors, summed) trained by `index.training.static`. It does not
see a text as written but its `index.features`; its folder says so in `vankien.json`. Other models get the text itself.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelUnavailable
from corpus.settings import Settings
from index import analyze
from index.features import PREPARATION, UNKNOWN, BagMaker, Bags, damped
from index.onnx_model import BUNDLED as COMPACT
from index.onnx_model import OnnxModel, bundled, is_compact

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

BUNDLED = Path(__file__).resolve().parent / "models" / "vi-static"
"""The folder of the bundled model."""
MANIFEST = "vankien.json"
"""In a model folder, says which preparation of text the model was trained on."""
_MAX_CHARS = 100_000
"""A text is embedded by its first so many characters: a mean over more than forty pages distinguishes nothing."""
_BATCH_CHARS, _BATCH_TEXTS = 1_000_000, 1024
"""Limits of one batch: a tokenizer needs about 100 bytes a character, hence 100 MB at most."""
_NOT_THE_MODEL = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.gguf"]


@runtime_checkable
class Embedder(Protocol):
    """Texts to vectors.

    `name` is shown to people; `dim` is the length of a vector; `fingerprint` changes whenever the same text may embed
    otherwise, so that an index built before is refused.
    """

    name: str
    dim: int
    fingerprint: str

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32, shape (n, dim), rows L2-normalised; a row is zero only for a text with no known token."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same for passages, which some models put another prompt before."""


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (size + len(text) > _BATCH_CHARS or len(batch) >= _BATCH_TEXTS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _unit(vectors: NDArray[Any]) -> NDArray[np.float32]:
    """Rows divided by their L2 norm; zero rows stay zero."""
    rows = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    units: NDArray[np.float32] = np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 1e-12)
    return units


def fingerprint_folder(folder: Path, *prompts: str) -> str:
    """SHA-256 over the names and bytes of a model's files and the prompts, without model cards and hidden files."""
    digest = hashlib.sha256(json.dumps([PREPARATION, *prompts]).encode())
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        relative = path.relative_to(folder)
        if path.suffix == ".md" or any(part.startswith(".") for part in relative.parts):
            continue
        digest.update(relative.as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _is_prepared(folder: Path) -> bool:
    """Whether the model wants `index.features` in place of text: its folder has a manifest that says so.

    Raises `ModelUnavailable` for a manifest of another version.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return False
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["preparation"]
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelUnavailable(
            f"Tệp {path} không đọc được ({exc}). Cần một đối tượng JSON có “preparation”. "
            "Hãy cài lại vankien hoặc huấn luyện lại mô hình bằng `make train-embedder`."
        ) from exc
    if found != PREPARATION:
        raise ModelUnavailable(
            f"Mô hình ở {folder} được huấn luyện cho cách tách từ “{found}”, còn bản này dùng “{PREPARATION}”. "
            "Hãy huấn luyện lại mô hình bằng `make train-embedder`, hoặc dùng bản vankien đi cùng mô hình."
        )
    return True


def bag_maker(tokenizer: Tokenizer) -> BagMaker:
    """The maker of bags of `tokenizer`'s ids; its unknown token, whose row is zero, is left out of them."""
    unknown = tokenizer.token_to_id(UNKNOWN)

    def spell(words: list[str]) -> list[list[int]]:
        encodings = tokenizer.encode_batch_fast(words, add_special_tokens=False)
        return [[i for i in encoding.ids if i != unknown] for encoding in encodings]

    return BagMaker(tokenizer.get_vocab(), spell)


class _FolderEmbedder:
    """What the two readers of a model folder share: name, fingerprint, prompts, batches."""

    dim: int

    def __init__(self, folder: Path, name: str | None = None, query_prompt: str = "", passage_prompt: str = "") -> None:
        self.name = name or folder.name
        self._query_prompt, self._passage_prompt = query_prompt, passage_prompt
        self.fingerprint = fingerprint_folder(folder, query_prompt, passage_prompt)
        self._make_bags: BagMaker | None = None

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        return self._embed(texts, self._query_prompt)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        return self._embed(texts, self._passage_prompt)

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        parts = [np.zeros((0, self.dim), dtype=np.float32)]
        for batch in _batches([prompt + text[:_MAX_CHARS] for text in texts]):
            parts.append(_unit(self._sum(*damped(self._make_bags(batch))) if self._make_bags else self._encode(batch)))
        return np.concatenate(parts)

    def _sum(self, bags: Bags, weights: NDArray[np.float32]) -> NDArray[Any]:
        """float, shape (n, dim): the sum of each bag's rows of the table, each times the weight of its id."""
        raise NotImplementedError

    def _encode(self, texts: list[str]) -> NDArray[Any]:
        """float, shape (n, dim), of any length, for texts as they are."""
        raise NotImplementedError


class SentenceTransformerEmbedder(_FolderEmbedder):
    """Any sentence-transformers folder, read from disk and never from the network; needs torch.

    Raises `ModelUnavailable` if the folder holds no such model.
    """

    def __init__(self, folder: Path, name: str | None = None, query_prompt: str = "", passage_prompt: str = "") -> None:
        super().__init__(folder, name, query_prompt, passage_prompt)
        prepared = _is_prepared(folder)
        self._model = _load_sentence_transformer(folder)
        if prepared:
            self._make_bags = bag_maker(self._model.tokenizer)
        self.dim = int(self._model.get_embedding_dimension() or 0) or self._encode(["a"]).shape[1]

    def _sum(self, bags: Bags, weights: NDArray[np.float32]) -> NDArray[Any]:
        import torch
        import torch.nn.functional as F

        module: Any = self._model[0]
        ids, starts, each = map(torch.from_numpy, (bags.ids, bags.offsets[:-1], weights))
        with torch.inference_mode():
            sums = F.embedding_bag(ids, module.embedding.weight, starts, mode="sum", per_sample_weights=each)
        vectors: NDArray[Any] = sums.numpy()
        return vectors

    def _encode(self, texts: list[str]) -> NDArray[Any]:
        # The prompt is already there; an empty one keeps a model's own default from being added to it.
        vectors: NDArray[Any] = self._model.encode(texts, prompt="", show_progress_bar=False, convert_to_numpy=True)
        return vectors


class LightEmbedder(_FolderEmbedder):
    """A folder with a static embedding, read without torch: loads in a fraction of a second, gives the same vectors.

    Raises `ModelUnavailable` if the folder holds no static embedding.
    """

    def __init__(self, folder: Path, name: str | None = None, query_prompt: str = "", passage_prompt: str = "") -> None:
        super().__init__(folder, name, query_prompt, passage_prompt)
        prepared = _is_prepared(folder)
        from model2vec import StaticModel

        try:
            # Half precision is for the disk: sums of it lose digits.
            self._model: Any = StaticModel.from_pretrained(
                folder, normalize=False, quantize_to="float32", max_length=None, force_download=False
            )
        except Exception as exc:
            raise _unusable(folder, exc) from exc
        if prepared:
            self._make_bags = bag_maker(self._model.tokenizer)
        self.dim = int(self._model.dim)

    def _sum(self, bags: Bags, weights: NDArray[np.float32]) -> NDArray[Any]:
        table: NDArray[np.float32] = self._model.embedding
        sums = np.empty((len(bags), self.dim), dtype=np.float32)
        for row, (start, end) in enumerate(pairwise(bags.offsets)):
            np.matmul(weights[start:end], table[bags.ids[start:end]], out=sums[row])
        return sums

    def _encode(self, texts: list[str]) -> NDArray[Any]:
        vectors: NDArray[Any] = self._model.encode(texts, max_length=None, use_multiprocessing=False)
        return vectors


class CompactEmbedder(_FolderEmbedder):
    """A folder with a compact bi-encoder, read without torch.

    Raises `ModelUnavailable` if the folder holds none.
    """

    def __init__(self, folder: Path, name: str | None = None, query_prompt: str = "", passage_prompt: str = "") -> None:
        super().__init__(folder, name, query_prompt, passage_prompt)
        self._model = OnnxModel(folder, "embedder")
        self.dim = self._encode(["a"]).shape[1]

    def _encode(self, texts: list[str]) -> NDArray[Any]:
        return self._model.embed(texts)


class HashEmbedder:
    """A toy that a reader can compute by hand: each syllable adds one to dimension `crc32(syllable) % dim`.

    It knows no meaning: texts are alike as far as they share syllables. For tests.
    """

    def __init__(self, dim: int = 64) -> None:
        self.name = f"hash-{dim}"
        self.dim = dim
        self.fingerprint = f"hash/{dim}/{analyze.VERSION}"

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        counts = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for syllable in analyze.syllables(text):
                counts[row, crc32(syllable.encode()) % self.dim] += 1
        return _unit(counts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`; the same as for queries."""
        return self.embed_queries(texts)


def load_embedder(settings: Settings, *, light: bool = False) -> Embedder:
    """The embedder that `settings` names; `light` reads the bundled one without torch (other models ignore it).

    Raises `ModelUnavailable` if it is not there or cannot be used.
    """
    prompts = settings.embedder_query_prompt, settings.embedder_passage_prompt
    folder = resolve(settings.embedder) if settings.embedder else BUNDLED
    if is_compact(folder):
        return CompactEmbedder(folder, settings.embedder, *prompts)
    if not folder.is_dir():
        raise ModelUnavailable(
            f"Thiếu mô hình đi kèm: không thấy thư mục {folder}. "
            "Hãy cài lại vankien, hoặc tạo mô hình bằng `make train-embedder`."
        )
    kind = LightEmbedder if light and not settings.embedder else SentenceTransformerEmbedder
    return kind(folder, settings.embedder or None, *prompts)


def resolve(name: str) -> Path:
    """The folder of a model: `name` itself if it is one, else its copy in the hub's cache, else downloaded.

    Raises `ModelUnavailable` where there is neither folder nor network.
    """
    if name == COMPACT:
        return bundled("embedder")
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    from huggingface_hub import snapshot_download

    try:
        try:
            return Path(snapshot_download(name, local_files_only=True))
        except Exception:  # noqa: BLE001 - whatever hinders the cache, the network is the next thing to try
            return Path(snapshot_download(name, ignore_patterns=_NOT_THE_MODEL))
    except Exception as exc:
        raise ModelUnavailable(
            f"Không tìm thấy mô hình “{name}”: không có thư mục nào tên như vậy, và cũng không tải được về "
            f"({type(exc).__name__}). Hãy ghi đường dẫn tới một thư mục mô hình sentence-transformers vào `embedder`, "
            "hoặc để trống để dùng mô hình đi kèm."
        ) from exc


def _load_sentence_transformer(folder: Path) -> SentenceTransformer:
    # Tokenizers warn when a process forks after they have used threads; the setting is read once, at import.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    from sentence_transformers import SentenceTransformer

    if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        raise _unusable(folder, FileNotFoundError("modules.json, config.json"))
    try:
        # float: half precision is for the disk, sums of it lose digits.
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True).float()
    except Exception as exc:
        raise _unusable(folder, exc) from exc


def _unusable(folder: Path, exc: Exception) -> ModelUnavailable:
    return ModelUnavailable(
        f"Không nạp được mô hình ở {folder} ({type(exc).__name__}: {exc}). "
        "Cần một thư mục sentence-transformers đầy đủ (modules.json, trọng số, tokenizer). "
        "Hãy tải hoặc chép lại thư mục, hoặc để trống `embedder` để dùng mô hình đi kèm."
    )
