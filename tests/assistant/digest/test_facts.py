"""All facts of a document together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.digest.facts import facts_json, read_facts
from assistant.digest.referred import find_referred
from tests.assistant.digest.made import article, document

PIECES = (
    "đồng chí", "Lê An", "Ông", "Ủy viên Bộ Chính trị,", "yêu cầu", "giao", "các cơ quan", "phải", "rà soát",
    "trước ngày", "31/3", "2026", "5%", "12 đại biểu", "Nghị quyết số 18-NQ/TW", "“", "”", ":", ";", ",", ".", "\n",
    "- ", "1. ", "I-",
    "NHIỆM VỤ, GIẢI PHÁP", "TP. Hồ Chí Minh", "\u200b", "ĐỂ", "x" * 50,
)  # fmt: skip


@settings(deadline=None, max_examples=60)  # the first example compiles the patterns
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
def test_every_fact_quotes_the_document(pieces: list[str], news: bool) -> None:
    text = " ".join(pieces)
    of = article(text) if news else document(text)
    told = facts_json(read_facts(of), of)
    for facts in told.values():
        for fact in facts:
            assert fact["quote"] == text[fact["start"] : fact["end"]]
            assert fact["quote"].strip()
            assert "\n" not in fact["quote"]


def test_documents_in_canonical_form() -> None:
    text = (
        "Theo Nghị quyết Đại hội 14 của Đảng, Nghị quyết Trung ương 4, Kết luận số 21 ngày 25/10/2021 của "
        "Ban Chấp hành Trung ương, Nghị quyết số 18-NQ/TW và Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX."
    )
    assert [r.name for r in find_referred(article(text))] == [
        "Nghị quyết Đại hội XIV",
        "Nghị quyết Trung ương 4",
        "kết luận 21",
        "18-NQ/TW",
        "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX",
    ]
