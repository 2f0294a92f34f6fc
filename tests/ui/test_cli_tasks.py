"""`tasks`, `frame` and `compare` on documents that are held."""

import csv
import re
from pathlib import Path

import openpyxl
import pytest

from tests.assistant.digest.test_changes import NEW, OLD
from tests.assistant.digest.test_tasks import PLAN
from tests.ui.conftest import Vankien


@pytest.fixture
def held(tmp_path: Path, vankien: Vankien) -> Path:
    folder = tmp_path / "vanban"
    folder.mkdir()
    for name, text in (("ctr.txt", PLAN.replace("30%", "30,5%")), ("cu.txt", OLD), ("moi.txt", NEW)):
        (folder / name).write_text(text, encoding="utf-8")
    assert vankien("ingest", folder).status == 0
    return folder


def test_tasks_by_unit_and_deadline(vankien: Vankien, held: Path) -> None:
    everything = vankien("tasks", "--json").records
    assert [t["who"] for t in everything] == ["Sở Y tế", "", "Văn phòng Tỉnh ủy"]
    assert vankien("tasks", "--json").records == everything
    (health,) = vankien("tasks", "--who", "so y te", "--due", "năm 2027", "--json").records
    assert (health["number"], health["deadline"], health["with"]) == (
        "15-CTr/TU",
        "2027-01/2027-03",
        "Công an tỉnh, Sở Nội vụ",
    )
    assert health["quote"] in PLAN
    assert vankien("tasks", "--due", "năm 2026", "--json").records == []
    assert vankien("tasks", "--who", "?!", "--json").records == []
    assert vankien("tasks", "--due", "khi nào đó").status == 2
    assert "Sở Y tế" in vankien("tasks").out


def test_where_nothing_names_the_unit_its_sector_is_told(vankien: Vankien, tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text(
        "Hội nghị triển khai công tác năm 2026\nNgày 12/01/2026\n"
        "Đồng chí Lê An, Bí thư Tỉnh ủy đề nghị ngành Tổ chức xây dựng Đảng tập trung tham mưu nhân sự đại hội.\n"
        "Phối hợp chuẩn bị bầu cử các cấp, bảo đảm đúng luật.",
        encoding="utf-8",
    )
    assert vankien("ingest", tmp_path / "tin.txt").status == 0
    wider = vankien("tasks", "--who", "Ban Tổ chức Trung ương", "--due", "năm 2026", "--json")
    assert [t["who"] for t in wider.records] == ["ngành Tổ chức xây dựng Đảng"] * 2
    assert "Không việc nào ghi rõ giao cho Ban Tổ chức Trung ương" in " ".join(wider.err.split())
    named = vankien("tasks", "--who", "ngành tổ chức", "--json")
    assert named.records == wider.records
    assert "ghi rõ" not in named.err
    assert vankien("tasks", "--who", "Ban Tổ chức Trung ương", "--due", "năm 2019", "--json").records == []


def test_what_a_cell_for_deadlines_may_hold_stops_nothing(vankien: Vankien, tmp_path: Path) -> None:
    rows = [f"| {n} | Rà soát đất số {n} | Sở Tài chính | {cell} |" for n, cell in enumerate(("1000 ha", "2025-26"))]
    plan = "\n".join(
        ["# Kế hoạch rà soát đất", "", "| TT | Nhiệm vụ | Chủ trì | Thời hạn |", "|---|---|---|---|", *rows]
    )
    (tmp_path / "ke-hoach.md").write_text(plan, encoding="utf-8")
    assert vankien("ingest", tmp_path / "ke-hoach.md").status == 0
    assert [t["deadline"] for t in vankien("tasks", "--json").records] == ["1000 ha", "2025-26"]
    assert vankien("tasks", "--due", "năm 2025", "--json").records == []
    assert "| 1000 ha |" in vankien("summarise", tmp_path / "ke-hoach.md").out
    assert vankien("frame", "ke-hoach.md").status == 0


def test_tables_for_the_office(vankien: Vankien, held: Path, tmp_path: Path) -> None:
    assert vankien("tasks", "--out", tmp_path / "viec.csv").status == 0
    data = (tmp_path / "viec.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert (rows[0]["Chủ trì"], rows[0]["Văn bản"]) == ("Sở Y tế", "15-CTr/TU")
    assert vankien("frame", "15-CTr/TU", "--out", tmp_path / "khung.xlsx").status == 0
    book = openpyxl.load_workbook(tmp_path / "khung.xlsx")
    assert book.sheetnames == ["Mục tiêu, chỉ tiêu", "Mốc kiểm tra", "Nhiệm vụ theo đơn vị"]
    assert book["Mục tiêu, chỉ tiêu"]["B2"].value == "2030"
    assert book["Mục tiêu, chỉ tiêu"]["C2"].value == "tối thiểu 30,5 %"
    assert book["Mốc kiểm tra"]["A2"].value == "01/2027 – 03/2027"
    assert vankien("tasks", "--out", tmp_path / "viec.txt").status == 2


def test_the_frame_as_json(vankien: Vankien, held: Path) -> None:
    record = vankien("frame", "ctr.txt", "--json").record
    assert [g["by"] for g in record["goals"]] == ["2030"]
    assert [u["who"] for u in record["units"]] == ["Sở Y tế", "Văn phòng Tỉnh ủy", ""]
    assert vankien("frame", "khong-co.txt").status == 1


def test_changes_of_two_versions(vankien: Vankien, held: Path, tmp_path: Path) -> None:
    record = vankien("compare", "cu.txt", "moi.txt", "--json").record
    assert record["counts"] == {"same": 2, "changed": 1, "added": 1, "removed": 1}
    (changed,) = [c for c in record["changes"] if c["status"] == "changed"]
    assert changed["older"]["quote"] in OLD
    assert changed["newer"]["quote"] in NEW
    for name, mark in (("a.html", "<del>một</del><ins>hai</ins>"), ("a.md", "~~một~~**hai**")):
        assert vankien("compare", "cu.txt", "moi.txt", "--out", tmp_path / name).status == 0
        assert mark in (tmp_path / name).read_text(encoding="utf-8")
    other = tmp_path / "chua-nap.txt"
    other.write_text(NEW.replace("hai lần", "ba lần"), encoding="utf-8")
    assert vankien("compare", "moi.txt", other, "--json").record["counts"]["changed"] == 1


def test_markup_in_either_version_is_shown_as_text(vankien: Vankien, tmp_path: Path) -> None:
    for name, word in (("cu.txt", "<script>alert(1)</script>"), ("moi.txt", "[x](javascript:alert(1))")):
        (tmp_path / name).write_text(OLD.replace("một lần", f"{word} lần | <img src=x>"), encoding="utf-8")
    for name in ("o.md", "o.html"):
        assert vankien("compare", tmp_path / "cu.txt", tmp_path / "moi.txt", "--out", tmp_path / name).status == 0
    said = (tmp_path / "o.md").read_text(encoding="utf-8")
    assert "alert" in said
    assert not re.search(r"(?<!\\)[<\[|]", said)
    assert not {"<img", "<script"} & set(re.findall(r"<\w+", (tmp_path / "o.html").read_text(encoding="utf-8")))
