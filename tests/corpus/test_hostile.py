"""Files made to harm their reader, through the real sync beside an ordinary one."""

import os
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from corpus.settings import Settings
from corpus.workers import Workers
from index.store import Store
from index.sync import FileReport, sync
from index.verify import verify
from index.writer import writing
from tests.corpus.hostile import FILES

REFUSED = {
    "pages_in_a_circle.pdf": "hỏng",
    "ten_thousand_pages.pdf": "max_pages",
    "elements_in_elements.docx": "hỏng",
    "a_million_paragraphs.docx": "max_unzipped_mb",
    "html_tags_in_tags.html": "lồng nhau",
    "rtf_groups_in_groups.rtf": "lồng nhau",
}
"""What is said of those whose fault is seen at once; of others also that they took too long or too much."""


@pytest.mark.slow
def test_harm_ends_in_a_line_and_touches_nothing_else(
    toy_embedder: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, elsewhere = tmp_path / "lạ", tmp_path / "chỗ khác"
    folder.mkdir()
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    (folder / "ordinary.txt").write_text("Chi bộ họp định kỳ mỗi tháng một lần.", encoding="utf-8")
    for name, made in FILES.items():
        (folder / name).write_bytes(made())
    before = sorted(os.walk(folder))
    settings = Settings(
        data_dir=tmp_path / "data", read_seconds=2, read_memory_mb=500, max_text_mb=1, max_unzipped_mb=40, ocr=False
    )
    with Workers(settings) as workers, Store(settings) as store:
        monkeypatch.setattr("index.sync.open_workers", lambda _: nullcontext(workers))
        with writing(store) as writer:
            reports = {Path(r.source).name: r for r in sync(writer, [folder])}
        assert verify(store).consistent
    assert reports.keys() == {*FILES, "ordinary.txt"}
    assert reports["ordinary.txt"].status == "added"
    for report in reports.values():
        assert report.status == "added" or Path(report.source).name in report.error, report
        assert "Chương trình gặp lỗi" not in report.error, report
    for name, said in REFUSED.items():
        assert reports[name].status == "failed"
        assert said in reports[name].error or quite_late(reports[name]), reports[name]
    assert sorted(os.walk(folder)) == before
    assert not list(elsewhere.iterdir())
    assert {p.name for p in tmp_path.iterdir()} == {"lạ", "chỗ khác", "data"}
    assert not (settings.data_dir / "tmp").exists()


def quite_late(report: FileReport) -> bool:
    """Whether a busy machine did not get as far as the fault."""
    return "quá 2 giây" in report.error
