"""The command line as a process: streams, signals, pipes, help, mistakes in its use, and what it imports."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import StorageError
from tests.ui.conftest import Vankien
from ui.cli import run

COMMANDS = "ingest watch remove rebuild search ask chat serve status verify list show samples".split()
HEAVY = {"chromadb", "gradio", "llama_index", "numpy", "pydantic", "sentence_transformers", "tantivy", "torch"}


def start(*args: str, **more: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,  # type: ignore[call-overload]
    )


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from ui.cli import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.decode().split()}
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_help_names_every_command_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    page = capsys.readouterr().out
    assert "Lệnh" in page
    assert all(f" {command} " in page for command in COMMANDS)
    assert "Show this message" not in page


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_and_the_two_common_options(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--help"]) == 0
    page = capsys.readouterr().out
    assert "Ví dụ" in page
    assert f"vankien {command}" in page.partition("Ví dụ")[2]
    assert "--data-dir" in page
    assert "--json" in page


def test_no_command_at_all_shows_the_help_and_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "ingest" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["search"], "thiếu tham số QUERY"),
        (["ask"], "cần một câu hỏi, hoặc --batch"),
        (["hoi"], "không có lệnh “hoi”"),
        (["ask", "x", "--khong"], "không có tùy chọn --khong"),
        (["search", "x", "-k", "0"], "-k"),
        (["search", "x", "-k", "mười"], "phải là số nguyên"),
        (["serve", "--port", "70000"], "không được quá 65535"),
        (["show", "x", "y"], "thừa tham số: y"),
        (["ingest"], "thiếu tham số"),
    ],
)
def test_a_mistake_is_told_in_vietnamese_on_stderr(
    args: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "--help" in err


def test_a_mistake_in_the_settings_is_a_usage_error(
    vankien: Vankien, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vankien.toml").write_text('mau_sac = "đỏ"\n', encoding="utf-8")
    done = vankien("status", "--json")
    assert (done.status, done.out) == (2, "")
    assert "mau_sac" in done.err
    (tmp_path / "vankien.toml").write_text("= =\n", encoding="utf-8")
    assert vankien("status").status == 2


def test_an_error_of_ours_is_its_message_alone(
    vankien: Vankien, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("một tệp, không phải thư mục", encoding="utf-8")
    done = vankien("list", "--json")
    assert (done.status, done.out) == (1, "")
    assert "kho tài liệu" in done.err
    assert "Traceback" not in done.err
    assert issubclass(StorageError, Exception)


def test_an_unexpected_error_keeps_its_trace_and_says_what_to_do(
    vankien: Vankien, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(data_dir: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ui.commands_state.open_catalogue", broken)
    done = vankien("list", "--json")
    assert (done.status, done.out) == (1, "")
    assert "ZeroDivisionError" in done.err
    assert "Lỗi ngoài dự kiến" in done.err


def test_output_is_utf8_whatever_the_code_page(samples_dir: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    process = start("list", "--data-dir", str(samples_dir), env=env)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err.decode()
    assert "Nghị quyết 12-NQ/TU" in out.decode("utf-8")


def test_a_closed_pipe_is_quiet(samples_dir: Path) -> None:
    process = start("show", "nq-12-tu-chuyen-doi-so.docx", "--passages", "--data-dir", str(samples_dir))
    assert process.stdout and process.stderr
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(timeout=60) in {0, 1}
    assert err == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_ends_with_130_and_a_word(samples_dir: Path) -> None:
    process = start("chat", "--data-dir", str(samples_dir), stdin=subprocess.PIPE)
    assert process.stderr
    while "exit" not in process.stderr.readline().decode():
        assert process.poll() is None
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Đã dừng" in err.decode()
    assert "Traceback" not in err.decode()
