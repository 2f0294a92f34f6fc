"""The golden questions, asked of the assistant as it ships: a floor under what it answers today."""

from pathlib import Path

import pytest

from corpus.samples import sample_dir
from corpus.settings import ROOT, Settings
from eval.suites import measure_golden
from tests.conftest import TESTDATA, needs_testdata


def check(golden: Path, folder: Path, settings: Settings, *, correct: int, refused: int) -> None:
    record = measure_golden(golden, folder, settings).record
    assert record["citation_validity"] == 1.0
    assert record["correct"] >= correct, [q["id"] for q in record["per_question"] if not q["correct"]]
    assert record["refused_rightly"] >= refused


@pytest.mark.slow
def test_bundled_samples(settings: Settings) -> None:
    check(ROOT / "eval/golden/samples.jsonl", sample_dir(), settings, correct=23, refused=6)


@pytest.mark.slow
@needs_testdata
def test_five_articles(settings: Settings) -> None:
    check(TESTDATA / "golden/seeds_dev.jsonl", TESTDATA / "seeds", settings, correct=17, refused=3)
