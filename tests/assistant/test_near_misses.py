"""The neighbour of what is asked about does not answer for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Candidate
from assistant.near_misses import on_the_point
from assistant.pipeline import Assistant
from assistant.question import analyse
from corpus.records import Metadata, Span
from corpus.settings import Settings
from index.records import Hit
from index.store import Store
from index.sync import sync
from index.writer import writing

MEETING = """Tiểu ban Tổ chức phục vụ Đại hội họp phiên thứ ba

Sáng 2/4, Tiểu ban Tổ chức phục vụ Đại hội họp phiên thứ ba tại trụ sở Tỉnh ủy Sơn Đà.

Cùng tham dự có Phó Chủ tịch Hội đồng nhân dân tỉnh Lê Thành Nhân và lãnh đạo các ban.

Chủ tịch UBND tỉnh Đỗ Quang Khải và Phó Chủ tịch UBND tỉnh Vũ Thị Nga phát biểu.

Ông Tạ Khắc Viên, nguyên Giám đốc Sở Tài chính, chúc mừng đồng chí Cao Minh Đức giữ chức Giám đốc Sở Tài chính.

Ông Tạ Khắc Viên, nguyên Giám đốc Sở Tài chính, nghỉ hưu.

Ông Đinh Hữu Phúc dự họp. Đồng chí Đinh Hữu Phúc, Trưởng Ban Tổ chức Tỉnh ủy, trình bày tờ trình.

Bí thư Tỉnh ủy Trần Văn Lợi chủ trì; Phó Bí thư Tỉnh ủy Nguyễn Thị Hòa báo cáo.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    root: Path = tmp_path_factory.mktemp("near")
    (root / "in").mkdir()
    (root / "in" / "tin.txt").write_text(MEETING, encoding="utf-8")
    with Store(Settings(data_dir=root / "data"), light=True) as store:
        with writing(store) as writer:
            assert {r.status for r in sync(writer, [root / "in"])} == {"added"}
        yield Assistant(store, sure=lambda _q, _h, chosen, *_, **__: float(bool(chosen)))


@pytest.mark.parametrize(
    "question",
    [
        "Chủ tịch Hội đồng nhân dân tỉnh là ai?",
        "ai la chu tich hoi dong nhan dan tinh",
        "Tiểu ban Tổ chức họp phiên thứ tư khi nào?",
        "tieu ban to chuc hop phien thu 4 khi nao",
    ],
)
def test_the_neighbour_alone_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).abstained


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Phó Chủ tịch Hội đồng nhân dân tỉnh là ai?", "Lê Thành Nhân"),
        ("Chủ tịch Ủy ban nhân dân tỉnh là ai?", "Đỗ Quang Khải"),
        ("Ông Đinh Hữu Phúc giữ chức vụ gì?", "Trưởng Ban Tổ chức Tỉnh ủy"),
        ("Giám đốc Sở Tài chính là ai?", "Cao Minh Đức"),
        ("Bí thư Tỉnh ủy là ai?", "Trần Văn Lợi"),
        ("Tiểu ban Tổ chức họp phiên thứ ba khi nào?", "2/4"),
        ("tieu ban to chuc hop phien thu 3 khi nao", "2/4"),
    ],
)
def test_what_is_asked_about_is_still_found(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).text


def test_the_figure_of_another_year_is_no_answer() -> None:
    lines = ("Năm 2026: kinh tế số đạt 13,5%.", "Kinh tế số đạt 25%.", "Năm 2030, kinh tế số đạt 26%.")
    asked = analyse("Đến năm 2030 kinh tế số phải đạt bao nhiêu phần trăm?")
    found = [_candidate(line) for line in lines]
    assert [c.text for c in on_the_point(asked, found)] == list(lines[1:])
    assert on_the_point(asked, found[:1]) == found[:1]
    assert on_the_point(analyse("Năm 2026 và năm 2030 đạt bao nhiêu phần trăm?"), found) == found


def _candidate(text: str) -> Candidate:
    hit = Hit(1, 1.0, "0.0", "0", "0", Metadata(), Span(0, len(text)), text)
    return Candidate(hit, text, hit.span, *[0.0] * 6)


@given(st.text(alphabet="phó chủ tịch thứ IVX4 , phiên là ai", max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert on_the_point(analyse(f"{text} Chủ tịch là ai?"), []) == []
