"""The sorts of thing that a question asks for, and which of them a sentence has."""

import pytest

from assistant.sorts import asked_together, tells


@pytest.mark.parametrize(
    ("question", "sorts"),
    [
        ("Diễn tập khi nào, ở đâu?", ("date", "place")),
        ("dien tap khi nao o dau", ("date", "place")),
        ("Ai chủ trì và họp ngày nào?", ("date", "person")),
        ("Diễn tập khi nào?", ()),
        ("Thời hạn là bao nhiêu ngày?", ()),
        ("Nội dung gì?", ()),
    ],
)
def test_two_things_may_be_asked_at_once(question: str, sorts: tuple[str, ...]) -> None:
    assert asked_together(question) == sorts


def test_a_place_is_told_where_something_is_put_there() -> None:
    assert tells("place", "Hội nghị họp tại xã Cồn Lau.")
    assert not tells("place", "Xã Cồn Lau báo cáo.")
    assert tells("date", "Sáng 5/3, hội nghị họp.")
