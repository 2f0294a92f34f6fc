import json

import pytest

from ui.cli import run

pytestmark = pytest.mark.usefixtures("toy_embedder")


@pytest.fixture
def vankien(capsys, tmp_path):
    """Runs `vankien eval …` with the test's own data directory; returns (status, stdout, stderr)."""

    def call(*args):
        status = run(["eval", *map(str, args), "--data-dir", str(tmp_path / "data")])
        return status, *capsys.readouterr()

    return call


def test_retrieval_prints_one_object_and_writes_a_run(vankien, write_beir, tmp_path):
    folder = write_beir().path
    status, out, err = vankien(
        "retrieval", "--beir", folder, "--leg", "lexical", "--unaccented", "--half", "even",
        "--run", tmp_path / "run.txt", "--json",
    )  # fmt: skip
    assert status == 0
    record = json.loads(out)
    assert (record["leg"], record["variant"], record["half"], record["queries"]) == ("lexical", "unaccented", "even", 2)
    assert record["measures"]["nDCG@10"] == 1.0
    assert "Lập chỉ mục" in err
    assert {line.split(" ")[0] for line in (tmp_path / "run.txt").read_text().splitlines()} == {"q0", "q2"}


def test_retrieval_table_shows_every_measure(vankien, write_beir):
    status, out, _ = vankien("retrieval", "--beir", write_beir().path, "--leg", "lexical")
    assert status == 0
    assert all(name in out for name in ("nDCG@10", "Success@1", "R@50", "RR@10", "p95", "4 tài liệu"))


def test_gates_decide_the_status_and_nothing_else(vankien, write_beir):
    args = ("retrieval", "--beir", write_beir(qrels=[("q0", "luat/4", 1)]).path, "--leg", "lexical", "--json")
    assert vankien(*args)[0] == 0
    assert vankien(*args, "--min", "Success@1=0")[0] == 0
    status, out, err = vankien(*args, "--min", "Success@1=0.5", "--min", "R@5=0")
    assert status == 1
    assert json.loads(out)["measures"]["Success@1"] == 0.0
    assert "Success@1 = 0, cần ít nhất 0.5" in err


@pytest.mark.parametrize(
    "args",
    [
        ("retrieval",),
        ("retrieval", "--beir", "x", "--leg", "sparse"),
        ("retrieval", "--beir", "x", "--half", "third"),
        ("retrieval", "--beir", "x", "--variant", "full"),
        ("retrieval", "--beir", "x", "--variant", "half", "--unaccented"),
        ("retrieval", "--beir", "x", "--min", "MAP=0.1"),
        ("retrieval", "--beir", "x", "--min", "nDCG@10"),
        ("retrieval", "--beir", "x", "--min", "nDCG@10=cao"),
        ("answers",),
        ("answers", "--golden", "x"),
        ("answers", "--corpus", "x"),
        ("answers", "--golden", "x", "--corpus", "y", "--beir", "z"),
        ("answers", "--golden", "x", "--corpus", "y", "--half", "odd"),
        ("answers", "--golden", "x", "--corpus", "y", "--min", "f1=1"),
    ],
)
def test_wrong_usage_is_status_2_with_nothing_on_stdout(vankien, args):
    status, out, err = vankien(*args)
    assert (status, out) == (2, "")
    assert "Sai cách dùng" in err


def test_malformed_folder_is_status_1_with_its_line(vankien, write_beir):
    status, out, err = vankien("retrieval", "--beir", write_beir(queries="{").path, "--json")
    assert (status, out) == (1, "")
    assert "queries.jsonl, dòng 1" in err


def test_answers_over_a_folder(vankien, tmp_path):
    folder = tmp_path / "tài liệu"
    folder.mkdir()
    (folder / "a.txt").write_text("Đồng chí Nguyễn Văn A giữ chức Bí thư Chi bộ thôn Hạ.", encoding="utf-8")
    golden = tmp_path / "golden.jsonl"
    golden.write_text(
        '{"id": "1", "question": "Ai là Bí thư Chi bộ thôn Hạ?", "gold_doc": "a.txt", "answer_any": ["Nguyễn Văn A"]}\n'
        '{"id": "2", "question": "Giá vàng SJC hôm nay?", "gold_doc": null, "answer_any": []}\n',
        encoding="utf-8",
    )
    status, out, _ = vankien("answers", "--golden", golden, "--corpus", folder, "--json")
    assert status == 0
    record = json.loads(out)
    assert record["questions"] == 2
    assert record["answerable"] == record["correct"] + record["wrong"] + record["refused_wrongly"] == 1
    assert [q["id"] for q in record["per_question"]] == ["1", "2"]
    status, _, err = vankien("answers", "--golden", golden, "--corpus", folder, "--min", "correct=2")
    assert (status, "correct" in err) == (1, True)


def test_answers_over_a_data_set(vankien, write_beir):
    status, out, _ = vankien("answers", "--beir", write_beir().path, "--half", "even", "--json")
    assert status == 0
    record = json.loads(out)
    assert record["questions"] == 1
    assert {"answer_contained", "exact_match", "f1"} <= record.keys()


@pytest.mark.parametrize("command", ["retrieval", "answers"])
def test_help_has_examples(vankien, command):
    status, out, _ = vankien(command, "--help")
    assert status == 0
    assert out.count(f"vankien eval {command} --") >= 2
