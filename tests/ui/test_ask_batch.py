"""`vankien ask --batch`: what an outside evaluation calls."""

import json
from pathlib import Path

import pytest

from tests.ui.conftest import Vankien

QUESTIONS = [
    {"id": "a", "question": "Mật khẩu tài khoản Nền tảng văn bản số tối thiểu mấy ký tự?"},
    {"id": "b", "question": "Giá xăng RON 95 hôm nay bao nhiêu một lít?"},
    {"id": "c", "turns": ["Chỉ thị 09-CT/TU nói về việc gì?", "Văn bản đó ban hành ngày nào?"]},
]


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    path = tmp_path / "cau-hoi.jsonl"
    path.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in QUESTIONS), encoding="utf-8")
    return path


def answers(path: Path) -> dict[str, dict[str, object]]:
    return {(a := json.loads(line))["id"]: a for line in path.read_text(encoding="utf-8").splitlines()}


def test_each_question_is_answered_once_however_often_a_run_is_cut(
    vankien: Vankien, samples_dir: Path, batch: Path, tmp_path: Path
) -> None:
    out = tmp_path / "loi-dap.jsonl"
    args = ("ask", "--batch", batch, "--out", out, "--json")
    assert vankien(*args, data_dir=samples_dir).record["answered"] == 3
    whole = answers(out)
    assert list(whole) == ["a", "b", "c"]
    assert "12 ký tự" in str(whole["a"]["answer"])
    assert whole["b"]["abstained"] is True
    assert "09-CT/TU" in str(whole["c"]["standalone"])
    lines = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(lines[0] + lines[1][:40])  # killed in the second answer
    assert vankien(*args, data_dir=samples_dir).record == {"questions": 3, "answered": 2, "kept": 1, "out": str(out)}
    assert list(answers(out)) == ["a", "b", "c"]


def test_a_file_that_is_no_result_is_left_alone(
    vankien: Vankien, samples_dir: Path, batch: Path, tmp_path: Path
) -> None:
    out = tmp_path / "thu.txt"
    out.write_text("Kính gửi đồng chí\n", encoding="utf-8")
    done = vankien("ask", "--batch", batch, "--out", out, data_dir=samples_dir)
    assert done.status == 1
    assert out.read_text(encoding="utf-8") == "Kính gửi đồng chí\n"


@pytest.mark.parametrize("line", ['{"id": "a"}', '{"id": "a", "question": ""}', '{"id":"a","turns":[1]}', "chữ"])
def test_a_line_that_is_no_question_is_told_before_anything_is_asked(
    vankien: Vankien, samples_dir: Path, tmp_path: Path, line: str
) -> None:
    batch = tmp_path / "hong.jsonl"
    batch.write_text('{"id": "1", "question": "Ai ký?"}\n' + line + "\n", encoding="utf-8")
    done = vankien("ask", "--batch", batch, "--out", tmp_path / "o.jsonl", data_dir=samples_dir)
    assert done.status == 1
    assert "dòng 2" in done.err
    assert not (tmp_path / "o.jsonl").exists()


@pytest.mark.parametrize("args", [(), ("Ai?", "--batch", "x", "--out", "y"), ("--batch", "x"), ("Ai?", "--out", "y")])
def test_wrong_usage(vankien: Vankien, samples_dir: Path, args: tuple[str, ...]) -> None:
    assert vankien("ask", *args, data_dir=samples_dir).status == 2
