"""Commands that ask: `search`, `ask`, `chat`, on the bundled samples with the bundled embedder."""

import io
import json
from pathlib import Path

import pytest

from assistant.records import ABSTENTION
from corpus.catalogue import Catalogue
from tests.ui.conftest import Vankien

ANSWERED = "Mật khẩu tài khoản Nền tảng văn bản số tối thiểu mấy ký tự?"
UNANSWERED = "Giá xăng RON 95 hôm nay bao nhiêu một lít?"


def test_search_gives_hits_of_the_contract(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("search", "dự trữ gạo", "-k", 3, "--json", data_dir=samples_dir)
    assert done.status == 0
    assert done.record["query"] == "dự trữ gạo"
    hits = done.record["hits"]
    assert [h["rank"] for h in hits] == [1, 2, 3]
    assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)
    wanted = "rank score legs passage_id doc_id source title outline page start end text duplicates".split()
    assert list(hits[0]) == wanted
    catalogue = Catalogue(samples_dir / "catalogue.sqlite3")
    for hit in hits:
        document = catalogue.document(hit["doc_id"])
        assert document is not None
        assert document.text[hit["start"] : hit["end"]] == hit["text"]
    catalogue.close()


@pytest.mark.parametrize("leg", ["lexical", "dense", "fused"])
def test_each_leg_searches_alone(vankien: Vankien, samples_dir: Path, leg: str) -> None:
    hits = vankien("search", "chuyen doi so", "-k", 1, "--leg", leg, "--json", data_dir=samples_dir).record["hits"]
    assert len(hits) == 1


def test_an_unknown_leg_is_a_usage_error(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("search", "x", "--leg", "magic", "--json", data_dir=samples_dir)
    assert (done.status, done.out) == (2, "")
    assert "lexical" in done.err


def test_search_for_people_shows_place_scores_and_text(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("search", "dự trữ gạo", "-k", 1, data_dir=samples_dir)
    assert done.out.startswith("1. ")
    assert "lexical" in done.out


def test_ask_gives_an_answer_of_the_contract(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("ask", ANSWERED, "--json", data_dir=samples_dir)
    assert done.status == 0
    answer = done.record
    assert {"question", "standalone", "abstained", "answer", "sentences", "citations", "confidence", "engine"} <= set(
        answer
    )
    assert answer["abstained"] is False
    assert "ít nhất 12 ký tự" in answer["answer"]
    numbers = {c["n"] for c in answer["citations"]}
    assert all(set(s["citations"]) <= numbers and s["citations"] for s in answer["sentences"])
    cited = answer["citations"][0]
    assert {
        "n",
        "doc_id",
        "source",
        "title",
        "number",
        "issuer",
        "date",
        "outline",
        "page",
        "start",
        "end",
        "quote",
    } <= (set(cited))
    whole = json.loads(vankien("show", cited["doc_id"], "--text", "--json", data_dir=samples_dir).out)["text"]
    assert whole[cited["start"] : cited["end"]] == cited["quote"]


def test_ask_for_people_marks_sentences_and_numbers_sources(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("ask", ANSWERED, data_dir=samples_dir)
    assert "[1]" in done.out.partition("\nNguồn:")[0]
    assert "\nNguồn:\n[1] " in done.out
    assert "Quy chế 06-QC/TU" in done.out
    assert "“" in done.out
    assert "trích nguyên văn" in done.err


def test_an_abstention_is_an_answer(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("ask", UNANSWERED, "--json", data_dir=samples_dir)
    assert done.status == 0
    assert done.record["abstained"] is True
    assert (done.record["answer"], done.record["sentences"], done.record["citations"]) == (ABSTENTION, [], [])
    assert all(near.keys() == {"doc_id", "source", "title"} for near in done.record["nearest"])
    shown = vankien("ask", UNANSWERED, data_dir=samples_dir)
    assert shown.status == 0
    assert shown.out.startswith(ABSTENTION)
    assert "Tài liệu gần nhất:" in shown.out


def test_an_empty_collection_says_how_to_fill_it(vankien: Vankien) -> None:
    done = vankien("ask", "Ai ký?", "--json")
    assert done.status == 0
    assert done.record["abstained"] is True
    assert "vankien ingest" in done.err


def test_chat_follows_up_forgets_and_leaves(
    vankien: Vankien, samples_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [ANSWERED, "", "Còn chữ ký thì sao?", "/moi", "Còn chữ ký thì sao?", "exit", "không ai đọc dòng này"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    done = vankien("chat", "--json", data_dir=samples_dir)
    assert done.status == 0
    first, follow_up, alone = done.records
    assert first["standalone"] == ANSWERED
    assert "chữ ký" in follow_up["standalone"] and follow_up["standalone"] != "Còn chữ ký thì sao?"
    assert alone["standalone"] == "Còn chữ ký thì sao?"


def test_chat_ends_with_its_input(vankien: Vankien, samples_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ANSWERED))
    done = vankien("chat", data_dir=samples_dir)
    assert done.status == 0
    assert "ít nhất 12 ký tự" in done.out


def test_filters_given_by_hand_hold(vankien: Vankien, samples_dir: Path) -> None:
    query = ("search", "dự trữ gạo", "--json")
    free = vankien(*query, data_dir=samples_dir).record["hits"]
    for option, value, admitted in (
        ("--kind", "CHI THI", lambda m: m.kind == "chỉ thị"),
        ("--number", "187-kl/tu", lambda m: m.number == "187-KL/TU"),
        ("--from", "2026-03-01", lambda m: m.date >= "2026-03-01"),
        ("--to", "2025-12-31", lambda m: "" < m.date <= "2025-12-31"),
    ):
        hits = vankien(*query, option, value, data_dir=samples_dir).record["hits"]
        catalogue = Catalogue(samples_dir / "catalogue.sqlite3")
        assert hits
        assert all(admitted(d.metadata) for h in hits if (d := catalogue.document(h["doc_id"])))
        assert {h["doc_id"] for h in hits} != {h["doc_id"] for h in free}
        catalogue.close()
    assert vankien(*query, "--collection", "khác", data_dir=samples_dir).record["hits"] == []


@pytest.mark.parametrize(
    "option", [("--from", "hôm qua"), ("--to", "2025-13-01"), ("--as-of", "x"), ("--without", "gì đó")]
)
def test_a_filter_that_is_none_is_a_usage_error(vankien: Vankien, samples_dir: Path, option: tuple[str, str]) -> None:
    done = vankien("ask", ANSWERED, *option, data_dir=samples_dir)
    assert (done.status, done.out) == (2, "")
    assert option[0] in done.err


def test_what_was_understood_is_told_and_may_be_dropped(vankien: Vankien, samples_dir: Path) -> None:
    question = "Văn bản ban hành năm ngoái yêu cầu tỉnh dự trữ tối thiểu bao nhiêu tấn gạo?"
    done = vankien("ask", question, "--as-of", "2026-11-22", data_dir=samples_dir)
    assert "từ 01/01/2025 đến 31/12/2025" in done.err
    assert "1.200 tấn gạo" in done.out
    assert "thay thế bởi 09-CT/TU" in done.out
    record = vankien("ask", question, "--as-of", "2027-11-22", "--json", data_dir=samples_dir).record
    assert [u["what"] for u in record["understood"]] == ["period"]
    assert all(c["date"].startswith("2026") for c in record["citations"])
    record = vankien("ask", question, "--without", "period", "--json", data_dir=samples_dir).record
    assert record["understood"] == []
