"""Which lines belong to a list."""

import pytest

from assistant.lists import list_after
from corpus.records import Span

CLAUSES = (
    "3.5.1. Người được xét phải có đủ các điều kiện sau:\na) Đủ tiêu chuẩn.\nb) Ít nhất 36 tháng.\n"
    "- Trừ trường hợp khác.\nc) Đúng thủ tục.\n3.5.2. Đối tượng không xem xét."
)


def items(text: str, lead: str) -> list[str]:
    start = text.index(lead)
    return [s.of(text) for s in list_after(text, Span(start, start + len(lead)))]


def test_lettered_items_with_what_is_nested_in_them() -> None:
    assert items(CLAUSES, "3.5.1. Người được xét phải có đủ các điều kiện sau:") == [
        "a) Đủ tiêu chuẩn.",
        "b) Ít nhất 36 tháng.",
        "- Trừ trường hợp khác.",
        "c) Đúng thủ tục.",
    ]


def test_dashes_and_semicolons() -> None:
    assert items("Gồm:\n- một;\n- hai.\nHết.", "Gồm:") == ["- một;", "- hai."]
    assert items("Gồm:\nmột việc;\nhai việc;\nba việc.\nĐoạn khác.", "Gồm:") == ["một việc;", "hai việc;", "ba việc."]


@pytest.mark.parametrize("text", ["Gồm:", "Gồm:\nĐoạn văn thường.", "Gồm: một, hai.\n- khác"])
def test_no_list(text: str) -> None:
    assert items(text, "Gồm:") == []


def test_deeper_numbers_stay_inside_and_outer_ones_end_it() -> None:
    text = "2. Nhiệm vụ:\n2.1. Một.\n2.1.1. Trong một.\n2.2. Hai.\n3. Khác."
    assert items(text, "2. Nhiệm vụ:") == ["2.1. Một.", "2.1.1. Trong một.", "2.2. Hai."]
