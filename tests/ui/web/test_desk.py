"""The chat without a browser: questions through the desk with a scripted assistant on a real store."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.conversations import Conversations
from assistant.records import ABSTENTION, Answer, Citation, Sentence, Turn
from corpus.errors import StorageError
from corpus.records import Span
from index.store import Store
from index.sync import sync
from index.writer import writing
from ui.services import Answering, Services
from ui.web.desk import Desk, Screen


class Scripted:
    """Answers about the market; grows by a sentence at a time; refuses, fails or breaks when asked to."""

    def __init__(self, store: Store):
        self._store = store
        self.histories: list[Sequence[Turn]] = []

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        self.histories.append(history)
        if "xăng" in question:
            yield Answer(question, question)
            return
        if "hỏng" in question:
            raise StorageError("Đĩa <đầy>.")
        if "lỗi" in question:
            raise ZeroDivisionError
        found = self._store.catalogue.find("cho.txt")
        assert found is not None
        sentences, citations = [], []
        for n, quote in enumerate(("Chợ Đồng Bưởi họp vào ngày chẵn.", "Chợ có 84 gian hàng."), start=1):
            start = found.text.index(quote)
            span = Span(start, start + len(quote))
            citations.append(Citation(n, found.id, found.source, found.metadata, span, quote))
            sentences.append(Sentence(quote, (n,)))
            yield Answer(question, question, tuple(sentences), tuple(citations))


def served(store: Store, assistant: Answering) -> Services:
    return Services(store, assistant, Conversations(store.settings.data_dir / "conversations.sqlite3"))


@pytest.fixture
def held(store: Store, folder: Path) -> Store:
    with writing(store) as writer:
        assert [r.status for r in sync(writer, [folder])] == ["added", "added"]
    return store


@pytest.fixture
def desk(held: Store) -> Desk:
    return Desk(served(held, Scripted(held)))


def last(screens: Iterator[Screen]) -> Screen:
    *_, final = screens
    return final


def test_an_answer_grows_and_ends_with_its_first_source_open(desk: Desk) -> None:
    waiting, one, two, done = desk.ask("Chợ họp ngày nào?", ())
    assert "Đang tìm" in waiting.conversation
    assert "ngày chẵn" in one.conversation and "84 gian" not in one.conversation
    assert "84 gian" in two.conversation and "vk-sources" not in two.conversation
    assert "vk-sources" in done.conversation
    assert "<mark>Chợ Đồng Bưởi họp vào ngày chẵn.</mark>" in done.source
    assert "vk-pressed" not in done.source
    assert [t.question for t in done.turns] == ["Chợ họp ngày nào?"]
    assert (waiting.turns, one.turns) == ((), ())


def test_the_next_question_is_asked_with_the_turns_before(held: Store) -> None:
    scripted = Scripted(held)
    desk = Desk(served(held, scripted))
    first = last(desk.ask("Chợ họp ngày nào?", ()))
    second = last(desk.ask("Mấy gian?", first.turns))
    assert scripted.histories[-1] == first.turns
    assert second.conversation.count("<article") == 2
    assert 'data-turn="1"' in second.conversation


def test_a_press_opens_the_source_it_names(desk: Desk) -> None:
    turns = last(desk.ask("Chợ?", ())).turns
    panel = desk.open_source(turns, 0, 2)
    assert "<mark>Chợ có 84 gian hàng.</mark>" in panel
    assert "vk-pressed" in panel


@pytest.mark.parametrize(("turn", "n"), [(0, 9), (7, 1), (-1, 1), (None, None), ("0", "1"), (True, 1)])
def test_a_press_that_names_nothing_is_answered_in_words(desk: Desk, turn: object, n: object) -> None:
    turns = last(desk.ask("Chợ?", ())).turns
    assert "Không mở được nguồn" in desk.open_source(turns, turn, n)


def test_a_source_removed_meanwhile_says_so(desk: Desk, held: Store) -> None:
    turns = last(desk.ask("Chợ?", ())).turns
    answer = turns[0].answer
    assert answer is not None
    with writing(held) as writer:
        writer.remove([answer.citations[0].doc_id])
    assert "đã được gỡ khỏi kho" in desk.open_source(turns, 0, 1)


def test_a_refusal_opens_no_source(desk: Desk) -> None:
    done = last(desk.ask("Giá xăng?", ()))
    assert ABSTENTION in done.conversation
    assert "<mark>" not in done.source


def test_an_error_of_ours_is_shown_and_the_conversation_goes_on(desk: Desk) -> None:
    failed = last(desk.ask("hỏng", ()))
    assert "Đĩa &lt;đầy&gt;." in failed.conversation
    assert failed.turns == ()
    assert last(desk.ask("Chợ?", failed.turns)).turns


def test_an_unexpected_error_is_logged_and_told_in_plain_words(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    failed = last(desk.ask("lỗi", ()))
    assert "ngoài dự kiến" in failed.conversation
    assert "ZeroDivisionError" in caplog.text


def test_an_empty_question_changes_nothing(desk: Desk) -> None:
    turns = last(desk.ask("Chợ?", ())).turns
    (only,) = desk.ask("  \n ", turns)
    assert only.turns == turns
    assert "ngày chẵn" in only.conversation


def test_the_greeting_follows_what_is_held(store: Store, folder: Path) -> None:
    desk = Desk(served(store, Scripted(store)))
    assert "vankien ingest" in desk.greet().conversation
    with writing(store) as writer:
        list(sync(writer, [folder]))
    assert "2 tài liệu" in desk.greet().conversation


def test_turns_of_one_page_are_not_another_s(desk: Desk) -> None:
    mine = last(desk.ask("Chợ?", ())).turns
    theirs = last(desk.ask("Giá xăng?", ())).turns
    assert replace(mine[0]) != theirs[0]
    assert len(theirs) == 1
