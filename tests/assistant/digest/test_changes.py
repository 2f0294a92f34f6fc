"""What changed between two versions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.digest.changes import compare_documents
from corpus.records import Metadata
from tests.assistant.digest.made import document

OLD = """QUY ĐỊNH
Điều 1. Phạm vi điều chỉnh
Quy định này nói về chế độ học tập của cấp ủy viên các cấp.
Điều 2. Thời gian học tập
Cấp ủy viên học tập mỗi năm một lần, không quá ba ngày.
Điều 3. Kinh phí bảo đảm
Ngân sách địa phương bảo đảm kinh phí cho các lớp học."""
NEW = OLD.replace("một lần", "hai lần").replace(
    OLD[OLD.index("Điều 3") :], "Điều 3. Khen thưởng, kỷ luật\nAi vắng mặt thì bị phê bình trước chi bộ."
)
QUY_DINH = Metadata(kind="quy định")


def test_clauses_that_were_kept_changed_removed_and_added() -> None:
    changes = compare_documents(document(OLD, QUY_DINH), document(NEW, QUY_DINH))
    told = [(c.status, (c.newer or c.older).label) for c in changes if (c.newer or c.older)]  # type: ignore[union-attr]
    assert told == [
        ("same", "Phần đầu"),
        ("same", "Điều 1"),
        ("changed", "Điều 2"),
        ("added", "Điều 3"),
        ("removed", "Điều 3"),
    ]
    edits = [edit for edit in changes[2].edits if edit[0] != "same"]
    assert edits == [("removed", "một"), ("added", "hai")]


def test_a_clause_is_followed_to_its_new_number() -> None:
    moved = OLD.replace("Điều 2.", "Điều 9.")
    changes = compare_documents(document(OLD, QUY_DINH), document(moved, QUY_DINH))
    assert ("Điều 2", "Điều 9") in [(c.older.label, c.newer.label) for c in changes if c.older and c.newer]


words = st.text(alphabet="ab Đ1.;\n", max_size=80)


@settings(deadline=None)
@given(words, words)
def test_edits_hold_both_texts(a: str, b: str) -> None:
    older, newer = document(a, Metadata()), document(b, Metadata())
    for change in compare_documents(older, newer):
        kept = {kind: "".join(t for k, t in change.edits if k in ("same", kind)) for kind in ("added", "removed")}
        if change.newer:
            assert kept["added"] == change.newer.span.of(b)
        if change.older:
            assert kept["removed"].split() == change.older.span.of(a).split()
