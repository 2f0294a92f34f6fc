"""The report of `ingest`: what it says of a file, in the table, on the page and in the JSON line."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from rich.console import Console

from corpus.errors import StorageError
from corpus.records import Document, Metadata, Scan
from index.store import Store
from index.sync import FileReport
from index.writer import writing
from tests.ui.conftest import Vankien
from tests.ui.web.conftest import CHROMIUM, QUIET
from ui.ingest_report import FileAccount, account, account_json, shown_confidence, shown_names
from ui.report_page import write_page
from ui.report_table import print_report

SCANNED = Document(
    id="0123456789abcdef",
    source="/vb/quet.pdf",
    content_hash="c" * 64,
    format="pdf",
    text="Số 12-NQ/TU\nNội dung được nhận dạng từ ảnh.",
    metadata=Metadata(kind="nghị quyết", number="12-NQ/TU", date="2026-03-05"),
    page_starts=(0, 12),
    warnings=("Trang 1, 2 không có lớp chữ.",),
    encoding="TCVN3",
    scans=(Scan(1, 0.9), Scan(2, 0.5)),
)
NASTY = 'xấu "<img src=x onerror=window.pwned=1>" {{1}}.txt'


def report_of(document: Document, status: str = "added", passages: int = 2) -> FileReport:
    return FileReport(document.source, status, document.id, passages, document=document)  # type: ignore[arg-type]


def printed(told: list[FileAccount], width: int, *, terminal: bool = True) -> str:
    console = Console(file=StringIO(), width=width, force_terminal=terminal, color_system=None, highlight=False)
    print_report(console, told, Counter(a.report.status for a in told), 1.0)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def some(n: int = 1) -> list[FileAccount]:
    long = "một phụ lục có tên rất dài kèm theo kế hoạch của Đảng đoàn Quốc hội.docx"
    return [
        FileAccount(report_of(SCANNED), "nghị quyết", "12-NQ/TU", "2026-03-05", 2, "TCVN3", 0.7, 2, ("Trang 1 mờ.",)),
        FileAccount(FileReport(f"/vb/2025/{long}", "unchanged", "1"), "kế hoạch", "3260-KH/ĐĐQH15", "2025-01-10"),
        FileAccount(FileReport(f"/vb/{NASTY}", "failed", error="“hỏng” <b>\x1b[31m.")),
    ] * n


@pytest.mark.usefixtures("toy_embedder")
def test_facts_are_the_same_whether_a_file_was_read_now_or_earlier(store: Store) -> None:
    with writing(store) as writer:
        assert list(writer.add([SCANNED]))
    now = account(report_of(SCANNED), store.catalogue)
    later = account(FileReport(SCANNED.source, "unchanged", SCANNED.id, 2), store.catalogue)
    assert replace(later, report=now.report) == now
    assert (now.pages, now.recognised, now.confidence) == (2, 2, pytest.approx(0.7))
    assert now.wants_attention
    assert not later.wants_attention
    gone = account(FileReport("/vb/x", "deleted", SCANNED.id), store.catalogue)
    assert gone == FileAccount(gone.report)


def test_the_json_line_keeps_its_old_keys_and_gains_the_facts() -> None:
    line = account_json(FileAccount(report_of(SCANNED), "nghị quyết", "12-NQ/TU", confidence=0.69999))
    assert list(line)[:5] == ["source", "status", "doc_id", "passages", "error"]
    assert {"kind", "number", "date", "pages", "encoding", "ocr_confidence", "warnings", "same_as"} == set(
        list(line)[5:]
    )
    assert (line["ocr_confidence"], line["pages"], line["warnings"]) == (0.7, None, [])


def test_confidence_says_how_much_was_recognised() -> None:
    half = FileAccount(report_of(SCANNED), pages=4, confidence=0.7, recognised=2)
    assert shown_confidence(half) == "70 % (2/4 tr.)"
    assert shown_confidence(replace(half, recognised=4)) == "70 %"
    assert shown_confidence(FileAccount(report_of(SCANNED))) == ""


def test_a_note_names_a_few_of_the_files_with_the_same_text() -> None:
    told = FileAccount(report_of(SCANNED), warnings=("Mờ.",), same_as=tuple(f"/vb/{n}.txt" for n in "abcde"))
    assert told.notes == ("Mờ.", "Cùng văn bản với a.txt; b.txt; c.txt và 2 tệp nữa.")
    assert replace(told, same_as=()).notes == ("Mờ.",)


def test_names_are_told_from_the_folder_that_all_share() -> None:
    told = [FileAccount(FileReport(s, "unchanged")) for s in ("/a/b/x.txt", "/a/c/x.txt", "/a/y.txt")]
    assert shown_names(told) == ["b/x.txt", "c/x.txt", "y.txt"]
    assert shown_names(told[:1]) == ["x.txt"]
    assert shown_names([]) == []


@pytest.mark.parametrize("width", [80, 100, 200])
def test_every_column_keeps_its_content_at_any_width(width: int) -> None:
    shown = printed(some(), width)
    table = shown.partition("\n “hỏng”")[0]
    assert max(map(len, table.split("hỏng”")[0].splitlines())) <= width
    for word in ("12-NQ/TU", "05/03/2026", "TCVN3", "70 %", "Trang 1 mờ.", "hỏng"):
        assert word in shown
    assert "\x1b" not in shown.replace("\x1b[0m", "")


def test_columns_for_rare_things_stand_only_where_they_are_filled() -> None:
    shown = printed(some()[1:], 160, terminal=False)
    assert "Mã cũ" not in shown
    assert "Nhận dạng" not in shown
    assert "không đọc được" in shown


def test_the_page_escapes_all_it_is_given_and_fetches_nothing(tmp_path: Path) -> None:
    page = tmp_path / "bao cao.html"
    write_page(page, some(), [Path("/vb/<i>")], 1.5, datetime(2026, 3, 5, 8, 30))
    text = page.read_text(encoding="utf-8")
    assert "<img" not in text
    assert "<b>\x1b" not in text
    assert "<i>" not in text
    assert "05/03/2026 08:30" in text
    assert not re.search(r"""(?:src|href)=|url\(|@import""", re.sub(r"&lt;img src=x", "", text))
    assert [p.name for p in tmp_path.iterdir()] == ["bao cao.html"]


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "cu.html"
    page.write_text("cũ", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="No space left"):
        write_page(page, some(), [], 1.0)
    assert [p.name for p in tmp_path.iterdir()] == ["cu.html"]
    assert page.read_text(encoding="utf-8") == "cũ"


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium)")
def test_the_page_sorts_and_filters(tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    write_page(page, some(), [Path("/vb")], 1.0)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        tab = browser.new_page()
        faults: list[str] = []
        tab.on("console", lambda message: faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.goto(page.as_uri())

        def numbers() -> list[str]:
            return tab.eval_on_selector_all("tbody tr:not([hidden])", "rs => rs.map(r => r.cells[3].textContent)")

        tab.get_by_role("button", name="Số ký hiệu").click()
        assert numbers() == ["12-NQ/TU", "3260-KH/ĐĐQH15", ""]
        tab.get_by_role("button", name="Số ký hiệu").click()
        assert numbers() == ["3260-KH/ĐĐQH15", "12-NQ/TU", ""]
        tab.get_by_role("button", name="Nhận dạng chữ").click()
        assert numbers()[0] == "12-NQ/TU"
        tab.get_by_label("Lọc").fill("DANG doan")
        assert numbers() == ["3260-KH/ĐĐQH15"]
        tab.get_by_label("Lọc").fill("")
        tab.get_by_label("Kết quả").select_option("failed")
        assert numbers() == [""]
        tab.get_by_label("Kết quả").select_option("")
        tab.get_by_label("chỉ tệp cần xem lại").check()
        assert len(numbers()) == 2
        assert tab.evaluate("window.pwned") is None
        assert faults == []
        browser.close()


@pytest.mark.usefixtures("toy_embedder")
def test_ingest_writes_the_page_it_is_asked_for(vankien: Vankien, folder: Path, tmp_path: Path) -> None:
    (folder / "rong.txt").write_bytes(b"")
    page = tmp_path / "bao-cao.html"
    done = vankien("ingest", folder, "--report", page, "--json")
    assert done.status == 1
    assert {json.dumps(r, sort_keys=True) for r in done.records[:-1]}
    text = page.read_text(encoding="utf-8")
    assert [text.count(f'data-status="{s}"') for s in ("added", "failed")] == [2, 1]
    assert "rong.txt" in text
    assert str(page) in done.err


@pytest.mark.parametrize("name", ["vanban/r.html", "r.txt", "khong-co/r.html"])
def test_a_report_that_would_do_harm_or_could_not_be_written_is_refused_at_once(
    vankien: Vankien, folder: Path, name: str
) -> None:
    done = vankien("ingest", folder, "--report", folder.parent / name, "--json")
    assert (done.status, done.out) == (2, "")
    assert "--report" in done.err
    assert not (folder.parent / name).exists()
