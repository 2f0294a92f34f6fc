"""The article of a page and what stands around it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.articles import find_headline, mark_article
from corpus.furniture import is_menu, part_of
from corpus.limits import Limits
from corpus.readers import html, md, read
from corpus.reading import parse_document
from corpus.records import Block
from tests.conftest import TESTDATA, needs_testdata
from tests.corpus.news_pages import DATES, PAGES, TITLES

_KINDS = {"BÀI": "body", "CHÚ THÍCH": "caption", "NGOÀI": "aside"}


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_many_sites_are_told_apart(name: str) -> None:
    page = PAGES[name]
    blocks = read(page.encode(), name).blocks
    for block in blocks:
        assert "MENU" not in block.text
        assert block.kind in ("row", *(kind for word, kind in _KINDS.items() if word in block.text), "aside"), block
        for word, kind in _KINDS.items():
            assert word not in block.text or block.kind == kind, block
    words = " ".join(block.text for block in blocks)
    for wanted in ("BÀI một", "BÀI hai", "BÀI ba", "CHÚ THÍCH", "NGOÀI"):
        assert wanted in words
    assert "Facebook" not in words
    assert words.count("CHÚ THÍCH: Quang cảnh hội nghị") <= 1


@pytest.mark.parametrize("name", PAGES)
def test_title_and_date_come_from_the_page(name: str) -> None:
    known = parse_document(PAGES[name].encode(), Path("/kho") / name, Limits(), "default").metadata
    assert (known.title, known.date, known.kind) == (TITLES[name], DATES[name], "bài báo")


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Ông A phát biểu. (Ảnh: Phương Hoa/TTXVN)", "caption"),
        ("Quang cảnh phiên họp - Ảnh: VGP/Nhật Bắc", "caption"),
        ("Ảnh minh họa", "caption"),
        ("tran-van-a.jpg", "image"),
        ("Theo TTXVN", "byline"),
        ("Bài và ảnh: Trần Vân", "byline"),
        ("Ảnh: Trần Vân", "caption"),
        ("(TTXVN/Vietnam+)", "byline"),
        ("baotinh.vn", "byline"),
        ("Đọc thêm:", "related"),
        ("Bình luận (12)", "comments"),
        (">> Xem thêm: Một bài khác", "inline"),
        ("Từ khóa: đảng bộ, huyện", "tags"),
        ("Trang chủ / Chính trị / Xây dựng Đảng", "crumb"),
        ("Trang chủ Chính trị Xã hội Kinh tế Thể thao", "crumb"),
        ("© Bản quyền thuộc về Báo", "imprint"),
        ("Theo Nghị quyết 57, tỉnh lập Ban Chỉ đạo", ""),
        ("Chủ đề của Đại hội là đoàn kết, dân chủ, kỷ cương.", ""),
        ("Bình luận về việc này, ông cho rằng cần làm sớm.", ""),
        ("Ảnh hưởng của bão đã làm ba xã bị cô lập.", ""),
        ("Nguồn lực đầu tư: 120 tỷ đồng.", ""),
        ("Điều 5. Nhiệm vụ của chi bộ", ""),
    ],
)
def test_a_line_is_known_by_its_shape(line: str, part: str) -> None:
    assert part_of(line) == part


def test_a_decree_keeps_its_signature_and_its_dates() -> None:
    lines = [
        "TỈNH ỦY HÒA SƠN",
        "Số: 12-QĐ/TU",
        "Điều 1. Thành lập Ban Chỉ đạo gồm các đồng chí có tên trong danh sách kèm theo Quyết định này.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và được gửi tới các tổ chức đảng trực thuộc Tỉnh ủy.",
        "Nơi nhận: như Điều 2",
        "T/M BAN THƯỜNG VỤ",
        "Nguyễn Văn An",
        "Email",
        "29/12/2025",
    ]
    assert [(b.text, b.kind) for b in mark_article([Block(line) for line in lines])] == [(x, "body") for x in lines]


def test_a_list_of_documents_that_are_links_is_the_page_itself() -> None:
    blocks = [Block(f"Nghị quyết số {n}-NQ/TU về công tác năm {n}") for n in range(12)]
    assert {b.kind for b in mark_article(blocks, range(12))} == {"body"}
    prose = [
        Block("Đảng bộ tỉnh đã ban hành nhiều nghị quyết quan trọng trong nhiệm kỳ vừa qua, cụ thể như sau. " * 30)
    ]
    assert [b.kind for b in mark_article([*prose, *blocks[:4]], range(1, 5))] == ["body", *["aside"] * 4]


def test_names_of_sections_in_running_lists_stay() -> None:
    lines = ["Các lĩnh vực gồm:", "Kinh tế", "Văn hóa", "Giáo dục", "Mỗi lĩnh vực do một đồng chí phụ trách."]
    assert [b.text for b in mark_article([Block(line) for line in lines])] == lines
    assert not is_menu("Kinh tế, văn hóa, giáo dục, y tế")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Đọc thêm",
                "Chia sẻ",
                "Trang chủ",
                "Xã hội",
                "a.jpg",
                "Ảnh: TTXVN",
                "Bình luận",
                "./.",
                "x" * 90 + ".",
                "Tin khác",
                "Thứ Hai, 29/12/2025 | 18:05",
                "Nguyễn An",
                "Chủ đề A",
                "Hội nghị tổng kết",
                "Điều 1. A",
                "Nơi nhận: B",
            ]
        ),
        max_size=14,
    ),
    st.sets(st.integers(0, 13)),
)
def test_any_page_keeps_its_lines_in_order(lines: list[str], linked: set[int]) -> None:
    blocks = [Block(line) for line in lines]
    marked = mark_article(blocks, {at for at in linked if at < len(lines)})
    rest = iter(lines)
    assert all(any(block.text == line for line in rest) for block in marked)
    assert bool(marked) is bool(lines)
    assert all(block.text in [b.text for b in marked] for block in blocks if len(block.text) > 90)


@pytest.mark.parametrize(
    "line", ["|" * 60_000 + "x", "# " + " " * 60_000 + "x", "|" + " " * 60_000 + "x", "#" * 60_000]
)
def test_hostile_markdown_ends(line: str) -> None:
    assert len(md.read(f"mở\n{line}\nđáy".encode(), "a.md").blocks) >= 2


def test_columns_under_merged_headings_have_both_names() -> None:
    rows = [b for b in read(PAGES["bao-dang.html"].encode(), "a.html").blocks if b.kind == "row"]
    assert [row.header for row in rows] == ["", "", "Địa bàn | Đảng viên mới: 2024 | Đảng viên mới: 2025"]
    assert rows[-1].text == "Huyện A | 120 | 135"


def test_names_that_are_part_of_a_random_id_mean_nothing() -> None:
    page = '<p id="id_76ad4ee0-ad-11f1">Điều 1. Phạm vi</p><p class="ads">Điều 2. Đối tượng</p>'
    assert [b.text for b in html.read(page.encode(), "a.html").blocks] == ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]


@needs_testdata
def test_the_list_of_teasers_in_a_seed_is_marked_and_kept() -> None:
    [path] = (TESTDATA / "seeds").glob("003_*.txt")
    blocks = read(path.read_bytes(), path.name).blocks
    heading = next(at for at, block in enumerate(blocks) if block.text == "Đọc thêm")
    assert {block.kind for block in blocks[heading:]} == {"aside"}
    assert len(blocks) - heading == 27
    assert sum(block.kind == "caption" for block in blocks) == 3
    assert sum(block.kind == "aside" for block in blocks[:heading]) == 2


@needs_testdata
@pytest.mark.parametrize("folder", ["party_text", "html"])
def test_documents_are_not_mistaken_for_pages_of_news(folder: str) -> None:
    for path in sorted((TESTDATA / "data/documents" / folder).iterdir()):
        blocks = read(path.read_bytes(), path.name).blocks
        beside = [block.text for block in blocks if block.kind in ("aside", "caption")]
        assert len(beside) <= (4 if "BCD57" in path.name else 0), (path.name, beside)


def test_one_name_of_a_section_above_a_dated_article_is_its_menu() -> None:
    lines = (
        "Thời sự",
        "Thứ sáu, 10/10/2025, 09:45 (GMT+7)",
        "Tổng Bí thư dự khai mạc Đại hội",
        "Sáng 10/10, Đại hội khai mạc.",
    )
    pasted = [Block(line) for line in lines]
    kept = mark_article(pasted)
    assert [block.text for block in kept] == list(lines[1:])
    assert find_headline(pasted, kept) == lines[2]
    undated = [Block("Kinh tế"), Block("Tăng trưởng đạt 8 %."), Block("Văn hóa")]
    assert mark_article(undated) == tuple(undated)


def test_a_name_above_the_buttons_signs_the_article() -> None:
    prose = "Đại hội thảo luận các văn kiện trong ba ngày và kết thúc vào chiều ngày 12 tháng 10 tại Hà Nội."
    pasted = [
        Block(text) for text in (prose, prose + " Một.", prose + " Hai.", "Ảnh minh họa.", "Thu Hằng", "In bài", "Zalo")
    ]
    kept = mark_article(pasted)
    assert [(block.text, block.kind) for block in kept[3:]] == [("Ảnh minh họa.", "caption"), ("Thu Hằng", "aside")]
