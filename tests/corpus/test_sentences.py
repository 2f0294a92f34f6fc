"""Vietnamese sentences: where they end and, more often, where they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị diễn ra tại TP. Hồ Chí Minh và TX. Sơn Tây.",
        "Dự hội nghị có PGS.TS. Nguyễn Văn An và GS.TS. Trần Bình.",
        "Thực hiện Nghị quyết số 57-NQ/TW. của Bộ Chính trị",
        "Căn cứ Nghị quyết Số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị",
        "Kinh phí là 1.234.567 đồng, tăng 3.5 lần so với năm 2024.",
        "3.5.1. Người được xét kết nạp lại phải có đủ các điều kiện sau:",
        "1. Quyền được thông tin của đảng viên.",
        "a) Có đủ điều kiện và tiêu chuẩn của người vào Đảng.",
        "đ. Kinh phí do ngân sách bảo đảm.",
        "Điều 5. Thời hạn tổ chức lễ kết nạp",
        "Chương II. NGUYÊN TẮC TỔ CHỨC",
        "IV. TỔ CHỨC THỰC HIỆN",
        "- Đ/c Nguyễn V. A là bí thư chi bộ.",
        "Xem tr. 4 và tr. 15 của văn kiện này.",
        "Các loại giấy tờ như thẻ, sổ, v.v. phải được lưu giữ.",
        'Chuyển mạnh sang "hiểu sâu, hành động đúng, làm đến cùng."',
        'Ông nói: "Việc này rất khó... nhưng phải làm."',
        "Các đơn vị (Vụ I. Tổng hợp; Vụ II. Pháp chế) có trách nhiệm thi hành.",
        "Họ và tên: ............... Ngày sinh: ...............",
        "Giao Bộ Công an; Bộ Quốc phòng; Bộ Ngoại giao phối hợp thực hiện;",
        "Gia đình ông đã ở đây hơn... 11 năm qua.",
        "Trang vietnamplus.vn đưa tin lúc 19.30 ngày 25/12.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Hội nghị khai mạc ngày 25/12.", "Tham dự có 200 đại biểu."],
        ["Đó là năm 2025.", "10 chuyên đề đã được trình bày."],
        ["Đây là nhiệm vụ của Đảng bộ.", "Ai cũng phải cố gắng!", "Đúng không?", "Đúng."],
        ["Ông phát biểu tại hội nghị.", "(Ảnh: Phương Hoa/TTXVN)", "Chương trình đã xác định rõ."],
        ["Phải “làm đến cùng.”", "Đồng chí nhấn mạnh điều đó."],
        ["Đạt nhiều kết quả...", "Tuy nhiên vẫn còn hạn chế…", "Cần khắc phục."],
        ["Đại hội lần thứ V.", "Ban Chấp hành họp ngay sau đó."],
        ["Thực hiện Nghị quyết số 18-NQ/TW.", "Các cấp ủy chỉ đạo quyết liệt."],
        ["Nghị quyết này phổ biến đến chi bộ./.", "Nơi nhận gồm các tỉnh ủy."],
        ["Công việc hoàn thành.", "2. Tiếp tục rà soát.", "3. Tổng kết."],
        ["Một dòng không dấu chấm", "Dòng khác; vẫn một câu"],
        ["Ghi sổ, lưu trữ, v.v.", "Báo cáo trước ngày 30/6."],
    ],
)
@pytest.mark.parametrize("seam", [" ", "\n", "  "])
def test_several_sentences(parts: list[str], seam: str) -> None:
    if seam != "\n" and parts[0] in ("Một dòng không dấu chấm", "Ghi sổ, lưu trữ, v.v."):
        seam = "\n"
    assert sentences(seam.join(parts)) == parts


def test_a_missing_space_after_an_accented_letter_does_not_hide_a_boundary() -> None:
    assert sentences("Phát huy truyền thống của Đảng.Sau khi nghe báo cáo.") == [
        "Phát huy truyền thống của Đảng.",
        "Sau khi nghe báo cáo.",
    ]


_TEXTS = st.text(
    st.one_of(st.sampled_from(' .!?…;:\n"”“()-1aáĐTIV/'), st.characters(exclude_categories=("Cs",))), max_size=200
)


@given(_TEXTS)
def test_spans_are_in_order_trimmed_and_cover_everything(text: str) -> None:
    spans = split_sentences(text)
    covered = 0
    for span in spans:
        words = span.of(text)
        assert words and words == words.strip()
        assert "\n" not in words
        assert span.start >= covered
        assert not text[covered : span.start].strip()
        covered = span.end
    assert not text[covered:].strip()


@pytest.mark.parametrize("mark", [".", "!", "?”", "…", "(", "A. ", "1. ", '"', "“"])
def test_long_runs_of_marks_take_linear_time(mark: str) -> None:
    text = "Mở đầu " + mark * 100_000
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
