"""Structure of official documents and of news."""

import pytest

from corpus.outline import find_outline, path_at
from corpus.records import Heading


def paths(text: str, levels: tuple[int, ...] = (), title: str = "") -> dict[str, tuple[str, ...]]:
    """For each line the path at its first character."""
    outline = find_outline(text, levels, title)
    at = 0
    out = {}
    for line in text.split("\n"):
        out[line] = path_at(outline, at)
        at += len(line) + 1
    return out


def nests(outline: tuple[Heading, ...]) -> bool:
    """Whether levels start at 1 and never jump by more than one downwards."""
    before = 0
    for heading in outline:
        if not 1 <= heading.level <= before + 1:
            return False
        before = heading.level
    return True


LAW = """\
LUẬT
AN NINH MẠNG
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Phần thứ nhất
NHỮNG VẤN ĐỀ CHUNG
Chương I
QUY ĐỊNH CHUNG
VỀ AN NINH MẠNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về hoạt động bảo vệ an ninh quốc gia.
Điều 2. Giải thích từ ngữ
1. An ninh mạng là sự bảo đảm hoạt động trên không gian mạng.
2. Không gian mạng gồm:
a) Mạng viễn thông;
đ) Mạng máy tính.
Mục 1. TRÁCH NHIỆM
Điều 3. Điều khoản
Chương II
THI HÀNH
Điều 4.
1. Luật này có hiệu lực từ ngày 01 tháng 01 năm 2019."""


def test_a_law() -> None:
    found = paths(LAW)
    first = ("Phần thứ nhất", "Chương I")
    assert found["AN NINH MẠNG"] == ()
    assert found["VỀ AN NINH MẠNG"] == first
    assert found["Luật này quy định về hoạt động bảo vệ an ninh quốc gia."] == (*first, "Điều 1")
    assert found["1. An ninh mạng là sự bảo đảm hoạt động trên không gian mạng."] == (*first, "Điều 2", "Khoản 1")
    assert found["đ) Mạng máy tính."] == (*first, "Điều 2", "Khoản 2", "Điểm đ")
    assert found["Điều 3. Điều khoản"] == (*first, "Mục 1", "Điều 3")
    assert found["THI HÀNH"] == ("Phần thứ nhất", "Chương II")
    assert found["1. Luật này có hiệu lực từ ngày 01 tháng 01 năm 2019."][-3:] == ("Chương II", "Điều 4", "Khoản 1")
    assert nests(find_outline(LAW))


def test_the_heading_of_a_chapter_covers_its_title() -> None:
    headings = [heading.span.of(LAW) for heading in find_outline(LAW) if heading.label.startswith("Chương")]
    assert headings == ["Chương I\nQUY ĐỊNH CHUNG\nVỀ AN NINH MẠNG", "Chương II\nTHI HÀNH"]


def test_decimal_numbers_nest() -> None:
    text = """\
3. Điều 4: Giới thiệu và kết nạp
3.5. Về kết nạp lại người vào Đảng.
3.5.1. Người được xét kết nạp lại phải có đủ các điều kiện sau:
a) Có đủ điều kiện.
3.5.2. Đối tượng không xem xét.
4. Điều 5: Về thời hạn
4.1. Thời hạn tổ chức lễ kết nạp."""
    found = paths(text)
    assert found["a) Có đủ điều kiện."] == ("Mục 3", "Mục 3.5", "Mục 3.5.1", "Điểm a")
    assert found["3.5.2. Đối tượng không xem xét."] == ("Mục 3", "Mục 3.5", "Mục 3.5.2")
    assert found["4.1. Thời hạn tổ chức lễ kết nạp."] == ("Mục 4", "Mục 4.1")


def test_a_resolution() -> None:
    text = """\
Từ tình hình trên, Bộ Chính trị yêu cầu quán triệt các nội dung sau:
A- TÌNH HÌNH
I- QUAN ĐIỂM CHỈ ĐẠO
1. Phát triển khoa học là đột phá.
2- Tăng cường sự lãnh đạo.
II. MỤC TIÊU
B- TỔ CHỨC THỰC HIỆN
1. Ban Tuyên giáo chủ trì."""
    found = paths(text)
    assert found["2- Tăng cường sự lãnh đạo."] == ("Phần A", "Mục I", "Điểm 2")
    assert found["II. MỤC TIÊU"] == ("Phần A", "Mục II")
    assert found["1. Ban Tuyên giáo chủ trì."] == ("Phần B", "Điểm 1")


@pytest.mark.parametrize(
    "line",
    [
        "1.234.567 đồng được chi cho việc này.",
        "25/12 là ngày họp.",
        "2025 là năm cuối nhiệm kỳ.",
        "12 chuyên đề đã được trình bày.",
        "Điều 5 Điều lệ Đảng quy định rõ việc này.",
        "Phần lớn các đại biểu tán thành.",
        "Phần II của Nghị quyết nêu rõ các nhiệm vụ, giải pháp chủ yếu cần thực hiện trong nhiệm kỳ.",
        "Mục tiêu đến năm 2030 là rõ ràng.",
        "Chương trình hành động đã xác định.",
        "(sau đây gọi là Ban Chỉ đạo) có nhiệm vụ.",
        "V.I. Lênin đã viết về vấn đề này.",
    ],
)
def test_what_is_no_marker(line: str) -> None:
    assert find_outline(f"Mở đầu văn bản.\n{line}\nKết thúc văn bản.") == ()


def test_amendments_quoted_over_several_lines_open_no_sections() -> None:
    text = """\
Điều 1. Sửa đổi, bổ sung một số điều
1. Bổ sung Điều 8a như sau:
“Điều 8a. Quản lý
1. Chủ sở hữu có trách nhiệm.
2. Chính phủ quy định chi tiết Điều này.”.
2. Bãi bỏ Điều 9.
Điều 2. Hiệu lực"""
    found = paths(text)
    assert found["2. Chính phủ quy định chi tiết Điều này.”."] == ("Điều 1", "Khoản 1")
    assert found["2. Bãi bỏ Điều 9."] == ("Điều 1", "Khoản 2")


def test_sub_headlines_of_an_article() -> None:
    prose = "Đồng chí nhấn mạnh đây là nhiệm vụ rất quan trọng, cần triển khai khẩn trương, quyết liệt hơn."
    text = "\n".join(
        [
            "Tiêu đề của bài báo này",
            prose,
            "Bám sát mục tiêu, quan điểm chỉ đạo",
            prose,
            "KHÔNG LẤY TẬP THỂ CHE CÁ NHÂN",
            prose,
            "Ông Trần Văn A phát biểu. (Ảnh: TTXVN)",
            prose,
            "Đọc thêm",
            "Cơ cấu Trung ương khóa XIV",
            prose,
        ]
    )
    outline = find_outline(text, title="Tiêu đề của bài báo này")
    assert [(heading.level, heading.label) for heading in outline] == [
        (1, "Bám sát mục tiêu, quan điểm chỉ đạo"),
        (1, "KHÔNG LẤY TẬP THỂ CHE CÁ NHÂN"),
        (1, "Đọc thêm"),
        (2, "Cơ cấu Trung ương khóa XIV"),
    ]


def test_headings_that_the_format_marks() -> None:
    text = "Kế hoạch năm\nĐặt vấn đề\nNội dung gồm nhiều ý.\nCăn cứ pháp lý\nCác luật liên quan.\nKết luận"
    outline = find_outline(text, (1, 2, 0, 3, 0, 2), "Kế hoạch năm")
    assert [(h.level, h.label) for h in outline] == [(1, "Đặt vấn đề"), (2, "Căn cứ pháp lý"), (1, "Kết luận")]


def test_an_article_without_a_dot_and_one_whose_heading_breaks_over() -> None:
    text = """\
Điều 1 Phạm vi điều chỉnh
Văn bản này quy định về hồ sơ.
Điều 2. Trách nhiệm của cơ quan, tổ chức
trong việc quản lý hồ sơ
Cơ quan quản lý hồ sơ của mình, thực hiện theo quy định tại
Điều 5. Nghị định này thay thế nghị định trước.
Điều 3 Hiệu lực"""
    outline = find_outline(text)
    assert [h.label for h in outline] == ["Điều 1", "Điều 2", "Điều 3"]
    assert outline[1].span.of(text).endswith("trong việc quản lý hồ sơ")


def test_numbers_alone_on_their_lines() -> None:
    text = "Điều 1.\n1.\nĐảng viên có quyền được thông tin.\n2.\nỨng cử, đề cử.\na)\nBầu cử."
    found = paths(text)
    assert found["Ứng cử, đề cử."] == ("Điều 1", "Khoản 2")
    assert found["Bầu cử."] == ("Điều 1", "Khoản 2", "Điểm a")


def test_a_list_within_an_item_that_is_numbered_alike() -> None:
    text = "I. TỔ CHỨC\n1. Lãnh đạo:\n1. Ông A\n2. Ông B\n2- Cơ cấu gồm:\n1. Vụ Một\n2. Vụ Hai\nII. BIÊN CHẾ"
    found = paths(text)
    assert found["2. Ông B"] == ("Mục I", "Điểm 1", "Ý 2")
    assert found["2- Cơ cấu gồm:"] == ("Mục I", "Điểm 2")
    assert found["2. Vụ Hai"] == ("Mục I", "Điểm 2", "Ý 2")


def test_small_roman_numerals_stand_under_letters() -> None:
    text = "Điều 1. Hồ sơ\n1. Gồm:\na) Đơn;\nb) Cam kết:\n(i) Một;\n(ii) Hai;\nc) Khác."
    found = paths(text)
    assert found["(ii) Hai;"][-2:] == ("Điểm b", "Tiết ii")
    assert found["c) Khác."][-2:] == ("Khoản 1", "Điểm c")


def test_a_heading_that_ends_with_a_full_stop() -> None:
    text = "6.1. Chuyển sinh hoạt đảng.\nCấp ủy cơ sở làm thủ tục chuyển cho đảng viên.\n6.2. Kết nạp lại một lần."
    assert find_outline(text)[0].span.of(text) == "6.1. Chuyển sinh hoạt đảng."


def test_lines_that_are_no_body_text_are_never_headings() -> None:
    text = "Điều 1. Một\n1. | Hàng của bảng\nĐiều 9. Trong chú thích\nĐiều 2. Hai"
    outline = find_outline(text, (), "", ("body", "row", "note", "body"))
    assert [h.label for h in outline] == ["Điều 1", "Điều 2"]


def test_entries_of_a_table_of_contents_are_no_headings() -> None:
    text = "MỤC LỤC\nĐiều 1. Một ........ 2\nĐiều 2. Hai ........ 3\nĐiều 1. Một\nĐiều 2. Hai"
    assert [h.label for h in find_outline(text) if h.label.startswith("Điều")] == ["Điều 1", "Điều 2"]
