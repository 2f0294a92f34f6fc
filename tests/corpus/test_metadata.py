"""What documents say about themselves, and nothing they say about others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.metadata import find_metadata
from corpus.reading import read_document
from corpus.settings import Settings
from tests.conftest import TESTDATA, needs_testdata

REGULATION = [
    "BAN CHẤP HÀNH TRUNG ƯƠNG",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Số 294-QĐ/TW",
    "Hà Nội, ngày 26 tháng 5 năm 2025",
    "QUY ĐỊNH",
    "THI HÀNH ĐIỀU LỆ ĐẢNG",
    "- Căn cứ Quyết định số 99-QĐ/TW ngày 01 tháng 02 năm 2020;",
    "1. Điều 1: Tuổi đời",
    "Nơi nhận:",
    "T/M BAN BÍ THƯ",
    "Trần Cẩm Tú",
]


def test_a_party_letterhead() -> None:
    found = find_metadata(REGULATION, {}, "a.pdf")
    assert found.number == "294-QĐ/TW"
    assert found.kind == "quy định"
    assert found.date == "2025-05-26"
    assert found.place == "Hà Nội"
    assert found.title == "Quy định thi hành Điều lệ Đảng"
    assert found.signed_by == "Trần Cẩm Tú"
    assert found.issuer == "Ban Bí thư"  # the signature says who issued it under the Central Committee's letterhead


@pytest.mark.parametrize("order", [(0, 1, 3, 2), (2, 0, 3, 1), (1, 0, 2, 3)])
def test_the_order_of_cells_does_not_matter(order: tuple[int, ...]) -> None:
    lines = [REGULATION[i] for i in order] + REGULATION[4:]
    assert find_metadata(lines, {}, "a.pdf") == find_metadata(REGULATION, {}, "a.pdf")


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("Số: 57-NQ/TW", "NGHỊ QUYẾT", "57-NQ/TW"),
        ("Số: 03/NQ-CP", "NGHỊ QUYẾT", "03/NQ-CP"),
        ("Số 3260-KH/ĐĐQH15", "KẾ HOẠCH", "3260-KH/ĐĐQH15"),
        ("Số: 28/2025/TT-BXD", "THÔNG TƯ", "28/2025/TT-BXD"),
        ("Số:  53   /2025/TT-BYT", "THÔNG TƯ", "53/2025/TT-BYT"),
        ("Luật số: 24/2018/QH14", "LUẬT", "24/2018/QH14"),
        ("Nghị quyết số: 88/2025/UBTVQH15", "NGHỊ QUYẾT", "88/2025/UBTVQH15"),
        ("SỐ: 12-CT/TU", "CHỈ THỊ", "12-CT/TU"),
        ("Số 15-KL/TW", "KẾT LUẬN", "15-KL/TW"),
    ],
)
def test_numbers(line: str, kind: str, number: str) -> None:
    lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", line, "Hà Nội, ngày 9 tháng 6 năm 2025", kind, "Về một việc"]
    found = find_metadata(lines, {}, "a")
    assert (found.number, found.kind) == (number, kind.lower())


def test_a_number_that_is_only_mentioned_is_not_the_documents_own() -> None:
    lines = [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "KẾ HOẠCH",
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024",
        "Căn cứ Số 12-CT/TW;",
        "Số 18-NQ/TW là nghị quyết quan trọng.",
    ]
    assert find_metadata(lines, {}, "a").number == ""


def test_a_document_introduced_by_an_article() -> None:
    lines = [
        "Nghị quyết số 57-NQ/TW",
        "Thay mặt Bộ Chính trị, Tổng Bí thư Tô Lâm đã ký ban hành Nghị quyết số 57-NQ/TW (ngày 22/12/2024) của Bộ Chính"
        " trị về đột phá phát triển khoa học, công nghệ.",
    ]
    found = find_metadata(lines, {}, "a.md")
    assert (found.number, found.kind, found.date) == ("57-NQ/TW", "nghị quyết", "2024-12-22")
    assert (found.issuer, found.signed_by) == ("Bộ Chính trị", "Tô Lâm")
    assert found.title == "Nghị quyết về đột phá phát triển khoa học, công nghệ"


PROSE = "Sáng 2/4, tại Trụ sở Trung ương Đảng, Tiểu ban Tổ chức phục vụ Đại hội XIV của Đảng họp phiên thứ ba."


def test_news() -> None:
    headline = find_metadata(["Bám sát thực tiễn để triển khai", PROSE], {"date": "2025-04-02"}, "a.txt")
    assert (headline.title, headline.kind, headline.date) == (
        "Bám sát thực tiễn để triển khai",
        "bài báo",
        "2025-04-02",
    )
    assert find_metadata([PROSE, PROSE], {}, "a.txt").title == PROSE.rstrip(".")
    long = find_metadata([PROSE.rstrip(".") + ", " + PROSE], {}, "a.txt").title
    assert len(long) <= 121
    assert long.endswith("…")
    assert find_metadata(["(Ngày Nay) - " + PROSE], {"date": "2025-04-02"}, "a").title == PROSE.rstrip(".")


def test_a_headline_kept_at_the_end() -> None:
    lines = [PROSE, "Hoàn thành nhiệm vụ./.", "Đảng ủy triển khai Nghị quyết Đại hội XIV", "Ông A chủ trì Hội nghị."]
    assert find_metadata(lines, {"date": "2026-02-09"}, "a").title == "Đảng ủy triển khai Nghị quyết Đại hội XIV"


def test_nothing_is_invented() -> None:
    found = find_metadata(["một hai ba bốn năm"], {}, "ghi_chu.txt")
    assert (found.number, found.kind, found.date, found.issuer, found.signed_by) == ("", "", "", "", "")
    assert find_metadata([], {}, "ghi_chu.txt").title == "ghi chu"


@needs_testdata
@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("party_pdf/quydinh294.pdf", ("294-QĐ/TW", "quy định", "Ban Chấp hành Trung ương", "2025-05-26")),
        ("party_pdf/huongdan06.pdf", ("06-HD/TW", "hướng dẫn", "Ban Bí thư", "2025-06-09")),
        ("party_text/nghi-quyet-57-NQ-TW-2024.md", ("57-NQ/TW", "nghị quyết", "Bộ Chính trị", "2024-12-22")),
        (
            "party_text/nghi-quyet-20-NQ-TW-2012.md",
            ("20-NQ/TW", "nghị quyết", "Ban Chấp hành Trung ương", "2012-11-01"),
        ),
        ("party_text/nghi-quyet-03-NQ-CP-2025.md", ("03/NQ-CP", "nghị quyết", "Chính phủ", "2025-01-09")),
        (
            "party_text/ke-hoach-3260-KH-DDQH15-2025.md",
            ("3260-KH/ĐĐQH15", "kế hoạch", "Đảng đoàn Quốc hội", "2025-01-10"),
        ),
        ("party_text/BCD57-thong-bao-phien-1.md", ("", "bài báo", "", "2025-01-20")),
        ("docx/LUATANNINHMANG.docx", ("24/2018/QH14", "luật", "Quốc hội", "2018-06-12")),
        ("docx/LUATTRITUENHANTAO.docx", ("134/2025/QH15", "luật", "Quốc hội", "2025-12-10")),
        ("html/doc_000028.html", ("49/2026/NĐ-CP", "nghị định", "Chính phủ", "2026-01-31")),
        ("html/doc_000114.html", ("88/2025/UBTVQH15", "nghị quyết", "Ủy ban Thường vụ Quốc hội", "2025-07-10")),
        ("html/doc_000293.html", ("55/2025/TT-NHNN", "thông tư", "Ngân hàng Nhà nước Việt Nam", "2025-12-26")),
        ("html/doc_000465.html", ("53/2025/TT-BYT", "thông tư", "Bộ Y tế", "2025-12-31")),
        ("../../seeds/000_a0de6fec137e7a2b.txt", ("", "bài báo", "", "2026-02-09")),
        ("../../seeds/003_f6d3ed303b79c583.txt", ("", "bài báo", "", "2025-04-02")),
    ],
)
def test_real_documents(path: str, wanted: tuple[str, str, str, str], settings: Settings) -> None:
    found = read_document(TESTDATA / "data/documents" / path, settings).metadata
    assert (found.number, found.kind, found.issuer, found.date) == wanted


@needs_testdata
def test_real_headlines(settings: Settings) -> None:
    seeds = sorted((TESTDATA / "seeds").glob("*.txt"))
    titles = [read_document(path, settings).metadata.title for path in seeds]
    assert titles[0] == "Đảng ủy các cơ quan Đảng Trung ương triển khai Nghị quyết Đại hội XIV"
    assert titles[3] == "Bám sát thực tiễn để triển khai bảo đảm tiến độ công tác tổ chức Đại hội XIV"


@pytest.mark.parametrize(
    ("head", "behalf", "issuer"),
    [
        (["TỈNH ỦY LAM SƠN HẠ"], "T/M BAN THƯỜNG VỤ", "Ban Thường vụ Tỉnh ủy Lam Sơn Hạ"),
        (["TỈNH ỦY LAM SƠN HẠ"], "T/M TỈNH ỦY", "Tỉnh ủy Lam Sơn Hạ"),
        (["TỈNH UỶ HÀ TĨNH", "BAN TỔ CHỨC"], "K/T TRƯỞNG BAN", "Ban Tổ chức Tỉnh ủy Hà Tĩnh"),
        (["ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"], "TM. ỦY BAN NHÂN DÂN", "Ủy ban nhân dân tỉnh Hà Tĩnh"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG"], "T/M BỘ CHÍNH TRỊ", "Bộ Chính trị"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "ĐẢNG ĐOÀN QUỐC HỘI"], "T/M ĐẢNG ĐOÀN QUỐC HỘI", "Đảng đoàn Quốc hội"),
        (["BỘ KHOA HỌC VÀ CÔNG NGHỆ"], "KT. BỘ TRƯỞNG", "Bộ Khoa học và Công nghệ"),
    ],
)
def test_issuers(head: list[str], behalf: str, issuer: str) -> None:
    lines = [
        *head,
        "Số 12-KL/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Lam Sơn Hạ, ngày 10 tháng 7 năm 2025",
        "KẾT LUẬN",
        "CỦA BAN THƯỜNG VỤ TỈNH ỦY về phòng, chống thiên tai",
        "I- TÌNH HÌNH",
        behalf,
        "Phan Doãn Trác",
    ]
    found = find_metadata(lines, {}, "a.pdf")
    assert found.issuer == issuer
    assert found.title == "Kết luận của Ban Thường vụ Tỉnh ủy về phòng, chống thiên tai"
    assert (found.place, found.signed_by) == ("Lam Sơn Hạ", "Phan Doãn Trác")


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*REGULATION, "*", "----", "", "LUẬT", "Số", "A", "/.", "T/M", "(", "KT. BỘ TRƯỞNG", "Đọc thêm"]
            ),
            st.text(st.sampled_from("aĐB .|*-/:1(”"), max_size=30),
        ),
        max_size=14,
    )
)
def test_any_lines_have_some_metadata(lines: list[str]) -> None:
    found = find_metadata(lines, {}, "ten_tep.txt")
    assert found.date == "" or len(found.date) == 10
