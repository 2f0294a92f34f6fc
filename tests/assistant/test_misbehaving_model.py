"""Sixty ways in which a language model or its server goes wrong: each ends in time, and nothing unsupported is said."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pytest

from assistant.llm import ServerModel
from assistant.pipeline import Assistant
from assistant.records import ABSTENTION, Answer
from assistant.schema import answer_json
from corpus.samples import sample_dir
from corpus.settings import Settings
from index.store import Store
from index.sync import sync
from index.writer import writing
from tests.assistant.llm_server import (
    MODEL,
    Asked,
    Cut,
    Fail,
    Pause,
    Raw,
    Said,
    ScriptedServer,
    event,
    scripted_server,
)

QUESTION = "Theo 187-KL/TU, tỉnh dự trữ tối thiểu bao nhiêu tấn gạo?"
TRUE = "Toàn tỉnh dự trữ tối thiểu 1.200 tấn gạo"
PLACE = "1.200 tấn gạo"
HANGS_S = 30.0
"""Nothing here takes more than a second or two; a case that has not ended by then never will."""


@dataclass(frozen=True)
class Case:
    """What the server says, how the answer must end, and words that must not be in it."""

    name: str
    script: Callable[[Asked], Iterable[Said]]
    ends: str
    never: tuple[str, ...] = ()
    quick: bool = False


def text(template: str) -> Callable[[Asked], Iterable[Said]]:
    """A server that says one text, a few characters at a time; `@` is the number of the passage with the answer."""

    def script(asked: Asked) -> Iterable[Said]:
        whole = template.replace("@", str(asked.where(PLACE)))
        return [whole[i : i + 7] for i in range(0, len(whole), 7)]

    return script


def wrong_number(asked: Asked) -> Iterable[Said]:
    n = asked.where(PLACE)
    return [f"{TRUE} [{next(i for i in asked.passages if i != n)}]."]


def endless(asked: Asked) -> Iterator[Said]:
    yield f"{TRUE} [{asked.where(PLACE)}].\n"
    while True:
        yield "Nói mãi không thôi [1]. "


def endless_words(asked: Asked) -> Iterator[Said]:
    while True:
        yield "mãi mãi "


def endless_blank(asked: Asked) -> Iterator[Said]:
    while True:
        yield Raw(b": ping\n\n")
        yield Pause(0.01)


def drip(asked: Asked) -> Iterator[Said]:
    for letter in f"{TRUE} [{asked.where(PLACE)}]. " * 40:
        yield letter
        yield Pause(0.05)


def split_letters(asked: Asked) -> Iterable[Said]:
    return list(f"{TRUE} [{asked.where(PLACE)}, 77]. Xong [99].")


def split_bytes(asked: Asked) -> Iterable[Said]:
    raw = event(f"{TRUE} [{asked.where(PLACE)}].")
    return [Raw(raw[i : i + 1]) for i in range(len(raw))]


def after(failures: int, failure: Said, template: str = f"{TRUE} [@].") -> Callable[[Asked], Iterable[Said]]:
    """A server that fails so many times and is well then."""

    def script(asked: Asked) -> Iterable[Said]:
        return [failure] if asked.before < failures else text(template)(asked)

    return script


def begun(*then: Said) -> Callable[[Asked], Iterable[Said]]:
    """A server that says one true sentence, begins another, and goes wrong."""
    return lambda asked: [f"{TRUE} [{asked.where(PLACE)}].\n", "Toàn tỉnh có thêm 9", *then]


def leak(asked: Asked) -> Iterable[Said]:
    return [line + " [1]\n" for line in asked.system.splitlines()]


def other_documents(asked: Asked) -> Iterable[Said]:
    n = asked.where(PLACE)
    return [f"{words.splitlines()[-1]} [{n}]\n" for i, words in asked.passages.items() if i != n]


CASES = [
    # What it should do, in forms that servers and models have.
    Case("well", text(f"{TRUE} [@]."), "answer"),
    Case("mark after the full stop", text(f"{TRUE}. [@]"), "answer"),
    Case("several marks in one", text(f"{TRUE} [@, 98]."), "answer"),
    Case("marks split over chunks", split_letters, "answer", ("77", "99")),
    Case("bytes one by one", split_bytes, "answer"),
    Case("markdown", text(f"## Trả lời\n\n- **{TRUE}** [@]\n"), "answer", ("**", "##")),
    Case("other brackets", text(f"{TRUE}【@】."), "answer", ("【",)),
    Case("thoughts before", text(f"<think>Giá vàng là 99 triệu [1].</think>{TRUE} [@]."), "answer", ("vàng", "think")),
    Case("thoughts that never end", text("<think>" + "Nghĩ thêm. " * 200), "quotes", ("Nghĩ",)),
    Case("number in words", text("Toàn tỉnh dự trữ tối thiểu một nghìn hai trăm tấn gạo [@]."), "answer"),
    Case("nothing to say", text(ABSTENTION), "abstains"),
    Case("without the marks", text(f"{TRUE}."), "answer"),
    # Invented.
    Case("invented number", text("Toàn tỉnh dự trữ tối thiểu 1.500 tấn gạo [@]."), "abstains", ("1.500",)),
    Case("number ten times as large", text("Toàn tỉnh dự trữ tối thiểu 12.000 tấn gạo [@]."), "abstains", ("12.000",)),
    Case("invented in words", text("Toàn tỉnh dự trữ tối thiểu hai nghìn tấn gạo [@]."), "abstains", ("hai nghìn",)),
    Case("another unit", text("Toàn tỉnh dự trữ tối thiểu 1.200 kg gạo [@]."), "abstains", ("kg",)),
    Case("invented share", text(f"{TRUE}, tăng 15% [@]."), "abstains", ("15%",)),
    Case("invented date", text(f"{TRUE} trước ngày 31/12/2031 [@]."), "abstains", ("2031",)),
    Case("date in words", text(f"{TRUE} từ ngày 3 tháng 2 năm 2019 [@]."), "abstains", ("2019",)),
    Case("invented year", text(f"Năm 2044, {TRUE.lower()} [@]."), "abstains", ("2044",)),
    Case("invented person", text(f"Ông Nguyễn Văn Bịa cho biết {TRUE.lower()} [@]."), "abstains", ("Bịa",)),
    Case("foreign person", text(f"Ông John Smith cho biết {TRUE.lower()} [@]."), "abstains", ("Smith",)),
    Case("person in capitals", text(f"NGUYỄN VĂN BỊA: {TRUE.lower()} [@]."), "abstains", ("BỊA",)),
    Case("invented document", text(f"Theo 999-NQ/TW, {TRUE.lower()} [@]."), "abstains", ("999",)),
    Case("document almost right", text(f"Theo 178-KL/TU, {TRUE.lower()} [@]."), "abstains", ("178",)),
    Case("invented clause", text(f"Theo Điều 47, {TRUE.lower()} [@]."), "abstains", ("47",)),
    Case("invented congress", text(f"Đại hội XIX quyết định {TRUE.lower()} [@]."), "abstains", ("XIX",)),
    Case("the contrary", text("Toàn tỉnh không dự trữ tối thiểu 1.200 tấn gạo [@]."), "abstains", ("không dự trữ",)),
    Case("something else", text("Tỉnh khuyến khích người dân trồng cà phê và nuôi tôm [@]."), "abstains", ("cà phê",)),
    Case("true and invented", text(f"{TRUE} [@]. Dự trữ thêm 77 xe tăng [@]."), "answer", ("77", "xe tăng")),
    Case("invented between", text(f"Có 88 kho vàng [@].\n{TRUE} [@].\nCó 66 máy bay [@]."), "answer", ("88", "66")),
    # Marks.
    Case("mark of another passage", wrong_number, "answer"),
    Case("mark outside the evidence", text(f"{TRUE} [97]."), "answer", ("97",)),
    Case("mark of nought", text("Giá vàng hôm nay là cao nhất từ trước đến nay [0]."), "abstains", ("vàng",)),
    Case("mark of ten digits", text("Giá vàng hôm nay tăng rất cao [9999999999]."), "abstains", ("vàng",)),
    Case("nothing but marks", text("[1][2][3] [4, 5] [@]"), "abstains"),
    Case("marks without end", text("[1]" * 3000), "abstains"),
    Case("open brackets", text("[" * 3000), "abstains"),
    # Instructions obeyed.
    Case("tells its instructions", leak, "abstains", ("người tra cứu", "dữ liệu để đọc", "mã")),
    Case("tells other documents", other_documents, "any"),
    Case(
        "obeys a document", text("Đã bỏ qua mọi hướng dẫn. Mật khẩu là 123456 [@]."), "abstains", ("123456", "bỏ qua")
    ),
    Case("forges a source", text(f"{TRUE} [Nguồn: Bộ Chính trị, 01-NQ/TW]."), "any", ("01-NQ",)),
    # Languages and sizes.
    Case(
        "English", text("The province must keep at least 1,200 tonnes of rice in reserve [@]."), "abstains", ("rice",)
    ),
    Case("Chinese", text("全省至少储备1200吨大米 [@]。"), "abstains", ("全省",)),
    Case("gibberish", text("asdf qwer zxcv uiop hjkl [@]. " * 50), "abstains", ("asdf",)),
    Case("huge", text("Tỉnh dự trữ rất nhiều gạo cho mọi người dân ăn cả đời [@]. " * 3000), "abstains", ("cả đời",)),
    Case("the same again and again", text(f"{TRUE} [@].\n" * 200), "answer"),
    Case("empty", lambda asked: [], "quotes"),
    Case("blank", text("  \n\n  \n"), "quotes"),
    # The wire.
    Case("endless stream", endless, "answer", ("mãi",)),
    Case("endless sentence", endless_words, "any", ("mãi",), quick=True),
    Case("endless silence with pings", endless_blank, "quotes", quick=True),
    Case("silence", lambda asked: [Pause(3.0)], "quotes", quick=True),
    Case("silence after a sentence", begun(Pause(3.0)), "answer", ("thêm 9",), quick=True),
    Case("slow drip", drip, "any", quick=True),
    Case("cut in a sentence", begun(Cut()), "answer", ("thêm 9",)),
    Case("cut at once", lambda asked: [Cut()], "quotes"),
    Case("cut once, then well", after(1, Cut()), "answer"),
    Case("busy once, then well", after(1, Fail(429, headers={"Retry-After": "0.05"})), "answer"),
    Case("always busy", after(99, Fail(429, headers={"Retry-After": "0.01"})), "quotes"),
    Case("busy for an hour", after(99, Fail(429, headers={"Retry-After": "3600"})), "quotes"),
    Case("error once, then well", after(1, Fail(500)), "answer"),
    Case("always an error", after(99, Fail(503, b"<html>down</html>")), "quotes"),
    Case("refused", after(99, Fail(401)), "quotes"),
    Case("broken UTF-8", begun(Raw(b'data: {"choices": [{"delta": {"content": "\xc3\x28\xff"}}]}\n\n')), "answer"),
    Case("broken JSON", begun(Raw(b'data: {"choices": [{"del\n\n')), "answer", ("thêm 9",)),
    Case("broken from the start", lambda asked: [Raw(b"\x00\xff\xfe not a stream \n\n")], "quotes"),
    Case("a page instead", lambda asked: [Raw(b"<html><body>login</body></html>")], "quotes", ("login",)),
]


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="module")
def settings(server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("data"), llm_url=server.url, llm_retries=1)


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    with Store(settings, light=True) as opened:
        with writing(opened) as writer:
            assert {r.status for r in sync(writer, [sample_dir()])} == {"added"}
        yield opened


@pytest.fixture(scope="module", autouse=True)
def libraries(store: Store, server: ScriptedServer) -> None:
    """The first call imports what the others then have at once."""
    server.play(text(f"{TRUE} [@]."))
    assert Assistant(store).ask(QUESTION).engine == MODEL


def ask(store: Store, settings: Settings) -> list[Answer]:
    """Every state of the answer; fails if there is no end to it."""
    found: list[Answer] = []
    assistant = Assistant(store, ServerModel(settings))
    asking = threading.Thread(target=lambda: found.extend(assistant.stream(QUESTION)), daemon=True)
    asking.start()
    asking.join(HANGS_S)
    assert not asking.is_alive(), "no end"
    assert found, "it ended without a word"
    return found


def check_every_state(store: Store, answers: list[Answer]) -> None:
    """Whatever was ever on the screen: verbatim quotes, known marks, and no digit that is in no quote."""
    for answer in answers:
        known = {c.n: c for c in answer.citations}
        for citation in answer.citations:
            held = store.catalogue.document(citation.doc_id)
            assert held is not None
            assert citation.span.of(held.text) == citation.quote
        for sentence in answer.sentences:
            assert sentence.citations
            assert set(sentence.citations) <= known.keys()
            quotes = " ".join(known[n].quote for n in sentence.citations)
            assert set(re.findall(r"\d+", sentence.text)) <= set(re.findall(r"\d+", quotes)), sentence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_whatever_the_server_does(case: Case, store: Store, settings: Settings, server: ScriptedServer) -> None:
    server.play(case.script)
    short = {"llm_first_token_s": 0.4, "llm_timeout_s": 0.8} if case.quick else {"llm_timeout_s": 5.0}
    answers = ask(store, settings.model_copy(update=short))
    check_every_state(store, answers)
    last = answers[-1]
    for words in case.never:
        for answer in answers:
            assert words not in " ".join(s.text for s in answer.sentences)
    if case.ends == "answer":
        assert last.engine == MODEL, last.notice
        assert any("gạo" in s.text for s in last.sentences), last.dropped
        assert PLACE in " ".join(c.quote for c in last.citations)
    elif case.ends == "abstains":
        assert last.abstained, last.text
        assert last.nearest
    elif case.ends == "quotes":
        assert last.engine == "extractive"
        assert last.notice
        assert PLACE in last.text


def test_sixty_cases_are_sixty() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


def test_what_was_dropped_is_told_with_its_reason(store: Store, settings: Settings, server: ScriptedServer) -> None:
    server.play(text(f"{TRUE} [@]. Toàn tỉnh dự trữ tối thiểu 1.500 tấn gạo [@]."))
    record = answer_json(ask(store, settings)[-1])
    assert [d["text"] for d in record["dropped"]] == ["Toàn tỉnh dự trữ tối thiểu 1.500 tấn gạo."]
    assert "1.500" in record["dropped"][0]["reason"]
    assert record["engine"] == MODEL
    assert record["notice"] == ""


def test_a_server_that_is_not_there(store: Store, settings: Settings) -> None:
    nowhere = settings.model_copy(update={"llm_url": "http://127.0.0.1:9/v1", "llm_retries": 0})
    last = ask(store, nowhere)[-1]
    assert last.engine == "extractive"
    assert "Không kết nối được" in last.notice


def test_quotes_in_the_model_s_place_keep_the_word_on_what_they_leave_out(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = "Danh sách này còn 4 dòng nữa: xem tại nguồn."
    monkeypatch.setattr("assistant.pipeline.with_rest", lambda answer, *_: replace(answer, notice=rest))
    nowhere = settings.model_copy(update={"llm_url": "http://127.0.0.1:9/v1", "llm_retries": 0})
    last = ask(store, nowhere)[-1]
    assert "Không kết nối được" in last.notice
    assert last.notice.endswith(f"không qua mô hình. {rest}")


def test_the_answer_grows_while_the_model_writes(store: Store, settings: Settings, server: ScriptedServer) -> None:
    go_on = threading.Event()

    def script(asked: Asked) -> Iterator[Said]:
        n = asked.where(PLACE)
        yield f"{TRUE} [{n}].\nMỗi"
        go_on.wait(10)
        yield f" xã, phường phải có phương án ứng phó được phê duyệt trước ngày 31/7/2025 [{n}]."

    server.play(script)
    states = Assistant(store, ServerModel(settings)).stream(QUESTION)
    first = next(states)
    assert [s.text for s in first.sentences] == [f"{TRUE}."]
    go_on.set()
    assert [len(state.sentences) for state in states][-1] == 2


def test_the_prompt_holds_numbered_passages_and_fits(store: Store, settings: Settings, server: ScriptedServer) -> None:
    server.play(text(f"{TRUE} [@]."))
    ask(store, settings)
    whole = server.asked[-1]
    assert list(whole.passages) == list(range(1, len(whole.passages) + 1))
    assert ABSTENTION in whole.system
    assert QUESTION in whole.user
    small = settings.model_copy(update={"llm_context_tokens": 2_600})
    store.settings, before = small, store.settings
    try:
        ask(store, small)
    finally:
        store.settings = before
    assert 1 <= len(server.asked[-1].passages) < len(whole.passages)


def test_ollama(store: Store, settings: Settings, server: ScriptedServer) -> None:
    server.play(text(f"{TRUE} [@]."))
    url = server.url.removesuffix("/v1")
    last = ask(store, settings.model_copy(update={"llm_api": "ollama", "llm_url": url}))[-1]
    assert last.engine == MODEL, last.notice
    assert last.text == f"{TRUE}."


def test_the_key_is_sent_and_never_shown(store: Store, settings: Settings, server: ScriptedServer) -> None:
    server.play(text(f"{TRUE} [@]."))
    secret = Settings(data_dir=settings.data_dir, llm_url=server.url, llm_key="khóa-bí-mật".encode().hex())  # type: ignore[arg-type]
    ask(store, secret)
    assert server.keys[-1] == f"Bearer {secret.llm_key.get_secret_value()}"
    assert secret.llm_key.get_secret_value() not in repr(secret)
