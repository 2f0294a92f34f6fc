from dataclasses import replace

import pytest

from assistant.records import ABSTENTION, Answer, Citation, NearDocument, Sentence, Turn
from corpus.records import Document, Metadata, Span
from eval.answers import ask_all, citation_validity, containment, judge, summary
from eval.golden import GoldenQuestion
from index.store import Store
from index.writer import writing

GOLDEN = GoldenQuestion("g", "Ai chủ trì?", ("a.txt",), ("Trần Cẩm Tú",))
RIGHT = frozenset({"A"})
REFUSAL = Answer("?", "?", nearest=(NearDocument("A", "a.txt", ""),))


def cite(n, doc_id="A", quote="q", start=0, page=None):
    span = Span(start, start + len(quote))
    return Citation(n, doc_id, f"/d/{doc_id.lower()}.txt", Metadata(), span, quote, page)


def said(*sentences, citations=None):
    """An answer of (text, document id) sentences, each citing that document."""
    spoken = tuple(Sentence(text, (n,)) for n, (text, _) in enumerate(sentences, start=1))
    return Answer("?", "?", spoken, tuple(citations or (cite(n, doc) for n, (_, doc) in enumerate(sentences, start=1))))


class Scripted:
    """Answers what it was told to, and remembers what it was asked."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, []

    def ask(self, question, history=()):
        self.asked.append((question, tuple(history)))
        return self.answers.get(question, REFUSAL)


class TestVerdict:
    def test_correct(self):
        assert judge(said(("Ông Trần Cẩm Tú chủ trì.", "A")), GOLDEN, RIGHT) == "correct"

    def test_words_are_compared_without_regard_to_case_spaces_or_tone_placement(self):
        golden = replace(GOLDEN, answer_any=("Đảng  uỷ HÒA Bình",))
        assert judge(said(("đảng ủy\nhoà bình", "A")), golden, RIGHT) == "correct"
        assert judge(said(("đang uy hoa binh", "A")), golden, RIGHT) == "wrong"

    def test_any_of_the_answers_will_do_but_not_none(self):
        golden = replace(GOLDEN, answer_any=("200", "hai trăm"))
        assert judge(said(("Có hai trăm ủy viên.", "A")), golden, RIGHT) == "correct"
        assert judge(said(("Có trăm ủy viên.", "A")), golden, RIGHT) == "wrong"

    def test_right_words_in_a_sentence_that_cites_another_document_are_wrong(self):
        answer = said(("Hội nghị họp hôm qua.", "A"), ("Ông Trần Cẩm Tú chủ trì.", "B"))
        assert judge(answer, GOLDEN, RIGHT) == "wrong"
        assert judge(answer, GOLDEN, frozenset({"B"})) == "correct"

    def test_right_words_across_two_sentences_are_wrong(self):
        assert judge(said(("Chủ trì là Trần", "A"), ("Cẩm Tú.", "A")), GOLDEN, RIGHT) == "wrong"

    def test_sentence_that_cites_a_number_which_is_not_there_is_wrong(self):
        answer = said(("Ông Trần Cẩm Tú chủ trì.", "A"))
        assert judge(replace(answer, citations=(cite(2),)), GOLDEN, RIGHT) == "wrong"

    @pytest.mark.parametrize(("extra", "verdict"), [(147, "correct"), (148, "wrong")])
    def test_at_most_150_syllables(self, extra, verdict):
        assert judge(said(("Trần Cẩm Tú " + "a " * extra, "A")), GOLDEN, RIGHT) == verdict

    @pytest.mark.parametrize(("others", "verdict"), [("BC", "correct"), ("BCD", "wrong"), ("BBBCC", "correct")])
    def test_at_most_three_documents(self, others, verdict):
        answer = said(("Ông Trần Cẩm Tú.", "A"), *((f"Câu {i}.", d) for i, d in enumerate(others)))
        assert judge(answer, GOLDEN, RIGHT) == verdict

    def test_refusals(self):
        unanswerable = GoldenQuestion("u", "Giá vàng?")
        assert judge(REFUSAL, GOLDEN, RIGHT) == "refused_wrongly"
        assert judge(REFUSAL, unanswerable, frozenset()) == "refused_rightly"
        assert judge(said(("Trần Cẩm Tú.", "A")), unanswerable, frozenset()) == "answered_unanswerable"


def test_earlier_turns_are_asked_first_and_handed_on():
    first, second = said(("Ông Tú.", "A")), said(("Ở Hà Nội.", "A"))
    asker = Scripted(**{"Ai?": first, "Ở đâu?": second})
    ask_all(asker, [GoldenQuestion("t", "Khi nào?", ("a.txt",), ("x",), ("Ai?", "Ở đâu?"))], {"a.txt": "A"})
    assert asker.asked == [
        ("Ai?", ()),
        ("Ở đâu?", (Turn("Ai?", first),)),
        ("Khi nào?", (Turn("Ai?", first), Turn("Ở đâu?", second))),
    ]


@pytest.fixture
def store(settings, toy_embedder):
    paged = Document(
        "A",
        "/d/a.txt",
        "0" * 64,
        "pdf",
        "Trang đầu.\nTrang hai: Trần Cẩm Tú.",
        page_starts=(0, 11),
        metadata=Metadata(),
    )
    with Store(settings) as opened, writing(opened) as writer:
        list(writer.add([paged]))
        yield opened


class TestCitationValidity:
    def of(self, store, *citations):
        answer = said(("Trần Cẩm Tú", "A"), citations=citations)
        return citation_validity(ask_all(Scripted(**{GOLDEN.question: answer}), [GOLDEN], {"a.txt": "A"}), store)

    def test_verbatim_quotes_on_their_page_are_valid(self, store):
        assert self.of(store, cite(1, quote="Trang đầu.", page=1), cite(2, quote="Trang hai", start=11, page=2)) == 1.0

    @pytest.mark.parametrize(
        "fault",
        [
            cite(2, quote="Trang đâu.", page=1),
            cite(2, quote="Trang hai", start=12, page=2),
            cite(2, quote="Trang hai", start=11, page=1),
            cite(2, quote="Trang hai", start=11, page=None),
            cite(2, doc_id="B", quote="Trang đầu.", page=1),
            cite(2, quote="", page=1),
        ],
        ids=["words", "place", "page", "no-page", "document", "empty"],
    )
    def test_a_faulty_one_beside_a_valid_one_is_half(self, store, fault):
        assert self.of(store, cite(1, quote="Trang đầu.", page=1), fault) == 0.5

    def test_nothing_cited_is_nothing_wrong(self, store):
        assert citation_validity(ask_all(Scripted(), [GOLDEN], {"a.txt": "A"}), store) == 1.0


def test_summary_counts_and_entries(store):
    questions = [
        GoldenQuestion("right", "1?", ("a.txt",), ("Trần Cẩm Tú",)),
        GoldenQuestion("right-doc", "2?", ("a.txt",), ("8%",)),
        GoldenQuestion("wrong-doc", "3?", ("a.txt",), ("8%",)),
        GoldenQuestion("refused", "4?", ("a.txt",), ("8%",)),
        GoldenQuestion("unanswerable", "5?"),
        GoldenQuestion("invented", "6?"),
    ]
    asker = Scripted(**{
        "1?": said(("Trần Cẩm Tú.", "A")),
        "2?": said(("Bảy phần trăm.", "A")),
        "3?": said(("Tăng 8% một năm.", "B")),
        "6?": said(("Vàng lên giá.", "A")),
    })  # fmt: skip
    done: list[tuple[int, int]] = []
    judged = ask_all(asker, questions, {"a.txt": "A"}, lambda *step: done.append(step))
    record = summary(judged, store, "/d")
    assert done == [(n, 6) for n in range(1, 7)]
    per_question = record.pop("per_question")
    assert record == {
        "questions": 6,
        "answerable": 4,
        "correct": 1,
        "right_document": 2,
        "wrong": 2,
        "refused_rightly": 1,
        "refused_with_reason": 0,
        "refused_wrongly": 1,
        "answered_unanswerable": 1,
        "citation_validity": 0.0,
        "answer_syllables_mean": 3.25,
    }
    assert record["answerable"] == record["correct"] + record["wrong"] + record["refused_wrongly"]
    assert [q["id"] for q in per_question] == [q.id for q in questions]
    first, *_, refused, _, invented = per_question
    assert (first["correct"], first["abstained"], first["cited"]) == (True, False, ["a.txt"])
    assert first["sentences"] == [{"text": "Trần Cẩm Tú.", "citations": [1], "bold": None}]
    assert first["citations"][0]["doc_id"] == "A"
    assert (refused["correct"], refused["abstained"], refused["cited"]) == (False, True, [])
    assert refused["answer"] == ABSTENTION
    assert invented["verdict"] == "answered_unanswerable"


def test_a_document_held_under_another_name_is_right():
    asker = Scripted(**{GOLDEN.question: said(("Trần Cẩm Tú", "A"))})
    [same] = ask_all(asker, [replace(GOLDEN, gold=("ban-sao.txt",))], {"a.txt": "A", "ban-sao.txt": "A"})
    [unread] = ask_all(asker, [replace(GOLDEN, gold=("hong.txt",))], {"a.txt": "A"})
    assert (same.verdict, unread.verdict) == ("correct", "wrong")


def test_containment_is_over_all_questions_with_an_answer():
    questions = [
        GoldenQuestion("exact", "1?", answer_any=("07 năm",)),
        GoldenQuestion("longer", "2?", answer_any=("mười", "07 năm")),
        GoldenQuestion("refused", "3?", answer_any=("không tìm thấy",)),  # stands in the phrase of refusal
        GoldenQuestion("other", "4?", answer_any=("18 tuổi",)),
    ]
    asker = Scripted(**{
        "1?": said(("07 năm.", "B")),
        "2?": said(("Phạt tù đến 07 năm", "B")),
        "4?": said(("Từ đủ tuổi", "B")),
    })  # fmt: skip
    shares = containment(ask_all(asker, questions, {}))
    f1 = (1 + 2 * 2 / (5 + 2) + 0 + 2 * 1 / (3 + 2)) / 4
    assert shares == {"answer_contained": 0.5, "exact_match": 0.25, "f1": pytest.approx(f1, abs=1e-6)}
