"""Which hits speak for an answer."""

from typing import Any, cast

import pytest

from assistant.evidence import Coverage, candidates
from assistant.question import analyse
from corpus.records import Metadata, Span
from index.records import Hit


class Even:
    """Every term weighs the same."""

    def weight(self, term: str, *, folded: bool = False) -> float:
        return 1.0


def hit(doc_id: str, date: str, score: float) -> Hit:
    text = "Đồng chí Nguyễn Văn An là Giám đốc Sở Tài chính."
    return Hit(1, score, f"{doc_id}.0", doc_id, doc_id, Metadata(date=date), Span(0, len(text)), text, None, (), {})


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Giám đốc Sở Tài chính hiện nay là ai?", "moi"),
        ("giam doc so tai chinh hien nay la ai", "moi"),
        ("Giám đốc Sở Tài chính là ai?", "cu"),
    ],
)
def test_asked_of_the_present_the_newer_document_goes_first(question: str, first: str) -> None:
    asked = analyse(question)
    hits = [hit("cu", "2024-01-02", 1.5), hit("moi", "2026-03-05", 1.45)]
    found = candidates(asked, hits, Coverage(asked, cast(Any, Even())))
    assert max(found, key=lambda c: c.rank).hit.doc_id == first
