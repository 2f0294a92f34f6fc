"""Web pages: the article and nothing around it."""

import time

import pytest

from corpus.errors import DamagedFile
from corpus.readers import html, read
from tests.conftest import TESTDATA, needs_testdata

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Báo | Tin mới</title>
<meta property="og:title" content="Hội nghị tổng kết">
<meta property="article:published_time" content="2026-02-09T08:00:00+07:00">
<link rel="canonical" href="https://bao.vn/hoi-nghi"><style>p {color: red}</style></head>
<body><header><a href="/">Trang chủ</a></header><nav><ul><li>Chính trị</li></ul></nav>
<main><h1>Hội nghị <em>tổng kết</em></h1>
<p>Sáng&nbsp;9/2, <b>Đảng ủy</b> họp<sup>1</sup>.<br>Dòng thứ hai.<br>còn dở dang<br/>
thì đi tiếp.</p>
<script>alert("không phải chữ")</script>
<h2>Nội dung</h2>
Chữ trần trong main<p>rồi đoạn văn.</p>
<ul><li>Một</li><li><p>Hai</p></li></ul><ol start="3"><li>Ba</li><li>Bốn</li></ol>
<table><thead><tr><th>Năm</th><th>Số</th></tr></thead><tbody><tr><td>2024</td><td>15</td></tr>
<tr><td>2025</td><td><p>16</p></td></tr></tbody></table>
<div style="display:none">ẩn</div><p hidden>ẩn nữa</p><!-- chú thích -->
<aside>Tin khác</aside></main><footer>Bản quyền</footer></body></html>"""


def test_the_article_is_read_and_nothing_else() -> None:
    extract = html.read(PAGE.encode(), "a.html")
    assert [block.text for block in extract.blocks] == [
        "Hội nghị tổng kết",
        "Sáng 9/2, Đảng ủy họp1.",
        "Dòng thứ hai.",
        "còn dở dang thì đi tiếp.",
        "Nội dung",
        "Chữ trần trong main",
        "rồi đoạn văn.",
        "- Một",
        "- Hai",
        "3. Ba",
        "4. Bốn",
        "Năm | Số",
        "2024 | 15",
        "2025 | 16",
    ]
    assert [block.level for block in extract.blocks if block.level] == [1, 2]
    assert extract.hints == {"title": "Hội nghị tổng kết", "date": "2026-02-09", "url": "https://bao.vn/hoi-nghi"}


def test_an_article_that_holds_little_is_not_preferred() -> None:
    page = "<body><article>Quảng cáo ngắn</article><p>" + "Nội dung chính của trang. " * 20 + "</p></body>"
    assert len(html.read(page.encode(), "a.html").blocks) == 2


def test_a_letterhead_is_read_cell_by_cell() -> None:
    page = """<table><tr><td><p>BỘ Y TẾ<br>-------</p></td><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA
    VIỆT NAM<br>Độc lập</p></td></tr>
    <tr><td>Số: 53/2025/TT-BYT</td><td><i>Hà Nội, ngày 31 tháng 12 năm 2025</i></td></tr></table><p>THÔNG TƯ</p>"""
    assert [block.text for block in html.read(page.encode(), "a.html").blocks] == [
        "BỘ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập",
        "Số: 53/2025/TT-BYT",
        "Hà Nội, ngày 31 tháng 12 năm 2025",
        "THÔNG TƯ",
    ]


@pytest.mark.parametrize("declared", ["windows-1258", "utf-8"])
def test_a_wrongly_declared_encoding_does_not_spoil_utf_8(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><body><p>Đảng ủy các cơ quan</p></body></html>'
    assert html.read(page.encode(), "a.html").blocks[0].text == "Đảng ủy các cơ quan"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 1_900 + "đáy",
        "<table><tr><td>" * 450 + "đáy",
        "<p>" + "<b>" * 1_900 + "đáy",
        "<ol>" + "<li>đáy</li>" * 20_000 + "</ol>",
        "<article>" * 1_500 + "đáy",
        "<p>đáy</p><!--" + "-" * 100_000,
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>đáy &b;</p>',
    ],
)
def test_hostile_markup_is_read_in_time(page: str) -> None:
    began = time.monotonic()
    extract = html.read(page.encode(), "a.html")
    assert time.monotonic() - began < 5
    assert "đáy" in " ".join(block.text for block in extract.blocks)


def test_what_the_parser_would_drop_in_silence_is_an_error() -> None:
    with pytest.raises(DamagedFile, match="lồng nhau"):
        html.read(("<div>" * 50_000 + "đáy").encode(), "a.html")


def test_entities_of_a_document_type_are_not_fetched() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a &x; b</p></body></html>'
    assert "root:" not in " ".join(block.text for block in html.read(page.encode(), "a.html").blocks)


@needs_testdata
def test_real_legal_documents_keep_their_words() -> None:
    paths = sorted((TESTDATA / "data/documents/html").glob("*.html"))
    assert len(paths) == 10
    for path in paths:
        extract = read(path.read_bytes(), path.name)
        assert extract.format == "html"
        assert sum(block.text.startswith("Điều ") for block in extract.blocks) >= 2, path.name
        assert not any("<" in block.text and ">" in block.text for block in extract.blocks)
