"""The very thing asked for, where there is no doubt which it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked_spans import asked_spans, with_asked_span
from assistant.question import analyse
from assistant.records import Answer, Sentence


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("Hội nghị diễn ra ngày nào?", "Hội nghị diễn ra ngày 5/3/2026 tại Hà Nội.", "ngày 5/3/2026"),
        ("Hội nghị diễn ra ngày nào?", "Sáng ngày 5 tháng 3 năm 2026, hội nghị khai mạc.", "ngày 5 tháng 3 năm 2026"),
        (
            "Phạm tội thì bị phạt tù bao nhiêu năm?",
            "2. Bị phạt tù từ 02 năm đến 07 năm.",
            "từ 02 năm đến 07 năm",
        ),
        ("Tỉnh dự trữ bao nhiêu tấn gạo?", "1. Dự trữ 1.200 tấn gạo và 45.000 thùng mì.", "1.200 tấn"),
        ("Mật khẩu tối thiểu mấy ký tự?", "2. Mật khẩu có ít nhất 12 ký tự.", "12 ký tự"),
        ("Ai chủ trì hội nghị?", "Đồng chí Trần Cẩm Tú chủ trì.", "Trần Cẩm Tú"),
    ],
)
def test_the_one_thing_asked_for(question: str, text: str, wanted: str) -> None:
    asked = analyse(question)
    answer = with_asked_span(Answer(question, question, (Sentence("Mở đầu.", (1,)), Sentence(text, (2,)))), asked)
    first, second = answer.sentences
    assert first.bold is None
    assert second.bold is not None
    assert second.bold.of(text) == wanted


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hội nghị diễn ra ngày nào?", "Từ ngày 5/3/2026 đến ngày 6/3/2026."),
        ("Tỉnh dự trữ bao nhiêu tấn gạo?", "Dự trữ 45.000 thùng mì."),
        ("Ai thay đồng chí Trần Cẩm Tú?", "Đồng chí Trần Cẩm Tú thôi giữ chức."),
        ("Nhiệm vụ của chi bộ?", "Họp ngày 5/3/2026."),
    ],
)
def test_nothing_where_it_is_not_sure(question: str, text: str) -> None:
    answer = with_asked_span(Answer(question, question, (Sentence(text, (1,)),)), analyse(question))
    assert answer.sentences[0].bold is None


@given(st.sampled_from(["Ngày nào?", "Bao nhiêu tấn?", "Bao lâu?", "Ai?"]), st.text(max_size=80))
def test_spans_lie_within_the_text(question: str, text: str) -> None:
    assert all(0 <= s.start < s.end <= len(text) for s in asked_spans(analyse(question), text))
