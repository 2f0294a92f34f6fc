"""Compact models as the product runs them: a tiny one, made here, exported and quantised as a trained one is."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.errors import ModelUnavailable
from corpus.settings import ROOT, Settings
from index.cross_encoder import rerank
from index.embedder import CompactEmbedder, load_embedder
from index.onnx_model import MANIFEST, OnnxModel, bundled
from index.search import rank_documents, search
from index.store import Store
from index.training.contrastive import EmbeddingModel
from index.training.course import keep_weights
from index.training.encoder import CLS, SEP, Encoder, Shape
from index.training.export import export, restored
from index.training.reading_model import ReadingModel
from index.training.subwords import train_subwords
from index.writer import writing
from tests.index.documents import document

TEXTS = [f"Chi bộ số {n} sinh hoạt chuyên đề về dự trữ {n} tấn lương thực." for n in range(8)]
QUESTION = "Chi bộ nào dự trữ 3 tấn?"
SHAPE = {"vocabulary": 320, "width": 32, "layers": 2, "heads": 2, "inner": 32}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    train_subwords(TEXTS * 4, 300).save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    for kind, model in (
        ("reader", ReadingModel(Encoder(Shape(**SHAPE)))),
        ("embedder", EmbeddingModel(Encoder(Shape(**SHAPE)))),
    ):
        with torch.no_grad():
            for weights in model.parameters():
                weights.mul_(4)
        keep_weights(model, SHAPE, folder / f"{kind}.safetensors")
        export(folder / f"{kind}.safetensors", folder / "tokenizer.json", folder / kind, longest=48)
    return folder


def test_eight_bits_say_what_the_whole_network_says(work: Path) -> None:
    reader = OnnxModel(work / "reader", "reader")
    _, whole = restored(work / "reader.safetensors")
    readings = reader.read(QUESTION, TEXTS)
    asked = reader._ids(QUESTION)[0]
    for text, reading in zip(TEXTS, readings, strict=True):
        rows = torch.tensor([[CLS, *asked, SEP, *reader._ids(text)[0], SEP]])[:, :48]
        with torch.inference_mode():
            fit, _ = whole(rows)
        assert reading.fit == pytest.approx(float(fit.sigmoid()), abs=0.05)


def test_marks_are_characters_of_the_passage(work: Path) -> None:
    readings = OnnxModel(work / "reader", "reader").read(QUESTION, ["Họp ngày 15.", "", "Hòa" + "\u0301" + " bình"])
    pieces = ["Họp ngày 15."[start:end] for start, end, _ in readings[0].marks]
    assert "".join(pieces) == "Họpngày15."
    assert all(0 <= weight <= 1 for _, _, weight in readings[0].marks)
    # A text whose spelling changes its length has none, rather than wrong ones.
    assert readings[1].marks == readings[2].marks == ()


def test_neither_torch_nor_the_libraries_of_training_are_loaded(work: Path) -> None:
    code = (
        "import sys; from index.cross_encoder import rerank; from index.embedder import load_embedder;"
        "from corpus.settings import Settings;"
        "rerank(sys.argv[1], 'ai?', ['x']); load_embedder(Settings(embedder=sys.argv[2])).embed_queries(['ai?']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    asked = [sys.executable, "-c", code, str(work / "reader"), str(work / "embedder")]
    assert subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout == "[]\n"


def test_texts_of_all_lengths_come_back_in_their_order(work: Path) -> None:
    model = CompactEmbedder(work / "embedder")
    texts = ["a", "chi bộ " * 500, "", *TEXTS, "họp " * 20]
    together = model.embed_passages(texts)
    assert together.shape == (len(texts), 32)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)
    # Activations are quantised by batch: a little depends on the neighbours.
    assert np.diag(together @ np.stack([model.embed_queries([t])[0] for t in texts]).T).min() > 0.98


def test_folders_serve_as_embedder_and_as_reranker(work: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, embedder=str(work / "embedder"), reranker=str(work / "reader"))
    assert isinstance(load_embedder(settings), CompactEmbedder)
    with Store(settings) as store:
        with writing(store) as writer:
            list(writer.add(document(f"d{n}", text) for n, text in enumerate(TEXTS)))
        hits = search(store, QUESTION, 8)
        documents = rank_documents(store, QUESTION)
    # The reader is asked beside the scores of before, which are as good as one another here or better.
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    # Of one passage each, documents stand as their passages do.
    assert [doc_id for doc_id, _ in documents] == [hit.doc_id for hit in hits]


@pytest.mark.parametrize(
    ("kind", "change"),
    [("embedder", {}), ("reader", {"preparation": "none"}), ("reader", {"longest": "x"}), ("reader", None)],
)
def test_a_folder_of_another_kind_or_version_is_told(
    work: Path, tmp_path: Path, kind: str, change: dict[str, str] | None
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(work / "reader", folder)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text("{" if change is None else json.dumps(manifest | change), encoding="utf-8")
    with pytest.raises(ModelUnavailable, match=r"index\.training\.export"):
        OnnxModel(folder, kind)


def test_a_damaged_network_is_told(work: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(work / "reader", folder)
    (folder / "model_int8.onnx").write_bytes(b"\0" * 100)
    with pytest.raises(ModelUnavailable, match=r"index\.training\.export"):
        OnnxModel(folder, "reader")


def test_compact_is_told_where_none_is_bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.onnx_model.MODELS", tmp_path)
    with pytest.raises(ModelUnavailable, match="make train-compact"):
        load_embedder(Settings(data_dir=tmp_path, embedder="compact"))
    with pytest.raises(ModelUnavailable, match="make train-compact"):
        rerank("compact", "ai?", ["x"])


def test_compact_names_the_bundled_folders(work: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for kind in ("reader", "embedder"):
        shutil.copytree(work / kind, tmp_path / f"vi-compact-{kind}")
    monkeypatch.setattr("index.onnx_model.MODELS", tmp_path)
    assert bundled("reader") == tmp_path / "vi-compact-reader"
    embedder = load_embedder(Settings(data_dir=tmp_path, embedder="compact"))
    assert (embedder.name, embedder.dim) == ("compact", 32)
