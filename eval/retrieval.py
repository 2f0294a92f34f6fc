"""Measuring a search: each topic gets a ranked list of documents, and ir-measures says how good the lists are."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import BadInput
from eval.beir import BeirFolder, check_judged, read_qrels, read_topics
from eval.measures import Run, mean, per_topic
from eval.records import Half, Topic, half_of
from eval.variants import Variant, typed
from index.search import Leg, rank_documents
from index.store import Store

DEPTH = 100
"""Documents ranked for each topic."""

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
    per_topic: dict[str, dict[str, float]] = field(repr=False, default_factory=dict)
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
    values = per_topic([t.id for t in asked], qrels, run)
    documents, passages = store.catalogue.counts()
    return RetrievalResult(
        dataset=folder.name,
        queries=len(asked),
        documents=documents,
        passages=passages,
        variant=variant,
        leg=leg,
        half=half,
        measures=mean(values),
        latency_ms=_latency(seconds),
        run=run,
        per_topic=values,
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
