"""Recipients, signatures and what is attached after them."""

from corpus.closings import attachment, closes, is_final
from corpus.outline import CLOSING, find_outline, path_at

DECISION = """\
TỈNH ỦY LAM SƠN HẠ
QUYẾT ĐỊNH
ban hành Quy chế làm việc
Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
Nơi nhận:
- Như Điều 2;
T/M BAN THƯỜNG VỤ
BÍ THƯ
Nguyễn Văn A
QUY CHẾ
LÀM VIỆC CỦA BAN THƯỜNG VỤ
(Ban hành kèm theo Quyết định số 12-QĐ/TU ngày 01/3/2026)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Quy chế này quy định về chế độ làm việc.
Điều 2. Nguyên tắc
Phụ lục I
DANH MỤC HỒ SƠ
1. Đơn đề nghị."""


def path(line: str) -> tuple[str, ...]:
    return path_at(find_outline(DECISION), DECISION.rindex(line))


def test_articles_of_an_attached_document_are_a_sequence_of_their_own() -> None:
    assert path("Điều 2. Quyết định này") == ("Điều 2",)
    assert path("1. Quy chế này") == ("Quy chế ban hành kèm theo", "Chương I", "Điều 1", "Khoản 1")
    assert path("Điều 2. Nguyên tắc") == ("Quy chế ban hành kèm theo", "Chương I", "Điều 2")
    assert path("1. Đơn đề nghị.")[-2:] == ("Phụ lục I", "Mục 1")


def test_recipients_and_signatures_belong_to_no_article() -> None:
    for line in ("Nơi nhận:", "- Như Điều 2;", "T/M BAN THƯỜNG VỤ", "Nguyễn Văn A"):
        assert path(line) == (CLOSING,)


def test_an_office_closes_only_over_a_name() -> None:
    assert closes(["CHỦ TỊCH QUỐC HỘI", "Trần Thanh Mẫn"], 0, numbered=True)
    assert not closes(["CHỦ TỊCH QUỐC HỘI", "có các nhiệm vụ sau đây:"], 0, numbered=True)
    assert not closes(["CHỦ TỊCH QUỐC HỘI", "Trần Thanh Mẫn"], 0, numbered=False)


def test_a_letter_without_numbers_ends_with_its_signature() -> None:
    letter = [*["Bệnh viện cử viên chức đi học."] * 8, "GIÁM ĐỐC", "PGS. TS. Nguyễn Thanh Hùng"]
    assert closes(letter, 8, numbered=False)
    assert not closes([*letter[8:], *letter[:8]], 0, numbered=False)  # the letterhead


def test_the_two_who_sign_minutes() -> None:
    assert closes(["THƯ KÝ CHỦ TRÌ", "Lê Thị Hoa Nguyễn Văn An"], 0, numbered=True)
    assert not closes(["CHỦ TRÌ THỰC HIỆN", "Ban Tổ chức tham mưu."], 0, numbered=True)


def test_final_provisions() -> None:
    assert is_final("Nghị quyết này phổ biến đến chi bộ.")
    assert not is_final("Nghị quyết này đề ra mục tiêu đến năm 2030.")


def test_lists_after_the_signature() -> None:
    lines = ["DANH SÁCH", "TẬP THỂ ĐƯỢC KHEN THƯỞNG", "1. Chi bộ A"]
    assert attachment(lines, 0, closed=True) == (1, "Danh sách")
    assert attachment(lines, 0, closed=False) is None
