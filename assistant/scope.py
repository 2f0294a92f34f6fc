"""Among which documents a question is answered: what it says of them, and what the person who asks has chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.naming import Named
from assistant.question import Question, Understood
from corpus.catalogue import Catalogue
from index.filters import EVERYTHING, Filters


@dataclass(frozen=True, slots=True)
class Scope:
    """`filters` and `prefers` for the search; `named` are the ids of the documents that the question names and that are
    held, `missing` what it names in full and is not held; `understood` is for the person who asked."""

    filters: Filters
    prefers: Filters
    named: tuple[str, ...] = ()
    missing: tuple[Named, ...] = ()
    understood: tuple[Understood, ...] = ()

    @property
    def wider(self) -> Filters:
        """The filters without the documents that were named: where else the answer may stand."""
        return replace(self.filters, documents=())


def scope_of(question: Question, catalogue: Catalogue, chosen: Filters = EVERYTHING) -> Scope:
    """The scope of a question; `chosen` are the filters set by hand, which a question only narrows.

    A question that names documents is asked of these. One set by hand leaves nothing to guess: a period or documents
    chosen there replace those read out of the question.
    """
    held: dict[str, str] = {}
    missing: list[Named] = []
    for named in question.named:
        found = [(d.id, d.metadata.number) for d in catalogue.with_serial(named.serial) if named.fits(d.metadata)]
        held |= dict(found)
        if not found and named.number:
            missing.append(named)
    said = question.filters
    filters = replace(
        chosen,
        after=chosen.after or said.after,
        before=chosen.before or said.before,
        documents=chosen.documents or tuple(held),
    )
    if (chosen.after or chosen.before) and (said.after or said.before):
        filters = replace(filters, after=chosen.after, before=chosen.before)
    told = list(question.understood)
    if held and not chosen.documents:
        told.append(Understood("document", f"Tìm trong {', '.join(dict.fromkeys(held.values()))}"))
    return Scope(filters, question.prefers, tuple(held), tuple(missing), tuple(told))
