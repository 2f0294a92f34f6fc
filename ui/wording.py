"""Words that both the terminal and the chat use: how an answer is laid out, how a date reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.citing import citation_label, document_label
from assistant.records import Answer, Citation, Sentence

QUOTES_NOTE = "Câu trả lời trích nguyên văn tài liệu."
"""Said on every screen that shows an extractive answer."""
WRITTEN_NOTE = "Câu trả lời do mô hình {engine} viết; từng câu đã được đối chiếu với nguồn."
"""Said on every screen that shows an answer of a language model."""

HOW_TO_ADD = "vankien ingest THƯ_MỤC_HOẶC_TỆP"
EMPTY_COLLECTION = "Kho chưa có tài liệu nào."

_LIST_ITEM = re.compile(r"(?:[-–—•+*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]{1,5}\.)\s")


def paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences of an answer by paragraph: an item of a list begins a paragraph of its own."""
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if groups and not _LIST_ITEM.match(sentence.text):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


def engine_note(answer: Answer) -> str:
    """How the answer came about."""
    if answer.engine == "extractive":
        return QUOTES_NOTE
    return WRITTEN_NOTE.format(engine=answer.engine.removeprefix("mô hình "))  # one that has no name is called so


def marks(sentence: Sentence) -> str:
    """ "[1][2]": the citation numbers of a sentence."""
    return "".join(f"[{n}]" for n in sentence.citations)


def label_of(citation: Citation) -> str:
    """A citation as staff write it."""
    return citation_label(citation.metadata, citation.source, citation.outline, citation.page, citation.last_page)


def document_of(citation: Citation) -> str:
    """The document of a citation as staff write it."""
    return document_label(citation.metadata, citation.source)


def shown_date(iso: str) -> str:
    """ "2026-03-05" as "05/03/2026"; anything else as it is."""
    return "/".join(reversed(iso.split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", iso) else iso
