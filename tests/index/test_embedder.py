"""Every embedder keeps one contract; both readers of the bundled folder give the same vectors; failures have words."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelUnavailable
from corpus.settings import Settings
from corpus.spelling import fold
from index.embedder import (
    BUNDLED,
    MANIFEST,
    Embedder,
    HashEmbedder,
    LightEmbedder,
    SentenceTransformerEmbedder,
    fingerprint_folder,
    load_embedder,
)
from index.features import prepare

TEXTS = [
    "Đảng ủy xã họp thường kỳ mỗi tháng một lần.",
    "dang uy xa hop thuong ky moi thang mot lan",
    "Ủy ban nhân dân tỉnh, uỷ viên, hoà bình và hòa bình",
    "Quy định số 294-QĐ/TW ngày 26/5/2025",
    "kỷ luật 👍🏽 đảng viên",
    "Chi bộ. " * 40_000,
    "",
    "👍🏽 \u200b …",
]


@pytest.fixture(scope="module")
def full() -> Embedder:
    return load_embedder(Settings())


@pytest.fixture(scope="module")
def light() -> Embedder:
    return load_embedder(Settings(), light=True)


class EmbedderContract:
    """What `index` relies on. A subclass has a fixture `embedder`."""

    def test_rows_are_float32_unit_vectors_of_the_stated_length(self, embedder: Embedder) -> None:
        for vectors in (embedder.embed_queries(TEXTS), embedder.embed_passages(TEXTS)):
            assert vectors.shape == (len(TEXTS), embedder.dim)
            assert vectors.dtype == np.float32
            norms = np.linalg.norm(vectors, axis=1)
            assert np.allclose(norms[norms > 0], 1, atol=1e-5)
            assert (norms[:6] > 0).all()

    def test_a_text_without_a_known_token_is_a_zero_row(self, embedder: Embedder) -> None:
        assert not embedder.embed_queries(["", "👍🏽"]).any()

    def test_no_texts_give_no_rows(self, embedder: Embedder) -> None:
        assert embedder.embed_passages([]).shape == (0, embedder.dim)

    def test_a_vector_does_not_depend_on_its_neighbours_in_the_batch(self, embedder: Embedder) -> None:
        together = embedder.embed_passages(TEXTS)
        alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
        assert np.allclose(together, alone, atol=1e-6)

    def test_both_placements_of_tone_marks_and_both_cases_are_one_text(self, embedder: Embedder) -> None:
        a, b = embedder.embed_queries(["Uỷ ban hoà giải", "ủy ban HÒA GIẢI"])
        assert np.allclose(a, b, atol=1e-6)

    def test_it_is_a_protocol_embedder_with_a_name_and_a_fingerprint(self, embedder: Embedder) -> None:
        assert isinstance(embedder, Embedder)
        assert embedder.name
        assert embedder.fingerprint

    def test_a_text_is_closer_to_its_own_kind(self, embedder: Embedder) -> None:
        query = embedder.embed_queries(["thi hành kỷ luật đảng viên vi phạm"])[0]
        passages = ["Đảng viên vi phạm bị thi hành kỷ luật", "Giá lúa gạo xuất khẩu tăng mạnh trong quý ba"]
        near, far = embedder.embed_passages(passages) @ query
        assert near > far


class TestHashEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return HashEmbedder(64)

    def test_it_counts_syllables_by_crc32(self) -> None:
        # crc32("a") = 3904355907 = 3 mod 8, crc32("b") = 1908338681 = 1 mod 8
        assert HashEmbedder(8).embed_queries(["a a B"])[0] == pytest.approx(
            np.array([0, 1, 0, 2, 0, 0, 0, 0]) / np.sqrt(5), abs=1e-6
        )


class TestBundledThroughSentenceTransformers(EmbedderContract):
    @pytest.fixture
    def embedder(self, full: Embedder) -> Embedder:
        return full


class TestBundledThroughModel2Vec(EmbedderContract):
    @pytest.fixture
    def embedder(self, light: Embedder) -> Embedder:
        return light


def test_both_readers_give_the_same_vectors_and_fingerprint(full: Embedder, light: Embedder) -> None:
    assert np.allclose(full.embed_passages(TEXTS), light.embed_passages(TEXTS), atol=1e-3)
    assert np.allclose(full.embed_queries(TEXTS), light.embed_queries(TEXTS), atol=1e-3)
    assert (full.name, full.dim, full.fingerprint) == (light.name, light.dim, light.fingerprint)


def test_the_libraries_themselves_give_the_same_vectors_for_prepared_text_that_repeats_nothing(full: Embedder) -> None:
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

    texts = [TEXTS[0], TEXTS[1], TEXTS[3], TEXTS[4]]
    ours, prepared = full.embed_passages(texts), [prepare(text) for text in texts]
    theirs = SentenceTransformer(str(BUNDLED), device="cpu", local_files_only=True).float().encode(prepared)
    light = StaticModel.from_pretrained(BUNDLED, max_length=None, normalize=True, force_download=False)
    assert np.allclose(ours, theirs, atol=1e-3)
    assert np.allclose(ours, light.encode(prepared), atol=1e-3)


def test_the_tenth_repetition_adds_less_than_the_first(light: Embedder) -> None:
    once, twice, often = light.embed_passages(
        ["kỷ luật đảng viên", *("kỷ luật đảng viên" + " kỷ luật" * n for n in (1, 9))]
    )
    repeated = light.embed_passages(["kỷ luật"])[0]
    assert repeated @ once < repeated @ twice < repeated @ often < 1


def test_the_light_reader_imports_no_torch() -> None:
    code = (
        "import sys; from corpus.settings import Settings; from index.embedder import load_embedder\n"
        "load_embedder(Settings(), light=True).embed_queries(['chi bộ'])\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_question_without_diacritics_lies_near_the_one_with(light: Embedder) -> None:
    question = "Ai có thẩm quyền thi hành kỷ luật đảng viên?"
    a, b, other = light.embed_queries([question, fold(question), "Giá vàng hôm nay ra sao?"])
    assert a @ b > 0.5 > a @ other


def test_the_bundled_folder_fits_the_repository() -> None:
    assert sum(p.stat().st_size for p in BUNDLED.rglob("*") if p.is_file()) < 20_000_000


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder that is not ours: three words, one axis each."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "hỏi:": 1, "đoạn:": 2, "xã": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    folder = tmp_path_factory.mktemp("foreign")
    weights = torch.eye(4)
    weights[0] = 0
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return folder


def test_another_folder_is_loaded_with_its_prompts(foreign: Path) -> None:
    settings = Settings(embedder=str(foreign), embedder_query_prompt="hỏi: ", embedder_passage_prompt="đoạn: ")
    embedder = load_embedder(settings, light=True)
    assert isinstance(embedder, SentenceTransformerEmbedder)
    half = np.sqrt(0.5)
    assert embedder.embed_queries(["xã"])[0] == pytest.approx(np.array([0, half, 0, half]), abs=1e-6)
    assert embedder.embed_passages(["xã"])[0] == pytest.approx(np.array([0, 0, half, half]), abs=1e-6)
    assert LightEmbedder(foreign).embed_queries(["xã"])[0] == pytest.approx(np.array([0, 0, 0, 1]), abs=1e-6)


def test_the_fingerprint_tells_prompts_and_weights_but_not_the_model_card(foreign: Path) -> None:
    before = fingerprint_folder(foreign, "", "")
    assert fingerprint_folder(foreign, "", "x") != before
    assert fingerprint_folder(foreign, "x", "") != fingerprint_folder(foreign, "", "x")
    (foreign / "README.md").write_text("Another card.", encoding="utf-8")
    assert fingerprint_folder(foreign, "", "") == before
    (foreign / "note.json").write_text("{}", encoding="utf-8")
    assert fingerprint_folder(foreign, "", "") != before
    (foreign / "note.json").unlink()


def test_a_missing_model_is_explained_without_the_network() -> None:
    with pytest.raises(ModelUnavailable, match=r"khong/co.*Hãy ghi đường dẫn"):
        load_embedder(Settings(embedder="khong/co"))


def test_an_empty_folder_and_a_damaged_one_are_explained(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="sentence-transformers đầy đủ"):
        load_embedder(Settings(embedder=str(tmp_path)))
    with pytest.raises(ModelUnavailable, match="sentence-transformers đầy đủ"):
        LightEmbedder(tmp_path)
    for path in BUNDLED.rglob("*.json"):
        (tmp_path / path.relative_to(BUNDLED)).parent.mkdir(exist_ok=True)
        (tmp_path / path.relative_to(BUNDLED)).write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"damaged")
    for kind in (SentenceTransformerEmbedder, LightEmbedder):
        with pytest.raises(ModelUnavailable, match="Hãy tải hoặc chép lại"):
            kind(tmp_path)


def test_a_model_for_other_features_is_refused(tmp_path: Path) -> None:
    manifest = tmp_path / MANIFEST
    manifest.write_text(json.dumps({"preparation": "words/0"}), encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="words/0"):
        LightEmbedder(tmp_path)
    manifest.write_text("[]", encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="preparation"):
        LightEmbedder(tmp_path)
