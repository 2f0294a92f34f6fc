"""Documents that disagree are both told, comparisons answer from both, and asides answer last."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.asides import with_asides
from assistant.evidence import Candidate
from assistant.pipeline import Assistant
from corpus.marked import marked
from corpus.records import Document, Kind, Mark, Metadata, Span
from corpus.settings import Settings
from index.records import Hit
from index.store import Store
from index.writer import writing

OLDER = "Tỉnh Hòa Lộc có 214 nhà văn hóa thôn đạt chuẩn.\nMỗi nhà văn hóa thôn được hỗ trợ 50 triệu đồng."
NEWER = "Tỉnh Hòa Lộc có 260 nhà văn hóa thôn đạt chuẩn.\nViệc nâng cấp nhà văn hóa thôn do xã đảm nhiệm."
FEES = "Điều 1. Học phí\nMức học phí của lớp ban ngày là {} nghìn đồng một tháng."
NEWS = (
    "Ủy ban nhân dân xã Thượng Lâm khánh thành cầu treo bắc qua suối Mây.\n"
    "Xem thêm: Cầu Bến Đò ở xã Hạ Lâm khánh thành ngày 12/9/2025."
)
FILLER = (
    "Chi bộ trường trung học họp bàn về phong trào đọc sách.",
    "Hội Nông dân tổ chức tập huấn kỹ thuật trồng nấm.",
    "Đoàn Thanh niên ra quân dọn vệ sinh bãi biển.",
    "Trạm y tế triển khai tiêm phòng cho trẻ em dưới năm tuổi.",
)


def document(doc_id: str, text: str, marks: tuple[Mark, ...] = (), **metadata: str) -> Document:
    return Document(doc_id, f"/{doc_id}.txt", doc_id, "txt", text, Metadata(**metadata), marks=marks)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("khac-nhau")
    aside = NEWS.index("Xem thêm")
    held = [
        document("cu", OLDER, title="Báo cáo năm 2024", number="11-BC/TU", kind="báo cáo", date="2024-12-20"),
        document("moi", NEWER, title="Báo cáo năm 2025", number="27-BC/TU", kind="báo cáo", date="2025-12-18"),
        document("qd41", FEES.format("350"), number="41-QĐ/TU", kind="quyết định", date="2024-08-01"),
        document("qd98", FEES.format("420"), number="98-QĐ/TU", kind="quyết định", date="2025-08-01"),
        document("tin", NEWS, (Mark(Span(aside, len(NEWS)), "aside"),), title="Cầu treo suối Mây"),
        *(document(f"khac{n}", text) for n, text in enumerate(FILLER)),
    ]
    with Store(Settings(data_dir=folder), light=True) as store:
        with writing(store) as writer:
            list(writer.add(held))
        yield Assistant(store)


def test_two_documents_with_different_figures_are_both_told_the_newer_first(assistant: Assistant) -> None:
    answer = assistant.ask("Tỉnh Hòa Lộc có bao nhiêu nhà văn hóa thôn đạt chuẩn?")
    assert [c.doc_id for c in answer.citations][:2] == ["moi", "cu"]
    assert "260" in answer.sentences[0].text
    assert "214" in answer.sentences[1].text
    assert "27-BC/TU (18/12/2025)" in answer.notice
    assert "11-BC/TU (20/12/2024)" in answer.notice


def test_one_document_that_is_named_is_not_contradicted(assistant: Assistant) -> None:
    answer = assistant.ask("Theo Báo cáo 11-BC/TU, tỉnh Hòa Lộc có bao nhiêu nhà văn hóa thôn đạt chuẩn?")
    assert {c.doc_id for c in answer.citations} == {"cu"}
    assert answer.notice == ""


def test_where_nothing_is_said_otherwise_there_is_no_notice(assistant: Assistant) -> None:
    assert assistant.ask("Mỗi nhà văn hóa thôn được hỗ trợ bao nhiêu triệu đồng?").notice == ""


@pytest.mark.parametrize("question", ["So sánh mức học phí trong Quyết định 41-QĐ/TU và Quyết định 98-QĐ/TU"])
def test_a_comparison_answers_from_both_documents(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.asks == "comparison"
    assert {c.doc_id for c in answer.citations} == {"qd41", "qd98"}
    assert "350" in answer.text
    assert "420" in answer.text


def test_running_text_answers_before_a_list_of_other_articles(assistant: Assistant) -> None:
    answer = assistant.ask("Cầu treo bắc qua suối Mây do ai khánh thành?")
    assert "Ủy ban nhân dân xã Thượng Lâm" in answer.sentences[0].text
    assert "Cầu Bến Đò" not in answer.sentences[0].text


def test_lines_beside_the_text_are_told() -> None:
    hit = Hit(1, 1.0, "d.0", "d", "d", Metadata(), Span(0, 30), "x" * 30)
    found = [Candidate(hit, "x", Span(at, at + 5), *[0.0] * 6) for at in (0, 10, 20)]
    lines: dict[str, list[tuple[Span, Kind]]] = {"d": [(Span(10, 20), "caption"), (Span(20, 30), "aside")]}
    assert [c.beside for c in with_asides(found, lines)] == [0.0, 1.0, 1.0]
    assert with_asides(found, {}) == found


def test_only_lines_of_the_kinds_asked_for_are_read(assistant: Assistant) -> None:
    rows = assistant.store.catalogue.rows
    assert marked(rows, ["tin", "cu"], ["aside"]) == {"tin": [(Span(NEWS.index("Xem thêm"), len(NEWS)), "aside")]}
    assert marked(rows, ["tin"], ["caption"]) == marked(rows, [], ["aside"]) == {}
