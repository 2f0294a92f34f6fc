"""The office of a person who signed what is held: "Trần Thanh Mẫn giữ chức vụ gì?"."""

from __future__ import annotations

import re

from assistant.findings import Finding
from assistant.names import person_names
from assistant.particulars import office_of
from assistant.phrases import plain_of
from corpus.catalogue import Catalogue
from corpus.holdings import holdings

_ASKS = re.compile(
    r"(?:hien |hien nay |dang )*(?:giu|dam nhiem|dam nhan|lam|nam giu)(?: nhung)? (?:chuc vu|chuc danh|chuc"
    r"|cuong vi|vai tro)"
    r"(?: gi| nao)|(?:co )?(?:chuc vu|chuc danh)(?: la)? gi|lam chuc gi"
)


def office_held(question: str, catalogue: Catalogue) -> Finding | None:
    """The office under which the person last signed; None for any other question, or where no signature tells it."""
    names = person_names(question)
    if len(names) != 1:
        return None
    plain = plain_of(question)
    at = plain.find(plain_of(names[0]))
    lead, rest = plain[:at].strip(), plain[at + len(names[0]) :].strip(" ?.")
    if not re.fullmatch(r"(?:ong|ba|dong chi|d/c)?", lead) or not _ASKS.fullmatch(rest):
        return None
    for held in holdings(catalogue.rows, signer=names[0]):
        document = catalogue.document(held.doc_id) if held.metadata.office else None
        if document and (statement := office_of(document)):
            return Finding((statement,))
    return None
