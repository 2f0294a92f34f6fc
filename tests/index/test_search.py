"""Search over a real store; readers beside a writer in another process; the llama-index retriever."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.settings import ROOT, Settings
from index.retriever import HybridRetriever, hit_of
from index.search import LEGS, Leg, rank_documents, search
from index.store import Store
from index.verify import verify
from index.writer import writing
from tests.index.documents import document

DOCUMENTS = [
    document("gd", "Ngành giáo dục tổng kết năm học 2025 vào ngày 30/5.", "Tổng kết giáo dục"),
    document("tc", "Ban Tổ chức tổng kết công tác xây dựng Đảng năm 2025.", "Tổng kết xây dựng Đảng"),
    document("kt", "Ủy ban Kiểm tra họp kỳ thứ 57, xem xét kỷ luật.", "Thông cáo kỳ họp"),
]


@pytest.fixture
def filled(store: Store) -> Store:
    with writing(store) as writer:
        list(writer.add(DOCUMENTS))
    return store


@pytest.mark.parametrize("leg", LEGS)
def test_every_leg_finds_the_passage_and_the_document(filled: Store, leg: Leg) -> None:
    hits = search(filled, "Ban Tổ chức tổng kết công tác xây dựng Đảng", 3, leg)
    assert hits[0].doc_id == "tc"
    assert [h.rank for h in hits] == list(range(1, len(hits) + 1))
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert rank_documents(filled, "Ban Tổ chức tổng kết công tác xây dựng Đảng", 3, leg)[0][0] == "tc"


def test_a_hit_can_be_cited(filled: Store) -> None:
    [hit] = search(filled, "kỷ luật kỳ họp thứ 57", 1)
    held = filled.catalogue.document(hit.doc_id)
    assert held is not None
    assert hit.span.of(held.text) == hit.text
    assert hit.legs.keys() <= {"lexical", "document", "dense"}
    assert hit.metadata.title == "Thông cáo kỳ họp"


def test_titles_count(filled: Store) -> None:
    assert search(filled, "thông cáo", 1)[0].doc_id == "kt"


@pytest.mark.parametrize("question", ["", "   ", "???", "x" * 100_000, "\x00\ud800"])
def test_absurd_questions_are_answered_calmly(filled: Store, question: str) -> None:
    assert len(search(filled, question, 5)) <= 5
    rank_documents(filled, question, 5)


def test_an_empty_store_finds_nothing(store: Store) -> None:
    assert search(store, "hội nghị") == []
    assert rank_documents(store, "hội nghị") == []
    assert verify(store).consistent


def test_verify_notices_what_an_index_has_lost(filled: Store) -> None:
    [lost] = [p.id for p in filled.catalogue.passages("gd")]
    filled.dense.write(remove=[lost])
    verdict = verify(filled)
    assert verdict.missing_in_chroma == (lost,)
    assert not verdict.consistent
    filled.passages_index.write(remove=[lost])
    assert verify(filled).missing_in_tantivy == (lost,)


def test_verify_is_not_fooled_by_passages_with_the_same_words(store: Store) -> None:
    copies = [document(f"c{i}", f"Kính gửi các chi bộ.{' ' * i}") for i in range(30)]
    with writing(store) as writer:
        list(writer.add(copies))
    assert verify(store).consistent


def test_a_running_reader_notices_another_process_within_two_seconds(settings: Settings, tmp_path: Path) -> None:
    """With the real embedder, through the command line, as an office would."""
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "cũ.txt").write_text("Chi bộ họp định kỳ mỗi tháng một lần.", encoding="utf-8")

    def ingest() -> None:
        arguments = ["ingest", str(folder), "--data-dir", str(settings.data_dir)]
        subprocess.run([sys.executable, "-m", "ui.cli", *arguments], cwd=ROOT, check=True, capture_output=True)

    ingest()
    with Store(settings) as reader:
        assert "mỗi tháng" in search(reader, "chi bộ họp định kỳ", 1)[0].text
        (folder / "cũ.txt").unlink()
        (folder / "mới.txt").write_text("Đảng phí nộp trước ngày mồng mười.", encoding="utf-8")
        ingest()
        deadline = time.monotonic() + 2
        while not any(h.legs.get("dense", 0) > 0.5 for h in search(reader, "đảng phí nộp trước ngày mồng mười", 1)):
            assert time.monotonic() < deadline
        assert not any("Chi bộ" in h.text for h in search(reader, "chi bộ họp định kỳ", 10))
        assert verify(reader).consistent


def test_the_retriever_is_one_that_llama_index_knows(filled: Store) -> None:
    from llama_index.core.llms.mock import MockLLM
    from llama_index.core.query_engine import RetrieverQueryEngine

    retriever = HybridRetriever(filled, k=2)
    nodes = retriever.retrieve("kỷ luật kỳ họp thứ 57")
    assert [hit_of(n) for n in nodes] == search(filled, "kỷ luật kỳ họp thứ 57", 2)
    response = RetrieverQueryEngine.from_args(retriever, llm=MockLLM()).query("kỷ luật kỳ họp thứ 57")
    assert response.source_nodes[0].node.metadata["doc_id"] == "kt"
    assert "xem xét kỷ luật" in str(response)


def test_many_short_notices_are_all_found_however_often_the_index_is_opened(settings: Settings) -> None:
    """Near one another, and too few for Chroma to keep its graph: it is built anew at each opening."""
    notices = [
        document(
            f"tb{i}",
            f"Thông báo số {i}: chi bộ thôn {i % 40} họp ngày {i % 28 + 1}, bàn việc thu đảng phí quý {i % 4}.",
        )
        for i in range(500)
    ]
    with Store(settings, light=True) as store, writing(store) as writer:
        list(writer.add(notices))
    for _ in range(3):
        with Store(settings, light=True) as store:
            verdict = verify(store)
            assert verdict.consistent, verdict
