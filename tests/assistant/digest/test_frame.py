"""The control frame of a document."""

from assistant.digest.facts import read_facts
from assistant.digest.frame import control_frame
from corpus.records import Metadata
from tests.assistant.digest.made import document
from tests.assistant.digest.test_tasks import PLAN


def test_goals_checkpoints_and_tasks_by_unit() -> None:
    of = document(PLAN, Metadata(kind="chương trình", date="2026-01-14"))
    frame = control_frame(of, read_facts(of))
    (goal,) = frame.goals
    assert (goal.text, goal.by) == ("Kinh tế số đạt tối thiểu 30% tổng sản phẩm", "2030")
    assert [(f.value, f.unit) for f in goal.figures] == [("30", "%")]
    assert [(c.by, c.who) for c in frame.checkpoints] == [
        ("2027-01/2027-03", "Sở Y tế"),
        ("định kỳ 6 tháng", "Văn phòng Tỉnh ủy"),
    ]
    assert [(who, len(tasks)) for who, tasks in frame.units] == [("Sở Y tế", 1), ("Văn phòng Tỉnh ủy", 1), ("", 1)]
