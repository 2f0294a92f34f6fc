"""Tables of contents."""

from corpus.contents import contents_lines


def test_rows_of_dots() -> None:
    lines = [
        "Chương I. QUY ĐỊNH CHUNG ........ 3",
        "Điều 1. Phạm vi …………… 4",
        "Chương I. QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi",
    ]
    assert contents_lines(lines) == [True, True, False, False]


def test_entries_under_a_title_up_to_where_the_first_comes_again() -> None:
    lines = ["MỤC LỤC", "I. Mở đầu 1", "II. Kết luận", "I. Mở đầu", "Văn bản."]
    assert contents_lines(lines) == [False, True, True, False, False]


def test_entries_with_pages() -> None:
    assert contents_lines(["Mục lục", "Phần một 3", "Phần hai 12", "Lời nói đầu"]) == [False, True, True, False]


def test_a_line_to_write_on_is_none() -> None:
    assert contents_lines(["1. Họ và tên: ..........", "Ngày sinh", "Quê quán", "2. Nghề nghiệp"]) == [False] * 4
