"""`vankien summarise` as staff call it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import StorageError
from tests.assistant.digest.test_bulletin import MEETING, STORM
from tests.assistant.llm_server import scripted_server
from tests.ui.conftest import Vankien


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "tin"
    folder.mkdir()
    (folder / "a.txt").write_text(MEETING, encoding="utf-8")
    (folder / "b.txt").write_text(STORM, encoding="utf-8")
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_digests_of_files_as_lines_and_as_a_bulletin(vankien: Vankien, news: Path, tmp_path: Path) -> None:
    done = vankien("summarise", news, "--out", tmp_path / "o.jsonl", "--json")
    assert done.status == 0
    assert done.records[-1]["summary"] == done.records[-1]["summary"] | {
        "digested": 2,
        "kept": 0,
        "failed": 0,
        "given": 2,
    }
    one, other = lines(tmp_path / "o.jsonl")
    assert str(one["source"]).endswith("/tin/a.txt")
    assert {"doc_id", "title", "date", "headline", "summary", "people", "tasks", "engine"} <= one.keys()
    shown = vankien("show", one["source"], "--text")
    assert shown.status == 1, "what is summarised is not taken into the collection"
    again = vankien("summarise", news, "--out", tmp_path / "o.md", "--json").records[-1]["summary"]
    assert (again["digested"], again["kept"]) == (0, 2)
    assert "# Bản tin" in (tmp_path / "o.md").read_text(encoding="utf-8")
    to_stdout = vankien("summarise", news, "--json")
    assert [r["doc_id"] for r in to_stdout.records[:-1]] == [one["doc_id"], other["doc_id"]]
    assert "# Bản tin" in vankien("summarise", news).out


def test_quotes_are_of_the_text_that_is_held(vankien: Vankien, news: Path, tmp_path: Path) -> None:
    assert vankien("ingest", news).status == 0
    assert vankien("summarise", "--out", tmp_path / "o.jsonl").status == 0
    assert vankien("summarise", "b.txt", "--out", tmp_path / "b.jsonl").status == 0
    both = lines(tmp_path / "o.jsonl")
    assert lines(tmp_path / "b.jsonl") == both[1:]
    for record in both:
        text = vankien("show", record["doc_id"], "--text").out
        for line in record["summary"]:  # type: ignore[attr-defined]
            for c in line["citations"]:
                assert text[c["start"] : c["end"]] == c["quote"]


def test_new_gives_each_text_once(vankien: Vankien, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    vankien("summarise", news, "--out", out)
    (news / "c.txt").write_text(STORM.replace("14", "15"), encoding="utf-8")
    (news / "ban-sao.txt").write_bytes((news / "a.txt").read_bytes())
    assert vankien("summarise", news, "--new", "--out", out).status == 0
    assert [str(r["source"]).rpartition("/")[2] for r in lines(out)] == ["c.txt"]
    assert vankien("summarise", news, "--new").out.count("###") == 0
    vankien("summarise", news, "--new", "--length", "40", "--out", out)
    assert len(lines(out)) == 4


@pytest.mark.parametrize("name", ["o.md", "o.jsonl", "o.docx"])
def test_with_nothing_new_the_bulletin_that_is_there_stays(
    vankien: Vankien, news: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    assert vankien("summarise", news, "--new", "--out", out).status == 0
    before = out.read_bytes()
    again = vankien("summarise", news, "--new", "--out", out)
    assert again.status == 0
    assert f"giữ nguyên {out}" in " ".join(again.err.split()).replace("- ", "-")
    assert out.read_bytes() == before
    summary = vankien("summarise", news, "--new", "--out", out, "--json").records[-1]["summary"]
    assert (summary["given"], summary["written"]) == (0, False)
    (news / "c.txt").write_text(STORM.replace("14", "16"), encoding="utf-8")
    assert vankien("summarise", news, "--new", "--out", out, "--json").records[-1]["summary"]["written"]
    assert out.read_bytes() != before


def test_since_a_day(vankien: Vankien, tmp_path: Path) -> None:
    folder = tmp_path / "tin"
    folder.mkdir()
    for day in ("01", "15"):
        head = f"TỈNH ỦY SƠN ĐÀ\nSố {day}-CV/TU\nSơn Đà, ngày {day} tháng 3 năm 2026\nCÔNG VĂN\nvề họp giao ban\n"
        (folder / f"{day}.txt").write_text(
            f"{head}Tỉnh ủy triệu tập họp giao ban vào sáng thứ hai.\n", encoding="utf-8"
        )
    (folder / "khong-ngay.txt").write_text("Chợ Đồng Bưởi họp vào ngày chẵn. Chợ có 84 gian hàng.\n", encoding="utf-8")
    out = tmp_path / "o.jsonl"
    for since in ("2026-03-10", "10/3/2026"):
        assert vankien("summarise", folder, "--since", since, "--out", out).status == 0
        assert [str(r["source"]).rpartition("/")[2] for r in lines(out)] == ["15.txt", "khong-ngay.txt"]
    assert vankien("summarise", folder, "--since", "khi nào đó", "--out", out).status == 2


def test_a_file_that_fails_is_told_and_stops_nothing(vankien: Vankien, news: Path, tmp_path: Path) -> None:
    (news / "hong.pdf").write_bytes(b"%PDF-1.7 nothing")
    (news / "=cmd|calc.txt").write_text(MEETING.replace("Sơn Đà", "Lam Sơn"), encoding="utf-8")
    out = tmp_path / "o.csv"
    done = vankien("summarise", news, tmp_path / "khong-co.txt", "--out", out)
    assert done.status == 1
    assert "hong.pdf" in done.err
    assert "khong-co.txt" in done.err
    assert "Tỉnh ủy Lam Sơn" in out.read_text(encoding="utf-8-sig")
    assert "\n=cmd" not in out.read_text(encoding="utf-8-sig")


def test_nothing_to_tell_is_an_empty_bulletin(vankien: Vankien, tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    done = vankien("summarise", tmp_path / "rong", "--out", tmp_path / "o.html")
    assert done.status == 0
    assert "Không có văn bản" in (tmp_path / "o.html").read_text(encoding="utf-8")


def test_usage(vankien: Vankien, news: Path, tmp_path: Path) -> None:
    assert vankien("summarise", news, "--out", news / "o.md").status == 2
    assert vankien("summarise", news, "--out", tmp_path / "x" / "o.md").status == 2
    assert vankien("summarise", news / "a.txt", "--out", news / "a.txt").status == 2
    assert vankien("summarise", news, "--format", "pdf").status == 2
    assert vankien("summarise", news, "--format", "docx").status == 2
    assert vankien("summarise", news, "--watch").status == 2
    assert vankien("summarise", news / "a.txt", "--watch", "--out", tmp_path / "o.md").status == 2
    assert vankien("summarise", news, "--length", "1").status == 2


def test_the_result_may_stand_beside_the_folder_that_one_is_in(
    vankien: Vankien, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news)
    assert vankien("summarise", ".", "--out", "../o.md").status == 0
    assert vankien("summarise", "..", "--out", "../o.md").status == 2
    assert vankien("summarise", "../tin/a.txt", "--out", "a.txt").status == 2
    assert (news / "a.txt").read_text(encoding="utf-8") == MEETING


def test_names_that_the_system_refuses(vankien: Vankien, news: Path, tmp_path: Path) -> None:
    done = vankien("summarise", news, "x" * 300, "--out", tmp_path / "o.jsonl")
    assert (done.status, len(lines(tmp_path / "o.jsonl"))) == (1, 2)
    assert "Không ghi được" in vankien("summarise", news, "--out", tmp_path / f"{'x' * 300}.md").err
    assert vankien("ingest", "x" * 300).status == 1


def test_a_disk_that_is_full_leaves_the_last_file_as_it_was(
    vankien: Vankien, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "o.jsonl"
    vankien("summarise", news, "--out", out)
    before = out.read_bytes()
    (news / "c.txt").write_text(STORM.replace("14", "15"), encoding="utf-8")

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.task_sheets.os.fsync", full)
    failed = vankien("summarise", news, "--new", "--out", out)
    assert failed.status == 1
    assert "No space left" in failed.err
    assert out.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    monkeypatch.undo()
    vankien("summarise", news, "--new", "--out", out)
    assert len(lines(out)) == 1, "what could not be written was not given out"


def test_watching_writes_anew_whenever_something_has_changed(
    vankien: Vankien, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, seen = tmp_path / "o.jsonl", []

    def told(*_: object, **__: object) -> Iterator[frozenset[Path]]:
        yield frozenset()
        seen.append(len(lines(out)))
        yield frozenset()
        (news / "c.txt").write_text(STORM.replace("14", "15"), encoding="utf-8")
        yield frozenset({news / "c.txt"})
        seen.append(len(lines(out)))
        (news / "hong.pdf").write_bytes(b"%PDF-1.7 nothing")
        yield frozenset({news / "hong.pdf"})
        yield frozenset({news / "c.txt"})
        raise KeyboardInterrupt

    monkeypatch.setattr("index.watching.changes", told)
    done = vankien("summarise", news, "--watch", "--out", out)
    assert done.status == 0
    assert seen == [2, 3]
    assert sum("hong.pdf" in line for line in done.err.splitlines()) == 1


def test_watching_goes_on_after_an_error(
    vankien: Vankien, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "o.jsonl"

    def told(*_: object, **__: object) -> Iterator[frozenset[Path]]:
        with monkeypatch.context() as patch:

            def refuse(*_: object) -> None:
                raise StorageError("đĩa đầy")

            patch.setattr("ui.summarising._give_out", refuse)
            yield frozenset()
        yield frozenset()
        raise KeyboardInterrupt

    monkeypatch.setattr("index.watching.changes", told)
    monkeypatch.setattr("ui.commands_summarise._RETRY_S", 0.0)
    done = vankien("summarise", news, "--watch", "--out", out)
    assert "đĩa đầy" in done.err
    assert len(lines(out)) == 2


def test_a_model_that_cannot_be_reached_leaves_the_quotes_and_a_note(
    vankien: Vankien, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANKIEN_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("VANKIEN_LLM_RETRIES", "0")
    done = vankien("summarise", news, "--out", tmp_path / "o.jsonl")
    assert done.status == 0
    assert "không qua mô hình" in done.err
    assert {record["engine"] for record in lines(tmp_path / "o.jsonl")} == {"extractive"}


def test_a_model_writes_what_its_sources_bear_out(
    vankien: Vankien, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted_server() as server:
        server.play(lambda asked: [f"{asked.passages[1].splitlines()[-1]} [1]\nThủ tướng đã từ chức [1]."])
        monkeypatch.setenv("VANKIEN_LLM_URL", server.url)
        assert vankien("summarise", news, "--out", tmp_path / "o.jsonl").status == 0
        assert vankien("summarise", news, "--out", tmp_path / "o.md").status == 0
        assert len(server.asked) == 2, "what was written is not written again"
    for record in lines(tmp_path / "o.jsonl"):
        assert record["engine"] != "extractive"
        (line,) = record["summary"]  # type: ignore[misc]
        assert line["written"] and not line["shortened"]
        assert "từ chức" not in line["text"]
    assert "do mô hình" in (tmp_path / "o.md").read_text(encoding="utf-8")
