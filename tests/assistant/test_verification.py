"""Nothing unproved reaches a reader."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.records import ABSTENTION, Answer, Citation, Sentence
from assistant.verification import verify
from corpus.records import Document, Metadata, Span

TEXT = "Chỉ tiêu năm 2026 là 8%. Đảng ủy thực hiện Nghị quyết số 57-NQ/TW trước ngày 30/6/2026."
HELD = Document("a", "/kho/a.txt", "h", "txt", TEXT)


def citation(n: int, start: int, end: int, doc_id: str = "a") -> Citation:
    return Citation(n, doc_id, "/kho/a.txt", Metadata(), Span(start, end), TEXT[start:end])


FIRST, SECOND = citation(1, 0, 24), citation(2, 25, len(TEXT))


def check(*sentences: Sentence, citations: tuple[Citation, ...] = (FIRST, SECOND)) -> Answer:
    answer = Answer("?", "?", sentences, citations, confidence=0.9)
    return verify(answer, {"a": HELD}.get)


def test_what_is_proved_passes_unchanged() -> None:
    sentences = (Sentence(FIRST.quote, (1,)), Sentence(SECOND.quote, (2,)))
    assert check(*sentences).sentences == sentences


def test_a_quote_that_is_not_verbatim_a_document_gone_and_an_unknown_mark_are_dropped() -> None:
    forged = replace(FIRST, quote="Chỉ tiêu năm 2026 là 9%.")
    elsewhere = replace(FIRST, span=Span(3, 27))
    gone = replace(FIRST, doc_id="đã xóa")
    empty = replace(FIRST, span=Span(5, 5), quote="")
    for bad in (forged, elsewhere, gone, empty):
        assert check(Sentence(bad.quote, (1,)), citations=(bad,)).abstained
    assert check(Sentence(FIRST.quote, (7,))).abstained


def test_numbers_dates_and_document_numbers_must_be_in_what_is_cited() -> None:
    assert check(Sentence("Chỉ tiêu năm 2026 là 9%.", (1,))).abstained
    assert check(Sentence("Trước ngày 30/6/2027.", (2,))).abstained
    assert check(Sentence("Theo 58-NQ/TW.", (2,))).abstained
    assert not check(Sentence("Theo 57-NQ/TW, trước 30/6/2026.", (2,))).abstained
    assert check(Sentence("Chỉ tiêu là 8%.", (2,))).abstained


def test_the_rest_is_numbered_anew_and_loses_unused_citations() -> None:
    answer = check(Sentence("Sai: 99.", (1,)), Sentence(SECOND.quote, (2,)))
    assert [s.citations for s in answer.sentences] == [(1,)]
    assert [(c.n, c.quote) for c in answer.citations] == [(1, SECOND.quote)]


def test_nothing_left_is_an_abstention() -> None:
    answer = check(Sentence("Bịa 123.", (1,)))
    assert answer.abstained
    assert answer.text == ABSTENTION
    assert answer.citations == ()
    assert answer.confidence == 0.0


@given(st.lists(st.tuples(st.text(max_size=30), st.lists(st.integers(0, 4), max_size=3)), max_size=6))
def test_whatever_an_engine_says_only_resolved_citations_remain(said: list[tuple[str, list[int]]]) -> None:
    answer = check(*(Sentence(text, tuple(numbers)) for text, numbers in said))
    known = {c.n for c in answer.citations}
    assert known == set(range(1, len(known) + 1))
    for sentence in answer.sentences:
        assert sentence.citations
        assert set(sentence.citations) <= known
    for held in answer.citations:
        assert held.span.of(TEXT) == held.quote
