"""Tasks out of speeches, chapters and tables."""

from dataclasses import replace

import pytest

from assistant.digest.abroad import is_foreign
from assistant.digest.facts import read_facts
from assistant.digest.records import Task
from assistant.digest.tasks import find_tasks
from corpus.records import Document, Mark, Metadata, Span
from tests.assistant.digest.made import article, document


def tasks(of: Document) -> list[tuple[str, str]]:
    return [(t.who, t.what) for t in read_facts(of).tasks]


def only(of: Document) -> Task:
    (task,) = read_facts(of).tasks
    return task


def test_what_a_speaker_asks_goes_to_whom_they_address() -> None:
    text = (
        "Đồng chí Lê An, Bí thư Tỉnh ủy đề nghị ngành Tổ chức xây dựng Đảng tập trung tham mưu nhân sự đại hội.\n"
        "Phối hợp chuẩn bị bầu cử các cấp, bảo đảm đúng luật.\n"
        "Các cơ quan trong Đảng bộ phải bám sát thực tiễn, nắm chắc tình hình.\n"
        "Năm 2026 là năm đầu tiên thực hiện nghị quyết."
    )
    unit = "ngành Tổ chức xây dựng Đảng"
    assert tasks(article(text)) == [
        (unit, "tập trung tham mưu nhân sự đại hội"),
        (unit, "Phối hợp chuẩn bị bầu cử các cấp, bảo đảm đúng luật"),
        ("Các cơ quan trong Đảng bộ", "bám sát thực tiễn, nắm chắc tình hình"),
    ]


def test_assignments_in_one_sentence_are_told_apart() -> None:
    text = (
        "Kết luận phiên họp, đồng chí Lê An, Bí thư Tỉnh ủy giao Văn phòng Tỉnh ủy hoàn thành cấp chữ ký số trước ngày "
        "31/3; giao Sở Y tế rà soát thuốc trước ngày 30/6/2026."
    )
    found = read_facts(article(text)).tasks
    assert [(t.who, t.deadline, t.authority) for t in found] == [
        ("Văn phòng Tỉnh ủy", "2026-03-31", "Lê An"),
        ("Sở Y tế", "2026-06-30", "Lê An"),
    ]


def test_a_quoted_demand_and_its_speaker() -> None:
    task = only(article("“Mỗi cán bộ phải thường xuyên tự soi, tự sửa”, Tổng Bí thư yêu cầu."))
    assert (task.who, task.what, task.authority) == ("Mỗi cán bộ", "thường xuyên tự soi, tự sửa", "Tổng Bí thư")


def test_words_of_people_without_an_office_bind_nobody() -> None:
    text = "Ông Lê An cho biết gia đình phải trả lại tiền.\nTheo yêu cầu của khách, quán đã giao hàng."
    assert tasks(article(text)) == []


PLAN = """TỈNH ỦY LAM SƠN HẠ
Số 15-CTr/TU
CHƯƠNG TRÌNH HÀNH ĐỘNG
về chuyển đổi số
I- MỤC TIÊU
1. Đến năm 2030
- Kinh tế số đạt tối thiểu 30% tổng sản phẩm.
II- NHIỆM VỤ, GIẢI PHÁP
1. Xây dựng cơ quan số
- Hình thành kho dữ liệu dùng chung của tỉnh.
- Sở Y tế chủ trì, phối hợp với Công an tỉnh, Sở Nội vụ xây dựng đề án bệnh án số trong quý I/2027.
III- TỔ CHỨC THỰC HIỆN
1. Văn phòng Tỉnh ủy theo dõi, định kỳ 6 tháng báo cáo kết quả.
2. Chương trình này có hiệu lực từ ngày ký."""


def test_chapters_of_a_programme() -> None:
    found = read_facts(document(PLAN, Metadata(kind="chương trình", issuer="Tỉnh ủy", date="2026-01-14"))).tasks
    assert [(t.who, t.partners, t.what, t.deadline) for t in found] == [
        ("", "", "Hình thành kho dữ liệu dùng chung của tỉnh", ""),
        ("Sở Y tế", "Công an tỉnh, Sở Nội vụ", "xây dựng đề án bệnh án số trong quý I/2027", "2027-01/2027-03"),
        ("Văn phòng Tỉnh ủy", "", "theo dõi, định kỳ 6 tháng báo cáo kết quả", "định kỳ 6 tháng"),
    ]
    assert found[1].product == "đề án bệnh án số"
    assert {t.authority for t in found} == {"Tỉnh ủy"}


def test_rows_of_a_table() -> None:
    header = "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm"
    row = "1 | Số hóa hồ sơ | Ban Tổ chức | - | 30/11/2026 | Cơ sở dữ liệu"
    text = f"{header}\n{row}"
    start = len(header) + 1
    made = document(text, Metadata(kind="kế hoạch"))
    task = only(replace(made, marks=(Mark(Span(start, len(text)), "row", header),)))
    assert (task.what, task.who, task.partners) == ("Số hóa hồ sơ", "Ban Tổ chức", "")
    assert (task.deadline, task.product, task.span.of(text)) == ("2026-11-30", "Cơ sở dữ liệu", row)


@pytest.mark.parametrize(
    ("sayer", "foreign"),
    [
        ("Bộ trưởng Quốc phòng Mỹ", True),
        ("Thủ tướng Đức Angela Merkel", True),
        ("Bộ trưởng Tài chính Singapore", True),
        ("Bộ trưởng Bộ Công Thương Trần Tuấn Anh", False),
        ("ông Anh", False),
        ("đồng chí Ksor Phước", False),
        ("Bí thư Tỉnh ủy Đắk Lắk", False),
        ("Chủ tịch UBND tỉnh", False),
    ],
)
def test_who_holds_office_abroad(sayer: str, foreign: bool) -> None:
    assert is_foreign(sayer) is foreign


def test_what_is_demanded_abroad_is_no_task_and_the_ministry_of_foreign_affairs_hands_nothing_over() -> None:
    abroad = "Bộ trưởng Quốc phòng Mỹ yêu cầu các đơn vị rà soát kho đạn trước ngày 30/4/2026."
    ministry = "Người phát ngôn Bộ Ngoại giao Trung Quốc cho biết hai bên đã trao đổi về chuyến thăm sắp tới."
    assert find_tasks(article(f"{abroad}\n{ministry}")) == ()


def test_standing_powers_of_a_statute_are_no_tasks_but_what_is_given_and_dated_is() -> None:
    text = (
        "Chương III\nTỔ CHỨC THỰC HIỆN\nĐiều 9. Trách nhiệm thực hiện\n"
        "1. Bộ Tài chính hướng dẫn việc thu, nộp phí quy định tại Nghị định này.\n"
        "2. Chính phủ giao Bộ Y tế xây dựng danh mục thuốc dự trữ của các tỉnh.\n"
        "3. Bộ Xây dựng có trách nhiệm rà soát các quy chuẩn xong trước ngày 30/6/2026."
    )
    found = read_facts(document(text, Metadata(kind="nghị định", date="2026-01-05"))).tasks
    assert [task.who for task in found if "thu, nộp phí" in task.what] == []
    assert any("danh mục thuốc" in task.what for task in found)
    assert [task.deadline for task in found if "quy chuẩn" in task.what] == ["2026-06-30"]


def test_rows_of_numbers_are_no_tasks() -> None:
    header = "Nội dung | Đơn vị thực hiện"
    text = f"{header}\n2 | 3\nRà soát kho thuốc | Sở Y tế"
    marks = tuple(
        Mark(Span(text.index(row), text.index(row) + len(row)), "row", header) for row in text.split("\n")[1:]
    )
    assert [task.who for task in find_tasks(replace(document(text, Metadata(kind="kế hoạch")), marks=marks))] == [
        "Sở Y tế"
    ]


def test_a_cell_or_a_name_without_a_space_is_read_at_once() -> None:
    long = "ơ" * 300_000
    marks = (Mark(Span(0, len(long) + 5), "row", "Nội dung | Đơn vị thực hiện"),)
    assert find_tasks(replace(document(f"{long} | Sở", Metadata(kind="kế hoạch")), marks=marks)) == ()
    assert not is_foreign(long)
