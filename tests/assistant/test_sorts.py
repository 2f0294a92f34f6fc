"""The sorts of thing that a question asks for, and which of them a sentence has."""

import pytest

from assistant.sorts import asked_together, tells


@pytest.mark.parametrize(
    ("question", "sorts"),
    [
        ("Diễn tập khi nào, ở đâu?", {"date", "place"}),
        ("dien tap khi nao o dau", {"date", "place"}),
        ("Ai chủ trì và họp ngày nào?", {"date", "person"}),
        ("Diễn tập khi nào?", set()),
        ("Thời hạn là bao nhiêu ngày?", set()),
        ("Nội dung gì?", set()),
        ("", set()),
    ],
)
def test_two_things_may_be_asked_at_once(question: str, sorts: set[str]) -> None:
    assert {part.wanted for part in asked_together(question)} == sorts


def test_each_is_told_with_the_words_that_it_is_asked_with() -> None:
    chairs, reports = asked_together("Ai chủ trì, ai báo cáo?")
    assert chairs.told_by("Đồng chí Trần Văn Lợi chủ trì hội nghị.")
    assert not reports.told_by("Đồng chí Trần Văn Lợi chủ trì hội nghị.")
    assert reports.told_by("Đồng chí Cao Minh Đức báo cáo.")


def test_a_place_is_told_where_something_is_put_there() -> None:
    assert tells("place", "Hội nghị họp tại xã Cồn Lau.")
    assert not tells("place", "Xã Cồn Lau báo cáo.")
    assert tells("date", "Sáng 5/3, hội nghị họp.")
