"""Schemathesis sends what the OpenAPI page allows and forbids: no fault of the server, and every answer as promised."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from assistant.pipeline import Assistant
from corpus.settings import Settings
from index.store import Store
from tests.ui.api.conftest import serving

_SETTINGS = """
[[operations]]
include-name = "PATCH /v1/documents/{doc_id}"
# A date is written in any of the ways that people write one, which no pattern describes.
checks.positive_data_acceptance.enabled = false
"""


def test_the_server_keeps_to_its_description(samples_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(samples_dir, folder)
    (tmp_path / "schemathesis.toml").write_text(_SETTINGS, encoding="utf-8")
    options = "--phases coverage --generation-deterministic --no-color --no-shrink"
    with Store(Settings(data_dir=folder), light=True) as store, serving(store, Assistant(store), folder) as address:
        command = [Path(sys.executable).with_name("schemathesis"), "run", f"{address}/openapi.json", *options.split()]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
