"""Commands that change the collection: `ingest`, `remove`, `rebuild`, and what they leave for `status` and `verify`."""

from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

import index.writer
from corpus.settings import Settings
from index.store import Store
from tests.ui.conftest import Vankien

pytestmark = pytest.mark.usefixtures("toy_embedder")

COUNTS = {"added": 0, "updated": 0, "unchanged": 0, "deleted": 0, "duplicate": 0, "failed": 0}


def statuses(records: list[dict[str, object]]) -> dict[str, object]:
    return {str(r["source"]).rpartition("/")[2]: r["status"] for r in records[:-1]}


def test_ingest_tells_a_line_per_file_and_then_a_summary(vankien: Vankien, folder: Path) -> None:
    done = vankien("ingest", folder, "--json")
    assert done.status == 0
    first, second, last = done.records
    facts = {"kind", "number", "date", "pages", "encoding", "ocr_confidence", "warnings", "same_as"}
    assert first.keys() == {"source", "status", "doc_id", "passages", "error"} | facts
    assert first["source"] == (folder / "cau.txt").as_posix()
    assert (first["status"], first["passages"], first["error"]) == ("added", 1, "")
    assert first["doc_id"] != second["doc_id"]
    seconds = last["summary"].pop("seconds")
    assert seconds >= 0
    assert last == {"summary": COUNTS | {"added": 2}}


def test_ingest_again_updates_deletes_and_leaves_alone(vankien: Vankien, folder: Path) -> None:
    vankien("ingest", folder)
    assert statuses(vankien("ingest", folder, "--json").records) == {"cau.txt": "unchanged", "cho.txt": "unchanged"}
    (folder / "cau.txt").write_text("Cầu Lam Sơn dài 600 mét.", encoding="utf-8")
    (folder / "cho.txt").unlink()
    (folder / "ban sao.txt").write_text("Cầu Lam Sơn dài 600 mét.", encoding="utf-8")
    again = vankien("ingest", folder, "--json")
    assert again.status == 0
    assert statuses(again.records) == {"cho.txt": "deleted", "ban sao.txt": "added", "cau.txt": "duplicate"}
    copy = next(r for r in again.records if r.get("status") == "duplicate")
    assert copy["same_as"] == [(folder / "ban sao.txt").as_posix()]
    assert "cau.txt: Cùng văn bản với ban sao.txt." in vankien("ingest", folder / "cau.txt").out
    assert vankien("show", "ban sao.txt", "--json").record["same_as"] == [(folder / "cau.txt").as_posix()]


def test_a_bad_file_stops_nothing_and_shows_in_the_exit_status(vankien: Vankien, folder: Path) -> None:
    (folder / "rong.txt").write_bytes(b"")
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    done = vankien("ingest", folder, folder / "khong-co.txt", "--json")
    assert done.status == 1
    assert done.records[-1]["summary"]["failed"] == 3
    assert done.records[-1]["summary"]["added"] == 2
    faults = {r["source"]: r["error"] for r in done.records[:-1] if r["status"] == "failed"}
    assert len(faults) == 3
    assert all(faults.values())


def test_a_folder_of_nothing_but_bad_files_is_a_failure(vankien: Vankien, tmp_path: Path) -> None:
    (tmp_path / "hong").mkdir()
    (tmp_path / "hong" / "rong.txt").write_bytes(b"")
    assert vankien("ingest", tmp_path / "hong").status == 1


def test_the_report_for_people_names_each_file_and_why_one_failed(vankien: Vankien, folder: Path) -> None:
    (folder / "rong.txt").write_bytes(b"")
    done = vankien("ingest", folder)
    assert "cau.txt" in done.out
    assert "đã thêm" in done.out
    assert "2 đã thêm, 1 không đọc được" in done.out
    assert "rong.txt: " in done.out


def test_a_long_report_lists_only_what_wants_attention(
    vankien: Vankien, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.report_table._ROWS", 1)
    (folder / "rong.txt").write_bytes(b"")
    done = vankien("ingest", folder)
    assert "rong.txt" in done.out
    assert "cau.txt" not in done.out
    assert "Có 3 tệp" in done.err


def test_remove_takes_a_document_out_by_path_or_id(vankien: Vankien, folder: Path) -> None:
    ids = {r["source"]: r["doc_id"] for r in vankien("ingest", folder, "--json").records[:-1]}
    gone = vankien("remove", folder / "cau.txt", "--json")
    assert gone.status == 0
    assert gone.records[0] == {
        "source": (folder / "cau.txt").as_posix(),
        "status": "deleted",
        "doc_id": ids[(folder / "cau.txt").as_posix()],
        "passages": 0,
        "error": "",
    }
    assert gone.records[1] == {"summary": {"deleted": 1, "failed": 0}}
    assert vankien("search", "cầu Lam Sơn", "--json").record["hits"][0]["source"].endswith("cho.txt")
    assert vankien("remove", ids[(folder / "cho.txt").as_posix()]).status == 0
    assert vankien("status", "--json").record["documents"] == 0


def test_a_removed_document_comes_back_when_its_file_is_ingested_again(vankien: Vankien, folder: Path) -> None:
    vankien("ingest", folder)
    vankien("remove", folder / "cau.txt")
    assert statuses(vankien("ingest", folder, "--json").records) == {"cau.txt": "added", "cho.txt": "unchanged"}


def test_removing_what_is_not_held_fails_and_removes_the_rest(vankien: Vankien, folder: Path) -> None:
    vankien("ingest", folder)
    done = vankien("remove", "khong-co.txt", folder / "cau.txt", "--json")
    assert done.status == 1
    assert [r["status"] for r in done.records[:-1]] == ["failed", "deleted"]
    assert "vankien list" in done.records[0]["error"]


def test_rebuild_keeps_every_document(vankien: Vankien, folder: Path) -> None:
    vankien("ingest", folder)
    done = vankien("rebuild", "--json")
    assert done.status == 0
    assert done.record.keys() == {"documents", "passages", "seconds"}
    assert (done.record["documents"], done.record["passages"]) == (2, 2)
    assert vankien("verify", "--json").record["consistent"] is True


def test_an_index_of_another_embedder_is_refused_with_the_command_that_rebuilds(
    vankien: Vankien, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vankien("ingest", folder)
    from index.embedder import HashEmbedder

    monkeypatch.setattr("index.store.load_embedder", lambda settings, light=False: HashEmbedder(32))
    refused = vankien("search", "cầu", "--json")
    assert (refused.status, refused.out) == (1, "")
    assert "vankien rebuild" in refused.err
    assert vankien("rebuild").status == 0
    assert vankien("search", "cầu", "--json").record["hits"]


def test_a_second_writer_is_told_to_wait(vankien: Vankien, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vankien("status")
    monkeypatch.setattr(index.writer, "writing", partial(index.writer.writing, wait_s=0.1))
    settings = Settings(data_dir=folder.parent / "data")
    with FileLock(settings.data_dir / "write.lock"):
        refused = vankien("ingest", folder, "--json")
    assert (refused.status, refused.out) == (1, "")
    assert "Một tiến trình khác đang ghi" in refused.err
    assert "Traceback" not in refused.err


def test_status_says_what_is_held_and_that_it_was_asked_for(vankien: Vankien, folder: Path) -> None:
    vankien("ingest", folder)
    done = vankien("status", "--json")
    assert done.status == 0
    assert done.record == {
        "documents": 2,
        "passages": 2,
        "chroma": 2,
        "tantivy": 2,
        "generation": done.record["generation"],
        "consistent": True,
        "asked": 2,
        "missing": 0,
        "missing_in_chroma": 0,
        "missing_in_tantivy": 0,
        "unfinished": 0,
    }


def test_verify_fails_when_an_index_lost_a_passage(vankien: Vankien, folder: Path) -> None:
    vankien("ingest", folder)
    assert vankien("verify").status == 0
    with Store(Settings(data_dir=folder.parent / "data")) as store:
        store.passages_index.write(remove=store.catalogue.passage_ids()[:1])
    broken = vankien("verify", "--json")
    assert broken.status == 1
    assert broken.record["consistent"] is False
    assert (broken.record["missing"], broken.record["missing_in_tantivy"]) == (1, 1)
    assert vankien("status", "--json").status == 0
    assert "KHÔNG KHỚP" in vankien("verify").out


def test_removing_a_copy_leaves_the_document_to_its_own_file(vankien: Vankien, folder: Path) -> None:
    copy = folder / "sao" / "cau (bản sao).txt"
    copy.parent.mkdir()
    copy.write_bytes((folder / "cau.txt").read_bytes())
    vankien("ingest", folder / "cau.txt", folder / "cho.txt")
    vankien("ingest", folder)
    assert vankien("remove", copy, "--json").records[0]["source"] == copy.as_posix()
    assert vankien("show", "cau.txt", "--json").status == 0
    assert statuses(vankien("ingest", folder, "--json").records)[copy.name] == "duplicate"
    assert vankien("remove", copy.name).status == 0
    assert vankien("remove", "cau.txt").status == 0
    assert vankien("show", "cau.txt", "--json").status == 1


def test_everything_is_read_again_on_request(vankien: Vankien, folder: Path) -> None:
    vankien("ingest", folder)
    again = vankien("ingest", folder, "--again", "--json")
    assert statuses(again.records) == {"cau.txt": "updated", "cho.txt": "updated"}


@pytest.mark.parametrize(
    "command", [["status"], ["verify"], ["list"], ["show", "a.txt"], ["search", "chợ"], ["ask", "Chợ họp ngày nào?"]]
)
def test_asking_makes_no_data_directory(vankien: Vankien, tmp_path: Path, command: list[str]) -> None:
    done = vankien(*command, "--json", data_dir=tmp_path / "chưa có")
    assert "Lỗi ngoài dự kiến" not in done.err
    assert not (tmp_path / "chưa có").exists()
