"""Tasks out of speeches, chapters and tables."""

from dataclasses import replace

from assistant.digest.facts import read_facts
from assistant.digest.records import Task
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
