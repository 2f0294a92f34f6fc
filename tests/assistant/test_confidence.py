"""How sure an answer is: the models, their scale, and what the bundled samples come to."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.confidence import THRESHOLD, calibrated, chances, confidence, fitted_to
from assistant.coverage import Coverage
from assistant.evidence import candidates
from assistant.pipeline import Assistant
from assistant.question import analyse
from assistant.signs import SIGNS, Found
from corpus.samples import sample_dir
from corpus.settings import Settings
from index.embedder import BUNDLED, HashEmbedder, LightEmbedder
from index.store import Store
from index.sync import sync
from index.weights import TermWeights
from index.writer import writing

ASKED = "Thời kỳ dự bị của đảng viên mới kết nạp là bao nhiêu tháng?"
STRANGE = (
    "Cách nấu phở bò Nam Định ngon nhất?",
    "Vận tốc ánh sáng trong chân không là bao nhiêu?",
    "Ai vô địch World Cup 2022?",
    "Làm sao cài đặt Windows 11 trên máy tính cũ?",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(Settings(data_dir=tmp_path_factory.mktemp("data")), light=True) as opened:
        with writing(opened) as writer:
            list(sync(writer, [sample_dir()]))
        yield opened


def found_for(store: Store, text: str) -> Found:
    question = analyse(text)
    _, hits = Assistant(store).find(text)
    coverage = Coverage(question, TermWeights(store.passages_index))
    held = candidates(question, hits, coverage)
    return Found(question, hits, held[:2], coverage, len(store.passages_index))


def test_what_is_held_is_surer_than_what_is_of_another_world(store: Store) -> None:
    assistant = Assistant(store)
    asked = [assistant.ask(ASKED), assistant.ask("Ban Chỉ đạo 12 gồm những ai?")]
    assert min(a.confidence for a in asked) > THRESHOLD
    for question in STRANGE:
        answer = assistant.ask(question)
        assert answer.abstained, question
        assert answer.confidence < THRESHOLD


def test_the_same_question_with_its_passage_gone_is_less_sure(store: Store) -> None:
    found = found_for(store, ASKED)
    [*rest] = [h for h in found.hits if h.doc_id != found.main.doc_id]
    held = candidates(found.question, rest, found.coverage)
    without = replace(found, hits=rest, chosen=held[:2])
    for by_words in (False, True):
        assert chances(without, by_words=by_words) < chances(found, by_words=by_words)


def test_other_scales_of_scores_and_cosines_change_nothing_by_words(store: Store) -> None:
    found = found_for(store, ASKED)
    inflated = replace(
        found,
        hits=[replace(h, score=9 * h.score, legs={**h.legs, "dense": 0.99}) for h in found.hits],
    )
    assert chances(inflated, by_words=True) == chances(found, by_words=True)
    assert chances(inflated) > chances(found)


def test_confidence_is_of_the_bundled_embedder() -> None:
    assert fitted_to(LightEmbedder(BUNDLED).fingerprint), "another embedder is bundled: run make train-confidence"
    assert not fitted_to(HashEmbedder().fingerprint)


def test_no_evidence_is_no_confidence(store: Store) -> None:
    found = found_for(store, ASKED)
    assert confidence(found.question, [], [], found.coverage, 0) == 0.0


@pytest.mark.parametrize("by_words", [False, True])
def test_the_scale_keeps_the_order_and_stays_a_chance(by_words: bool) -> None:
    scaled = [calibrated(p, by_words=by_words) for p in (0.0, 1e-6, 0.01, 0.1, 0.5, 0.9, 1.0)]
    assert scaled == sorted(scaled)
    assert all(0 <= s <= 1 for s in scaled)


def test_every_sign_is_a_number_whatever_is_asked(store: Store) -> None:
    for text in (ASKED, "?", "Ban Chi dao 12 gom nhung ai", "a " * 500, "Ai?"):
        found = found_for(store, text)
        if found.hits and found.chosen:
            assert all(math.isfinite(sign(found)) for sign in SIGNS.values()), text


def test_one_passage_alone_is_measured_too(store: Store) -> None:
    found = found_for(store, ASKED)
    alone = replace(found, hits=[found.main], chosen=found.chosen[:1], passages=1)
    assert 0 <= chances(alone) <= 1
