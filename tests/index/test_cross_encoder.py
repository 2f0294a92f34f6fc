"""A cross-encoder by setting: a tiny one, made here, that has learned nothing but is a real model."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ModelUnavailable
from corpus.settings import Settings
from index.cross_encoder import CrossEncoder, rerank
from index.rereading import placed
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


@given(
    st.lists(st.tuples(st.floats(0, 2), st.floats(0, 1)), min_size=1, max_size=12),
    st.lists(st.floats(0, 2), max_size=5),
    st.sampled_from([None, 0.06]),
)
def test_what_was_read_stands_first_and_in_the_order_of_what_was_weighed(
    first: list[tuple[float, float]], rest: list[float], weight: float | None
) -> None:
    model = CrossEncoder(lambda question, texts: [first[int(text)][1] for text in texts], weight=weight)
    before = [(str(n), score) for n, (score, _) in enumerate(first)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.rereading.cross_encoder", lambda _: model)
        found = placed("model", before, [fit for _, fit in first], [("rest", score) for score in rest])
    scores = [score for _, score in found]
    assert sorted(item for item, _ in found) == sorted([item for item, _ in before] + ["rest"] * len(rest))
    assert [item for item, _ in found[len(first) :]] == ["rest"] * len(rest)
    assert min(scores[: len(first)]) > max(rest, default=0.0)
    assert scores[: len(first)] == sorted(scores[: len(first)], reverse=True)
    if weight:
        for (a, old_a), (b, old_b) in pairwise(before):
            # Where the model says the same of two, the order of before decides.
            if first[int(a)][1] == first[int(b)][1] and old_a > old_b + 1e-6:
                places = [item for item, _ in found]
                assert places.index(a) < places.index(b)
