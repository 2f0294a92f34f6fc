"""How good citations are: whether they resolve, are of the right passage, and bear out what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.records import Citation
from assistant.support import Support
from assistant.verification import objection
from corpus.records import Document
from corpus.rows import document_key
from eval.answers import Judged, says
from index.store import Store
from index.weights import TermWeights


@dataclass(slots=True)
class CitationJudge:
    """Judges citations against the documents of one store; what it has read it keeps."""

    store: Store
    _documents: dict[str, Document | None] = field(default_factory=dict)
    _passages: dict[str, list[str]] = field(default_factory=dict)

    def validity(self, judged: Sequence[Judged]) -> float:
        """The share of citations whose quote stands verbatim at its span, on the page it names; 1.0 if none is."""
        valid = [self._resolves(c) for j in judged for c in j.answer.citations]
        return sum(valid) / len(valid) if valid else 1.0

    def right_passage(self, judged: Judged) -> bool:
        """Whether a passage of a right document is cited that says one of the words looked for."""
        return not judged.answer.abstained and any(
            c.doc_id in judged.right and says(text, judged.golden.answer_any)
            for c in judged.answer.citations
            for text in self._passages_at(c)
        )

    def recall(self, judged: Sequence[Judged]) -> float:
        """The share of sentences that what they cite bears out, taken together; 1.0 if nothing was said.

        Precision and recall after Gao et al., "Enabling Large Language Models to Generate Text with Citations", 2023,
        with the assistant's own verification in the place of a model of entailment.
        """
        borne = [self._bears(text, quotes) for j in judged for text, quotes in _sentences(j)]
        return sum(borne) / len(borne) if borne else 1.0

    def precision(self, judged: Sequence[Judged]) -> float:
        """The share of citations in sentences that are needed: without them the sentence would not be borne out, or
        they bear it out alone; 1.0 if nothing was cited."""
        needed = []
        for text, quotes in (said for j in judged for said in _sentences(j)):
            whole = self._bears(text, quotes)
            for i, quote in enumerate(quotes):
                others = [*quotes[:i], *quotes[i + 1 :]]
                needed.append(whole and (self._bears(text, [quote]) or not self._bears(text, others)))
        return sum(needed) / len(needed) if needed else 1.0

    def _bears(self, text: str, quotes: Sequence[str]) -> bool:
        weights = TermWeights(self.store.passages_index)
        return not objection(text, quotes, Support(weights.weight, self.store.embedder.embed_passages))

    def _resolves(self, citation: Citation) -> bool:
        document = self._document(citation.doc_id)
        return (
            document is not None
            and citation.quote != ""
            and citation.span.of(document.text) == citation.quote
            and citation.page == document.page_at(citation.span.start)
        )

    def _passages_at(self, citation: Citation) -> list[str]:
        document = self._document(citation.doc_id)
        if document is None:
            return []
        held = self.store.catalogue.passages_of_key(document_key(document))
        at = citation.span
        return [p.passage.text for p in held if p.passage.span.start < at.end and at.start < p.passage.span.end]

    def _document(self, doc_id: str) -> Document | None:
        if doc_id not in self._documents:
            self._documents[doc_id] = self.store.catalogue.document(doc_id)
        return self._documents[doc_id]


def _sentences(judged: Judged) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of an answer with the quotes that it cites."""
    quotes = {c.n: c.quote for c in judged.answer.citations}
    for sentence in judged.answer.sentences:
        yield sentence.text, [quotes[n] for n in sentence.citations if n in quotes]
