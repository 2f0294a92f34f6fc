"""The tab of documents as HTML: what a list, a job and a document's page say, and that nothing in them is markup."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.corrections import Correction
from corpus.records import Document, Heading, Metadata, Span
from corpus.shelf import Details, Listed, ShelfPage
from index.store import Store
from index.sync import sync
from index.writer import writing
from ui.document_record import document_record
from ui.upload_log import Job, Upload
from ui.web.document_page import document_html, gone_html
from ui.web.documents_view import jobs_html, list_html, shell_html
from ui.web.language import words_of

VI, EN = words_of("vi"), words_of("en")
NASTY = "<script>alert(1)</script><img src=x onerror=1> \" ' & \u202e"


def listed(**values: object) -> Listed:
    row = Listed("d1", "/vb/cho.pdf", "Quản lý chợ", "12-QĐ/UB", "quyết định", "UBND", "2026-03-05", True, 1)
    return replace(row, **values)  # type: ignore[arg-type]


def page_of(*rows: Listed, found: int | None = None) -> ShelfPage:
    return ShelfPage(rows, len(rows) if found is None else found, 250, {"quyết định": 200, "": 50})


def test_the_list_shows_what_is_known_and_opens_each_document() -> None:
    page = page_of(listed())
    details = {"d1": Details(4, 9, "thay thế bởi 13-QĐ/UB", ("Trang 2 mờ.",))}
    html = list_html(page, details, VI, {"sort": "-date"})
    for said in ("Quản lý chợ", "12-QĐ/UB", "05/03/2026", "thay thế bởi 13-QĐ/UB", "Trang 2 mờ.", "1 trong 250"):
        assert said in html
    assert 'data-open="d1"' in html
    assert '<th scope="col" aria-sort="descending"><button class="vk-sorter" type="button" data-sort-by="date">' in html
    assert "1 of 250 documents" in list_html(page, details, EN, {})


def test_long_lists_are_paged() -> None:
    rows = [listed(doc_id=f"d{n}") for n in range(100)]
    html = list_html(page_of(*rows, found=250), {}, VI, {"offset": "100"})
    assert 'data-offset="0"' in html and 'data-offset="200"' in html
    assert "101–200 / 250" in html
    assert "vk-paging" not in list_html(page_of(listed(), found=1), {}, VI, {})


def test_an_empty_collection_says_how_to_fill_it_and_an_empty_result_that_it_is_one() -> None:
    assert "vankien ingest" in list_html(ShelfPage((), 0, 0, {}), {}, VI, {})
    assert "Không có tài liệu nào như vậy" in list_html(page_of(found=0), {}, VI, {})


def test_jobs_tell_each_files_fate_and_whether_there_is_more_to_come() -> None:
    files = (
        Upload(1, "a.pdf", "/u/a.pdf", 9, False, "waiting"),
        Upload(2, "b.pdf", "/u/b.pdf", 9, False, "added", "d2"),
        Upload(3, "c.pdf", "/u/c.pdf", 9, False, "failed", notes=("Tệp hỏng.",)),
    )
    busy = jobs_html([Job("j", "2026-03-05T01:02:03+00:00", files)], lambda upload: True, VI, waiting=True)
    assert 'data-busy="1"' in busy and "đang đọc" in busy and 'data-open="d2"' in busy and "Tệp hỏng." in busy
    assert "tiến trình khác" in busy and "data-dismiss" not in busy
    done = jobs_html([Job("j", "2026-03-05T01:02:03+00:00", files[1:])], lambda upload: False, VI, waiting=False)
    assert "data-busy" not in done and 'data-dismiss="j"' in done
    assert jobs_html([], lambda upload: False, VI, waiting=False) == ""


@pytest.fixture
def held(store: Store, tmp_path: Path) -> tuple[Store, Document]:
    path = tmp_path / "qd.txt"
    lines = [f"Điều {n}. Nội dung của điều thứ {n} nói về chợ và bến.\n" for n in range(1, 400)]
    path.write_text("QUYẾT ĐỊNH\nCăn cứ Nghị quyết số 57-NQ/TW;\n" + "".join(lines), encoding="utf-8")
    with writing(store) as writer:
        (report,) = sync(writer, [path])
    document = store.catalogue.document(report.doc_id)
    assert document
    return store, document


def test_a_documents_page_has_its_text_in_parts_and_shows_the_place_asked_for(held: tuple[Store, Document]) -> None:
    store, document = held
    record = document_record(store.catalogue, document, count=0)
    first = document_html(document, record, {}, VI)
    text = first.partition("vk-doc-text")[2]
    assert "Phần 1 / 4" in text and "điều thứ 1 " in text and "điều thứ 300 " not in text
    at = document.text.index("Điều 300.")
    there = document_html(document, record, {}, VI, at=at)
    assert '<p dir="auto" data-aim="1">Điều 300.' in there
    assert "57-NQ/TW" in first and "không có trong kho" in first
    assert "Phần 4 / 4" in document_html(document, record, {}, VI, part=99)


def test_a_corrected_field_says_what_was_read(held: tuple[Store, Document]) -> None:
    store, document = held
    record = document_record(store.catalogue, document, count=0)
    html = document_html(document, record, {"date": Correction("2026-03-05", "2025-01-02")}, VI)
    assert 'value="05/03/2026"' in html
    assert "máy đọc là: 02/01/2025" in html
    assert 'data-take-back="date"' in html


def test_nothing_that_comes_from_outside_is_markup(held: tuple[Store, Document]) -> None:
    store, document = held
    evil = replace(
        document,
        text=f"{NASTY}\n{NASTY}",
        source=f"/vb/{NASTY}",
        metadata=Metadata(*[NASTY] * 12),
        warnings=(NASTY,),
        outline=(Heading(Span(0, 5), 1, NASTY),),
    )
    record = document_record(store.catalogue, document, count=0)
    record["refers_to"] = [{**record["refers_to"][0], "number": NASTY, "kind": NASTY}]
    record["duplicates"] = [{"doc_id": NASTY, "source": NASTY, "title": NASTY}]
    upload = Upload(1, NASTY, NASTY, 1, False, "failed", notes=(NASTY,))
    row = listed(**dict.fromkeys(("doc_id", "source", "title", "number", "kind", "issuer", "date"), NASTY))
    for html in (
        document_html(evil, record, {"title": Correction(NASTY, NASTY)}, VI),
        list_html(page_of(row), {NASTY: Details(1, 1, NASTY, (NASTY,))}, VI, {"sort": NASTY}),
        list_html(ShelfPage((row,), 1, 1, {NASTY: 1}), {}, VI, {}),
        jobs_html([Job(NASTY, NASTY, (upload,))], lambda upload: False, VI, waiting=False),
    ):
        assert "<script" not in html and "<img src" not in html
        assert "\u202e" not in html
    assert "vk-back" not in gone_html(VI)


def test_both_languages_have_every_word() -> None:
    assert "Drop files here" in shell_html(EN, limit_mb=100)
    assert "Kéo thả tệp" in shell_html(VI, limit_mb=100)
