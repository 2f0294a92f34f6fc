"""Where the shared test data lies, and the fixtures that several packages use."""

import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from corpus.settings import ROOT, Settings
from corpus.workers import Workers
from index.embedder import HashEmbedder
from index.store import Store

TESTDATA = Path(os.environ.get("VANKIEN_TESTDATA", ROOT.parent / "shared")).resolve()
"""Benchmarks, real documents and golden questions; tests that need it skip where it is absent."""

needs_testdata = pytest.mark.skipif(
    not TESTDATA.is_dir(), reason=f"no shared test data at {TESTDATA} (set VANKIEN_TESTDATA)"
)


@pytest.fixture(scope="session", autouse=True)
def shared_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """All syncs in this process share the processes that read: each takes a third of a second to start."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("workers"), workers=2)
    with Workers(settings) as workers, pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.sync.open_workers", lambda settings: nullcontext(workers))
        patch.setattr("assistant.digest.batch.open_workers", lambda settings, scratch: nullcontext(workers))
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose data directory is the test's own."""
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def toy_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores embed with vectors that a reader can compute by hand, and import no model."""
    monkeypatch.setattr("index.store.load_embedder", lambda settings, light=False: HashEmbedder(64))


@pytest.fixture
def store(settings: Settings, toy_embedder: None) -> Iterator[Store]:
    """An empty store with the toy embedder."""
    with Store(settings) as opened:
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Say which tests were skipped where none may be."""
    if os.environ.get("VANKIEN_NO_SKIPS") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("tests were skipped, and VANKIEN_NO_SKIPS forbids it", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test fails the run where `VANKIEN_NO_SKIPS` is set."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("VANKIEN_NO_SKIPS") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
