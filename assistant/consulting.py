"""What needs no search: small talk, particulars and parts of a named document, questions over the collection, and what
a question takes for granted that is not so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.acts import named_acts
from assistant.assigned import assigned
from assistant.clauses import clause
from assistant.findings import Finding
from assistant.offices import office_held
from assistant.overview import overview
from assistant.particulars import particular
from assistant.premises import false_premise
from assistant.scope import Scope
from corpus.records import Document
from index.store import Store

_MOST = 4
"""Documents that one number may mean; of more, nothing is said without a search."""


def consult(question: str, scope: Scope, store: Store, today: date | None = None) -> Finding | None:
    """What the catalogue alone says to a standalone question; None where documents must be searched."""
    catalogue = store.catalogue
    if found := overview(question, catalogue, today):
        return found
    if found := office_held(question, store):
        return found
    if found := assigned(question, scope, store, today):
        return found
    documents = _documents(question, scope, store)
    if len(documents) == 1:
        for answer in (particular(question, documents[0], catalogue), clause(question, documents[0])):
            if answer:
                return answer
    reason = false_premise(question, scope, documents, store)
    return Finding(reason=reason) if reason else None


def _documents(question: str, scope: Scope, store: Store) -> Sequence[Document]:
    """The documents that the question names, whole: by number, else by what laws and charters are called."""
    ids = scope.named or tuple(named_acts(question, store.catalogue))
    if len(ids) > _MOST:
        return ()
    return [d for i in ids if (d := store.catalogue.document(i))]
