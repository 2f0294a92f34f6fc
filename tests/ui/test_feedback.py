"""Judged answers become golden lines, once, which evaluation reads; refused questions are told in groups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversations import Conversations, Refused
from assistant.pipeline import Assistant
from assistant.records import Turn
from corpus.errors import BadInput, UnknownDocument
from corpus.settings import Settings
from eval.golden import read_golden
from eval.office_golden import OfficeGolden, golden_record
from eval.sources import shortest_tail, sources_by_tail
from eval.suites import measure_held
from index.store import Store
from index.sync import sync
from index.writer import writing
from ui.feedback import Feedback
from ui.refusals import group_refused

ASKED = "Cầu Lam Sơn dài bao nhiêu mét?"


@pytest.fixture
def office(settings: Settings, folder: Path) -> Iterator[tuple[Feedback, Conversations, Store]]:
    with Store(settings, light=True) as store:
        with writing(store) as writer:
            list(sync(writer, [folder]))
        conversations = Conversations(settings.data_dir / "conversations.sqlite3")
        assistant = Assistant(store)
        for question in (ASKED, "Giá xăng hôm nay bao nhiêu?"):
            answer = assistant.ask(question)
            kept = conversations.add("ai đó", None, Turn(question, answer))
            conversations.rate("ai đó", kept, 0, 1 if question == ASKED else -1)
        yield Feedback(store, conversations), conversations, store
        conversations.close()


def key_of(feedback: Feedback, question: str) -> str:
    return next(one.key for one in feedback.rated() if one.question == question)


def test_a_praised_answer_goes_in_once_and_is_measured_on_what_is_held(
    office: tuple[Feedback, Conversations, Store], folder: Path
) -> None:
    feedback, _, store = office
    key = key_of(feedback, ASKED)
    assert feedback.add(key)
    assert not feedback.add(key)
    assert feedback.golden.keys() == {key}
    (line,) = feedback.golden.records()
    assert (line["question"], line["gold_doc"]) == (ASKED, ["cau.txt"])
    assert read_golden(feedback.golden.path, folder)[0].gold == ("cau.txt",)
    measured = measure_held(feedback.golden.path, store.settings)
    assert (measured.record["correct"], measured.record["questions"]) == (1, 1)
    assert feedback.golden.drop(key)
    assert not feedback.golden.drop(key)
    assert feedback.golden.records() == []


def test_a_refusal_that_was_right_is_a_line_without_an_answer(office: tuple[Feedback, Conversations, Store]) -> None:
    feedback, _, store = office
    (refused,) = feedback.refused()
    rated = next(one for one in feedback.rated() if one.rating < 0)
    assert refused.key == rated.key
    with pytest.raises(BadInput):  # it was blamed
        feedback.add(refused.key)
    assert feedback.add(refused.key, words=[], documents=[])
    assert feedback.golden.records()[0]["gold_doc"] is None
    assert measure_held(feedback.golden.path, store.settings).record["refused_rightly"] == 1


def test_what_is_right_may_be_said_instead(office: tuple[Feedback, Conversations, Store]) -> None:
    feedback, _, _ = office
    key = key_of(feedback, ASKED)
    for words, documents in ((["84 gian"], []), ([], ["cho.txt"]), (["x"], ["không-có.txt"])):
        with pytest.raises(BadInput):
            feedback.add(key, words=words, documents=documents)
    assert feedback.add(key, question="Chợ có mấy gian?", words=["84 gian "], documents=["cho.txt", " "])
    assert feedback.golden.records() == [
        {"id": f"nx-{key}", "question": "Chợ có mấy gian?", "gold_doc": ["cho.txt"], "answer_any": ["84 gian"]}
    ]


def test_what_nobody_asked_cannot_be_added(office: tuple[Feedback, Conversations, Store]) -> None:
    feedback, conversations, _ = office
    with pytest.raises(UnknownDocument):
        feedback.add("0" * 16)
    key = key_of(feedback, ASKED)
    for head in conversations.listing("ai đó"):
        conversations.delete("ai đó", head.id)
    with pytest.raises(UnknownDocument):
        feedback.add(key)
    assert feedback.rated() == ()


def test_a_damaged_golden_file_is_said_to_be_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "golden.jsonl"
    path.write_text("{hỏng\n", encoding="utf-8")
    with pytest.raises(BadInput):
        OfficeGolden(path).add(golden_record("k", "Câu?", (), ()))
    assert path.read_text("utf-8") == "{hỏng\n"


def test_a_document_is_named_by_as_much_of_its_path_as_is_needed() -> None:
    held = sources_by_tail(["/vb/2025/nq.pdf", "/vb/2026/nq.pdf", "/vb/2026/ct.pdf"])
    assert shortest_tail("/vb/2026/ct.pdf", held) == "ct.pdf"
    assert shortest_tail("/vb/2026/nq.pdf", held) == "2026/nq.pdf"


def test_refused_questions_about_one_thing_stand_together() -> None:
    asked = (
        "Giá xăng RON 95 hôm nay bao nhiêu một lít?",
        "Ai là giám đốc bệnh viện huyện?",
        "gia xang RON 95 hom nay la bao nhieu mot lit",
    )
    groups = group_refused([Refused(q, q, "", "2026-01-01") for q in asked])
    assert [[q.question for q in lack.questions] for lack in groups] == [[asked[0], asked[2]], [asked[1]]]
    assert group_refused([]) == ()
