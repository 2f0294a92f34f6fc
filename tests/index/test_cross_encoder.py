"""A cross-encoder by setting: a tiny one, made here, that has learned nothing but is a real model."""

from pathlib import Path

import pytest

from corpus.errors import ModelUnavailable
from corpus.settings import Settings
from index.cross_encoder import rerank
from index.search import search
from index.store import Store
from index.writer import writing
from tests.index.documents import document

TEXTS = [f"Chi bộ số {n} sinh hoạt chuyên đề về dự trữ lương thực." for n in range(6)]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("cross")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "chi", "bo", "so", *map(str, range(10))]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    assert CrossEncoder(str(folder), local_files_only=True)
    return folder


def test_passages_come_in_the_order_of_the_model(model: Path, tmp_path: Path, toy_embedder: None) -> None:
    question = "chi bộ sinh hoạt"
    with Store(Settings(data_dir=tmp_path, reranker=str(model))) as store:
        with writing(store) as writer:
            list(writer.add(document(f"d{n}", text) for n, text in enumerate(TEXTS)))
        hits = search(store, question, 6)
    assert len(hits) == 6
    scores = rerank(str(model), question, [hit.text for hit in hits])
    assert scores == sorted(scores, reverse=True)
    assert [hit.score for hit in hits] == pytest.approx(scores)
    assert all(0 <= score <= 1 for score in scores)
    assert {"lexical", "dense"} <= set(hits[0].legs)


def test_no_model_is_told_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="VANKIEN_RERANKER"):
        rerank(str(tmp_path), "ai?", ["x"])
    assert rerank(str(tmp_path), "ai?", []) == []
