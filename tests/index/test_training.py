"""Training at toy scale: it learns, it repeats itself to the byte, and it says what is wrong with its data."""

import json
import lzma
import random
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import BadInput
from index.embedder import LightEmbedder
from index.training.mixture import TAKEN, times
from index.training.pairs import Pair, cloze, locate, read_pairs
from index.training.static import Recipe, _loss, examples, main, train
from index.training.vocabulary import train_tokenizer

WHO = ["chi bộ", "đảng ủy xã", "huyện ủy", "tỉnh ủy", "ban thường vụ", "ủy ban kiểm tra", "văn phòng", "ban tổ chức"]
WHAT = ["kỷ luật", "sinh hoạt", "kết nạp", "giám sát", "đào tạo", "luân chuyển", "khen thưởng", "thu nộp đảng phí"]
WHEN = ["hằng tháng", "hằng quý", "đột xuất", "đầu nhiệm kỳ", "cuối năm", "khi có đơn thư"]
"""Each subject has its own verb below, which no query says: what is learned is not the words in common."""
VERB = ["bàn bạc", "chủ trì", "phê duyệt", "rà soát", "thẩm định", "đối chiếu", "niêm phong", "biểu quyết"]


def toy_pairs() -> list[Pair]:
    rng = random.Random(0)
    pairs = []
    for who, verb in zip(WHO, VERB, strict=True):
        for what in WHAT:
            for when in WHEN:
                day = rng.randrange(1, 29)
                passage = f"Tập thể {verb} việc {what} vào ngày {day}. Hồ sơ {what} được lưu {when} theo quy định."
                pairs.append(Pair("toy", f"{who} làm gì về {what} {when}?", passage))
    return pairs


RECIPE = [
    "--wordpieces",
    "400",
    "--bigrams",
    "200",
    "--dim",
    "16",
    "--short-dim",
    "8",
    "--batch",
    "96",
    "--epochs",
    "8",
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    with lzma.open(folder / "pairs.jsonl.xz", "wt", encoding="utf-8") as out:
        for p in toy_pairs():
            out.write(json.dumps({"kind": p.kind, "q": p.query, "p": p.passage}, ensure_ascii=False) + "\n")
    return folder


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model") / "a"
    assert main([str(data), "--out", str(out), *RECIPE]) == 0
    return out


def test_a_trained_model_finds_the_passages_of_its_queries(trained: Path) -> None:
    pairs = toy_pairs()[::7]
    embedder = LightEmbedder(trained)
    scores = embedder.embed_queries([p.query for p in pairs]) @ embedder.embed_passages([p.passage for p in pairs]).T
    ranks = (scores > np.diag(scores)[:, None]).sum(axis=1)
    # By chance half of the others rank above.
    assert ranks.mean() < len(pairs) / 10
    assert embedder.dim == 16


def test_the_same_seed_gives_the_same_bytes(data: Path, trained: Path, tmp_path: Path) -> None:
    assert main([str(data), "--out", str(tmp_path), *RECIPE]) == 0
    files = sorted(p.relative_to(trained) for p in trained.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert [f for f in files if (trained / f).read_bytes() != (tmp_path / f).read_bytes()] == []


def test_another_seed_gives_another_table() -> None:
    small = {"wordpieces": 200, "bigrams": 50, "dim": 8, "short_dim": 4, "epochs": 1}
    tables = [train(toy_pairs()[:50], Recipe(seed=seed, **small))[1].numpy() for seed in (1, 2)]  # type: ignore[arg-type]
    assert not np.allclose(*tables)


def test_a_model_card_survives_a_new_training(data: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("card", encoding="utf-8")
    assert main([str(data), "--out", str(tmp_path), "--limit", "40", "--epochs", "1", "--dim", "16"]) == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "card"
    assert json.loads((tmp_path / "vankien.json").read_text(encoding="utf-8"))["recipe"]["dim"] == 16


def test_the_tokenizer_knows_syllables_bare_syllables_and_the_commonest_bigrams() -> None:
    tokenizer = train_tokenizer(["Đảng ủy xã họp"] * 30 + ["Đảng ủy huyện"] * 10, wordpieces=200, bigrams=2)
    vocabulary = tokenizer.get_vocab()
    assert (vocabulary["[PAD]"], vocabulary["[UNK]"]) == (0, 1)
    assert {"đảng", "dang", "ủy"} <= set(vocabulary)
    assert sorted(t for t in vocabulary if t.endswith("_")) == ["dang_uy_", "uy_xa_"]


def test_cloze_takes_one_sentence_out() -> None:
    text = "Câu thứ nhất dài vừa đủ để giữ. Câu thứ hai cũng dài vừa đủ để giữ.\nĐiều 5."
    taken = cloze(text, random.Random(1))
    assert taken is not None
    assert sorted(taken) == ["Câu thứ hai cũng dài vừa đủ để giữ.", "Câu thứ nhất dài vừa đủ để giữ."]
    assert cloze("Chỉ có một câu trong đoạn văn này.", random.Random(1)) is None


def test_questions_are_taken_more_often_than_titles() -> None:
    rng = random.Random(3)
    taken = {kind: np.mean([times(kind, rng) for _ in range(2_000)]) for kind in (*TAKEN, "toy")}
    assert taken == pytest.approx({**TAKEN, "toy": 1.0}, abs=0.05)
    assert taken["legalqa_question_passage"] > taken["vietnews_title_body"]


@pytest.mark.parametrize("kept", [0.0, 1.0])
def test_a_sentence_asks_for_the_passage_with_it_or_without(kept: float) -> None:
    pairs = [p for p in toy_pairs()[:40] if p.kind == "toy"]
    tokenizer = train_tokenizer([t for p in pairs for t in (p.query, p.passage)], wordpieces=400, bigrams=50)
    data = examples(pairs, tokenizer, Recipe(kept=kept))
    assert sorted(data.sources) == sorted([*range(40), *range(40)])
    for row in range(1, 80, 2):
        asked, found = (set(bags.take(np.array([row])).ids.tolist()) for bags in (data.queries, data.passages))
        assert (asked <= found) == bool(kept)


def test_passages_of_one_source_are_not_told_apart() -> None:
    import torch

    vectors = torch.eye(4)[[0, 0, 1]]
    recipe = Recipe(dim=4, short_dim=2)
    alone = _loss(vectors, vectors, torch.tensor([0, 0, 1]), recipe)
    told_apart = _loss(vectors, vectors, torch.tensor([0, 1, 2]), recipe)
    assert float(alone) < 1e-6 < float(told_apart)


def test_pairs_are_read_from_a_folder_a_plain_file_and_up_to_a_limit(data: Path, tmp_path: Path) -> None:
    assert read_pairs(data) == toy_pairs()
    plain = tmp_path / "some.jsonl"
    plain.write_text('{"kind": "a", "q": "b", "p": "c"}\n' * 3, encoding="utf-8")
    assert read_pairs(plain, limit=2) == [Pair("a", "b", "c")] * 2
    assert locate(data).name == "pairs.jsonl.xz"


@pytest.mark.parametrize(
    ("content", "said"),
    [('{"kind": "a", "q": "b", "p": "c"}\n[1]\n', "dòng 2"), ("", "không có cặp nào"), ("{oops\n", "dòng 1")],
)
def test_bad_data_is_named_by_line(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        read_pairs(path)


def test_missing_and_damaged_data_end_the_command_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "Không thấy dữ liệu huấn luyện" in capsys.readouterr().err
    (tmp_path / "pairs.jsonl.xz").write_bytes(b"not xz")
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "Không đọc được" in capsys.readouterr().err
