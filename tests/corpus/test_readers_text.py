"""Plain text and Markdown: paragraphs, encodings, noise."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.readers import md, read, txt
from tests.conftest import TESTDATA, needs_testdata

LONG = (
    "Đảng Cộng sản Việt Nam là đội tiên phong của giai cấp công nhân, đồng thời là đội tiên phong của nhân dân lao động"
    " và của dân tộc Việt Nam; đại biểu trung thành lợi ích của giai cấp công nhân."
)


def lines(data: str | bytes, reader: object = txt) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [block.text for block in reader.read(raw, "a").blocks]  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [50, 72, 100])
@pytest.mark.parametrize("seam", ["\n\n", "\n"])
def test_hard_wrapped_paragraphs_are_joined(width: int, seam: str) -> None:
    paragraphs = [LONG + " Hết đoạn một.", "1. " + LONG, "- Ý thứ nhất " + LONG, "- Ý thứ hai.", "Điều 5. " + LONG]
    wrapped = seam.join("\n".join(textwrap.wrap(p, width, break_on_hyphens=False)) for p in paragraphs)
    assert lines(wrapped) == paragraphs


def test_one_paragraph_a_line_stays_so() -> None:
    paragraphs = [LONG, "Tin ngắn.", LONG + " Thêm.", "Tiêu đề phụ", LONG * 2]
    assert lines("\n".join(paragraphs)) == paragraphs
    assert lines("\r\n\r\n".join(paragraphs)) == paragraphs


def test_verse_and_lists_of_names_are_not_joined() -> None:
    names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Châu", "Phạm Quốc Dũng"]
    assert lines("\n".join(names)) == names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(encoding: str) -> None:
    assert lines(LONG.encode(encoding)) == [LONG]


def test_windows_1258_is_told_from_the_text() -> None:
    import unicodedata

    def parted(letter: str) -> str:
        """As Windows-1258 writes a letter: those it has as one, tone marks as combining marks after it."""
        marks = unicodedata.normalize("NFD", letter)
        tone = [m for m in marks[1:] if m in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", marks[0] + "".join(m for m in marks[1:] if m not in tone))
        return base + "".join(tone)

    data = "".join(parted(letter) for letter in LONG).encode("cp1258")
    extract = txt.read(data, "cu.txt")
    assert [block.text for block in extract.blocks] == [LONG]
    assert (extract.encoding, extract.warnings) == ("windows-1258", ())


def test_a_few_broken_bytes_are_replaced_and_counted() -> None:
    data = LONG.encode() * 3
    extract = txt.read(data[:100] + b"\xff" + data[100:] + "Đ".encode()[:1], "a.txt")
    assert "2 chỗ" in extract.warnings[0] or "3 chỗ" in extract.warnings[0]


def test_the_date_mark_is_a_hint_and_no_text() -> None:
    extract = txt.read(" date 2026-02-09 Chiều 9/2, Đảng ủy họp.\n\nHết.".encode(), "a.txt")
    assert extract.hints == {"date": "2026-02-09"}
    assert [block.text for block in extract.blocks] == ["Chiều 9/2, Đảng ủy họp.", "Hết."]
    assert txt.read("date palm là cây chà là".encode(), "a.txt").hints == {}


def test_what_collectors_leave_is_healed() -> None:
    text = (
        "anh-minh-hoa.jpg\n"
        + "Thành viên Tiểu ban tham dự cuộc họp. (Ảnh: TTXVN)\n" * 2
        + f"Tập trung chuẩn bị tốt Đại hội XIV của ĐảngSau khi nghe {LONG}\n"
        "Toàn Đảng bộ hoàn thành thắng lợi nhiệm vụ./.\n"
        "Đảng ủy triển khai Nghị quyết Đại hội XIV Ông Trần Văn A, Bí thư Đảng ủy, chủ trì Hội nghị."
    )
    assert lines(text) == [
        "Thành viên Tiểu ban tham dự cuộc họp. (Ảnh: TTXVN)",
        "Tập trung chuẩn bị tốt Đại hội XIV của Đảng",
        f"Sau khi nghe {LONG}",
        "Toàn Đảng bộ hoàn thành thắng lợi nhiệm vụ./.",
        "Đảng ủy triển khai Nghị quyết Đại hội XIV",
        "Ông Trần Văn A, Bí thư Đảng ủy, chủ trì Hội nghị.",
    ]


@pytest.mark.parametrize("name", ["VnExpress", "AirAsia", "NutiFood", "John McCain", "VNeID"])
def test_names_with_capitals_within_stay_whole(name: str) -> None:
    paragraph = f"Trao đổi trực tiếp với {name} sáng nay, lãnh đạo tỉnh cho biết công việc đã xong trước thời hạn."
    assert lines(paragraph) == [paragraph]


def test_markdown_comes_out_as_words() -> None:
    text = """\
---
title: Kế hoạch
---
# **Kế hoạch** số `12`

<!-- nháp
hai dòng -->
1\\. Mở *đầu* với [liên kết](https://a.vn/b_(c)) và ![ảnh](x.png) và <https://b.vn>.
*   Gạch đầu dòng **đậm**
| Lĩnh vực | **Chỉ đạo** |
| :--- | ---: |
| Hạ tầng | R\\&D; 5 \\* 3 |
-----
Cơ quan thường trực__ và snake_case_name
**Nơi in đậm**
"""
    extract = md.read(text.encode(), "a.md")
    assert [block.text for block in extract.blocks] == [
        "Kế hoạch số 12",
        "1. Mở đầu với liên kết và ảnh và https://b.vn.",
        "- Gạch đầu dòng đậm",
        "Lĩnh vực | Chỉ đạo",
        "Hạ tầng | R&D; 5 * 3",
        "Cơ quan thường trực__ và snake_case_name",
        "Nơi in đậm",
    ]
    assert [block.level for block in extract.blocks] == [1, 0, 0, 0, 0, 0, 6]
    assert extract.hints == {"title": "Kế hoạch"}


def test_markdown_goes_on_in_lower_case() -> None:
    assert lines("(Đại hội lần thứ XI của Đảng\nthông qua ngày 19/01/2011)\nĐiều khác", md) == [
        "(Đại hội lần thứ XI của Đảng thông qua ngày 19/01/2011)",
        "Điều khác",
    ]


@needs_testdata
@pytest.mark.parametrize("kind", ["party_text", "../../seeds"])
def test_real_texts_come_out_clean(kind: str) -> None:
    paths = sorted((TESTDATA / "data/documents" / kind).glob("*.[mt]*"))
    assert len(paths) >= 5
    for path in paths:
        extract = read(path.read_bytes(), path.name)
        words = " ".join(block.text for block in extract.blocks)
        for noise in ("**", "](", "\\.", "<!--", "| :--", "----"):
            assert noise not in words, (path.name, noise)
        letters = sum(c.isalpha() for c in path.read_text(encoding="utf-8"))
        kept = sum(c.isalpha() for c in words)
        assert kept > letters * 0.95 or "BCD57" in path.name or "003_" in path.name, path.name


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        extract = read(data, name)
    except ReadError as error:
        assert name in str(error)
    else:
        for block in extract.blocks:
            assert block.text == " ".join(block.text.split())


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab *_`[]()!<>#|\\-\n1.đĐ~:="), max_size=120))
def test_any_markdown_is_read(text: str) -> None:
    for block in md.read(("x" + text).encode(), "a.md").blocks:
        assert block.text
        assert "\n" not in block.text


def test_letters_set_apart_are_closed_up() -> None:
    lines = "T Ỉ N H  Y Ê N  B Á I\nC H Ỉ T H Ị\nA B C D\n"
    assert [block.text for block in read(lines.encode(), "a.txt").blocks] == ["TỈNH YÊN BÁI", "CHỈ THỊ", "A B C D"]
    page = "<p>C H Ỉ&nbsp; T H Ị</p><p>về công tác</p>"
    assert read(page.encode(), "a.html").blocks[0].text == "CHỈ THỊ"
