"""Bulletins: one text told once, subjects, order, tables; and what is kept of digests."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.digest.bulletin import Bulletin, bulletin_of
from assistant.digest.digest import digest_body, digest_from, digest_json, digest_of
from assistant.digest.digest_store import DigestStore, Key, open_digests
from assistant.digest.digesting import Digested, digest_document
from assistant.digest.digests import Digests
from assistant.digest.near_digests import Sketched
from assistant.digest.subjects import OTHER, subjects
from assistant.periods import Period
from corpus.errors import StorageError, UnknownDocument
from corpus.reading import read_document
from corpus.records import Document
from index.store import Store
from index.sync import sync
from index.writer import writing
from tests.assistant.digest.made import article

MEETING = (
    "Tỉnh ủy Sơn Đà học tập nghị quyết đại hội\n"
    "Sáng 5/3, Tỉnh ủy Sơn Đà tổ chức hội nghị quán triệt nghị quyết đại hội cho 1.200 đảng viên.\n"
    "Đồng chí Lê An, Bí thư Tỉnh ủy giao Văn phòng Tỉnh ủy hoàn thành cấp chữ ký số trước ngày 31/3/2026.\n"
    "Hội nghị được truyền đến 62 điểm cầu cấp xã, với sự tham dự của các cấp ủy, tổ chức đảng trong toàn Đảng bộ.\n"
    "Theo Nghị quyết số 57-NQ/TW, mỗi chi bộ phải có ít nhất một đảng viên phụ trách chuyển đổi số của thôn, bản.\n"
    "Kết luận hội nghị, Bí thư Tỉnh ủy nhấn mạnh phải đưa nghị quyết vào cuộc sống, không chạy theo hình thức.\n"
    "Ngay sau hội nghị, các đảng ủy trực thuộc xây dựng chương trình hành động của mình và báo cáo Ban Thường vụ.\n"
)
STORM = (
    "Bão số 3 gây mưa lớn, sạt lở ở vùng núi\n"
    "Chiều 7/3, mưa lớn sau bão làm sạt lở 14 điểm trên đường lên xã Nậm Thia, cô lập 318 hộ dân.\n"
    "Lực lượng cứu hộ đã di dời người dân khỏi vùng lũ lụt đến nhà văn hóa thôn.\n"
)


def _sketched(*documents: Document) -> tuple[Bulletin, list[Digested]]:
    made = [digest_document(d, 120) for d in documents]
    items = [Sketched(m.digest, m.sketches) for m in made]
    return bulletin_of(items, lambda place: made[place].text), made


def _file(document: Document, name: str) -> Document:
    return replace(document, id=name, source=f"/tin/{name}", content_hash=name)


def test_copies_are_told_once_with_all_their_sources() -> None:
    one = _file(article(MEETING), "a.txt")
    other = _file(article(MEETING.replace("Ngay sau hội nghị", "Sau hội nghị") + "Theo báo Sơn Đà.\n"), "b.txt")
    bulletin, _ = _sketched(one, _file(article(STORM, "2026-03-07"), "c.txt"), other)
    (merged,) = [s for s in bulletin.stories if s.others]
    assert {merged.digest.source, *(o.source for o in merged.others)} == {"/tin/a.txt", "/tin/b.txt"}
    assert (len(bulletin.stories), bulletin.files) == (2, 3)
    assert {task.story.n for task in bulletin.tasks} == {merged.n}


def test_subjects_in_their_order_and_the_newest_first() -> None:
    older = _file(article(MEETING.replace("Sơn Đà", "Lam Kinh").replace("62 điểm", "9 điểm"), "2026-01-05"), "a.txt")
    undated = _file(
        article("Đảng bộ xã kết nạp đảng viên mới\nChi bộ kết nạp 3 đảng viên trẻ của thôn.\n", ""), "b.txt"
    )
    newer, storm = _file(article(MEETING), "c.txt"), _file(article(STORM, "2026-03-07"), "d.txt")
    bulletin, _ = _sketched(older, storm, undated, newer)
    order = [g.subject for g in bulletin.groups]
    assert order == [s for s in subjects() if s in order]
    assert order[0].startswith("Xây dựng Đảng")
    assert [s.digest.source for s in bulletin.groups[0].stories] == ["/tin/c.txt", "/tin/a.txt", "/tin/b.txt"]
    assert [s.n for s in bulletin.stories] == [1, 2, 3, 4]
    assert (bulletin.first, bulletin.last) == ("2026-01-05", "2026-03-07")
    assert "thiên tai" in order[-1]


def test_tables_of_tasks_figures_and_documents() -> None:
    bulletin, _ = _sketched(_file(article(MEETING), "a.txt"))
    first, *_ = bulletin.tasks
    assert (first.fact["who"], first.fact["deadline"]) == ("Văn phòng Tỉnh ủy", "2026-03-31")
    assert {f.fact["unit"] for f in bulletin.figures} >= {"điểm cầu"}
    assert [r.name for r in bulletin.references] == ["57-NQ/TW"]


def test_an_empty_batch_is_an_empty_bulletin() -> None:
    assert bulletin_of([], lambda _: "") == Bulletin((), (), (), (), "", "")


def test_what_is_about_nothing_in_particular_is_other_news() -> None:
    bulletin, _ = _sketched(_file(article("Zxcv qwer\nAsdf ghjk zxcv bnm qwer tyui.\n"), "a.txt"))
    assert [g.subject for g in bulletin.groups] == [OTHER]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400).filter(lambda t: "\r" not in t))
def test_every_quote_is_the_text_at_its_place(words: str) -> None:
    document = article(MEETING + words)
    record = digest_json(digest_of(document))
    cited = [c for line in record["summary"] for c in line["citations"]] + record["headline_citations"]
    for name in ("people", "organisations", "figures", "references", "tasks"):
        cited += record[name]
    assert cited
    for c in cited:
        assert document.text[c["start"] : c["end"]] == c["quote"]


def test_a_digest_is_kept_as_it_was(tmp_path: Path) -> None:
    made = digest_document(article(MEETING), 60)
    store = DigestStore(tmp_path)
    key = Key("hash", "a.txt", "2")
    store.keep([(key, made)], "length=60")
    found = store.digested(key, "length=60", text=True)
    assert found is not None
    assert found.digest == made.digest
    assert found.text == made.text
    assert np.array_equal(found.vector, made.vector)
    assert all(np.array_equal(a.minima, b.minima) for a, b in zip(found.sketches, made.sketches, strict=True))
    assert store.digested(key, "length=90") is None
    assert store.kept([key], "length=60") == {key}
    assert digest_from(digest_body(made.digest)) == made.digest
    store.forget_versions("length=6")
    assert store.kept([key], "length=60") == {key}
    store.forget_versions("length=7")
    assert store.kept([key], "length=60") == set()


def test_what_cannot_be_kept_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "digests.sqlite3").write_bytes(b"not a database, but long enough to be taken for one" * 40)
    with pytest.raises(StorageError):
        DigestStore(tmp_path)
    assert open_digests(tmp_path).given("") == set()
    assert open_digests(tmp_path / "missing").given("") == set()
    assert not (tmp_path / "missing").exists()


def test_digests_of_what_is_held(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "tin"
    folder.mkdir()
    for name, text in (("a.txt", MEETING), ("b.txt", STORM), ("c.txt", MEETING.replace("Ngay sau", "Sau"))):
        (folder / name).write_text(text, encoding="utf-8")
    with writing(store) as writer:
        held = {Path(r.source).name: r.doc_id for r in sync(writer, [folder])}
    digests = Digests(store)
    digest = digests.of(held["b.txt"])
    assert digest.source.endswith("/tin/b.txt")
    whole = store.catalogue.document(held["b.txt"])
    assert whole is not None
    assert all(whole.text[line.start : line.end] == line.quote for line in digest.summary)
    assert len(digests.bulletin().stories) == 2
    assert [s.digest.doc_id for s in digests.bulletin([held["b.txt"], "none"]).stories] == [held["b.txt"]]
    assert digests.bulletin(since="2999-01-01").stories == ()
    due = Period("2026-03-01", "2026-03-31", 0, 0)
    assert {t.document.id for t in digests.tasks("van phong tinh uy", due)} == {held["a.txt"], held["c.txt"]}
    with writing(store) as writer:
        writer.remove([held["c.txt"]])
    assert [t.document.id for t in digests.tasks("Văn phòng")] == [held["a.txt"]]
    assert digests.kept.rows("SELECT count(*) FROM tasks_read") == [(2,)]
    with pytest.raises(UnknownDocument):
        digests.of("none")
    digests.warm()
    with writing(store) as writer:
        writer.remove([held["a.txt"]])
    digests.close()
    digests.warm()


def test_of_what_is_removed_meanwhile_nothing_is_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(MEETING, encoding="utf-8")
    with writing(store) as writer:
        [report] = sync(writer, [tmp_path / "a.txt"])
    digests = Digests(store)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("assistant.digest.digests.whole_document", lambda *_: None)
        assert not digests.of(report.doc_id).summary
    assert digests.of(report.doc_id).summary


def test_what_is_held_is_digested_as_its_file_is(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "tin"
    folder.mkdir()
    (folder / "a.txt").write_text(MEETING, encoding="utf-8")
    with writing(store) as writer:
        [report] = sync(writer, [folder])
    fresh = digest_document(read_document(folder / "a.txt", store.settings), 120)
    assert fresh.digest.references
    assert Digests(store).of(report.doc_id) == fresh.digest
