"""Summaries by a language model: read in as many parts as its context needs, told as one, verified as answers are.

Each part of a long document is summed up by itself (map), and the passages that those sentences rest on are summed up
together (reduce). Every sentence that is kept is borne out by the words that it cites (`assistant.grounding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.digest.digest import Line
from assistant.digest.digesting import Digested, summary_embed
from assistant.generative import generate, write_request
from assistant.llm import LanguageModel
from assistant.prompting import fill, load_prompts
from assistant.records import Answer
from assistant.support import Support
from corpus.errors import ServerFailed
from corpus.passages import cut_passages
from corpus.records import Document
from corpus.settings import Settings
from index.analyze import syllables
from index.records import Hit
from index.weights import background_weight

_MOST_PARTS = 24
"""Calls for one document; what lies behind them is left to the extractive summary."""
_LONGER = 1.25
"""Times the length asked for that a summary may have: models do not count."""


class SummaryWriter:
    """Puts summaries in the words of a model; `length` in syllables."""

    def __init__(self, model: LanguageModel, settings: Settings, length: int):
        self._model, self._settings, self._length = model, settings, length
        self._support = Support(background_weight, summary_embed())
        self.name = settings.llm_model or model.name

    def write(self, digested: Digested) -> Digested:
        """The digest with its summary written by the model; as it was where nothing that it says is borne out.

        Raises `ServerFailed` if the model's server does.
        """
        document = digested.document
        summary = self._summary(document) if document else ()
        if not summary:
            return digested
        return replace(digested, digest=replace(digested.digest, summary=summary, engine=self._model.name))

    def _summary(self, document: Document) -> tuple[Line, ...]:
        hits = _hits(document)
        parts = self._parts(hits, document)
        if len(parts) == 1:
            return self._lines(parts[0], document)
        cited = [c.span for part in parts for c in part.citations]
        telling = [h for h in hits if any(h.span.start <= span.start < h.span.end for span in cited)]
        whole, _ = self._told(telling, document) if telling else (None, frozenset())
        told = whole if whole and not whole.abstained else next((p for p in parts if not p.abstained), None)
        return self._lines(told, document) if told else ()

    def _parts(self, hits: Sequence[Hit], document: Document) -> list[Answer]:
        left = list(hits)
        parts: list[Answer] = []
        while left and len(parts) < _MOST_PARTS:
            part, shown = self._told(left, document)
            parts.append(part)
            left = [h for h in left if h.passage_id not in shown] if shown else left[1:]
        return parts

    def _told(self, hits: Sequence[Hit], document: Document) -> tuple[Answer, frozenset[str]]:
        """What the model says of as many of the passages as it can hold, and which they were."""
        question = fill(load_prompts().summary, length=str(self._length))
        request = write_request(question, hits, lambda _: document, self._settings, self._model.count)
        base = Answer(question, question)
        *_, answer = generate(self._model, request, base, base, self._support)
        if answer.abstained and answer.notice:
            raise ServerFailed(answer.notice)
        return answer, frozenset(m.hit.passage_id for m in request.materials.values())

    def _lines(self, answer: Answer, document: Document) -> tuple[Line, ...]:
        cited = {c.n: c.span for c in answer.citations}
        lines: list[Line] = []
        size = 0
        for sentence in answer.sentences:
            size += len(syllables(sentence.text))
            if lines and size > self._length * _LONGER:
                break
            span = cited[sentence.citations[0]]
            page = document.page_at(span.start)
            lines.append(Line(sentence.text, span.start, span.end, page, span.of(document.text), written=True))
        return tuple(lines)


def _hits(document: Document) -> list[Hit]:
    """The passages of a document, in order, as search would give them."""
    return [
        Hit(
            n,
            1.0,
            f"{document.id}.{n}",
            document.id,
            document.source,
            document.metadata,
            passage.span,
            passage.text,
            passage.page,
            passage.outline,
        )
        for n, passage in enumerate(cut_passages(document), start=1)
    ]
