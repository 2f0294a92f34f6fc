"""Where the shared test data lies, and the fixtures that several packages use."""

import os
from pathlib import Path

import pytest

from corpus.settings import ROOT, Settings

TESTDATA = Path(os.environ.get("VANKIEN_TESTDATA", ROOT.parent / "shared")).resolve()
"""Benchmarks, real documents and golden questions; tests that need it skip where it is absent."""

needs_testdata = pytest.mark.skipif(
    not TESTDATA.is_dir(), reason=f"no shared test data at {TESTDATA} (set VANKIEN_TESTDATA)"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose data directory is the test's own."""
    return Settings(data_dir=tmp_path / "data")
