import math
import random
from itertools import pairwise

import pytest

from corpus.errors import BadInput
from eval.beir import read_topics
from eval.measures import MEASURES, mean, per_topic
from eval.records import Qrel, Topic
from eval.retrieval import measure_retrieval
from eval.runs import write_run
from eval.workspace import beir_workspace
from tests.eval.conftest import QRELS, QUERIES


def measure(topics, qrels, run):
    return mean(per_topic([t.id for t in topics], qrels, run))


def ranked(*docs):
    return [(doc, 1.0 - 0.01 * i) for i, doc in enumerate(docs)]


def test_measures_by_hand():
    topics = [Topic("a", "?"), Topic("b", "?"), Topic("c", "?")]
    qrels = [Qrel("a", "d1", 1), Qrel("a", "d2", 1), Qrel("b", "d3", 1), Qrel("c", "d4", 1), Qrel("c", "d5", 0)]
    run = {
        "a": ranked("d1", "x", "d2"),  # ranks 1 and 3 of two relevant ones
        "b": ranked("x1", "x2", "x3", "x4", "x5", "d3"),  # rank 6
        "c": ranked("d5"),  # judged irrelevant
    }
    ndcg_a = (1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    expected = {
        "nDCG@10": (ndcg_a + 1 / math.log2(7) + 0) / 3,
        "Success@1": 1 / 3,
        "R@5": 1 / 3,
        "R@10": 2 / 3,
        "R@50": 2 / 3,
        "RR@10": (1 + 1 / 6 + 0) / 3,
    }
    assert measure(topics, qrels, run) == pytest.approx(expected)


@pytest.mark.parametrize("run", [{"a": [("d1", 1.0)]}, {"a": [("d1", 1.0)], "b": []}])
def test_topic_without_a_result_counts_with_zero(run):
    measures = measure([Topic("a", "?"), Topic("b", "?")], [Qrel("a", "d1", 1), Qrel("b", "d2", 1)], run)
    assert measures == dict.fromkeys(MEASURES, 0.5)


def test_measures_agree_with_another_implementation():
    rng = random.Random(5)
    docs = [f"d{i}" for i in range(40)]
    topics = [Topic(f"t{i}", "?") for i in range(30)]
    relevant = {t.id: set(rng.sample(docs, rng.randint(1, 12))) for t in topics}
    qrels = [Qrel(t, d, 1) for t, found in relevant.items() for d in found]
    run = {t.id: ranked(*rng.sample(docs, rng.randint(0, 40))) for t in topics}

    def ndcg(found, right):
        gain = sum(1 / math.log2(i + 2) for i, (d, _) in enumerate(found[:10]) if d in right)
        return gain / sum(1 / math.log2(i + 2) for i in range(min(10, len(right))))

    def reciprocal_rank(found, right):
        return next((1 / (i + 1) for i, (d, _) in enumerate(found[:10]) if d in right), 0.0)

    def mean(score):
        return sum(score(run[t.id], relevant[t.id]) for t in topics) / len(topics)

    measured = measure(topics, qrels, run)
    assert measured["nDCG@10"] == pytest.approx(mean(ndcg))
    assert measured["RR@10"] == pytest.approx(mean(reciprocal_rank))
    for k in (5, 10, 50):
        recall = mean(lambda found, right, k=k: len({d for d, _ in found[:k]} & right) / len(right))
        assert measured[f"R@{k}"] == pytest.approx(recall)
    assert measured["Success@1"] == pytest.approx(mean(lambda f, r: float(bool(f) and f[0][0] in r)))


@pytest.mark.usefixtures("toy_embedder")
class TestOnATinyFolder:
    @pytest.mark.parametrize("variant", ["accented", "unaccented", "half"])
    @pytest.mark.parametrize("leg", ["lexical", "dense", "fused"])
    def test_every_leg_and_variant_is_measured(self, write_beir, settings, leg, variant):
        folder = write_beir()
        with beir_workspace(folder, settings) as workspace:
            result = measure_retrieval(folder, workspace.store, leg=leg, variant=variant)
        record = result.as_json()
        assert list(record) == [
            "dataset", "queries", "documents", "passages", "variant", "leg", "half", "measures", "latency_ms",
        ]  # fmt: skip
        assert (record["dataset"], record["queries"], record["documents"]) == ("nho", 3, 4)
        assert (record["leg"], record["variant"], record["half"]) == (leg, variant, "all")
        assert tuple(record["measures"]) == MEASURES
        assert 0 < record["latency_ms"]["p50"] <= record["latency_ms"]["p95"]
        if leg != "dense":  # the toy embedder takes an unaccented syllable for another one
            assert record["measures"]["nDCG@10"] == 1.0

    def test_wrong_judgements_are_seen_in_the_measures(self, write_beir, settings):
        folder = write_beir(qrels=[("q0", "luat/4", 1), ("q1", "luat/3", 1), ("q2", "luat/4", 1)])
        with beir_workspace(folder, settings) as workspace:
            result = measure_retrieval(folder, workspace.store, leg="lexical")
        assert result.measures["Success@1"] == pytest.approx(2 / 3)

    def test_halves_split_the_queries(self, write_beir, settings):
        folder = write_beir()
        with beir_workspace(folder, settings) as workspace:
            counts = {
                half: measure_retrieval(folder, workspace.store, half=half).queries for half in ("even", "odd", "all")
            }
        assert counts == {"even": 2, "odd": 1, "all": 3}

    def test_topics_without_a_judgement_are_named_not_measured(self, write_beir, settings):
        folder = write_beir(qrels=[*QRELS[:2], ("q9", "luat/1", 1)])
        with beir_workspace(folder, settings) as workspace:
            result = measure_retrieval(folder, workspace.store)
        assert result.queries == 2
        assert len(result.warnings) == 2
        assert result.warnings[0].startswith("1 câu hỏi")
        assert "q9" in result.warnings[1]

    def test_half_without_judgements_is_refused(self, write_beir, settings):
        folder = write_beir(qrels=QRELS[:1])
        with beir_workspace(folder, settings) as workspace, pytest.raises(BadInput, match="nửa “odd”"):
            measure_retrieval(folder, workspace.store, half="odd")

    def test_changed_judgements_are_checked_against_the_reused_store(self, write_beir, settings):
        with beir_workspace(write_beir(), settings):
            pass
        folder = write_beir(qrels=[("q0", "luat/9", 1)])
        with beir_workspace(folder, settings) as workspace, pytest.raises(BadInput, match="luat/9"):
            measure_retrieval(folder, workspace.store)

    def test_run_has_six_columns_and_measures_the_same_when_read_back(self, write_beir, settings, tmp_path):
        import ir_measures

        folder = write_beir(corpus=[{"_id": f"d{i}", "title": "", "text": "chi bộ họp"} for i in range(30)],
                            queries=QUERIES[1:2], qrels=[("q1", "d9", 1)])  # fmt: skip
        with beir_workspace(folder, settings) as workspace:
            result = measure_retrieval(folder, workspace.store)
        path = tmp_path / "run.txt"
        write_run(path, result.run, "vankien-fused")
        rows = [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines()]
        assert [row[:2] + row[3:4] + row[5:] for row in rows] == [
            ["q1", "Q0", str(rank), "vankien-fused"] for rank in range(1, 31)
        ]
        scores = [float(row[4]) for row in rows]
        assert all(a > b for a, b in pairwise(scores))  # thirty equal texts, no tie
        again = measure(read_topics(folder), [Qrel("q1", "d9", 1)], {"q1": [(r[2], float(r[4])) for r in rows]})
        assert again == pytest.approx(result.measures)
        assert len(list(ir_measures.read_trec_run(str(path)))) == 30

    def test_run_with_spaces_in_an_id_is_refused(self, tmp_path):
        with pytest.raises(BadInput, match="khoảng trắng"):
            write_run(tmp_path / "run.txt", {"q": [("a b", 1.0)]}, "t")
        with pytest.raises(BadInput, match="--run"):
            write_run(tmp_path / "no" / "run.txt", {"q": [("a", 1.0)]}, "t")
