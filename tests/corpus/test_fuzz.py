"""Three hundred damaged files through the real sync: nothing crashes, nothing hangs, every one is in the report."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.reading import source_of
from corpus.settings import Settings
from index.store import Store
from index.sync import FileReport, sync
from index.verify import verify
from index.writer import writing
from tests.corpus.mutants import mutants


def reports_on_mutants(seed: int, count: int, folder: Path) -> list[FileReport]:
    """What the sync says of `count` mutants that it finds in a folder of their own."""
    damaged = folder / "hỏng"
    damaged.mkdir()
    for name, data in mutants(seed, count):
        (damaged / name).write_bytes(data)
    # Without recognition: of a PDF whose text is lost every page would be drawn and looked at, seconds each.
    settings = Settings(data_dir=folder / "data", ocr=False, read_seconds=30, office_seconds=10)
    with Store(settings) as store:
        with writing(store) as writer:
            reports = list(sync(writer, [damaged]))
        # Counts only: copies of one file lie so near each other that Chroma's search by nearness passes some by.
        verdict = verify(store, sample=0)
        assert verdict.consistent, verdict
    found = Counter(r.source for r in reports)
    assert found == Counter(source_of(path) for path in damaged.iterdir())
    return reports


@pytest.mark.slow
def test_damaged_files_of_every_format_are_read_or_refused_with_a_reason(toy_embedder: None, tmp_path: Path) -> None:
    reports = reports_on_mutants(2026, 300, tmp_path)
    counts = Counter(r.status for r in reports)
    assert counts["added"] > 50, "the damage is too great to test the readers"
    assert counts["failed"] > 20, "the damage is too small to test the readers"
    for report in reports:
        if report.status == "failed":
            assert Path(report.source).name in report.error, report
            assert "Chương trình gặp lỗi" not in report.error, report
            assert "dừng" not in report.error, report
        else:
            assert report.status in {"added", "duplicate"}
