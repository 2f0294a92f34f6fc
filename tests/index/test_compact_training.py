"""The compact encoder's training at toy scale: from pairs to folders that the product runs."""

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput
from corpus.spelling import normalise
from index.training import contrastive, masked, reading
from index.training.collection import Line, of_benchmark, of_pairs, read_lines, write_lines
from index.training.compact import main
from index.training.course import Course, held_weights, optimizers
from index.training.encoder import CLS, MASK, PAD, SEP, Encoder, Shape
from index.training.examples import LONGEST_PASSAGE, Examples, examples, load_examples
from index.training.export import export, restored
from index.training.negatives import hard_negatives
from index.training.reading_model import ReadingModel
from index.training.subwords import Tokens, train_subwords
from tests.index.test_training import toy_pairs

SMALL = ["--width", "64", "--layers", "2", "--inner", "64", "--processes", "1", "--vocabulary", "300"]


def lines() -> list[Line]:
    """Toy pairs, and passages of another group with answers that are known."""
    made = [Line("law", p.passage, (("phapdien_heading_text", p.query),)) for p in toy_pairs()]
    for n in range(1, 28):
        passage = f"Điều {n}. Chi bộ số {n} họp vào ngày {n} hằng tháng, tại hội trường số {n + 1} của xã."
        made.append(Line("own", passage, (("own", f"Chi bộ số {n} họp ngày nào?"),), (f"ngày {n}",)))
    return made


@pytest.fixture(scope="module")
def data() -> Examples:
    texts = [line.passage for line in lines()] + [q for line in lines() for _, q in line.asked]
    return examples(lines(), train_subwords(texts, 300))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The work folder after all stages."""
    work = tmp_path_factory.mktemp("work")
    write_lines(lines(), work / "toy.jsonl.xz")
    for stage in ("prepare", "oppose"):
        assert main([stage, "--work", str(work), *SMALL]) == 0
    for stage, batch, steps in (("pretrain", "4", "12"), ("read", "4", "8"), ("embed", "16", "8")):
        assert main([stage, "--work", str(work), *SMALL, "--batch", batch, "--steps", steps]) == 0
    assert main(["teach", "--work", str(work), *SMALL]) == 0
    return work


def test_every_stage_leaves_weights_that_export_to_a_folder(trained: Path, tmp_path: Path) -> None:
    for name, kind in (("reader", "reader"), ("embedder", "embedder")):
        export(trained / f"{name}.safetensors", trained / "tokenizer.json", tmp_path / name)
        manifest = json.loads((tmp_path / name / "vankien.json").read_text(encoding="utf-8"))
        assert manifest["kind"] == kind
        assert not list((tmp_path / name).glob("*.partial"))


def test_the_bi_encoder_tells_what_it_thinks_of_each_question_s_passages(trained: Path) -> None:
    data, likeness = load_examples(trained / "examples.npz"), np.load(trained / "likeness.npy")
    negatives = np.load(trained / "negatives.npy")
    assert likeness.shape == (len(data.owner), 1 + negatives.shape[1])
    assert (likeness[:, 1:][negatives < 0] == 0).all()
    model = restored(trained / "embedder.safetensors")[1]
    asked, told = (
        model(contrastive.framed(texts, np.array([n]), LONGEST_PASSAGE))
        for texts, n in ((data.questions, 0), (data.passages, int(data.owner[0])))
    )
    assert torch.cosine_similarity(asked, told).item() == pytest.approx(float(likeness[0, 0]), abs=5e-3)


def test_reading_starts_from_the_body_and_goes_on_from_itself(trained: Path) -> None:
    before = held_weights(trained / "reader.safetensors")[1]["encoder.layers.0.attn.Wqkv.weight"]
    body = held_weights(trained / "body.safetensors")[1]["encoder.layers.0.attn.Wqkv.weight"]
    assert 0 < (before - body).abs().mean() < 0.3 * body.abs().mean()
    assert main(["read", "--work", str(trained), *SMALL, "--steps", "0", "--batch", "4", "--resume"]) == 0
    assert torch.equal(held_weights(trained / "reader.safetensors")[1]["encoder.layers.0.attn.Wqkv.weight"], before)


def test_damaged_collections_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "toy.jsonl").write_text('["law", "p"\n', encoding="utf-8")
    assert main(["prepare", "--work", str(tmp_path)]) == 1
    assert "gather" in capsys.readouterr().err
    with pytest.raises(BadInput):
        list(read_lines([tmp_path / "none.jsonl.xz"]))


def test_a_reader_learns_which_passage_answers(data: Examples) -> None:
    torch.manual_seed(0)
    model = ReadingModel(Encoder(Shape(320, 64, 2, 1, 64)))
    batches = reading.stream(data, hard_negatives(data), np.array([SEP + 1]), 0, 8)
    course = Course(model, optimizers(model, 3e-3), 1.0, lambda _: None, steps_at_most=40)
    first: list[float] = []

    def losses(batch: tuple[torch.Tensor, torch.Tensor]) -> dict[str, torch.Tensor]:
        fit, marks = model(batch[0][: 8 * reading.SIZE, :96])
        loss = reading.rank_loss(fit, reading.SIZE)
        first.append(float(loss.detach()))
        return {"rank": loss, "span": reading.span_loss(marks, batch[1][: 8 * reading.SIZE].clamp(max=95))}

    course.run(batches, losses)
    assert np.mean(first[-5:]) < np.mean(first[:5]) - 0.2


def test_the_encoder_is_what_transformers_calls_modernbert() -> None:
    from transformers import ModernBertConfig, ModernBertModel

    rope = {"rope_type": "default", "rope_theta": 10_000.0}
    config = ModernBertConfig(
        vocab_size=99,
        hidden_size=32,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=48,
        global_attn_every_n_layers=1,
        rope_parameters={"full_attention": rope, "sliding_attention": rope},
        pad_token_id=PAD,
        cls_token_id=CLS,
        sep_token_id=SEP,
        bos_token_id=CLS,
        eos_token_id=SEP,
    )
    ours, theirs = Encoder(Shape(99, 32, 3, 2, 48)).eval(), ModernBertModel(config).eval()
    with torch.no_grad():
        for weights in ours.parameters():
            weights.mul_(3)
    theirs.load_state_dict(ours.state_dict(), strict=True)
    ids = torch.randint(SEP + 1, 99, (3, 20), generator=torch.Generator().manual_seed(0))
    ids[1, 12:] = PAD
    with torch.inference_mode():
        mine = ours(ids)
        reference = theirs(input_ids=ids, attention_mask=(ids != PAD).long()).last_hidden_state
    assert torch.allclose(mine[ids != PAD], reference[ids != PAD], atol=1e-4)


def test_hidden_tokens_can_be_put_back_and_are_never_special(data: Examples) -> None:
    ids, asked = next(masked.stream(data, 3, 0))
    shown, places, hidden = masked.hide(ids, asked, torch.Generator().manual_seed(0), 320)
    assert torch.equal(shown.reshape(-1).scatter(0, places, hidden).reshape(ids.shape), ids)
    assert not set(hidden.tolist()) & {CLS, SEP}
    assert 0.7 < (shown.reshape(-1)[places] == MASK).float().mean() < 0.9
    of_questions = asked.reshape(-1)[places].float().mean()
    assert of_questions > asked.float().mean()


def test_wrong_passages_look_like_the_right_one_and_are_none_of_its_twins() -> None:
    texts = ["Chi bộ họp ngày năm", "Chi bộ họp ngày bảy", "Chi bộ họp ngày năm", "Bão đổ vào miền Trung đêm qua"]
    heading = ("law", "họp chi bộ ngày nào"), ("law", "Họp chi bộ ngày nào"), ("law", "ngày họp chi bộ")
    made = [Line("law", text, (asked,)) for text, asked in zip(texts, [*heading, ("law", "bão ở đâu")], strict=True)]
    found = hard_negatives(examples(made, train_subwords(texts, 200)))
    # The second has the first's heading, the third its text.
    assert set(found[0]) == {3, -1}
    assert list(found[3][:1]) in ([0], [1], [2])
    assert 3 not in found[3]


def test_no_list_holds_the_right_passage_twice(data: Examples) -> None:
    negatives = hard_negatives(data)
    negatives[::2] = -1
    questions = np.arange(len(data.owner))
    rng = np.random.default_rng(0)
    made = reading.lists(data, negatives, questions, reading.SIZE, rng).ids.reshape(len(questions), reading.SIZE, -1)
    assert not (made[:, :1] == made[:, 1:]).all(axis=2).any()


def test_spans_are_the_answers_words(data: Examples) -> None:
    own = np.flatnonzero(data.spans[:, 0] >= 0)
    assert len(own) == 27
    tokens = train_subwords([line.passage for line in lines()] + [q for x in lines() for _, q in x.asked], 300)
    for n in own:
        start, end = data.spans[n]
        said = tokens.decode(data.passages[int(data.owner[n])][start : end + 1].tolist())
        assert said.replace("##", "").replace(" ", "").startswith(normalise("ngày"))


@given(st.integers(0, 60), st.integers(0, 260), st.integers(60, 224))
def test_rows_hold_question_and_passage_whole_or_cut_at_the_end(asked: int, read: int, longest: int) -> None:
    q = Tokens(np.array([0, asked]), np.full(asked, 7, dtype=np.uint16))
    p = Tokens(np.array([0, read]), np.full(read, 9, dtype=np.uint16))
    rows, starts = reading.joined(q, p, np.array([0]), np.array([0]), longest)
    row, start = rows[0], int(starts[0])
    length = int((row != PAD).sum())
    assert row[0] == CLS and row[start - 1] == SEP and row[length - 1] == SEP
    assert list(row[1 : start - 1]) == [7] * min(asked, 40)
    assert list(row[start : length - 1]) == [9] * min(read, longest - start - 1)
    assert not row[length:].any()


def test_made_up_questions_ask_for_words_of_their_passage() -> None:
    ids = np.arange(10, 10 + 40, dtype=np.uint16)
    empty = Tokens(np.array([0]), ids[:0])
    none = np.zeros(0, dtype=np.int64)
    tokens = Tokens(np.array([0, 40]), ids)
    data = Examples(tokens, tokens, empty, empty, empty, none, none, np.zeros(1, int), np.zeros((0, 2), int), ())
    rows, spans = reading.made_up(data, 50, np.random.default_rng(0), np.array([5]))
    for row, (start, end) in zip(rows, spans, strict=True):
        question = row[1 : list(row).index(SEP)]
        assert 5 in question
        assert not set(row[start : end + 1]) & set(question)
        assert 1 <= end - start + 1 <= 8


def test_copies_of_the_right_passage_are_not_held_against_it() -> None:
    vectors = torch.eye(4)
    same = contrastive.contrast(vectors, vectors.repeat(2, 1), torch.tensor([0, 1, 2, 3, 0, 1, 2, 3]))
    other = contrastive.contrast(vectors, vectors.repeat(2, 1), torch.tensor([0, 1, 2, 3, 4, 5, 6, 7]))
    assert same < 0.01
    assert other > 0.5


def test_only_the_even_half_is_learned_from_and_a_fifth_of_that_is_kept_back(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    folder.mkdir()
    write = {
        "corpus.jsonl": [{"_id": "d", "title": "Tên", "text": "Đoạn đầu. " * 100 + "Câu trả lời là 15 ngày."}],
        "queries.jsonl": [{"_id": f"q{n}", "text": f"Câu số {n}?", "answer": "15 ngày"} for n in range(20)],
    }
    for name, rows in write.items():
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / name).write_text(text + "\n", encoding="utf-8")
    qrels = "q\tc\ts\n" + "".join(f"q{n}\td\t1\n" for n in range(20))
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    made = list(of_benchmark(folder))
    asked = sorted(int(q.split()[2][:-1]) for line in made for _, q in line.asked)
    assert asked == [0, 2, 4, 6, 10, 12, 14, 16]
    # Each goes to the piece that holds its answer.
    assert all("15 ngày" in line.passage for line in made if line.asked)


def test_pairs_of_one_passage_stand_on_one_line(tmp_path: Path) -> None:
    news = ("vietnews_title_body", "a", "p"), ("vietnews_abstract_body", "c", "p")
    rows = [news[0], ("phapdien_heading_text", "b", "x"), news[1]]
    with lzma.open(tmp_path / "pairs.jsonl.xz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"kind": k, "q": q, "p": p}) + "\n" for k, q, p in rows)
    gathered = of_pairs(tmp_path)
    assert [(line.group, len(line.asked)) for line in gathered] == [("law", 1), ("news", 2)]
    write_lines(gathered, tmp_path / "lines.jsonl.xz")
    assert list(read_lines([tmp_path / "lines.jsonl.xz"])) == gathered


def test_arrays_come_back_as_they_were_written(data: Examples, tmp_path: Path) -> None:
    data.save(tmp_path / "examples.npz")
    again = load_examples(tmp_path / "examples.npz")
    assert again.kinds == data.kinds
    assert np.array_equal(again.passages.ids, data.passages.ids)
    assert np.array_equal(again.spans, data.spans)
    assert max(np.diff(again.passages.offsets)) <= LONGEST_PASSAGE


def test_weights_tell_which_model_they_are(trained: Path) -> None:
    assert restored(trained / "reader.safetensors")[0] == "reader"
    assert restored(trained / "embedder.safetensors")[0] == "embedder"
