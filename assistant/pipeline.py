"""The whole way from a question to an answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from assistant.asides import KINDS as ASIDES
from assistant.asides import with_asides
from assistant.asked_spans import with_asked_span
from assistant.confidence import THRESHOLD, confidence, fitted_to
from assistant.consulting import consult
from assistant.disagreement import with_notice, with_rival
from assistant.evidence import Candidate, Coverage, candidates
from assistant.extractive import MAX_SYLLABLES, compose
from assistant.findings import answer_of
from assistant.followup import at_hand
from assistant.generative import generate, write_request
from assistant.injections import believed
from assistant.llm import LanguageModel, open_model
from assistant.near_misses import beside_the_point, on_the_point
from assistant.premises import not_held, of_its_own
from assistant.question import Question, analyse
from assistant.records import Answer, Choices, NearDocument, Sentence, Turn
from assistant.rewriting import rewritten
from assistant.scope import Scope, scope_of
from assistant.signs import whole
from assistant.sources import citation_at
from assistant.strange_acronyms import strange_acronym
from assistant.strange_names import strange_name
from assistant.support import Support
from assistant.talk import ENGINE as TALK
from assistant.talk import reply
from assistant.verification import verify
from assistant.whole_lists import told_briefly, with_rest
from corpus.marked import marked
from corpus.records import Document
from index.filters import Filters
from index.records import Hit
from index.retriever import HybridRetriever, hit_of
from index.search import search
from index.store import Store
from index.weights import TermWeights, background_frequency

_HITS = 12
"""Passages whose sentences may answer."""
_NEAREST = 3
_COMPARED, _OF_EACH = 4, 4
"""Documents that a comparison may name, and passages of one that the first search did not find."""
_MAX_QUESTION = 2_000
"""Characters of a question that are read; what people ask fits in far fewer."""


class Assistant:
    """Answers questions from a store; safe to share between threads.

    `model` writes the answers if there is one (by default that of the store's settings); else they are quotes. `sure`
    says how far an answer is to be trusted, as `assistant.confidence` does.
    """

    def __init__(self, store: Store, model: LanguageModel | None = None, sure: Callable[..., float] = confidence):
        self.store = store
        self._sure = sure
        self.model = model or open_model(store.settings)
        careful = store.settings.careful
        self._threshold = THRESHOLD if careful is None else careful
        self._by_words = bool(store.settings.reranker) or not fitted_to(store.embedder.fingerprint)
        # A sentence is embedded in no time by a static embedding alone.
        self._embed = None if store.settings.embedder else store.embedder.embed_passages

    def ask(self, question: str, history: Sequence[Turn] = (), choices: Choices = Choices()) -> Answer:
        """One answer, or an abstention. `history` holds the earlier turns, oldest first, for follow-up questions."""
        *_, last = self.stream(question, history, choices)
        return last

    def stream(self, question: str, history: Sequence[Turn] = (), choices: Choices = Choices()) -> Iterator[Answer]:
        """The answer as it grows, sentence by sentence; the last one is whole. Nothing unverified is ever yielded."""
        question = question[:_MAX_QUESTION]
        clock = _Clock()
        if small_talk := reply(question):
            yield Answer(question, question, (Sentence(small_talk, ()),), engine=TALK, confidence=1.0)
            return
        asked = Answer(question, rewritten(question, history, self.model))
        understood, scope = self._understood(asked.standalone, choices)
        asked = replace(asked, asks=understood.asks)
        clock.lap("understand")
        if known := self._from_catalogue(asked, understood, scope, choices, clock):
            yield known
            return
        answer, attempt = self._from_passages(asked, understood, scope, at_hand(question, history), clock)
        if self.model and attempt.confidence >= self._threshold:
            yield from self._written(self.model, answer, attempt, clock)
            return
        for n in range(1, len(answer.sentences)):
            said = answer.sentences[:n]
            cited = {c for s in said for c in s.citations}
            yield replace(answer, sentences=said, citations=tuple(c for c in answer.citations if c.n in cited))
        yield answer

    def _written(self, model: LanguageModel, quoted: Answer, attempt: _Attempt, clock: _Clock) -> Iterator[Answer]:
        """The answer as the model writes it; `quoted` is the extractive one."""
        document = self.store.catalogue.document
        weights = TermWeights(self.store.passages_index)
        support = Support(weights.weight, self.store.embedder.embed_passages)
        request = write_request(quoted.standalone, attempt.hits, document, self.store.settings, model.count)
        # What a notice says of the quotes need not be so of what the model writes.
        sure = attempt.confidence
        base = replace(quoted, sentences=(), citations=(), nearest=(), dropped=(), notice="", confidence=sure)
        last = base
        for answer in generate(model, request, base, quoted, support):
            last = answer
            if last.sentences:
                yield replace(last, timings_ms=clock.laps)
        # Documents may have gone while the model wrote.
        last = verify(last, document, support)
        clock.lap("write")
        nearest = _nearest(attempt.hits) if last.abstained else ()
        yield replace(last, nearest=nearest, timings_ms=clock.laps)

    def find(self, question: str, choices: Choices = Choices()) -> tuple[Scope, list[Hit]]:
        """Where a standalone question is looked for, and the passages that it would be answered from, best first."""
        understood, scope = self._understood(question[:_MAX_QUESTION], choices)
        return scope, self._hits(understood, scope)

    def _hits(self, question: Question, scope: Scope) -> list[Hit]:
        return search(self.store, question.search_text, _HITS, filters=scope.filters, prefers=scope.prefers)

    def _understood(self, text: str, choices: Choices) -> tuple[Question, Scope]:
        question = analyse(text, today=choices.today, without=choices.without, frequency=self._frequency)
        return question, scope_of(question, self.store.catalogue, choices.filters)

    def _text(self, doc_id: str) -> str:
        document = self.store.catalogue.document(doc_id)
        return document.text if document else ""

    def _frequency(self, syllable: str) -> int:
        """In how many texts a syllable stands, here and in general: what is held here is no slip of typing."""
        return background_frequency(syllable) + self.store.passages_index.frequency(syllable, folded=syllable.isascii())

    def _from_catalogue(
        self, asked: Answer, question: Question, scope: Scope, choices: Choices, clock: _Clock
    ) -> Answer | None:
        """What the catalogue alone says of a question; None where documents must be searched."""
        if choices.filters or "document" in choices.without:
            return None
        found = consult(asked.standalone, scope, self.store, choices.today)
        if found is None:
            return None
        answer = answer_of(found, asked)
        if answer.abstained:
            answer = replace(answer, nearest=_nearest(self._hits(question, scope)))
        clock.lap("consult")
        return replace(answer, timings_ms=clock.laps)

    def _from_passages(
        self, asked: Answer, question: Question, scope: Scope, documents: tuple[str, ...], clock: _Clock
    ) -> tuple[Answer, _Attempt]:
        """The extractive answer and what it came from; `documents` are at hand where the question names none."""
        filters = scope.filters
        if not filters.documents:
            filters = replace(filters, documents=documents)
        attempt = self._attempt(question, filters, scope.prefers, clock)
        alone = bool(scope.named) and of_its_own(asked.standalone)
        if attempt.confidence < self._threshold and scope.wider != filters and not alone:
            # What a document does not say itself, another may say of it.
            wider = self._attempt(question, scope.wider, scope.prefers, clock)
            attempt = wider if wider.confidence >= self._threshold else attempt
        answer = replace(asked, confidence=attempt.confidence, understood=scope.understood)
        if attempt.confidence >= self._threshold:
            document = self.store.catalogue.document
            answer = verify(_cited(answer, attempt.chosen, document), document)
            answer = with_notice(told_briefly(answer, MAX_SYLLABLES), question)
            answer = with_rest(with_asked_span(answer, question), question, document)
        clock.lap("verify")
        if answer.abstained:
            unknown = f"Các tài liệu tìm được không nói về {attempt.strange}" if attempt.strange else ""
            reason = not_held(asked.standalone, self.store) or unknown
            answer = replace(answer, nearest=_nearest(attempt.hits), reason=reason)
        return replace(answer, timings_ms=clock.laps), attempt

    def _attempt(self, question: Question, filters: Filters, prefers: Filters, clock: _Clock) -> _Attempt:
        """Search among the documents that the filters admit, and compose from what is found."""
        retriever = HybridRetriever(self.store, _HITS, filters=filters, prefers=prefers)
        hits = [hit_of(node) for node in retriever.retrieve(question.search_text)]
        hits += self._of_each(question, filters, hits)
        clock.lap("retrieve")
        coverage = Coverage(question, TermWeights(self.store.passages_index))
        aside = marked(self.store.catalogue.rows, (h.doc_id for h in hits), ASIDES)
        every = with_asides(candidates(question, hits, coverage, self._embed), aside)
        found = on_the_point(question, every)
        chosen = compose(question, found, self._text)
        if len(believed(chosen)) < len(chosen):
            found = believed(found)
            chosen = compose(question, found, self._text)
        both = with_rival(question, chosen, found)
        chosen = both if len(believed(both)) == len(both) else chosen
        chosen = [] if beside_the_point(question, every, chosen) else chosen
        strange = self._strange(question, chosen)
        chosen = [] if strange else chosen
        passages = len(self.store.passages_index)
        sure = self._sure(question, hits, chosen, coverage, passages, by_words=self._by_words)
        clock.lap("compose")
        return _Attempt(hits, chosen, sure, strange)

    def _strange(self, question: Question, chosen: Sequence[Candidate]) -> str:
        """The name or acronym in the question that neither the chosen passages nor their documents speak of, or ""."""
        documents = {c.hit.doc_id for c in chosen}
        name = strange_name(question, chosen, map(self._text, documents))
        if name or not chosen:
            return name
        passages = [whole(c.hit) for c in {c.hit.passage_id: c for c in chosen}.values()]
        return strange_acronym(question.text, chain(passages, map(self._text, documents)))

    def _of_each(self, question: Question, filters: Filters, hits: Sequence[Hit]) -> list[Hit]:
        """Where documents are compared, the best passages of those that none was found of."""
        missed = set(filters.documents) - {h.doc_id for h in hits}
        if question.asks != "comparison" or not missed or len(filters.documents) > _COMPARED:
            return []
        found = [
            search(self.store, question.search_text, _OF_EACH, filters=replace(filters, documents=(doc_id,)))
            for doc_id in sorted(missed)
        ]
        return [replace(hit, rank=hit.rank + len(hits)) for one in found for hit in one]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What one search came to."""

    hits: Sequence[Hit]
    chosen: Sequence[Candidate]
    confidence: float
    strange: str = ""
    """A name in the question that nothing found speaks of."""


def _cited(answer: Answer, chosen: Sequence[Candidate], document: Callable[[str], Document | None]) -> Answer:
    """The chosen sentences, each with its citation; none of a document that has gone meanwhile."""
    held = {i: document(i) for i in {c.hit.doc_id for c in chosen}}
    found = [(c, d) for c in chosen if (d := held[c.hit.doc_id])]
    citations = tuple(citation_at(n, c.hit, c.span, d) for n, (c, d) in enumerate(found, start=1))
    return replace(answer, sentences=tuple(Sentence(c.quote, (c.n,)) for c in citations), citations=citations)


def _nearest(hits: Sequence[Hit]) -> tuple[NearDocument, ...]:
    seen = {h.doc_id: NearDocument(h.doc_id, h.source, h.metadata.title) for h in reversed(hits)}
    order = dict.fromkeys(h.doc_id for h in hits)
    return tuple(seen[i] for i in order)[:_NEAREST]


class _Clock:
    """Milliseconds per step."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._start = self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + (now - self._last) * 1000
        self.laps["total"] = (now - self._start) * 1000
        self._last = now
