"""Questions to press in an empty conversation: about the bundled samples where those are held, else about what is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from assistant.citing import document_label
from corpus.catalogue import Catalogue
from corpus.records import Document, Heading

_WANTED = 4
_TRIED = 16
"""Candidates put to the assistant before giving up on finding enough that it can answer."""
_SPREAD = 12
"""Documents that candidates are drawn from, evenly over the collection."""

_OF_SAMPLES = (
    ("hd-07-btctu-sinh-hoat-chi-bo-ket-nap-dang-vien.pdf", "Làm hồ sơ xin vào Đảng cần những giấy tờ gì?"),
    ("nq-12-tu-chuyen-doi-so.docx", "Trung tâm tích hợp dữ liệu của tỉnh đặt ở đâu?"),
    ("qc-06-tu-nen-tang-van-ban-so.pdf", "Câu trả lời của trợ lý tra cứu phải bảo đảm những gì?"),
    ("bc-25-tu-9-thang-2025.html", "Tại sao vốn đầu tư công 9 tháng đầu năm 2025 giải ngân chậm?"),
)
"""By the sample file that answers."""

_SAYS = re.compile(r"\b(?:phải|được|là|có|không|như sau|sau đây|gồm|do)\b", re.IGNORECASE)
_RULES = frozenset((
    "quy định", "quy chế", "quyết định", "nghị định", "thông tư", "luật", "bộ luật", "pháp lệnh", "điều lệ",
    "hướng dẫn", "hiến pháp", "quy trình", "thông tư liên tịch",
))  # fmt: skip
"""Kinds of documents that lay down rules; the others tell."""
_NUMBERING = re.compile(
    r"^\s*(?:(?:Phần|Chương|Mục|Điều|Khoản)\s+(?:thứ\s+)?[\w.]+|[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])\s*[.):–-]*\s+",
    re.IGNORECASE,
)


def example_questions(catalogue: Catalogue, collection: str, answers: Callable[[str], bool]) -> list[str]:
    """At most four questions that the collection can answer; `answers` says whether one does not end in a refusal."""
    files = catalogue.files(collection)
    held = {PurePosixPath(source).name for source in files}
    questions = [question for file, question in _OF_SAMPLES if file in held]
    chosen = [q for q in questions if answers(q)]
    for tried, question in enumerate(_from_headings(catalogue, sorted({f.doc_id for f in files.values()}))):
        if len(chosen) >= _WANTED or tried >= _TRIED:
            break
        if question not in chosen and answers(question):
            chosen.append(question)
    return chosen[:_WANTED]


def _from_headings(catalogue: Catalogue, ids: Sequence[str]) -> Iterator[str]:
    """Questions about what documents have headings for, one document after another."""
    for doc_id in ids[:: max(1, len(ids) // _SPREAD)][:_SPREAD]:
        document = catalogue.document(doc_id)
        if document:
            yield from _about(document)


def _about(document: Document) -> Iterator[str]:
    if document.metadata.number:
        for heading in document.outline:
            if topic := topic_of(document, heading):
                yield question_about(document, topic)
                return
    elif 4 <= len(document.metadata.title.split()) <= 25:
        yield f"Tin “{document.metadata.title.strip(' .')}” nói gì?"


def topic_of(document: Document, heading: Heading) -> str:
    """What a heading is about, to be asked for within a sentence; "" where it is none that can be.

    Clauses are numbered like headings and are not: they say something, or lead in to what follows.
    """
    written = heading.span.of(document.text).strip()
    topic = _NUMBERING.sub("", written).strip(" .:;")
    clause = heading.label.startswith(("Khoản", "Điểm")) and _SAYS.search(topic)
    if clause or written.endswith((":", ";")) or not 3 <= len(topic.split()) <= 14 or topic == topic.upper():
        return ""
    return f"{topic[:1].lower()}{topic[1:]}"


def question_about(document: Document, topic: str) -> str:
    """ "Quy chế 06-QC/TU quy định thế nào về …?", "Báo cáo 25-BC/TU nêu gì về …?"."""
    asked = "quy định thế nào về" if document.metadata.kind in _RULES else "nêu gì về"
    return f"{document_label(document.metadata, document.source)} {asked} {topic}?"
