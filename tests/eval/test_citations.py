import pytest

from assistant.records import Answer, Sentence
from corpus.records import Document, Metadata
from eval.answers import ask_all
from eval.citations import CitationJudge
from index.store import Store
from index.writer import writing
from tests.eval.test_answers import GOLDEN, Scripted, cite, said

FIRST, SECOND = "Trang đầu.", "Trang hai: Trần Cẩm Tú."


@pytest.fixture
def judge(settings, toy_embedder):
    text = f"{FIRST}\n{SECOND}"
    paged = Document("A", "/d/a.txt", "0" * 64, "pdf", text, page_starts=(0, 11), metadata=Metadata())
    with Store(settings) as store, writing(store) as writer:
        list(writer.add([paged]))
        yield CitationJudge(store)


def judged(answer):
    return ask_all(Scripted(**{GOLDEN.question: answer}), [GOLDEN], {"a.txt": "A"})


class TestValidity:
    def of(self, judge, *citations):
        return judge.validity(judged(said(("Trần Cẩm Tú", "A"), citations=citations)))

    def test_verbatim_quotes_on_their_page_are_valid(self, judge):
        assert self.of(judge, cite(1, quote=FIRST, page=1), cite(2, quote="Trang hai", start=11, page=2)) == 1.0

    @pytest.mark.parametrize(
        "fault",
        [
            cite(2, quote="Trang đâu.", page=1),
            cite(2, quote="Trang hai", start=12, page=2),
            cite(2, quote="Trang hai", start=11, page=1),
            cite(2, quote="Trang hai", start=11, page=None),
            cite(2, doc_id="B", quote=FIRST, page=1),
            cite(2, quote="", page=1),
        ],
        ids=["words", "place", "page", "no-page", "document", "empty"],
    )
    def test_a_faulty_one_beside_a_valid_one_is_half(self, judge, fault):
        assert self.of(judge, cite(1, quote=FIRST, page=1), fault) == 0.5

    def test_nothing_cited_is_nothing_wrong(self, judge):
        nothing = ask_all(Scripted(), [GOLDEN], {"a.txt": "A"})
        assert (judge.validity(nothing), judge.precision(nothing), judge.recall(nothing)) == (1.0, 1.0, 1.0)


class TestRightPassage:
    def test_cited_anywhere_in_the_passage_that_has_the_answer(self, judge):
        [right] = judged(said((FIRST, "A"), citations=[cite(1, quote=FIRST, page=1)]))
        assert judge.right_passage(right)

    @pytest.mark.parametrize("citation", [cite(1, doc_id="B", quote=FIRST), cite(1, quote=FIRST, start=900)])
    def test_neither_of_another_document_nor_beyond_the_text(self, judge, citation):
        [wrong] = judged(said((FIRST, "A"), citations=[citation]))
        assert not judge.right_passage(wrong)


class TestSupport:
    """Two sentences that the documents say, one that they do not, one with a citation too many."""

    def of(self, judge, *sentences):
        held = (cite(1, quote=FIRST, page=1), cite(2, quote=SECOND, start=11, page=2))
        return judged(Answer("?", "?", tuple(sentences), held))

    def test_verbatim_sentences_are_borne_out_by_the_one_citation_that_they_need(self, judge):
        both = self.of(judge, Sentence(FIRST, (1,)), Sentence(SECOND, (2,)))
        assert (judge.recall(both), judge.precision(both)) == (1.0, 1.0)

    def test_a_citation_that_adds_nothing_costs_precision(self, judge):
        crowded = self.of(judge, Sentence(FIRST, (1, 2)))
        assert (judge.recall(crowded), judge.precision(crowded)) == (1.0, 0.5)

    def test_a_sentence_that_is_not_there_costs_both(self, judge):
        invented = self.of(judge, Sentence(FIRST, (1,)), Sentence("Trang ba: 8% năm 2031.", (2,)))
        assert (judge.recall(invented), judge.precision(invented)) == (0.5, 0.5)

    def test_a_sentence_without_a_citation_is_not_borne_out(self, judge):
        assert judge.recall(self.of(judge, Sentence(FIRST, ()))) == 0.0
