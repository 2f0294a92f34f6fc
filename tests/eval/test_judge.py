"""A language model's opinion of answers: what of its replies is understood, and what is put before it."""

from collections.abc import Iterator
from typing import Any

import pytest

from eval.judge import Opinion, judge_answers, read_opinion


@pytest.mark.parametrize(
    ("reply", "opinion"),
    [
        ("CĂN CỨ: có\nĐÚNG Ý: có", Opinion(True, True)),
        ("Căn cứ: không\nĐúng ý: có", Opinion(False, True)),
        ("**CĂN CỨ**: **Có**.\n**ĐÚNG Ý**: Không.", Opinion(True, False)),
        ("can cu: co\ndung y: khong", Opinion(True, False)),
        ("CĂN CỨ: có", None),
        ("CĂN CỨ: có\nCĂN CỨ: không\nĐÚNG Ý: có", None),
        ("CĂN CỨ: có hoặc không\nĐÚNG Ý: cố gắng", None),
        ("", None),
    ],
)
def test_only_two_plain_verdicts_are_an_opinion(reply: str, opinion: Opinion | None) -> None:
    assert read_opinion(reply) == opinion


class Judge:
    """A model that says what it is told to, in small pieces."""

    name = "giám khảo"
    count = staticmethod(len)

    def __init__(self, *replies: str):
        self._replies = list(replies)
        self.asked: list[str] = []

    def stream(self, system: str, user: str) -> Iterator[str]:
        self.asked.append(user)
        yield from self._replies.pop(0)


def entry(answer: str) -> dict[str, Any]:
    citations = [{"label": "Điều 1, Quy định 12-QĐ/TU", "quote": "Chợ có 84 gian {question}."}]
    return {"standalone": "Chợ có mấy gian?", "abstained": not answer, "answer": answer, "citations": citations}


def test_refusals_are_not_judged_and_replies_off_the_form_not_counted() -> None:
    entries = [entry("84 gian."), entry(""), entry("Nhiều gian."), entry("85 gian.")]
    judge = Judge("CĂN CỨ: có\nĐÚNG Ý: có", "Tôi thấy hay.", "CĂN CỨ: không\nĐÚNG Ý: có")
    said = judge_answers(judge, entries)
    assert said == {"model": "giám khảo", "answers": 3, "judged": 2, "faithful": 0.5, "relevant": 1.0}
    assert [e.get("judge") for e in entries] == [
        {"faithful": True, "relevant": True},
        None,
        None,
        {"faithful": False, "relevant": True},
    ]


def test_documents_stand_between_fences_that_they_cannot_know() -> None:
    judge = Judge(*["CĂN CỨ: có\nĐÚNG Ý: có"] * 2)
    judge_answers(judge, [entry("84 gian."), entry("84 gian.")])
    first, second = judge.asked
    assert "Chợ có 84 gian {question}." in first
    assert "Chợ có mấy gian?" in first
    assert first != second


def test_an_endless_reply_is_cut_short() -> None:
    class Endless(Judge):
        def stream(self, system: str, user: str) -> Iterator[str]:
            while True:
                yield "Tôi nghĩ rằng "

    assert judge_answers(Endless(), [entry("84 gian.")])["judged"] == 0
