"""Who cites a document, and what has become of it since."""

from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.mentions import number_of
from corpus.records import Document, Metadata, Passage, Span
from corpus.references import find_references
from corpus.rows import document_key

OLD, NEW = "232-QĐ/TW", "294-QĐ/TW"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite3")


def put(catalogue: Catalogue, name: str, text: str, **metadata: str) -> None:
    meta = Metadata(**({"kind": "quy định"} | metadata))
    document = Document(
        id=name,
        source=f"/kho/{name}.txt",
        content_hash=f"h-{name}",
        format="txt",
        text=text,
        metadata=meta,
        references=find_references(text, meta.number),
    )
    catalogue.intend(document, [Passage(name, 0, Span(0, len(text)), text)])
    catalogue.publish([document_key(document)])


def test_who_cites_a_document(catalogue: Catalogue) -> None:
    put(catalogue, "a", "Căn cứ Nghị quyết số 57-NQ/TW;\nNghị quyết số 57-NQ/TW; NQ57", date="2025-01-02")
    put(catalogue, "b", "Nghị quyết 57 đã mở đường.", date="2026-01-02", kind="bài báo")
    put(catalogue, "c", "Thông tư 57/2025/TT-BCT; Chỉ thị 57", date="2026-01-02")
    found = [(c.doc_id, c.relation, c.count, c.start) for c in catalogue.citing("57 – nq/tw")]
    assert found == [("b", "cites", 1, 0), ("a", "bases", 1, 7), ("a", "cites", 2, 31)]
    assert [c.doc_id for c in catalogue.citing("57/2025/TT-BCT")] == ["c"]
    assert catalogue.citing("58-NQ/TW") == catalogue.citing("") == []
    assert [r.relation for r in catalogue.references("a")] == ["bases", "cites", "cites"]


def test_what_people_call_a_document(catalogue: Catalogue) -> None:
    put(catalogue, "a", "Căn cứ Nghị quyết số 57-NQ/TW.")
    for name in (
        "57-NQ/TW",
        "57 – nq/tw",
        "Nghị quyết số 57-NQ/TW",
        "nghị quyết 57",
        "NQ57",
        "Nghị quyết 57 của Bộ Chính trị",
    ):
        assert number_of(catalogue.rows, name) == "57-NQ/TW"
        assert [c.doc_id for c in catalogue.citing(name)] == ["a"]
    put(catalogue, "b", "Nghị quyết 68 và Chỉ thị 57.")
    assert number_of(catalogue.rows, "nghị quyết 68") == "68"  # nowhere in full
    assert [c.doc_id for c in catalogue.citing("nghị quyết 68")] == ["b"]
    assert catalogue.citing("chỉ thị 68") == []
    assert number_of(catalogue.rows, "Điều lệ Đảng") == number_of(catalogue.rows, "") == ""


def test_documents_known_by_name(catalogue: Catalogue) -> None:
    put(catalogue, "a", "Theo Điều lệ Đảng và Nghị quyết Đại hội 14 của Đảng.")
    assert [c.doc_id for c in catalogue.citing("Điều lệ Đảng")] == ["a"]
    assert [c.doc_id for c in catalogue.citing("Nghị quyết Đại hội XIV")] == ["a"]
    assert [c.doc_id for c in catalogue.citing("Nghị quyết Đại hội lần thứ 14")] == ["a"]


def test_a_later_document_changes_the_standing_of_an_earlier_one(catalogue: Catalogue) -> None:
    put(catalogue, "cu", "Điều 1. Nội dung.", number=OLD, date="2025-01-20")
    assert catalogue.standing([OLD]) == {}
    put(catalogue, "moi", f"Quy định này thay thế Quy định số {OLD}.", number=NEW, date="2025-05-26")
    assert catalogue.standing([OLD, NEW, ""]) == {OLD: f"thay thế bởi {NEW}"}
    [shown] = catalogue.numbered(OLD)
    assert shown.metadata.status == f"thay thế bởi {NEW}"
    assert {d.id: d.metadata.status for d in catalogue.documents()} == {"cu": f"thay thế bởi {NEW}", "moi": ""}
    assert {p.metadata.status for p in catalogue.passages("cu")} == {f"thay thế bởi {NEW}"}
    revision = catalogue.revision(catalogue.keys("ready")[0])
    assert revision is not None
    assert revision.metadata.status == ""  # as it was read: what is written again must not keep it
    catalogue.withdraw(["moi"])
    assert catalogue.standing([OLD]) == {}


def test_amendments_are_listed_by_date_and_replacement_wins(catalogue: Catalogue) -> None:
    put(catalogue, "b", f"Điều 1. Sửa đổi Điều 2 Quy định số {OLD}.", number="30-QĐ/TW", date="2026-02-01")
    put(catalogue, "a", f"Điều 1. Sửa đổi Điều 1 Quy định số {OLD}.", number="29-QĐ/TW", date="2026-01-01")
    assert catalogue.standing([OLD]) == {OLD: "sửa đổi bởi 29-QĐ/TW, 30-QĐ/TW"}
    put(catalogue, "c", f"Bãi bỏ Quy định số {OLD}.", number="31-QĐ/TW", date="2026-03-01")
    assert catalogue.standing([OLD]) == {OLD: "thay thế bởi 31-QĐ/TW"}


@pytest.mark.parametrize(("kind", "number"), [("bài báo", ""), ("kế hoạch", "5-KH/TW"), ("quy định", "")])
def test_news_and_plans_replace_nothing(catalogue: Catalogue, kind: str, number: str) -> None:
    put(catalogue, "tin", f"Bãi bỏ Quy định số {OLD}.", kind=kind, number=number)
    assert catalogue.standing([OLD]) == {}


def test_what_a_file_says_of_itself_stands(catalogue: Catalogue) -> None:
    put(catalogue, "cu", "Văn bản.", number=OLD, status="hết hiệu lực")
    put(catalogue, "moi", f"Quy định này thay thế Quy định số {OLD}.", number=NEW)
    assert catalogue.numbered(OLD)[0].metadata.status == "hết hiệu lực"
