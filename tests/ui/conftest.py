"""Running the command line in this process, and a collection of the bundled samples that reading tests share."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus.samples import sample_dir
from ui.cli import run


@dataclass(frozen=True)
class Outcome:
    """What one command line came to."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """Every line of stdout as JSON; fails if anything else was written there."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def record(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        (only,) = self.records
        return only


Vankien = Callable[..., Outcome]


@pytest.fixture
def vankien(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Vankien:
    """Run `vankien ARGS…`; the data directory is the test's own unless given."""

    def call(*args: object, data_dir: Path = tmp_path / "data") -> Outcome:
        capsys.readouterr()
        status = run([*map(str, args), "--data-dir", str(data_dir)])
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def samples_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that holds the bundled samples; for tests that only read."""
    folder = tmp_path_factory.mktemp("samples") / "data"
    assert run(["ingest", str(sample_dir()), "--data-dir", str(folder)]) == 0
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two small documents about things nobody else writes of."""
    folder = tmp_path / "vanban"
    folder.mkdir()
    (folder / "cau.txt").write_text("Cầu Lam Sơn khánh thành ngày 03/02/2026. Cầu dài 512 mét.\n", encoding="utf-8")
    (folder / "cho.txt").write_text("Chợ Đồng Bưởi họp vào ngày chẵn. Chợ có 84 gian hàng.\n", encoding="utf-8")
    return folder
