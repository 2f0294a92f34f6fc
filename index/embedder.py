"""Embedders: texts to unit vectors, so that a cosine is a dot product.

The bundled one is a static embedding (a table of token vectors, summed) trained by `index.training.static`. It does not
see a text as written but its `features`: syllables of one tone placement in lower case, then every pair of neighbours
without diacritics. Those bigrams stand for Vietnamese words, and are the same whether or not the writer typed the marks.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelUnavailable
from corpus.settings import Settings
from corpus.spelling import fold
from index import analyze

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = Path(__file__).resolve().parent / "models" / "vi-static"
"""The folder of the bundled model."""
MANIFEST = "vankien.json"
"""In a model folder, says which preparation of text the model was trained on."""
PREPARATION = f"syllables+folded-bigrams/{analyze.VERSION}"
"""The name of `prepare` in a manifest. It changes whenever the features of any text change."""

_MAX_CHARS = 100_000
"""A text is embedded by its first so many characters: a mean over more than forty pages distinguishes nothing."""
_BATCH_CHARS, _BATCH_TEXTS = 1_000_000, 1024
"""Limits of one call of a tokenizer, which needs about 100 bytes a character: 100 MB at most."""
_NOT_THE_MODEL = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.gguf"]

_fold = lru_cache(maxsize=1 << 16)(fold)


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


def features(text: str, *, folded: bool = False) -> tuple[list[str], list[str]]:
    """The syllables of `text` and its folded bigrams: "Đảng ủy TW" → ["đảng", "ủy", "tw"], ["dang_uy_", "uy_tw_"].

    With `folded`, the syllables lose their diacritics too, as if the text had been typed without. The trailing mark
    keeps a WordPiece tokenizer from reading one bigram as the beginning of another ("nha_nu_" in "nha_nuoc_").
    """
    syllables = analyze.syllables(text)
    bare = [_fold(s) for s in syllables]
    return (bare if folded else syllables), [f"{a}_{b}_" for a, b in zip(bare, bare[1:], strict=False)]


def prepare(text: str) -> str:
    """What the bundled model's tokenizer is given for `text`: its `features`, separated by spaces."""
    syllables, bigrams = features(text)
    return " ".join(syllables + bigrams)


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
    return np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 1e-12)


def fingerprint_folder(folder: Path, *prompts: str) -> str:
    """SHA-256 over the names and bytes of a model's files and the prompts; model cards and hidden files do not count."""
    digest = hashlib.sha256(json.dumps([PREPARATION, *prompts]).encode())
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        relative = path.relative_to(folder)
        if path.suffix == ".md" or any(part.startswith(".") for part in relative.parts):
            continue
        digest.update(relative.as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _preparation(folder: Path) -> Callable[[str], str] | None:
    """`prepare` where the folder's manifest asks for it, None where it has no manifest.

    Raises `ModelUnavailable` for a manifest of another version.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return None
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
    return prepare


class _FolderEmbedder:
    """What the two readers of a model folder share: name, fingerprint, prompts, preparation, batches."""

    dim: int

    def __init__(
        self, folder: Path, name: str | None = None, query_prompt: str = "", passage_prompt: str = ""
    ) -> None:
        self.name = name or folder.name
        self._prepare = _preparation(folder)
        self._query_prompt, self._passage_prompt = query_prompt, passage_prompt
        self.fingerprint = fingerprint_folder(folder, query_prompt, passage_prompt)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        return self._embed(texts, self._query_prompt)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        return self._embed(texts, self._passage_prompt)

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        parts = [np.zeros((0, self.dim), dtype=np.float32)]
        for batch in _batches([prompt + text[:_MAX_CHARS] for text in texts]):
            parts.append(_unit(self._encode([self._prepare(t) for t in batch] if self._prepare else batch)))
        return np.concatenate(parts)

    def _encode(self, texts: list[str]) -> NDArray[Any]:
        """float, shape (n, dim), of any length, for prepared texts."""
        raise NotImplementedError


class SentenceTransformerEmbedder(_FolderEmbedder):
    """Any sentence-transformers folder, read from disk and never from the network; needs torch.

    Raises `ModelUnavailable` if the folder holds no such model.
    """

    def __init__(
        self, folder: Path, name: str | None = None, query_prompt: str = "", passage_prompt: str = ""
    ) -> None:
        super().__init__(folder, name, query_prompt, passage_prompt)
        self._model = _load_sentence_transformer(folder)
        self.dim = int(self._model.get_embedding_dimension() or 0) or self._encode(["a"]).shape[1]

    def _encode(self, texts: list[str]) -> NDArray[Any]:
        size = _BATCH_TEXTS if self._prepare else 32
        # The prompt is already there; an empty one keeps a model's own default from being added to it.
        vectors: NDArray[Any] = self._model.encode(
            texts, prompt="", batch_size=size, show_progress_bar=False, convert_to_numpy=True
        )
        return vectors


class LightEmbedder(_FolderEmbedder):
    """A folder with a static embedding, read without torch: loads in a fraction of a second, gives the same vectors.

    Raises `ModelUnavailable` if the folder holds no static embedding.
    """

    def __init__(
        self, folder: Path, name: str | None = None, query_prompt: str = "", passage_prompt: str = ""
    ) -> None:
        super().__init__(folder, name, query_prompt, passage_prompt)
        from model2vec import StaticModel

        try:
            # Half precision is for the disk: sums of it lose digits.
            self._model: Any = StaticModel.from_pretrained(
                folder, normalize=False, quantize_to="float32", max_length=None, force_download=False
            )
        except Exception as exc:
            raise _unusable(folder, exc) from exc
        self.dim = int(self._model.dim)

    def _encode(self, texts: list[str]) -> NDArray[Any]:
        vectors: NDArray[Any] = self._model.encode(texts, max_length=None, use_multiprocessing=False)
        return vectors


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
        f"Không nạp được mô hình ở {folder} ({type(exc).__name__}: {exc}). Cần một thư mục sentence-transformers đầy đủ "
        "(modules.json, trọng số, tokenizer). Hãy tải hoặc chép lại thư mục, hoặc để trống `embedder` để dùng mô hình đi kèm."
    )
