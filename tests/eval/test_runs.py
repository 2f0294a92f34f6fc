import json

import pytest

from corpus.errors import BadInput
from eval.runs import read_run, saved_runs, trec_lines
from ui.cli import run

pytestmark = pytest.mark.usefixtures("toy_embedder")


@pytest.fixture
def vankien(capsys, tmp_path):
    def call(*args):
        status = run(["eval", *map(str, args), "--data-dir", str(tmp_path / "data")])
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def shelf(vankien, write_beir, tmp_path):
    folder = write_beir().path
    for leg in ("lexical", "dense"):
        assert vankien("retrieval", "--beir", folder, "--leg", leg, "--json")[0] == 0
    return tmp_path / "data" / "eval" / "runs"


def test_each_measurement_is_kept_with_its_configuration(shelf):
    runs = saved_runs(shelf)
    assert {r.record["leg"] for r in runs} == {"lexical", "dense"}
    lexical = next(r for r in runs if r.record["leg"] == "lexical")
    assert lexical.name == f"nho.all.accented.lexical.{lexical.record['configuration']}"
    assert set(lexical.per_topic["nDCG@10"]) == set(lexical.run) == set(lexical.questions) == {"q0", "q1", "q2"}


def test_a_run_survives_the_disk(tmp_path):
    ranked = {"q": [("b", 0.9), ("a", 0.5)], "r": [("a", 0.25)]}
    path = tmp_path / "x.run"
    path.write_text("".join(trec_lines(ranked, "t")), encoding="utf-8")
    assert read_run(path) == ranked


@pytest.mark.parametrize("text", ["q Q0 d 1 0.5\n", "q Q0 d 1 cao t\n"])
def test_a_line_that_is_no_result_is_refused(tmp_path, text):
    (tmp_path / "x.run").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="dòng 1"):
        read_run(tmp_path / "x.run")


def test_compare_tells_both_runs_apart(vankien, shelf):
    lexical, dense = (next(shelf.glob(f"*.{leg}.*.run")) for leg in ("lexical", "dense"))
    status, out, _ = vankien("compare", lexical.stem, dense, "--json")
    record = json.loads(out)
    assert status == 0
    assert record["topics"] == 3
    ndcg = record["measures"]["nDCG@10"]
    assert ndcg["wins"] + ndcg["ties"] + ndcg["losses"] == 3
    status, out, _ = vankien("compare", lexical.stem, dense)
    assert status == 0
    assert "B − A" in out
    assert all(record["question"] for record in record["changed"])


def test_compare_refuses_what_cannot_be_compared(vankien, shelf, write_beir):
    status, _, err = vankien("compare", "nho", "khong-co")
    assert status == 1
    assert "lexical" in err  # the runs that there are
    other = write_beir(name="khac").path
    vankien("retrieval", "--beir", other, "--leg", "lexical", "--json")
    status, _, err = vankien("compare", next(shelf.glob("nho.*lexical*.run")), next(shelf.glob("khac.*.run")))
    assert status == 1
    assert "không so sánh được" in err


def test_the_report_is_one_page_that_fetches_nothing(vankien, shelf, write_beir, tmp_path):
    queries = [{"_id": "q0", "text": "đảng phí <script>alert(1)</script>?"}]
    evil = write_beir(queries=queries, qrels=[("q0", "luat/2", 1)], name="la").path
    vankien("retrieval", "--beir", evil, "--leg", "lexical", "--json")
    page = tmp_path / "bao-cao.html"
    assert vankien("report", "--out", page)[0] == 0
    html = page.read_text(encoding="utf-8")
    assert html.count("<details") == 3
    assert "<svg" in html
    assert "<script" not in html
    assert "http://www.w3.org" in html  # names of SVG's own, which nobody fetches
    assert 'src="http' not in html and 'href="http' not in html


def test_a_report_of_nothing_says_how_to_measure(vankien):
    status, _, err = vankien("report")
    assert status == 1
    assert "vankien eval retrieval" in err
