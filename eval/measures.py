"""How good ranked lists are, by ir-measures: for each topic, and on average."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eval.records import Qrel

MEASURES = ("nDCG@10", "Success@1", "R@5", "R@10", "R@50", "RR@10")

Run = Mapping[str, Sequence[tuple[str, float]]]
"""By topic id, documents with their scores, best first."""


def per_topic(topic_ids: Sequence[str], qrels: Iterable[Qrel], run: Run) -> dict[str, dict[str, float]]:
    """Each of `MEASURES` for each topic, as {measure: {topic id: value}}; a topic without a result has 0."""
    import ir_measures

    wanted = set(topic_ids)
    judgements = [ir_measures.Qrel(q.topic_id, q.doc_id, q.grade) for q in qrels if q.topic_id in wanted]
    scored = [ir_measures.ScoredDoc(topic, doc, score) for topic, found in run.items() for doc, score in found]
    measures = {ir_measures.parse_measure(name): name for name in MEASURES}
    values = {name: dict.fromkeys(topic_ids, 0.0) for name in MEASURES}
    for value in ir_measures.iter_calc(list(measures), judgements, scored):
        values[measures[value.measure]][value.query_id] = float(value.value)
    return values


def mean(values: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The mean of each measure over its topics; 0 where there is none."""
    return {name: sum(of.values()) / len(of) if of else 0.0 for name, of in values.items()}
