from dataclasses import replace

import pytest

from corpus.records import Span
from eval.answers import ask_all
from eval.containment import containment, in_bold
from eval.golden import GoldenQuestion
from tests.eval.test_answers import REFUSAL, Scripted, said


def test_shares_are_over_all_questions_with_an_answer():
    questions = [
        GoldenQuestion("exact", "1?", answer_any=("07 năm",)),
        GoldenQuestion("longer", "2?", answer_any=("mười", "07 năm")),
        GoldenQuestion("refused", "3?", answer_any=("không tìm thấy",)),  # stands in the phrase of refusal
        GoldenQuestion("other", "4?", answer_any=("18 tuổi",)),
        GoldenQuestion("unanswerable", "5?"),
    ]
    asker = Scripted(**{
        "1?": said(("07 năm.", "B")),
        "2?": said(("Phạt tù đến 07 năm", "B")),
        "4?": said(("Từ đủ tuổi", "B")),
    })  # fmt: skip
    shares = containment(ask_all(asker, questions, {}))
    f1 = (1 + 2 * 2 / (5 + 2) + 0 + 2 * 1 / (3 + 2)) / 4
    assert shares == {
        "answer_contained": 0.5,
        "exact_match": 0.25,
        "f1": pytest.approx(f1, abs=1e-6),
        "in_bold": 0,
        "bold_exact_match": 0.0,
        "bold_f1": 0.0,
    }


def test_what_is_in_bold_is_the_answer():
    told = said(("Phạt tù đến 07 năm.", "B"))
    bold = replace(told, sentences=(replace(told.sentences[0], bold=Span(12, 18)),))
    assert in_bold(bold) == "07 năm"
    questions = [GoldenQuestion(f"{n}", f"{n}?", answer_any=("07 năm", "7 năm")) for n in range(2)]
    shares = containment(ask_all(Scripted(**{"0?": bold, "1?": told}), questions, {}))
    assert (shares["exact_match"], shares["in_bold"], shares["bold_exact_match"]) == (0.5, 1, 1.0)
    assert shares["answer_contained"] == shares["bold_f1"] == 1.0


def test_nothing_asked_is_nothing_contained():
    assert in_bold(REFUSAL) == ""
    assert set(containment([]).values()) == {0.0}
