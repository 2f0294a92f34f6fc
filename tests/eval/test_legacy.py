"""Diacritic accuracy, by hand; the command over a folder; the floor over real files."""

import json

import pytest

from corpus.errors import BadInput
from eval.legacy import diacritic_accuracy, measure_legacy
from tests.conftest import TESTDATA, needs_testdata
from ui.cli import run


@pytest.mark.parametrize(
    ("found", "wanted", "marks", "right"),
    [
        ("Đảng ủy", "đảng  ủy", 3, 3),
        ("Dang uy", "Đảng ủy", 3, 0),
        ("Đang ủy", "Đảng ủy", 3, 2),
        ("x Đảng y ủy z", "Đảng ủy", 3, 3),  # what was added costs nothing
        ("Đảng", "Đảng ủy", 3, 2),
        ("", "Đảng", 2, 0),
        ("anything", "plain", 0, 0),
    ],
)
def test_by_hand(found: str, wanted: str, marks: int, right: int) -> None:
    assert diacritic_accuracy(found, wanted) == (marks, right)


def test_long_texts_are_aligned_between_certain_places() -> None:
    wanted = " ".join(f"Điều {n}. Nội dung thứ {n * 7919} của văn bản này." for n in range(1500))
    assert len(wanted) > 50_000
    marks, right = diacritic_accuracy(f"{wanted[:30_000]} chen vào giữa {wanted[30_000:]}", wanted)
    assert right == marks > 5_000


@pytest.fixture
def folder(tmp_path):
    for name, text in {"legacy/a.txt": "Đảng ủy", "legacy/b.pdf": "x", "legacy/c.txt": "Không có bản chép"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "legacy_ground_truth").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"legacy_ground_truth/{name}.txt").write_text("Đảng ủy", encoding="utf-8")
    return tmp_path


def test_the_command_prints_one_object_and_keeps_its_gates(folder, tmp_path, capsys) -> None:
    args = ["eval", "legacy", str(folder), "--data-dir", str(tmp_path / "data"), "--json"]
    assert run([*args, "--min", "accuracy=0.5"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["files"] == 2
    assert record["measures"] == {"accuracy": 0.5, "worst": 0.0}
    assert [f["accuracy"] for f in record["per_file"]] == [1.0, 0.0]
    assert "b.pdf" in record["per_file"][1]["error"]
    assert run([*args, "--min", "worst=0.5"]) == 1
    assert run([*args, "--min", "best=0.5"]) == 2


def test_the_table_names_files_and_means(folder, tmp_path, capsys) -> None:
    assert run(["eval", "legacy", str(folder), "--data-dir", str(tmp_path / "data")]) == 0
    out = capsys.readouterr().out
    assert "a.txt" in out
    assert "trung bình 0.5000" in out


def test_a_folder_without_transcripts(tmp_path) -> None:
    with pytest.raises(BadInput, match="legacy_ground_truth"):
        measure_legacy(tmp_path)


@needs_testdata
@pytest.mark.parametrize("stem", ["2003-A06", "2006-Mau21_CKTC_NSH-1", "2006-16EZE_TT01.06GopvonDNNVV"])
def test_floor_of_real_files(stem, tmp_path) -> None:
    documents = TESTDATA / "data/documents"
    for part in ("legacy", "legacy_ground_truth"):
        (tmp_path / part).mkdir()
        for path in (documents / part).glob(f"{stem}.*"):
            (tmp_path / part / path.name).symlink_to(path)
    (file,) = measure_legacy(tmp_path).files
    assert file.accuracy > 0.97, file
    assert file.encoding in ("TCVN3", "VNI")
