"""Summaries by a language model: what it says is checked, long documents are read in parts, its failures are told."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from assistant.digest.digest import ENGINE
from assistant.digest.digesting import Digested, digest_document
from assistant.digest.writing import SummaryWriter
from assistant.llm import ServerModel
from corpus.errors import ServerFailed
from corpus.reading import read_document
from corpus.settings import Settings
from tests.assistant.llm_server import MODEL, Asked, Fail, Said, ScriptedServer, scripted_server

MEETING = "Ban Thường vụ Tỉnh ủy Sơn Đà họp ngày 5/3/2026 về chuyển đổi số."
ORDER = "Bí thư Tỉnh ủy yêu cầu Sở Tài chính bố trí 120 tỷ đồng trước ngày 30/6/2026."


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


def digested(tmp_path: Path, text: str) -> Digested:
    path = tmp_path / "tin.txt"
    path.write_text(f"Sơn Đà họp về chuyển đổi số\n\n{text}\n", encoding="utf-8")
    return digest_document(read_document(path, Settings(data_dir=tmp_path)), 60, whole=True)


def writer(server: ScriptedServer, tmp_path: Path, **settings: int) -> SummaryWriter:
    chosen = Settings(data_dir=tmp_path, llm_url=server.url, llm_model=MODEL, llm_retries=0, **settings)  # type: ignore[arg-type]
    return SummaryWriter(ServerModel(chosen), chosen, 60)


def says(*sentences: str) -> Iterable[Said]:
    return [f"{s}\n" for s in sentences]


def test_what_the_document_does_not_bear_out_is_left_out(server: ScriptedServer, tmp_path: Path) -> None:
    def script(asked: Asked) -> Iterable[Said]:
        return says(
            f"Ngày 5/3/2026, Ban Thường vụ Tỉnh ủy Sơn Đà họp về chuyển đổi số [{asked.where('Ban Thường vụ')}].",
            f"Bí thư Tỉnh ủy yêu cầu Sở Tài chính bố trí 350 tỷ đồng [{asked.where('Sở Tài chính')}].",
        )

    server.play(script)
    before = digested(tmp_path, f"{MEETING}\n{ORDER}")
    assert before.document
    after = writer(server, tmp_path).write(before).digest
    assert after.engine == MODEL
    assert [line.text for line in after.summary] == [
        "Ngày 5/3/2026, Ban Thường vụ Tỉnh ủy Sơn Đà họp về chuyển đổi số."
    ]
    for line in after.summary:
        assert before.document.text[line.start : line.end] == line.quote == MEETING
    assert after.tasks == before.digest.tasks


def test_a_long_document_is_read_in_parts_and_told_as_one(server: ScriptedServer, tmp_path: Path) -> None:
    def script(asked: Asked) -> Iterable[Said]:
        first = next(iter(asked.passages.items()))
        return says(f"{first[1].splitlines()[-1]} [{first[0]}]")

    server.play(script)
    paragraphs = "\n".join(
        f"Đoàn kiểm tra số {n} đã làm việc với Đảng ủy xã Pa Nậm về kế hoạch trồng {n}00 cây keo ở bản Huổi {n}."
        for n in range(10, 120)
    )
    before = digested(tmp_path, paragraphs)
    assert before.document
    after = writer(server, tmp_path, llm_context_tokens=2048, llm_answer_tokens=300).write(before).digest
    assert len(server.asked) > 3
    assert len(after.summary) == 1, "the last request is told of what the earlier ones found"
    seen = {text for asked in server.asked[:-1] for text in asked.passages.values()}
    assert all(line in before.document.text for text in seen for line in text.splitlines())
    assert len(server.asked[-1].passages) < len(seen)


@pytest.mark.parametrize("said", [["Tôi không thể."], ["Không tìm thấy căn cứ trong tài liệu."], ["Bịa đặt [7]."]])
def test_where_nothing_holds_the_quotes_stay(server: ScriptedServer, tmp_path: Path, said: list[Said]) -> None:
    server.play(lambda asked: said)
    before = digested(tmp_path, f"{MEETING}\n{ORDER}")
    after = writer(server, tmp_path).write(before)
    assert (after.digest.engine, after.digest.summary) == (ENGINE, before.digest.summary)


def test_a_server_that_fails_is_an_error_to_whoever_runs_the_batch(server: ScriptedServer, tmp_path: Path) -> None:
    server.play(lambda asked: [Fail(500)])
    with pytest.raises(ServerFailed):
        writer(server, tmp_path).write(digested(tmp_path, f"{MEETING}\n{ORDER}"))
