"""Measuring a search: each topic gets a ranked list of documents, and ir-measures says how good the lists are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from eval.beir import BeirFolder, check_judged, read_qrels, read_topics
from eval.records import Half, Qrel, Topic, half_of
from eval.variants import Variant, typed
from index.search import Leg, rank_documents
from index.store import Store

MEASURES = ("nDCG@10", "Success@1", "R@5", "R@10", "R@50", "RR@10")
DEPTH = 100
"""Documents ranked for each topic."""

Run = Mapping[str, Sequence[tuple[str, float]]]
"""By topic id, documents with their scores, best first."""

_STEP = 1e-6
"""The least by which a score stands above the next. Tools that read a run sort it by score in single precision and
break ties in ways of their own; with this step they see the order that was measured."""


@dataclass(frozen=True, slots=True)
class RetrievalResult:
    """One measurement. Measures are means over all judged topics, `latency_ms` is of one search after a warm-up."""

    dataset: str
    queries: int
    documents: int
    passages: int
    variant: Variant
    leg: Leg
    half: Half
    measures: dict[str, float]
    latency_ms: dict[str, float]
    run: Run = field(repr=False, default_factory=dict)
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that `eval retrieval --json` prints."""
        return {
            "dataset": self.dataset,
            "queries": self.queries,
            "documents": self.documents,
            "passages": self.passages,
            "variant": self.variant,
            "leg": self.leg,
            "half": self.half,
            "measures": {name: round(value, 6) for name, value in self.measures.items()},
            "latency_ms": {name: round(value, 3) for name, value in self.latency_ms.items()},
        }


def measure_retrieval(
    folder: BeirFolder,
    store: Store,
    *,
    leg: Leg = "fused",
    variant: Variant = "accented",
    seed: int = 0,
    half: Half = "all",
    on_topic: Callable[[int, int], None] | None = None,
) -> RetrievalResult:
    """Search the store that holds the folder's corpus for each judged topic of the half.

    A topic that nothing judges cannot be measured; how many those are stands in `warnings`. Raises `BadInput` if the
    folder is malformed, a judgement names an unknown document, or no topic of the half is judged. `on_topic` is told
    (done, in all).
    """
    topics, qrels = half_of(read_topics(folder), half), read_qrels(folder)
    check_judged(folder, qrels, lambda doc_id: store.catalogue.document(doc_id) is not None)
    judged = {q.topic_id for q in qrels if q.grade > 0}
    asked = [t for t in topics if t.id in judged]
    if not asked:
        raise BadInput(f"{folder.qrels} không có đáp án cho câu hỏi nào của nửa “{half}” trong {folder.queries.name}.")
    run, seconds = search_all(store, asked, leg=leg, variant=variant, seed=seed, on_topic=on_topic)
    documents, passages = store.catalogue.counts()
    return RetrievalResult(
        dataset=folder.name,
        queries=len(asked),
        documents=documents,
        passages=passages,
        variant=variant,
        leg=leg,
        half=half,
        measures=measure(asked, qrels, run),
        latency_ms=_latency(seconds),
        run=run,
        warnings=_warnings(topics, asked, judged, half),
    )


def search_all(
    store: Store,
    topics: Sequence[Topic],
    *,
    leg: Leg = "fused",
    variant: Variant = "accented",
    seed: int = 0,
    on_topic: Callable[[int, int], None] | None = None,
) -> tuple[Run, list[float]]:
    """The run, and how many seconds each search took; the first question is asked once more beforehand, unmeasured."""
    run: dict[str, Sequence[tuple[str, float]]] = {}
    seconds = []
    if topics:
        rank_documents(store, topics[0].text, k=DEPTH, leg=leg)
    for done, topic in enumerate(topics, start=1):
        question = typed(topic.text, variant, topic_id=topic.id, seed=seed)
        started = time.perf_counter()
        found = rank_documents(store, question, k=DEPTH, leg=leg)
        seconds.append(time.perf_counter() - started)
        run[topic.id] = _descending(found)
        if on_topic:
            on_topic(done, len(topics))
    return run, seconds


def measure(topics: Iterable[Topic], qrels: Iterable[Qrel], run: Run) -> dict[str, float]:
    """The mean of each of `MEASURES` over the topics; one for which nothing was found counts with 0."""
    import ir_measures

    wanted = {t.id for t in topics}
    judgements = [ir_measures.Qrel(q.topic_id, q.doc_id, q.grade) for q in qrels if q.topic_id in wanted]
    scored = [ir_measures.ScoredDoc(topic, doc, score) for topic, found in run.items() for doc, score in found]
    measures = {ir_measures.parse_measure(name): name for name in MEASURES}
    totals = dict.fromkeys(MEASURES, 0.0)
    for value in ir_measures.iter_calc(list(measures), judgements, scored):
        totals[measures[value.measure]] += float(value.value)
    return {name: total / len(wanted) if wanted else 0.0 for name, total in totals.items()}


def write_run(path: Path, run: Run, tag: str) -> None:
    """A TREC run: topic, `Q0`, document, rank from 1, score, tag.

    Raises `BadInput` for an id with white space in it, or where the file cannot be written.
    """
    for name in [*run, *(doc for found in run.values() for doc, _ in found)]:
        if len(name.split()) != 1:
            raise BadInput(f"Mã {name!r} có khoảng trắng nên không ghi được vào tệp TREC. Đổi mã, hoặc bỏ --run.")
    lines = (
        f"{topic} Q0 {doc} {rank} {score:.6f} {tag}\n"
        for topic, found in run.items()
        for rank, (doc, score) in enumerate(found, start=1)
    )
    try:
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(lines)
    except OSError as exc:
        raise BadInput(f"Không ghi được {path}: {exc.strerror}. Kiểm tra đường dẫn của --run.") from exc


def _descending(found: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Scores rounded to the step, each at least one step below the one before."""
    out: list[tuple[str, float]] = []
    last = float("inf")
    for doc, score in found:
        last = min(round(score, 6), round(last - _STEP, 6))
        out.append((doc, last))
    return out


def _latency(seconds: Sequence[float]) -> dict[str, float]:
    import numpy as np

    p50, p95 = np.percentile(np.asarray(seconds) * 1000, [50, 95])
    return {"p50": float(p50), "p95": float(p95)}


def _warnings(topics: Sequence[Topic], asked: Sequence[Topic], judged: set[str], half: Half) -> tuple[str, ...]:
    out = []
    if missing := len(topics) - len(asked):
        out.append(f"{missing} câu hỏi không có đáp án đúng nào nên không được đo.")
    if half == "all" and (strangers := judged - {t.id for t in topics}):
        out.append(f"Đáp án nói tới {len(strangers)} câu hỏi không có trong queries.jsonl, ví dụ {min(strangers)}.")
    return tuple(out)
