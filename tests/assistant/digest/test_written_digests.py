"""Digests with summaries by a language model: written once, as far as time goes, quoted where the server fails."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from assistant.digest.digest import ENGINE
from assistant.digest.digests import Digests
from assistant.digest.written_digests import Written, WrittenDigests
from assistant.llm import ServerModel
from index.store import Store
from index.sync import sync
from index.writer import writing
from tests.assistant.llm_server import MODEL, Asked, Fail, Said, ScriptedServer, scripted_server

SAID = "Ban Thường vụ Tỉnh ủy Sơn Đà họp về chuyển đổi số"


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        running.play(lambda asked: [f"{SAID} [{asked.where(SAID)}]."])
        yield running


@pytest.fixture
def ids(store: Store, tmp_path: Path) -> list[str]:
    folder = tmp_path / "tin"
    folder.mkdir()
    for n in (1, 2, 3):
        text = f"Tin {n}\n\n{SAID} lần {n}. Sở Tài chính bố trí {n}20 tỷ đồng trước ngày 30/6/2026 cho việc này.\n"
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    with writing(store) as writer:
        list(sync(writer, [folder]))
    return [document.id for document in store.catalogue.documents()]


def written(store: Store, server: ScriptedServer) -> WrittenDigests:
    settings = store.settings.model_copy(update={"llm_url": server.url, "llm_model": MODEL, "llm_retries": 0})
    return WrittenDigests(store, ServerModel(settings))


def test_each_is_written_once_and_shown_wherever_digests_are(
    store: Store, server: ScriptedServer, ids: list[str]
) -> None:
    digests = written(store, server)
    assert digests.of(ids[0]).engine == ENGINE
    assert digests.write([*ids, ids[0], "0123456789abcdef"]) == Written()
    assert [digests.of(one).engine for one in ids] == [MODEL] * 3
    assert digests.of(ids[0]).summary[0].text == f"{SAID}."
    assert {story.digest.engine for story in digests.bulletin(ids).stories} == {MODEL}
    assert Digests(store).of(ids[0]).engine == ENGINE
    asked = len(server.asked)
    assert written(store, server).write(ids) == Written()
    assert len(server.asked) == asked


def test_none_is_begun_after_the_time_and_the_rest_is_quoted(
    store: Store, server: ScriptedServer, ids: list[str]
) -> None:
    digests = written(store, server)
    assert digests.write(ids, 0.0).left == 2
    assert [digests.of(one).engine for one in ids] == [MODEL, ENGINE, ENGINE]
    assert digests.write(ids, 60.0) == Written()


def test_a_server_that_fails_leaves_the_quotes_and_is_asked_again(
    store: Store, server: ScriptedServer, ids: list[str]
) -> None:
    def once(asked: Asked) -> Iterable[Said]:
        return [f"{SAID} [{asked.where(SAID)}]."] if asked.before == 0 else [Fail(401)]

    server.play(once)
    digests = written(store, server)
    came = digests.write(ids)
    assert (came.left, "từ chối" in came.fault) == (2, True)
    assert [digests.of(one).engine for one in ids] == [MODEL, ENGINE, ENGINE]
    server.play(lambda asked: [f"{SAID} [{asked.where(SAID)}]."])
    assert digests.write(ids) == Written()
