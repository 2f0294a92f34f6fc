"""The chat without a browser: questions through the desk with a scripted assistant on a real store."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.conversations import Conversations
from assistant.question import Understood
from assistant.records import ABSTENTION, Answer, Choices, Citation, NearDocument, Sentence, Turn
from corpus.errors import StorageError
from corpus.records import Span
from index.filters import Filters
from index.store import Store
from index.sync import sync
from index.writer import writing
from ui.services import Answering, Services
from ui.web.asking import Asked, asked_of
from ui.web.desk import Desk, Screen
from ui.web.language import words_of

ME, OTHER = "a" * 32, "b" * 32


class Scripted:
    """Answers about the market; grows by a sentence at a time; refuses, fails or breaks when asked to."""

    def __init__(self, store: Store):
        self._store = store
        self.histories: list[Sequence[Turn]] = []
        self.choices: list[Choices] = []

    def stream(self, question: str, history: Sequence[Turn] = (), choices: Choices = Choices()) -> Iterator[Answer]:
        self.histories.append(history)
        self.choices.append(choices)
        if "hỏng" in question:
            raise StorageError("Đĩa <đầy>.")
        if "lỗi" in question:
            raise ZeroDivisionError
        found = self._store.catalogue.find("cho.txt")
        if "xăng" in question or found is None:
            near = (NearDocument(found.id, found.source, "Chợ"),) if found else ()
            yield Answer(question, question, nearest=near)
            return
        understood = (Understood("period", "Ưu tiên văn bản năm 2026"),) if "2026" in question else ()
        sentences, citations = [], []
        for n, quote in enumerate(("Chợ Đồng Bưởi họp vào ngày chẵn.", "Chợ có 84 gian hàng."), start=1):
            start = found.text.index(quote)
            span = Span(start, start + len(quote))
            citations.append(Citation(n, found.id, found.source, found.metadata, span, quote))
            sentences.append(Sentence(quote, (n,)))
            yield Answer(question, question, tuple(sentences), tuple(citations), understood=understood)


def served(store: Store, assistant: Answering) -> Services:
    return Services(store, assistant, Conversations(store.settings.data_dir / "conversations.sqlite3"))


@pytest.fixture
def held(store: Store, folder: Path) -> Store:
    with writing(store) as writer:
        assert [r.status for r in sync(writer, [folder])] == ["added", "added"]
    return store


@pytest.fixture
def scripted(held: Store) -> Scripted:
    return Scripted(held)


@pytest.fixture
def services(held: Store, scripted: Scripted) -> Services:
    return served(held, scripted)


@pytest.fixture
def desk(services: Services) -> Desk:
    return Desk(services)


def ask(desk: Desk, question: str, conversation: str = "", user: str = ME, **asked: object) -> list[Screen]:
    return list(desk.ask(Asked(question, conversation, **asked), user))  # type: ignore[arg-type]


def seen(screens: Sequence[Screen]) -> Screen:
    """What is on the screen after all of them."""
    last = Screen()
    for screen in screens:
        last = Screen(*(new if new is not None else old for new, old in zip(parts(screen), parts(last), strict=True)))
    return last


def parts(screen: Screen) -> tuple[str | None, str | None]:
    return screen.conversation, screen.history


def the_one(services: Services, user: str = ME) -> str:
    (head,) = services.conversations.listing(user)
    return head.id


def test_an_answer_grows_is_kept_and_its_first_source_opens(desk: Desk, services: Services) -> None:
    waiting, one, two, done, *_ = ask(desk, "Chợ họp ngày nào?")
    assert "Đang tìm" in (waiting.conversation or "")
    assert "ngày chẵn" in (one.conversation or "") and "84 gian" not in (one.conversation or "")
    assert "84 gian" in (two.conversation or "") and "vk-sources" not in (two.conversation or "")
    assert "vk-sources" in (done.conversation or "")
    assert "Chợ họp ngày nào?" in (done.history or "")
    assert "data-just" not in (two.conversation or "") and 'data-main="1"' in (done.conversation or "")
    first = {"conversation": the_one(services), "turn": 0, "n": 1}
    opened = desk.open_source(ME, first, by_itself=True)
    assert "<mark>Chợ Đồng Bưởi họp vào ngày chẵn.</mark>" in opened
    assert "vk-pressed" not in opened
    assert [t.question for t in services.conversations.turns(ME, the_one(services))] == ["Chợ họp ngày nào?"]


def test_the_next_question_is_asked_with_the_turns_before(desk: Desk, services: Services, scripted: Scripted) -> None:
    ask(desk, "Chợ họp ngày nào?")
    shown = seen(ask(desk, "Mấy gian?", the_one(services))).conversation or ""
    assert [t.question for t in scripted.histories[-1]] == ["Chợ họp ngày nào?"]
    assert shown.count("<article") == 2
    assert 'data-turn="1"' in shown


def test_a_page_opened_again_shows_the_conversation_and_another_visitor_s_none(
    desk: Desk, services: Services, held: Store, scripted: Scripted
) -> None:
    ask(desk, "Chợ họp ngày nào?")
    one = the_one(services)
    services.conversations.close()
    again = Desk(served(held, scripted))
    mine, theirs = again.greet(ME, one), again.greet(OTHER, one)
    assert "84 gian" in (mine.conversation or "") and "Chợ họp" in (mine.history or "")
    assert "84 gian" not in (theirs.conversation or "") and "Chợ họp" not in (theirs.history or "")
    assert "ngày chẵn" in again.open_source(ME, {"conversation": one, "turn": 0, "n": 1})
    assert "không còn giữ" in again.open_source(OTHER, {"conversation": one, "turn": 0, "n": 1})


def test_a_question_edited_takes_the_place_of_what_followed(desk: Desk, services: Services) -> None:
    ask(desk, "Chợ họp ngày nào?")
    one = the_one(services)
    ask(desk, "Mấy gian?", one)
    ask(desk, "Chợ có mấy gian?", one, turn=0)
    assert [t.question for t in services.conversations.turns(ME, one)] == ["Chợ có mấy gian?"]


def test_a_question_that_fails_replaces_nothing(desk: Desk, services: Services) -> None:
    ask(desk, "Chợ họp ngày nào?")
    one = the_one(services)
    ask(desk, "hỏng", one, turn=0)
    assert [t.question for t in services.conversations.turns(ME, one)] == ["Chợ họp ngày nào?"]


def test_what_was_understood_is_dropped_and_used_again(desk: Desk, services: Services, scripted: Scripted) -> None:
    chosen = Filters(after="2026-01-01", kinds=("chỉ thị",))
    shown = seen(ask(desk, "Chợ năm 2026?", filters=chosen)).conversation or ""
    for name in ("period", "filters.period", "filters.kinds"):
        assert f'data-drop="{name}"' in shown
    one = the_one(services)
    ask(desk, "", one, turn=0, drop="filters.kinds")
    shown = seen(ask(desk, "", one, turn=0, drop="period")).conversation or ""
    assert scripted.choices[-1] == Choices(Filters(after="2026-01-01"), frozenset({"period"}))
    assert 'data-restore="period"' in shown
    ask(desk, "", one, turn=0, restore="period")
    assert scripted.choices[-1] == Choices(Filters(after="2026-01-01"))
    assert len(services.conversations.turns(ME, one)) == 1


def test_a_question_can_be_asked_as_if_it_were_the_first(desk: Desk, services: Services, scripted: Scripted) -> None:
    ask(desk, "Chợ họp ngày nào?")
    one = the_one(services)
    ask(desk, "Mấy gian?", one)
    scripted.histories.clear()
    ask(desk, "", one, turn=1, alone=True)
    assert scripted.histories[0] == ()


@pytest.mark.parametrize(
    "data", [None, "x", 7, {}, {"question": 5, "turn": "0"}, {"question": "\ud800", "turn": True, "filters": [1]},
             {"question": " ", "filters": {"after": "hôm qua", "kinds": {"a": 1}}, "drop": ["x"], "turn": -4}],
)  # fmt: skip
def test_whatever_a_browser_sends_is_a_question_or_none(desk: Desk, data: object) -> None:
    asked = asked_of(data)
    assert asked.filters == Filters()
    assert asked.turn is None
    assert seen(list(desk.ask(asked, ME))).conversation


def test_a_press_opens_the_source_it_names(desk: Desk, services: Services) -> None:
    ask(desk, "Chợ?")
    panel = desk.open_source(ME, {"conversation": the_one(services), "turn": 0, "n": 2})
    assert "<mark>Chợ có 84 gian hàng.</mark>" in panel
    assert "vk-pressed" in panel
    assert "/file" in panel


@pytest.mark.parametrize(("turn", "n"), [(0, 9), (7, 1), (-1, 1), (None, None), ("0", "1"), (True, 1)])
def test_a_press_that_names_nothing_is_answered_in_words(
    desk: Desk, services: Services, turn: object, n: object
) -> None:
    ask(desk, "Chợ?")
    assert "Không mở được nguồn" in desk.open_source(ME, {"conversation": the_one(services), "turn": turn, "n": n})


def test_a_source_removed_meanwhile_says_so(desk: Desk, services: Services, held: Store) -> None:
    ask(desk, "Chợ?")
    (turn,) = services.conversations.turns(ME, the_one(services))
    assert turn.answer is not None
    with writing(held) as writer:
        writer.remove([turn.answer.citations[0].doc_id])
    assert "đã được gỡ khỏi kho" in desk.open_source(ME, {"conversation": the_one(services), "turn": 0, "n": 1})


def test_a_refusal_opens_no_source_but_what_is_near_opens(desk: Desk, services: Services) -> None:
    done = seen(ask(desk, "Giá xăng?"))
    assert ABSTENTION in (done.conversation or "")
    assert "data-main" not in (done.conversation or "")
    near = desk.open_source(ME, {"conversation": the_one(services), "turn": 0, "near": 0})
    assert "Chợ Đồng Bưởi họp vào ngày chẵn." in near
    assert [r.question for r in services.conversations.refused()] == ["Giá xăng?"]


def test_an_error_of_ours_is_shown_and_the_conversation_goes_on(desk: Desk, services: Services) -> None:
    failed = seen(ask(desk, "hỏng"))
    assert "Đĩa &lt;đầy&gt;." in (failed.conversation or "")
    assert 'data-question="hỏng"' in (failed.conversation or "")
    assert services.conversations.listing(ME) == ()
    assert "84 gian" in (seen(ask(desk, "Chợ?")).conversation or "")


def test_an_unexpected_error_is_logged_and_told_in_plain_words(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    failed = seen(ask(desk, "lỗi"))
    assert "ngoài dự kiến" in (failed.conversation or "")
    assert "ZeroDivisionError" in caplog.text


def test_an_empty_question_changes_nothing(desk: Desk, services: Services) -> None:
    ask(desk, "Chợ?")
    (only,) = ask(desk, "", the_one(services))
    assert "ngày chẵn" in (only.conversation or "")
    assert len(services.conversations.turns(ME, the_one(services))) == 1


def test_the_greeting_follows_what_is_held(store: Store, folder: Path) -> None:
    desk = Desk(served(store, Scripted(store)))
    assert "data-samples" in (desk.greet(ME).conversation or "")
    with writing(store) as writer:
        list(sync(writer, [folder]))
    assert "2 tài liệu" in (desk.greet(ME).conversation or "")


def test_the_samples_are_loaded_by_a_press(store: Store) -> None:
    desk = Desk(served(store, Scripted(store)))
    *loading, done = desk.samples()
    assert "<progress" in (loading[-1].conversation or "")
    assert "11 tài liệu" in (done.conversation or "")


def test_an_answer_stopped_midway_keeps_what_was_said(desk: Desk, services: Services) -> None:
    asking = desk.ask(Asked("Chợ?"), ME, page="p")
    next(asking), next(asking)
    stopped = desk.stop("p").conversation or ""
    assert "giữa chừng" in stopped and "84 gian" not in stopped
    assert list(asking) == []
    (turn,) = services.conversations.turns(ME, the_one(services))
    assert turn.answer is not None and len(turn.answer.sentences) == 1


def test_a_source_opens_while_its_answer_is_still_growing(desk: Desk) -> None:
    asking = desk.ask(Asked("Chợ?"), ME, page="p")
    next(asking), next(asking)
    assert "<mark>Chợ Đồng" in desk.open_source(ME, {"conversation": "", "turn": 0, "n": 1})
    assert "Không mở được" in desk.open_source(OTHER, {"conversation": "", "turn": 0, "n": 1})
    list(asking)
    assert "Không mở được" in desk.open_source(ME, {"conversation": "", "turn": 0, "n": 1})


def test_a_conversation_opened_again_opens_no_source_by_itself(desk: Desk, services: Services) -> None:
    ask(desk, "Chợ?")
    one = the_one(services)
    for screen in (desk.greet(ME, one), desk.open_conversation(ME, one), desk.rate(ME, {"conversation": one})):
        assert "data-just" not in (screen.conversation or "")


def test_a_question_stopped_before_its_answer_can_be_asked_again(desk: Desk, services: Services) -> None:
    asking = desk.ask(Asked("Chợ?"), ME, page="p")
    next(asking)
    stopped = desk.stop("p").conversation or ""
    assert "Đã dừng" in stopped and "data-again" in stopped
    assert services.conversations.listing(ME) == ()
    assert desk.stop("p") == Screen()


def test_a_page_closed_midway_keeps_what_was_said(desk: Desk, services: Services) -> None:
    asking = desk.ask(Asked("Chợ?"), ME, page="p")
    next(asking), next(asking)
    asking.close()  # type: ignore[attr-defined]
    (turn,) = services.conversations.turns(ME, the_one(services))
    assert turn.answer is not None and "giữa chừng" in turn.answer.notice


def test_what_comes_after_an_answer_is_not_put_over_another_conversation(desk: Desk) -> None:
    asking = desk.ask(Asked("Chợ?"), ME, page="p")
    for screen in asking:
        if screen.history:
            break
    assert desk.open_conversation(ME, "", page="p").conversation
    assert list(asking) == []


@pytest.mark.parametrize("screens", [2, 4], ids=["while it is answered", "after that"])
def test_a_conversation_that_is_deleted_does_not_come_back(desk: Desk, services: Services, screens: int) -> None:
    ask(desk, "Chợ?")
    one = the_one(services)
    asking = desk.ask(Asked("Mấy gian?", one), ME, page="p")
    for _ in range(screens):
        next(asking)
    assert "vk-greeting" in (desk.delete(ME, one, one).conversation or "")
    assert list(asking) == []
    assert services.conversations.listing(ME) == ()


def test_a_full_disk_is_a_message_and_the_conversation_goes_on(
    desk: Desk, services: Services, monkeypatch: pytest.MonkeyPatch, scripted: Scripted
) -> None:
    def full(*args: object, **named: object) -> str:
        raise StorageError("Đĩa đầy.")

    add = services.conversations.add
    monkeypatch.setattr(type(services.conversations), "add", full)
    shown = seen(ask(desk, "Chợ?")).conversation or ""
    assert "84 gian" in shown and "Đĩa đầy." in shown
    one = shown.split('data-id="')[1].split('"')[0]
    assert "84 gian" in (seen(ask(desk, "Mấy gian?", one)).conversation or "")
    assert [t.question for t in scripted.histories[-1]] == ["Chợ?"]
    monkeypatch.setattr(type(services.conversations), "add", lambda self, *args, **named: add(*args, **named))
    ask(desk, "Ba?", one)
    kept = services.conversations.turns(ME, the_one(services))
    assert [t.question for t in kept] == ["Chợ?", "Mấy gian?", "Ba?"]


def test_conversations_are_renamed_rated_and_deleted(desk: Desk, services: Services) -> None:
    ask(desk, "Chợ?")
    one = the_one(services)
    assert "Họ chợ" in (desk.rename(ME, one, "Họ chợ", one).history or "")
    rated = desk.rate(ME, {"conversation": one, "turn": 0, "rating": 1, "comment": "<rõ>"}).conversation or ""
    assert "&lt;rõ&gt;" in rated and 'aria-pressed="true"' in rated
    assert [r.comment for r in services.conversations.rated()] == ["<rõ>"]
    assert "&lt;rõ&gt;" in (desk.rate(ME, {"conversation": one, "turn": 0, "rating": -1}).conversation or "")
    assert [(r.rating, r.comment) for r in services.conversations.rated()] == [(-1, "<rõ>")]
    assert desk.delete(OTHER, one, "").history
    assert services.conversations.listing(ME)
    assert "vk-greeting" in (desk.delete(ME, one, one).conversation or "")
    assert services.conversations.listing(ME) == ()


def test_the_screens_speak_english_where_that_is_asked(desk: Desk) -> None:
    done = list(desk.ask(Asked("Giá xăng?"), ME, words_of("en")))
    shown = seen(done).conversation or ""
    assert ABSTENTION in shown and "no ground" in shown
    assert "Ask again" in shown and "Hỏi lại" not in shown


def test_an_answer_of_another_version_can_be_asked_again(desk: Desk, services: Services, held: Store) -> None:
    services.conversations.add(ME, None, replace(Turn("Chợ?"), answer=None))
    shown = desk.open_conversation(ME, the_one(services)).conversation or ""
    assert "phiên bản khác" in shown and "data-again" in shown
