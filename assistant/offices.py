"""The office of a person: "Trần Thanh Mẫn giữ chức vụ gì?". Told by a signature, else by a sentence that has both."""

from __future__ import annotations

import re

from assistant.findings import Finding, Proof, Statement
from assistant.injections import is_instruction
from assistant.names import person_names
from assistant.particulars import mention_sentence, office_of
from assistant.phrases import plain_of
from corpus.holdings import holdings
from index.store import Store

_ASKS = re.compile(
    r"(?:hien |hien nay |dang )*(?:giu|dam nhiem|dam nhan|lam|nam giu)(?: nhung)? (?:chuc vu|chuc danh|chuc"
    r"|cuong vi|vai tro)"
    r"(?: gi| nao)|(?:co )?(?:chuc vu|chuc danh)(?: la)? gi|lam chuc gi"
)
_TITLE = (
    r"(?:Ủy viên|Uỷ viên|Tổng Bí thư|Bí thư|Phó|Chủ tịch|Thủ tướng|Bộ trưởng|Thứ trưởng|Trưởng|Thường trực|Chủ nhiệm"
    r"|Giám đốc|Tổng Giám đốc|Chánh|Vụ trưởng|Cục trưởng|Viện trưởng|Hiệu trưởng)"
)
_LOOKED_AT = 40
"""Passages with the words of a name that are read for it."""


def office_held(question: str, store: Store) -> Finding | None:
    """The office under which the person last signed, else what the newest document calls them; None for any other
    question, or where nothing tells it."""
    catalogue = store.catalogue
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
    return _called(names[0], store)


def _called(name: str, store: Store) -> Finding | None:
    """The first sentence of the newest document in which an office follows the name: "Trần Cẩm Tú, Ủy viên …"."""
    named = re.compile(rf"(?<!\w){re.escape(name)}(?:,| [-–])? (?={_TITLE}(?!\w))")
    hits = store.catalogue.lookup([i for i, _ in store.passages_index.search(name, _LOOKED_AT)]).values()
    told = [p for p in hits if named.search(p.passage.text)]
    for held in sorted(told, key=lambda p: p.metadata.date, reverse=True):
        document = store.catalogue.document(held.passage.doc_id)
        found = named.search(document.text) if document else None
        if document and found:
            span = mention_sentence(document, found.start())
            if is_instruction(span.of(document.text)):
                continue
            return Finding((Statement(span.of(document.text), (Proof(document, span),)),))
    return None
