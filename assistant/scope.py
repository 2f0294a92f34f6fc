"""Among which documents a question is answered: what it says of them, and what the person who asks has chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.naming import Named
from assistant.question import Question, Understood
from corpus.catalogue import Catalogue
from corpus.issuers import issuers
from corpus.mentions import mentions_of_serial
from corpus.records import Metadata
from index.filters import EVERYTHING, Filters, folded

_BY = re.compile(r"\b(?:cua|do) $")
_ISSUING = re.compile(
    r"(?: viet nam)?(?: khoa \w+)?(?: da| vua| moi)*"
    r" (?:(?:ky )?ban hanh|ra|ky|thong qua|co|quy dinh|sua|bai bo)\b"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """`filters` and `prefers` for the search; `wider` are the filters without what the question names, for when nothing
    answers it there. `named` are the ids of the documents that the question names and that are held, `missing` what it
    names in full and is not held; `understood` is for the person who asked."""

    filters: Filters
    prefers: Filters
    wider: Filters = EVERYTHING
    named: tuple[str, ...] = ()
    missing: tuple[Named, ...] = ()
    understood: tuple[Understood, ...] = ()


def scope_of(question: Question, catalogue: Catalogue, chosen: Filters = EVERYTHING) -> Scope:
    """The scope of a question; `chosen` are the filters set by hand, which a question only narrows.

    A question that names documents is asked of these; of those that refer to them, where they are not held or others
    that carry them out are asked for. One set by hand leaves nothing to guess: a period or documents chosen there
    replace those read out of the question.
    """
    held: dict[str, str] = {}
    absent: list[Named] = []
    for named in question.named:
        found = {d.id: d.metadata.number for d in catalogue.with_serial(named.serial) if named.fits(d.metadata)}
        held |= found
        absent += [] if found else [named]
    referring: dict[str, None] = {}
    for named in (*question.behind, *(absent if not held else ())):
        referring |= dict.fromkeys(_referring(named, catalogue))
    said = question.filters
    wider = replace(chosen, after=chosen.after or said.after, before=chosen.before or said.before)
    if (chosen.after or chosen.before) and (said.after or said.before):
        wider = replace(wider, after=chosen.after, before=chosen.before)
    told = list(question.understood)
    filters = wider
    if not chosen.documents and (within := (*held, *referring)):
        filters = replace(wider, documents=tuple(dict.fromkeys(within)))
        if held:
            told.append(Understood("document", f"Tìm trong {', '.join(dict.fromkeys(held.values()))}"))
        if referring:
            about = _names(question, absent)
            told.append(Understood("document", f"Tìm trong {len(referring)} tài liệu có nhắc đến {about}"))
    prefers = question.prefers
    if prefers.kinds and not chosen.issuers and (issuer := _issuer(question, catalogue)):
        prefers = replace(prefers, issuers=(issuer,))
        told.append(Understood("kind", f"Ưu tiên văn bản của {issuer}"))
    missing = tuple(named for named in absent if named.number)
    return Scope(filters, prefers, wider, tuple(held), missing, tuple(told))


def _referring(named: Named, catalogue: Catalogue) -> list[str]:
    """The ids of held documents that refer to the one that is named, those that do something to it alone if any do."""
    own = {d.id for d in catalogue.with_serial(named.serial) if named.fits(d.metadata)}
    found = [
        (doc_id, relation)
        for doc_id, number, kind, relation in mentions_of_serial(catalogue.rows, named.serial)
        if doc_id not in own and named.fits(Metadata(number=number, kind=kind))
    ]
    doing = [doc_id for doc_id, relation in found if relation != "cites"]
    return doing or [doc_id for doc_id, _ in found]


def _issuer(question: Question, catalogue: Catalogue) -> str:
    """Who is to have issued what is asked for: "Bộ Chính trị ra …", "kế hoạch của Đảng đoàn Quốc hội"; "" if unsaid."""
    asked = folded(question.search_text)
    found = [issuer for issuer in issuers(catalogue.rows) if _issues(asked, folded(issuer))]
    return max(found, key=len, default="")


def _issues(asked: str, issuer: str) -> bool:
    at = -1
    while (at := asked.find(issuer, at + 1)) >= 0:
        before, after = asked[max(0, at - 8) : at], asked[at + len(issuer) : at + len(issuer) + 40]
        if _BY.search(before) or _ISSUING.match(after):
            return True
    return False


def _names(question: Question, absent: Iterable[Named]) -> str:
    return ", ".join(dict.fromkeys(question.text[n.start : n.end] for n in (*question.behind, *absent)))
