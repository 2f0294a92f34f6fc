"""Which hits speak for an answer."""

from typing import Any, cast

import pytest

from assistant.evidence import Coverage, candidates
from assistant.question import analyse
from corpus.records import Metadata, Span
from index.embedder import HashEmbedder
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


def test_what_defines_the_thing_goes_for_a_definition_where_one_is_asked() -> None:
    text = "Chủ sở hữu được hưởng lợi tức.\n2. Lợi tức là khoản lợi thu được từ việc khai thác tài sản."
    held = [Hit(1, 1.0, "d.0", "d", "d", Metadata(), Span(0, len(text)), text)]
    for question, defines in (("Lợi tức là gì?", [0.0, 1.0]), ("Ai được hưởng lợi tức?", [0.0, 0.0])):
        asked = analyse(question)
        assert [c.defines for c in candidates(asked, held, Coverage(asked, cast(Any, Even())))] == defines


def test_a_clause_that_points_back_goes_on_from_what_stands_before() -> None:
    text = (
        "1. Người nào đầu hàng địch, thì bị phạt tù từ 03 năm đến 10 năm.\n2. Phạm tội này có tổ chức, thì bị phạt tù."
    )
    held = [Hit(1, 1.0, "d.0", "d", "d", Metadata(), Span(0, len(text)), text)]
    asked = analyse("Đầu hàng địch có tổ chức thì bị phạt thế nào?")
    first, second = candidates(asked, held, Coverage(asked, cast(Any, Even())))
    assert second.chain > second.led
    assert second.back > first.back == 0.0


def test_nearness_is_told_where_there_is_an_embedder() -> None:
    embedder = HashEmbedder()
    asked = analyse("Giám đốc Sở Tài chính là ai?")
    text = "Trời mưa to.\nĐồng chí Nguyễn Văn An là Giám đốc Sở Tài chính."
    held = [Hit(1, 1.0, "d.0", "d", "d", Metadata(), Span(0, len(text)), text)]
    first, second = candidates(asked, held, Coverage(asked, cast(Any, Even())), embedder.embed_passages)
    assert second.near > first.near
    assert (first.nearest, second.nearest) == (0.0, 1.0)
