"""What a server counts about itself, for Prometheus. Nothing that is counted holds words of a question or a name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST as CONTENT_TYPE

from assistant.records import Answer
from corpus.catalogue import Catalogue

__all__ = ["CONTENT_TYPE", "Channel", "Metrics"]

Channel = Literal["chat", "ask", "completions", "mcp"]
"""Where a question came in."""
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180)


class Metrics:
    """The counters of one server, in a registry of their own; safe to share between threads."""

    def __init__(self, catalogue: Catalogue):
        self._catalogue = catalogue
        self._counted = (-1, (0, 0))
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._questions = Counter(
            "vankien_questions", "Questions by where they came in, engine and outcome",
            ("channel", "engine", "outcome"), registry=self.registry,
        )  # fmt: skip
        self._steps = Histogram(
            "vankien_answer_seconds", "Seconds of each step of answering", ("step",), buckets=_SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self._asking = Gauge("vankien_questions_in_progress", "Questions being answered", registry=self.registry)
        self._files = Counter(
            "vankien_uploads", "Files taken in over the interfaces, by what became of them", ("outcome",),
            registry=self.registry,
        )  # fmt: skip
        documents = Gauge("vankien_documents", "Documents held", registry=self.registry)
        passages = Gauge("vankien_passages", "Passages held", registry=self.registry)
        documents.set_function(lambda: self.held()[0])
        passages.set_function(lambda: self.held()[1])

    def exposition(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self.registry)

    def answered(self, answer: Answer, channel: Channel) -> None:
        """Count a question that came to an answer or an abstention, with the time of each step."""
        outcome = "abstained" if answer.abstained else "answered"
        self._questions.labels(channel, answer.engine, outcome).inc()
        for step, ms in answer.timings_ms.items():
            self._steps.labels(step).observe(ms / 1000)

    def unanswered(self, outcome: Literal["failed", "cancelled", "busy"], channel: Channel) -> None:
        """Count a question that came to neither."""
        self._questions.labels(channel, "", outcome).inc()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """A question is being answered."""
        with self._asking.track_inprogress():
            yield

    def file(self, outcome: str) -> None:
        """Count a file that was sent here: `outcome` is a status of the ingest report, or "refused"."""
        self._files.labels(outcome).inc()

    def held(self) -> tuple[int, int]:
        """How many documents and passages are held; counted once for each generation of the catalogue, since counting
        100,000 passages takes a fifth of a second in which no question is answered."""
        generation = self._catalogue.generation
        if self._counted[0] != generation:
            self._counted = (generation, self._catalogue.counts())
        return self._counted[1]
