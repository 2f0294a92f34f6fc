"""An acronym that nothing found has or spells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.strange_acronyms import strange_acronym

TEXTS = [
    "Điểm trung bình học kỳ (ĐTBHK) dùng để xét học bổng. Sở Khoa học và Công nghệ chủ trì.",
    "Tổng sản phẩm trên địa bàn (GRDP) tăng 8 %. Mặt trận Tổ quốc phối hợp.",
]


@pytest.mark.parametrize(
    ("question", "acronym"),
    [("Mục đích của ĐTBCTL?", "ĐTBCTL"), ("GRDP và FDI của tỉnh?", "FDI"), ("CSĐT là gì?", "CSĐT")],
)
def test_it_is_told(question: str, acronym: str) -> None:
    assert strange_acronym(question, TEXTS) == acronym


@pytest.mark.parametrize(
    "question",
    [
        "ĐTBHK để làm gì?",
        "DTBHK de lam gi?",
        "Sở KHCN chủ trì việc gì?",
        "MTTQ làm gì?",
        "UBND tỉnh chủ trì việc gì?",
        "GRDP tăng bao nhiêu?",
        "ĐTBCTL LÀ GÌ?",
        "Theo Nghị quyết 57-NQ/TW và 12/2024/TT-BTTTT thì sao?",
        "Đại hội XIII bàn gì?",
        "điểm trung bình là gì",
        "",
    ],
)
def test_what_is_there_is_not_strange(question: str) -> None:
    assert strange_acronym(question, TEXTS) == ""


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_any_text(question: str, texts: list[str]) -> None:
    found = strange_acronym(question, texts)
    assert found == "" or found in question or len(found) >= 3
    assert strange_acronym(question, [*texts, question]) == ""
