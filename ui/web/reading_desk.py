"""Opening what an answer points to: a citation in its document and on its page, or a document that came near."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.records import Answer
from corpus.catalogue import Catalogue
from corpus.errors import ReadError
from corpus.originals import DRAWN, Originals
from corpus.records import Document
from ui.web.asking import number_of
from ui.web.language import Words
from ui.web.source_view import Drawn, document_html, locate, lost_html, source_html


class ReadingDesk:
    """Panels for what lies in a catalogue."""

    def __init__(self, catalogue: Catalogue, originals: Originals):
        self._catalogue = catalogue
        self._originals = originals

    def panel(
        self,
        answer: Answer | None,
        turn: int,
        data: Mapping[str, Any],
        words: Words,
        *,
        user: str = "",
        pressed: bool = True,
    ) -> str:
        """The panel that `data` asks for of an answer, that of turn `turn`.

        `n` names a citation and `near` (from 0) a document nearest to a refused question; `page` is the page to draw,
        that of the quote unless given, and `wide` asks for more of the text. All may be anything.
        """
        if answer is None:
            return lost_html(words("turn_gone"), words)
        near = number_of(data.get("near"))
        page = number_of(data.get("page"))
        if 0 <= near < len(answer.nearest):
            document = self._catalogue.document(answer.nearest[near].doc_id)
            return document_html(document, turn, near, words, drawn=self._drawn(document, max(page, 1), "", user))
        citation = next((c for c in answer.citations if c.n == data.get("n")), None)
        if citation is None:
            return lost_html(words("turn_gone"), words)
        document = self._catalogue.document(citation.doc_id)
        span = locate(document, citation) if document else None
        if page < 1:
            page = (document.page_at(span.start) if document and span else citation.page) or 1
        return source_html(
            document,
            citation,
            turn=turn,
            numbers=[c.n for c in answer.citations],
            words=words,
            wide=data.get("wide") is True,
            pressed=pressed,
            drawn=self._drawn(document if span else None, page, citation.quote, user),
        )

    def _drawn(self, document: Document | None, page: int, quote: str, user: str) -> Drawn:
        if document is None or document.format not in DRAWN or not document.page_starts:
            return Drawn()
        pages = len(document.page_starts)
        try:
            return Drawn(self._originals.sheet(document, min(page, pages), quote, user), pages)
        except ReadError as exc:
            return Drawn(fault=str(exc))
