"""`references`: what a document refers to, and what refers to it."""

from pathlib import Path

import pytest

from tests.ui.conftest import Vankien

OLD = """ĐẢNG BỘ TỈNH LAM SƠN HẠ
TỈNH ỦY
Số 12-QĐ/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Lam Sơn Hạ, ngày 10 tháng 7 năm 2024
QUY ĐỊNH
về chế độ học tập lý luận chính trị
Điều 1. Cấp ủy viên học tập mỗi năm một lần.
"""
NEW = OLD.replace("12-QĐ/TU", "34-QĐ/TU").replace("2024", "2025") + (
    "Căn cứ Nghị quyết số 57-NQ/TW;\nĐiều 2. Quy định này thay thế Quy định số 12-QĐ/TU.\n"
)


@pytest.fixture
def held(tmp_path: Path, vankien: Vankien) -> Path:
    folder = tmp_path / "quydinh"
    folder.mkdir()
    (folder / "cu.txt").write_text(OLD, encoding="utf-8")
    (folder / "moi.txt").write_text(NEW, encoding="utf-8")
    assert vankien("ingest", folder).status == 0
    return folder


def test_a_document_and_its_references(vankien: Vankien, held: Path) -> None:
    record = vankien("references", "moi.txt", "--json").record
    assert (record["number"], record["kind"], record["status"]) == ("34-QĐ/TU", "quy định", "")
    assert [(r["number"], r["relation"]) for r in record["refers_to"]] == [
        ("57-NQ/TW", "bases"),
        ("12-QĐ/TU", "replaces"),
    ]
    assert record["refers_to"][1]["doc_id"] is not None
    assert record["referred_to_by"] == []
    assert vankien("references", held / "moi.txt", "--json").record == record


def test_a_number_however_it_is_typed(vankien: Vankien, held: Path) -> None:
    old = vankien("references", "12-qd/tu", "--json").record
    assert (old["doc_id"] is not None, old["status"]) == (True, "thay thế bởi 34-QĐ/TU")
    assert [(r["number"], r["relation"]) for r in old["referred_to_by"]] == [("34-QĐ/TU", "replaces")]
    assert vankien("show", "cu.txt", "--json").record["status"] == "thay thế bởi 34-QĐ/TU"
    absent = vankien("references", "57 - nq/tw", "--json").record
    assert (absent["doc_id"], absent["number"], absent["refers_to"]) == (None, "57-NQ/TW", [])
    assert [r["source"] for r in absent["referred_to_by"]] == [(held / "moi.txt").as_posix()]


def test_for_people(vankien: Vankien, held: Path) -> None:
    shown = vankien("references", "12-QĐ/TU")
    assert shown.status == 0
    assert "thay thế bởi 34-QĐ/TU" in shown.out
    assert "Quy định 34-QĐ/TU" in shown.out
    unknown = vankien("references", "99-NQ/TW")
    assert (unknown.status, unknown.out) == (1, "")
    assert "99-NQ/TW" in unknown.err
