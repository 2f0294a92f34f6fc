from dataclasses import replace

import pytest

from assistant.records import ABSTENTION, Answer, Choices, Citation, NearDocument, Sentence, Turn
from corpus.records import Metadata, Span
from eval.answers import ask_all, counts, entry, judge
from eval.golden import GoldenQuestion

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

    def ask(self, question, history=(), choices=Choices()):
        self.asked.append((question, tuple(history)))
        self.hidden = choices.filters.without
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


def test_what_is_hidden_is_kept_from_every_turn():
    asker = Scripted()
    ask_all(asker, [GoldenQuestion("t", "Khi nào?", hidden=("a.txt", "b.txt"), earlier=("Ai?",))], {"a.txt": "A"})
    assert (asker.hidden, len(asker.asked)) == (("A",), 2)


def test_counts_and_entries():
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
    record = counts(judged)
    assert done == [(n, 6) for n in range(1, 7)]
    per_question = [entry(j, ["/d"]) for j in judged]
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
