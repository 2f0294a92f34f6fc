"""Letterheads, signatures and notices in the layouts that offices, scans and sites leave behind."""

import pytest

from corpus.metadata import find_metadata
from corpus.records import Metadata


def read(text: str) -> Metadata:
    return find_metadata(text.split("\n"), {}, "tep.txt")


def fields(found: Metadata, *names: str) -> tuple[str, ...]:
    return tuple(getattr(found, name) for name in names)


def test_cells_joined_on_one_line() -> None:
    found = read(
        "ĐẢNG CỘNG SẢN VIỆT NAM BAN CHẤP HÀNH TRUNG ƯƠNG\nSố 12-QĐ/TW Hà Nội, ngày 5 tháng 3 năm 2025\nQUY ĐỊNH\n"
        "về kiểm soát quyền lực\n- Căn cứ Điều lệ Đảng;\nT/M BỘ CHÍNH TRỊ\nTỔNG BÍ THƯ\nTô Lâm"
    )
    assert fields(found, "number", "issuer", "date", "place", "signed_by", "office") == (
        "12-QĐ/TW",
        "Bộ Chính trị",
        "2025-03-05",
        "Hà Nội",
        "Tô Lâm",
        "Tổng Bí thư",
    )


def test_two_columns_interleaved_and_in_lower_case() -> None:
    """As capitals typed in the capital fonts of TCVN3 come out."""
    found = read(
        "ngân hàng nhà nước cộng hoà xã hội chủ nghĩa việt nam\nviệt nam Độc lập - Tự do - Hạnh phúc\n"
        "Số : 01/2006/TT-NHNN Hà nội, ngày 20 tháng 02 năm 2006\nThông tư\nHướng dẫn một số nội dung về góp vốn\n"
        "Để triển khai Quyết định số 193/2001/QĐ-TTg, Thống đốc hướng dẫn như sau:"
    )
    assert fields(found, "number", "kind", "issuer", "date", "place", "title") == (
        "01/2006/TT-NHNN",
        "thông tư",
        "Ngân hàng Nhà nước Việt Nam",
        "2006-02-20",
        "Hà Nội",
        "Thông tư hướng dẫn một số nội dung về góp vốn",
    )


def test_blanks_are_not_filled_from_elsewhere() -> None:
    found = read(
        "BAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG CỘNG SẢN VIỆT NAM\n* Hà Nội, ngày … tháng … năm 2025\nSố:  -KH/TW\nKẾ HOẠCH\n"
        "thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024\n- Căn cứ Điều lệ Đảng;"
    )
    assert fields(found, "number", "date", "place", "issuer") == ("", "", "Hà Nội", "Ban Chấp hành Trung ương")
    assert found.title == "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024"


def test_noise_of_scans() -> None:
    found = read(
        "ĐẢNG CỘNG SẢN VIỆT NAM\nBAN CHẤP HÀNH TRUNG ƯƠNG\nSô: 57- NQ/TW\nHà Nội, ngày 22 thảng 12 nám 2024\n"
        "NGHỊ QUYẾT\nvề đột phá\nI- QUAN ĐIỂM"
    )
    assert fields(found, "number", "date") == ("57-NQ/TW", "2024-12-22")


def test_a_letter() -> None:
    found = read(
        "TỈNH ỦY HÀ TĨNH | ĐẢNG CỘNG SẢN VIỆT NAM\n* | Hà Tĩnh, ngày 12 tháng 01 năm 2026\nSố 123-CV/TU | \n"
        "V/v triển khai Nghị quyết Đại hội XIV | \nKính gửi: - Các ban đảng Tỉnh ủy,\n- Các huyện ủy, thành ủy.\n"
        "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy học tập.\nNơi nhận:\n- Như trên,\n- Văn phòng Trung ương\nĐảng,\n"
        "- Lưu Văn phòng Tỉnh ủy.\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\nTrần Thế Dũng"
    )
    assert fields(found, "kind", "number", "title", "issuer") == (
        "công văn",
        "123-CV/TU",
        "Công văn về việc triển khai Nghị quyết Đại hội XIV",
        "Ban Thường vụ Tỉnh ủy Hà Tĩnh",
    )
    assert fields(found, "signed_by", "office") == ("Trần Thế Dũng", "Phó Bí thư Thường trực")
    assert found.recipients == "Các ban đảng Tỉnh ủy; Các huyện ủy, thành ủy; Văn phòng Trung ương Đảng"


@pytest.mark.parametrize(
    ("block", "name", "office"),
    [
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n(Đã ký)\nThượng tướng Lương Tam Quang", "Lương Tam Quang", "Thứ trưởng"),
        ("TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n[đã ký]\nTrần Hồng Hà", "Trần Hồng Hà", "Phó Thủ tướng"),
        ("TM. CHÍNH PHỦ KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG\nTrần Hồng Hà", "Trần Hồng Hà", "Phó Thủ tướng"),
        (
            "Nơi nhận: | T/M BAN BÍ THƯ\n- Các tỉnh ủy, | THƯỜNG TRỰC\n | Trần Cẩm Tú",
            "Trần Cẩm Tú",
            "Thường trực Ban Bí thư",
        ),
        ("T/M BAN BÍ THƯ\n- Các tỉnh ủy,\n- Các ban đảng.\nTrần Cẩm Tú", "Trần Cẩm Tú", ""),
        ("CHỦ TỊCH QUỐC HỘI\nTrần Thanh Mẫn", "Trần Thanh Mẫn", "Chủ tịch Quốc hội"),
        ("thủ tướng chính phủ\n(Đã ký)\nPhan Văn Khải", "Phan Văn Khải", "Thủ tướng Chính phủ"),
        ("NGƯỜI LÀM ĐƠN\n(Ký, ghi rõ họ tên)", "", ""),
    ],
)
def test_signatures(block: str, name: str, office: str) -> None:
    head = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/QĐ-X\nQUYẾT ĐỊNH\nVề một việc\nCăn cứ Luật;\nĐiều 1. Nội dung.\n"
    found = read(head + block)
    assert fields(found, "signed_by", "office") == (name, office)


def test_signature_and_recipients_side_by_side_on_the_same_lines() -> None:
    found = read(
        "Bộ Tài chính cộng hoà xã hội chủ nghĩa Việt nam\n- 0 - Độc lập - Tự do - Hạnh phúc\nSỐ :117 /2000/TT-BTC --\n"
        "Hà nội, ngày 21 tháng 12 năm 2000\nThông tư Bổ sung một số điểm của\nThông tư số 40/2000/TT-BTC\nCăn cứ;\n"
        "I- Nội dung\nNơi nhận : kt.bộ trưởng bộ tài chính\n- VP Trung ương Đảng thứ trưởng\n. Văn phòng Quốc hội\n"
        "- Cơ quan Trung ương\ncủa các đoàn thể\n- Công báo Vũ Văn Ninh\n- Đoàn TNCS Hồ Chí Minh\n- Lưu: VP."
    )
    assert found.title == "Thông tư bổ sung một số điểm của Thông tư số 40/2000/TT-BTC"
    assert fields(found, "number", "issuer", "signed_by", "office") == (
        "117/2000/TT-BTC",
        "Bộ Tài chính",
        "Vũ Văn Ninh",
        "Thứ trưởng",
    )
    assert found.recipients.split("; ") == [
        "VP Trung ương Đảng",
        "Văn phòng Quốc hội",
        "Cơ quan Trung ương của các đoàn thể",
        "Công báo",
        "Đoàn TNCS Hồ Chí Minh",
    ]


@pytest.mark.parametrize(
    ("line", "stamp"),
    [("MẬT", "mật"), ("TỐI MẬT | Số 1", "tối mật"), ("M Ậ T", "mật"), ("Độ mật: Tuyệt mật", "tuyệt mật"),
     ("Mật", ""), ("BÍ MẬT NHÀ NƯỚC", ""), ("Quản lý tài liệu mật", "")],
)  # fmt: skip
def test_a_stamp_is_not_a_word(line: str, stamp: str) -> None:
    found = read(f"{line}\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 1-KL/TW\nKẾT LUẬN\nvề công tác bảo mật\nI- NỘI DUNG")
    assert found.classification == stamp


def test_a_collection_of_laws() -> None:
    found = read(
        "Thông tư\nliên tịch của Bộ Tài chính - Tổng cục Hải quan  số 176/1998/TTLT-BTC-TCHQ\n"
        "ngày 25 tháng 12 năm1998 Hướng dẫn thực hiện chính sách thuế\nCăn cứ ý kiến của Thủ tướng Chính phủ;"
    )
    assert fields(found, "number", "date", "title") == (
        "176/1998/TTLT-BTC-TCHQ",
        "1998-12-25",
        "Thông tư liên tịch hướng dẫn thực hiện chính sách thuế",
    )


def test_attributes_of_a_law_site() -> None:
    found = read(
        "Số hiệu: 57-NQ/TW\nLoại văn bản | Nghị quyết\nNơi ban hành: Bộ Chính trị | Người ký: Tô Lâm\n"
        "Ngày ban hành:\n22/12/2024\nTình trạng: Hết hiệu lực một phần\nNGHỊ QUYẾT\nVỀ ĐỘT PHÁ PHÁT TRIỂN\nI- QUAN ĐIỂM"
    )
    assert fields(found, "number", "kind", "issuer", "signed_by", "date", "status", "title") == (
        "57-NQ/TW",
        "nghị quyết",
        "Bộ Chính trị",
        "Tô Lâm",
        "2024-12-22",
        "hết hiệu lực một phần",
        "Nghị quyết về đột phá phát triển",
    )


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("VĂN BẢN HẾT HIỆU LỰC", "hết hiệu lực"),
        ("Nghị quyết này đã hết hiệu lực từ ngày 01/01/2026", "hết hiệu lực"),
        ("Luật số 21/2000/QH10 hết hiệu lực kể từ ngày Luật này có hiệu lực.", ""),
    ],
)
def test_a_notice_above_the_text(line: str, status: str) -> None:
    assert read(f"{line}\nQUỐC HỘI\nLuật số: 1/2013/QH13\nLUẬT\nGIÁ\nĐiều 1. Phạm vi").status == status


def test_news_about_a_document_is_not_the_document() -> None:
    report = read(
        "Nghị quyết 68-NQ/TW: Cú hích cho kinh tế\nSáng 5/5/2025, các chuyên gia nói về nghị quyết.\nÔng A nói."
    )
    assert fields(report, "kind", "number") == ("bài báo", "")
    copy = read(
        "Nghị quyết số 68-NQ/TW ngày 04/5/2025 của Bộ Chính trị về kinh tế tư nhân\nToàn văn Nghị quyết.\nI- QUAN ĐIỂM"
    )
    assert fields(copy, "kind", "number", "date", "issuer", "title") == (
        "nghị quyết",
        "68-NQ/TW",
        "2025-05-04",
        "Bộ Chính trị",
        "Nghị quyết về kinh tế tư nhân",
    )


def test_a_page_about_a_body() -> None:
    found = read(
        "BAN TỔ CHỨC TRUNG ƯƠNG\nI. Chức năng\nBan Tổ chức Trung ương là cơ quan tham mưu.\nII. Nhiệm vụ\n1. X"
    )
    assert fields(found, "kind", "title", "number") == ("trang giới thiệu", "Ban Tổ chức Trung ương", "")


_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "KẾ HOẠCH\nTổ chức Tháng Công nhân\nBan Thường vụ hướng dẫn như sau:\nI. MỤC ĐÍCH",
            "Kế hoạch tổ chức Tháng Công nhân",
        ),
        ("BIÊN BẢN\nHọp chi bộ tháng 02\nĐịa điểm: Nhà văn hóa\nChủ trì: ông A", "Biên bản họp chi bộ tháng 02"),
        (
            "NGHỊ QUYẾT\nQuy định mức thu phí\nHỘI ĐỒNG NHÂN DÂN TỈNH CÀ MAU\nKHÓA X, KỲ HỌP THỨ 18\nCăn cứ Luật;",
            "Nghị quyết quy định mức thu phí",
        ),
        (
            "BÁO CÁO\nKết quả năm 2024;\nphương hướng năm 2025\nI. KẾT QUẢ",
            "Báo cáo kết quả năm 2024; phương hướng năm 2025",
        ),
    ],
)
def test_a_title_ends_where_the_text_begins(lines: str, title: str) -> None:
    assert read(_STATE + "Số: 12/X-Y\n" + lines).title == title


@pytest.mark.parametrize(
    ("left", "behalf", "issuer"),
    [
        ("UBND TỈNH LÂM ĐỒNG\nSỞ NỘI VỤ", "", "Sở Nội vụ tỉnh Lâm Đồng"),
        ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG\nSỞ NỘI VỤ", "", "Sở Nội vụ tỉnh Lâm Đồng"),
        ("SỞ Y TẾ TP. HỒ CHÍ MINH\nBỆNH VIỆN BẠCH MAI", "", "Bệnh viện Bạch Mai"),
        (
            "ỦY BAN TRUNG ƯƠNG MẶT TRẬN TỔ QUỐC VIỆT NAM\nBAN THƯỜNG TRỰC",
            "TM. BAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        ),
        ("ĐẢNG BỘ XÃ HÒA BÌNH\nCHI BỘ THÔN ĐÔNG", "T/M CHI ỦY", "Chi ủy Chi bộ thôn Đông Đảng bộ xã Hòa Bình"),
        ("HĐND TỈNH LÀO CAI", "", "Hội đồng nhân dân tỉnh Lào Cai"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "T/M BỘ CHÍNH TRỊ", "Bộ Chính trị"),  # nobody has signed yet
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC VINH", "", "Trường Đại học Vinh"),
        ("HỘI LHPN VIỆT NAM", "", "Hội LHPN Việt Nam"),
    ],
)
def test_issuers_of_other_offices(left: str, behalf: str, issuer: str) -> None:
    text = (
        f"{left}\n{_STATE}Số: 12/BC-X\nHà Nội, ngày 5 tháng 3 năm 2025\nBÁO CÁO\nKết quả năm 2024\nI. KẾT QUẢ\n{behalf}"
    )
    assert read(text.strip()).issuer == issuer


def test_a_bar_at_the_end_of_a_row_is_no_part_of_a_name() -> None:
    found = read(
        "BAN CHẤP HÀNH TRUNG ƯƠNG | ĐẢNG CỘNG SẢN VIỆT NAM\nBAN TỔ CHỨC |\n* |\nSố 3-HD/BTCTW | Hà Nội, ngày 6 tháng 3"
        " năm 2023\nHƯỚNG DẪN\nvề sinh hoạt chi bộ\n1. Nội dung"
    )
    assert found.issuer == "Ban Tổ chức Trung ương"


def test_a_note_with_a_date_is_no_article() -> None:
    found = read("Kính gửi anh chị,\nLịch tuần 45 như sau:\n- Thứ hai 03/11/2025: họp giao ban\n- Thứ tư: đi cơ sở")
    assert fields(found, "kind", "date", "title") == ("", "", "Kính gửi anh chị")


def test_a_subject_of_nothing_but_figures() -> None:
    assert read("ĐẢNG CỘNG SẢN VIỆT NAM\nQUY ĐỊNH\n12 34").title == "Quy định 12 34"


@pytest.mark.parametrize(
    ("lines", "kind", "title"),
    [
        (
            "ĐIỀU LỆ\nHỘI KHUYẾN HỌC VIỆT NAM\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Tên gọi",
            "điều lệ",
            "Điều lệ hội khuyến học Việt Nam",
        ),
        (
            "ĐẠI HỘI ĐẢNG BỘ TỈNH\nBÁO CÁO CHÍNH TRỊ\nMỤC LỤC\nPHẦN THỨ NHẤT\nKẾT QUẢ\nI. KINH TẾ",
            "báo cáo",
            "Báo cáo chính trị",
        ),
        ("ĐIỀU LỆ\nlà văn bản gốc.\nKhông có chương nào.", "", "ĐIỀU LỆ"),
    ],
)
def test_a_document_without_a_letterhead_is_known_by_its_structure(lines: str, kind: str, title: str) -> None:
    assert fields(read(lines), "kind", "title") == (kind, title)


def test_an_office_of_many_words_beside_the_recipients() -> None:
    found = read(
        "ĐẢNG CỘNG SẢN VIỆT NAM\nSố 130-KL/TW\nKẾT LUẬN\nvề sắp xếp\n1. Nội dung.\nNơi nhận: T/M BỘ CHÍNH TRỊ\n"
        "- Các tỉnh ủy, thành ủy, THƯỜNG TRỰC BAN BÍ THƯ\n- Lưu Văn phòng.\nTrần Cẩm Tú"
    )
    assert fields(found, "office", "recipients") == ("Thường trực Ban Bí thư", "Các tỉnh ủy, thành ủy")
