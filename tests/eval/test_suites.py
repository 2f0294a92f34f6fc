import json

import pytest

from assistant.records import Answer, Choices, Citation, Sentence
from corpus.errors import BadInput
from corpus.records import Span
from eval.suites import measure_beir_answers, measure_golden
from index.search import search

pytestmark = pytest.mark.usefixtures("toy_embedder")


class FirstPassage:
    """Answers with the first passage found, whole, whatever is asked."""

    def __init__(self, store):
        self.store = store

    def ask(self, question, history=(), choices=Choices()):
        [hit] = search(self.store, question, k=1, filters=choices.filters)
        span = Span(hit.span.start, hit.span.end)
        citation = Citation(1, hit.doc_id, hit.source, hit.metadata, span, hit.text, hit.page)
        return Answer(question, question, (Sentence(hit.text, (1,)),), (citation,), confidence=min(hit.score / 3, 1.0))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "tài liệu"
    (folder / "con").mkdir(parents=True)
    (folder / "a.txt").write_text("Chi bộ họp mỗi tháng một lần, bí thư chủ trì.", encoding="utf-8")
    (folder / "con" / "b.txt").write_text("Đảng phí đóng tại chi bộ trước ngày mười hằng tháng.", encoding="utf-8")
    (folder / "z-ban-sao.txt").write_bytes((folder / "a.txt").read_bytes())
    return folder


@pytest.fixture
def golden(tmp_path):
    def write(*records):
        path = tmp_path / "golden.jsonl"
        path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
        return path

    return write


def test_golden_questions_over_a_folder(folder, golden, settings):
    path = golden(
        {"id": "1", "question": "Chi bộ họp mấy lần?", "gold_doc": "a.txt", "answer_any": ["một lần"]},
        {"id": "2", "question": "Đóng đảng phí ở đâu?", "gold_doc": "con/b.txt", "answer_any": ["tại chi bộ"]},
        {"id": "3", "question": "Ai chủ trì họp chi bộ?", "gold_doc": "z-ban-sao.txt", "answer_any": ["Bí thư"]},
        {"id": "4", "question": "Giá vàng?", "gold_doc": None, "answer_any": []},
    )
    record = measure_golden(path, folder, settings, FirstPassage).record
    counts = {k: record[k] for k in ("questions", "answerable", "correct", "right_document", "answered_unanswerable")}
    assert counts == {
        "questions": 4, "answerable": 3, "correct": 3, "right_document": 3, "answered_unanswerable": 1,
    }  # fmt: skip
    assert record["citation_validity"] == 1.0
    # The third is held by the first file of the same content, and cited by its name.
    assert [q["cited"] for q in record["per_question"][:3]] == [["a.txt"], ["con/b.txt"], ["a.txt"]]


def test_unreadable_files_are_told(folder, golden, settings):
    (folder / "rong.txt").write_text("", encoding="utf-8")
    path = golden({"id": "1", "question": "Chi bộ họp?", "gold_doc": None})
    [warning] = measure_golden(path, folder, settings, FirstPassage).warnings
    assert "rong.txt" in warning


def test_queries_with_answers(write_beir, settings):
    result = measure_beir_answers(write_beir(), settings, FirstPassage)
    record = result.record
    assert list(record)[-1] == "per_question"
    assert (record["questions"], record["correct"], record["answer_contained"]) == (2, 2, 1.0)
    assert 0 < record["f1"] < 1
    assert record["exact_match"] == 0.0
    assert result.warnings == ("1 câu hỏi không ghi lời đáp nên không được hỏi.",)


def test_queries_of_a_half_in_a_variant(write_beir, settings):
    record = measure_beir_answers(write_beir(), settings, FirstPassage, half="odd", variant="unaccented").record
    assert [q["question"] for q in record["per_question"]] == ["chi bo hop may lan moi thang?"]


def test_without_qrels_only_containment_is_measured(write_beir, settings):
    result = measure_beir_answers(write_beir(qrels=None), settings, FirstPassage)
    assert (result.record["correct"], result.record["answer_contained"]) == (0, 1.0)
    assert any("qrels" in w for w in result.warnings)


def test_a_folder_without_answers_is_refused(write_beir, settings):
    with pytest.raises(BadInput, match="answer"):
        measure_beir_answers(write_beir(queries='{"_id": "q0", "text": "a"}'), settings, FirstPassage)


def test_hidden_documents_are_not_found_and_foreign_questions_are_asked(write_beir, settings):
    strangers = write_beir(queries=[{"_id": "x", "text": "giá vàng hôm nay?"}], qrels=None, name="xa")
    record = measure_beir_answers(write_beir(), settings, FirstPassage, hide_gold=True, foreign=strangers).record
    assert (record["hidden"]["questions"], record["hidden"]["refused"]) == (2, 0)
    gold = {"q0": "tại chi bộ", "q1": "mỗi tháng"}
    assert all(gold[q["id"]] not in q["answer"] for q in record["hidden"]["per_question"])
    assert record["auroc"] == 1.0
    foreign = record["foreign"]
    assert (foreign["dataset"], foreign["questions"], foreign["refused_share"]) == ("xa", 1, 0.0)
    assert (record["answered_share"], record["abstention_recall"]) == (1.0, 0.0)
    assert record["risk_coverage"][-1] == [1.0, 0.5]
    assert sum(b["questions"] for b in record["reliability"]) == 4


def test_golden_documents_can_be_hidden(folder, golden, settings):
    path = golden({"id": "1", "question": "Chi bộ họp mấy lần?", "gold_doc": "a.txt", "answer_any": ["một lần"]})
    [asked] = measure_golden(path, folder, settings, FirstPassage, hide_gold=True).record["hidden"]["per_question"]
    assert "Đảng phí" in asked["answer"]


def test_without_qrels_nothing_can_be_hidden(write_beir, settings):
    with pytest.raises(BadInput, match="qrels"):
        measure_beir_answers(write_beir(qrels=None), settings, FirstPassage, hide_gold=True)
