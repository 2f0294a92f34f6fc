"""Questions on tasks: who is to do what by when, from a programme of ours; and what is left to the search."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.deadlines import find_due
from assistant.findings import ENGINE
from assistant.pipeline import Assistant
from assistant.records import ABSTENTION, Answer, Choices
from assistant.task_questions import understood
from corpus.settings import Settings
from index.embedder import HashEmbedder
from index.store import Store
from index.sync import sync
from index.writer import writing

TODAY = date(2026, 5, 10)
PROGRAMME = """ĐẢNG CỘNG SẢN VIỆT NAM
TỈNH ỦY SƠN ĐÀ
Số 21-CTr/TU
Sơn Đà, ngày 14 tháng 01 năm 2026
CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện nghị quyết về chuyển đổi số
I. NHIỆM VỤ
1. Sở Tài chính tham mưu phân bổ kinh phí, nộp báo cáo Tỉnh ủy trước ngày 30/6/2026.
2. Văn phòng Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ ban hành quy chế văn thư trong quý II/2026.
3. Ban Tổ chức Tỉnh ủy số hóa hồ sơ đảng viên, hoàn thành trước ngày 30/11/2026.
4. Các cấp ủy phải kiểm tra việc thực hiện hằng quý.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Nguyễn Thị Hòa
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("kho")
    (folder / "ctr.txt").write_text(PROGRAMME, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.store.load_embedder", lambda settings, light=False: HashEmbedder(64))
        with Store(Settings(data_dir=tmp_path_factory.mktemp("data"))) as store:
            with writing(store) as writer:
                assert {r.status for r in sync(writer, [folder])} == {"added"}
            yield Assistant(store)


def _ask(assistant: Assistant, question: str, today: date = TODAY) -> Answer:
    return assistant.ask(question, choices=Choices(today=today))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Ban Tổ chức Tỉnh ủy được giao những việc gì trong năm 2026?", "số hóa hồ sơ đảng viên"),
        ("ban to chuc tinh uy duoc giao nhung viec gi trong nam 2026", "số hóa hồ sơ đảng viên"),
        ("Ai phải nộp báo cáo trước 30/6?", "Sở Tài chính"),
        ("ai phai nop bao cao truoc 30/6", "Sở Tài chính"),
        ("Việc nào đến hạn trong quý II/2026?", "ban hành quy chế văn thư"),
        ("viec nao den han trong quy 2 nam 2026", "ban hành quy chế văn thư"),
        ("Tháng tới có việc gì phải làm?", "phân bổ kinh phí"),
        ("Theo Chương trình 21-CTr/TU, Sở Nội vụ được giao việc gì?", "quy chế văn thư"),
        ("Đơn vị nào phải số hóa hồ sơ đảng viên trước tháng 12/2026?", "Ban Tổ chức Tỉnh ủy"),
    ],
)
def test_tasks_answer_with_the_words_that_assign_them(assistant: Assistant, question: str, said: str) -> None:
    answer = _ask(assistant, question)
    assert answer.engine == ENGINE
    assert said.lower() in answer.text.lower()
    for citation in answer.citations:
        assert citation.quote in PROGRAMME
    assert all(s.citations for s in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "Ai phải nộp báo cáo trước 30/6/2031?",
        "Việc nào đến hạn trong quý I/2029?",
        "Văn phòng Tỉnh ủy được giao việc gì trong năm 2031?",
    ],
)
def test_none_is_said_to_be_none(assistant: Assistant, question: str) -> None:
    answer = _ask(assistant, question)
    assert answer.abstained
    assert answer.text == ABSTENTION
    assert answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "Sở Y tế được giao việc gì?",
        "Văn phòng Tỉnh ủy có nhiệm vụ gì?",
        "Khi bị mất thẻ đảng viên, tôi phải làm gì?",
        "Ai ký Chương trình 21-CTr/TU?",
        "Đồng chí Hoàng Minh Khôi được phân công nhiệm vụ gì?",
    ],
)
def test_other_questions_are_left_to_others(assistant: Assistant, question: str) -> None:
    answer = _ask(assistant, question)
    assert "được giao" not in answer.text
    assert "việc đến hạn" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Nghị quyết đặt mục tiêu gì đến năm 2030?",
        "Đến năm 2030, phải làm gì?",
        "Nhiệm vụ đến năm 2045?",
        "Ai chịu trách nhiệm thực hiện mục tiêu đến năm 2030?",
        "Ai chịu trách nhiệm thực hiện trong năm 2031?",
        "Ai sẽ dự hội nghị ngày 12/6/2031?",
        "Hằng năm các cấp ủy phải làm gì trong tháng 5?",
    ],
)
def test_what_the_tasks_know_nothing_of_is_searched_for(assistant: Assistant, question: str) -> None:
    answer = _ask(assistant, question)
    assert "đến hạn" not in answer.reason
    assert "việc" not in answer.text or answer.engine != ENGINE


def test_a_year_in_a_reports_name_is_no_deadline(assistant: Assistant) -> None:
    answer = _ask(assistant, "Ai được giao hoàn thiện Báo cáo tổng kết công tác năm 2025?")
    assert "đến hạn" not in answer.reason


def test_who_only_works_with_others_is_told_so(assistant: Assistant) -> None:
    answer = _ask(assistant, "Sở Nội vụ được giao những việc gì trong năm 2026?")
    assert "phối hợp với Văn phòng Tỉnh ủy" in answer.text


def test_a_day_without_a_year_is_looked_for_in_years_around(assistant: Assistant) -> None:
    assert "30/06/2026" in _ask(assistant, "Ai phải nộp báo cáo trước 30/6?", date(2025, 12, 1)).text
    assert "30/06/2026" in _ask(assistant, "Ai phải nộp báo cáo trước 30/6?", date(2027, 1, 5)).text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Việc nào đến hạn trong quý II/2026?", "2026-04-01", "2026-06-30"),
        ("trước ngày 30/6/2026", "2026-01-01", "2026-06-30"),
        ("trước năm 2030", "", "2029-12-31"),
        ("tuần tới có việc gì", "2026-05-11", "2026-05-17"),
        ("quý tới", "2026-07-01", "2026-09-30"),
        ("sang năm", "2027-01-01", "2027-12-31"),
        ("tháng 12 có việc gì", "2026-12-01", "2026-12-31"),
        ("việc nào quá hạn", "", "2026-05-09"),
        ("viec nao sap den han", "2026-05-10", "2026-06-09"),
    ],
)
def test_periods_by_which_things_are_due(text: str, first: str, last: str) -> None:
    due = find_due(text, TODAY)
    assert due
    assert (due.periods[0].first, due.periods[0].last) == (first, last)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    due = find_due(text, TODAY)
    understood(due.text if due else text, due is not None)


def test_hostile_questions_take_no_time() -> None:
    for text in ("viec " * 400, "se da phai can " * 200 + "gi", "duoc giao viec gi " * 150, "12/12 " * 300):
        due = find_due(text[:2000], TODAY)
        understood(" ".join((due.text if due else text).split()[:40]), True)
