"""What a running server does to its collection on request: files read in the background, and nothing accepted lost."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import StorageError, UnknownDocument
from index.store import Store
from index.sync import FileReport
from index.writer import writing
from ui.upload_log import Job
from ui.uploads import Sent, Uploads

BRIDGE = "Cầu Lam Sơn khánh thành ngày 03/02/2026. Cầu dài 512 mét.\n"


def until(met: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)


class Office:
    """Uploads with the drafts of a request."""

    def __init__(self, store: Store):
        self.store = store
        self.told: list[str] = []
        self.uploads = Uploads(store, self.told.append)

    def draft(self, name: str, text: str | bytes) -> Sent:
        data = text.encode() if isinstance(text, str) else text
        self.uploads.drafts.mkdir(parents=True, exist_ok=True)
        path = self.uploads.drafts / f"d{len(list(self.uploads.drafts.iterdir()))}"
        path.write_bytes(data)
        return Sent(name, path, len(data))

    def send(self, *sent: Sent) -> Job:
        return self.done(self.uploads.accept(sent))

    def done(self, job: Job) -> Job:
        until(lambda: (found := self.uploads.job(job.id)) and found.done)
        found = self.uploads.job(job.id)
        assert found
        return found

    def sources(self) -> list[str]:
        return [d.source.rpartition("/")[2] for d in self.store.catalogue.documents()]


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    opened = Office(store)
    yield opened
    opened.uploads.close()


def test_files_are_kept_and_read_and_told_of(office: Office) -> None:
    job = office.send(
        office.draft("cầu.txt", BRIDGE),
        office.draft("hỏng.pdf", b"%PDF-1.4 nothing"),
        office.draft("bản sao.txt", BRIDGE),
        Sent("lớn.pdf", None, 0, "Tệp quá lớn."),
    )
    statuses = {f.name: f.status for f in job.files}
    assert statuses == {"cầu.txt": "added", "hỏng.pdf": "failed", "bản sao.txt": "duplicate", "lớn.pdf": "refused"}
    assert "cầu.txt" in " ".join(job.files[2].notes)
    assert job.files[1].notes and job.files[3].notes == ("Tệp quá lớn.",)
    assert office.sources() == ["cầu.txt"]
    assert list(office.uploads.drafts.iterdir()) == []
    assert sorted(office.told) == ["added", "duplicate", "failed", "refused"]


def test_the_same_name_is_the_documents_new_version(office: Office) -> None:
    first = office.send(office.draft("cầu.txt", BRIDGE)).files[0]
    second = office.send(office.draft("cầu.txt", BRIDGE.replace("512", "700"))).files[0]
    assert (second.status, second.doc_id) == ("updated", first.doc_id)
    document = office.store.catalogue.document(first.doc_id)
    assert document and "700 mét" in document.text


def test_of_two_files_sent_together_under_one_name_neither_takes_the_others_place(office: Office) -> None:
    job = office.send(office.draft("cầu.txt", BRIDGE), office.draft("C:/khác/cầu.txt", "Chợ họp ngày chẵn.\n"))
    assert [f.status for f in job.files] == ["added", "refused"]
    assert "Trùng tên" in job.files[1].notes[0]
    assert office.sources() == ["cầu.txt"]
    assert (office.uploads.folder / "cầu.txt").read_text("utf-8") == BRIDGE
    assert not list(office.uploads.drafts.iterdir())


def test_what_was_saved_but_not_read_is_read_by_the_next_server(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.uploads, "_ask", lambda: None)
    job = office.uploads.accept([office.draft("cầu.txt", BRIDGE)])
    (office.uploads.folder / "lạc.txt").write_text("Chợ có 84 gian hàng.\n", encoding="utf-8")
    office.draft("dở", "không ai nhận")
    office.uploads.close()
    after = Office(office.store)
    after.uploads.start()
    assert after.done(job).files[0].status == "added"
    until(lambda: sorted(after.sources()) == ["cầu.txt", "lạc.txt"])
    assert list(after.uploads.drafts.iterdir()) == []
    after.uploads.close()


def test_reading_waits_for_another_process_and_says_so(office: Office) -> None:
    with Store(office.store.settings) as other, writing(other):
        job = office.uploads.accept([office.draft("cầu.txt", BRIDGE)])
        until(lambda: office.uploads.waiting)
        assert not office.uploads.jobs()[0].done
    assert office.done(job).files[0].status == "added"
    assert not office.uploads.waiting


def test_a_removed_document_is_gone_at_once_with_the_file_that_is_ours(office: Office, tmp_path: Path) -> None:
    ours = office.send(office.draft("cầu.txt", BRIDGE)).files[0]
    with Store(office.store.settings) as other, writing(other):
        removed = office.uploads.remove(ours.doc_id)
        assert office.sources() == []
    assert removed.kept == ()
    until(lambda: not (office.uploads.folder / "cầu.txt").exists())
    with pytest.raises(UnknownDocument):
        office.uploads.remove(ours.doc_id)
    again = office.send(office.draft("cầu.txt", BRIDGE)).files[0]
    assert again.status == "added"


def test_a_file_of_somebody_else_is_left_alone(office: Office, folder: Path) -> None:
    from index.sync import sync

    with writing(office.store) as writer:
        found = {r.source.rpartition("/")[2]: r.doc_id for r in sync(writer, [folder])}
    removed = office.uploads.remove(found["cau.txt"])
    assert [Path(s).name for s in removed.kept] == ["cau.txt"]
    office.uploads.close()
    assert (folder / "cau.txt").exists()


def test_a_document_is_read_again_on_request(office: Office) -> None:
    first = office.send(office.draft("cầu.txt", BRIDGE)).files[0]
    again = office.done(office.uploads.reread(first.doc_id)).files[0]
    assert (again.status, again.doc_id) == ("updated", first.doc_id)
    with pytest.raises(UnknownDocument):
        office.uploads.reread("0" * 16)


def test_a_correction_is_kept_for_the_next_server_if_this_one_stops(office: Office) -> None:
    doc_id = office.send(office.draft("cầu.txt", BRIDGE)).files[0].doc_id
    office.uploads.close()
    with pytest.raises(StorageError):
        office.uploads.correct(doc_id, {"title": "Cây cầu"}).result(5)
    after = Uploads(office.store)
    after.start()
    until(lambda: (d := office.store.catalogue.document(doc_id)) and d.metadata.title == "Cây cầu")
    after.close()


def test_a_dismissed_job_is_forgotten_with_files_that_gave_nothing(office: Office) -> None:
    job = office.send(office.draft("cầu.txt", BRIDGE), office.draft("hỏng.pdf", b"%PDF-1.4 nothing"))
    assert office.uploads.dismiss(job.id)
    assert office.uploads.jobs() == ()
    assert [p.name for p in office.uploads.folder.iterdir()] == ["cầu.txt"]
    assert not office.uploads.dismiss(job.id)


def test_a_disk_that_refuses_keeps_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    draft = office.draft("cầu.txt", BRIDGE)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError):
        office.uploads.accept([draft])
    assert office.uploads.jobs() == ()


def test_files_are_tried_again_after_the_store_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def once(*args: object, **named: object) -> Iterator[FileReport]:
        tried.append(1)
        if len(tried) == 1:
            raise StorageError("Đĩa đầy.")
        yield from real(*args, **named)  # type: ignore[arg-type]

    from index.sync import sync as real

    monkeypatch.setattr("ui.uploads.sync", once)
    monkeypatch.setattr("ui.uploads._RETRY_S", 0.05)
    assert office.send(office.draft("cầu.txt", BRIDGE)).files[0].status == "added"
