"""Three hundred damaged files through the real sync: nothing crashes, nothing hangs, every one is in the report."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from corpus.reading import source_of
from corpus.settings import Settings
from index.store import Store
from index.sync import FileReport, sync
from index.verify import verify
from index.writer import writing
from tests.conftest import TESTDATA, needs_testdata
from tests.corpus.mutants import mutants, mutants_of


def reports_on(files: Iterable[tuple[str, bytes]], folder: Path) -> list[FileReport]:
    """What the sync says of files of these names and contents."""
    damaged = folder / "hỏng"
    damaged.mkdir()
    for name, data in files:
        (damaged / name).write_bytes(data)
    # Without recognition: of a PDF whose text is lost every page would be drawn and looked at, seconds each.
    settings = Settings(data_dir=folder / "data", ocr=False, read_seconds=30, office_seconds=20)
    with Store(settings) as store:
        with writing(store) as writer:
            reports = list(sync(writer, [damaged]))
        # Counts only: copies of one file lie so near each other that Chroma's search by nearness passes some by.
        verdict = verify(store, sample=0)
        assert verdict.consistent, verdict
    found = Counter(r.source for r in reports)
    assert found == Counter(source_of(path) for path in damaged.iterdir())
    for report in reports:
        if report.status == "failed":
            assert Path(report.source).name in report.error, report
            assert "Chương trình gặp lỗi" not in report.error, report
            assert "giây nên đã dừng" not in report.error, report
        else:
            assert report.status in {"added", "duplicate"}
    return reports


@pytest.mark.slow
def test_damaged_files_of_every_format_are_read_or_refused_with_a_reason(toy_embedder: None, tmp_path: Path) -> None:
    counts = Counter(r.status for r in reports_on(mutants(2026, 300), tmp_path))
    assert counts["added"] > 100, "the damage is too great to test the readers"
    assert counts["failed"] > 50, "the damage is too small to test the readers"


@needs_testdata
@pytest.mark.slow
def test_damaged_files_of_old_office_programs(toy_embedder: None, tmp_path: Path) -> None:
    """Few Word files: each goes through LibreOffice, where that is installed, and takes a second."""
    folder = TESTDATA / "data/documents/legacy"
    damaged = [
        (f"{number:02}{end}", data)
        for end, count in ((".xls", 6), (".rtf", 4), (".doc", 2))
        for number, data in enumerate(
            mutants_of(7, count, [p.read_bytes() for p in sorted(folder.glob(f"*{end}"))[:4]])
        )
    ]
    assert len(reports_on(damaged, tmp_path)) == 12
