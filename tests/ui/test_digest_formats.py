"""Bulletins in every format: hostile words stay words, and the files are what they say they are."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.digest.bulletin import Bulletin, bulletin_of
from assistant.digest.digest import Digest, digest_of
from assistant.digest.near_digests import Sketched
from corpus.records import Document, Metadata
from tests.assistant.digest.made import document
from ui.digest_files import BULLETINS, format_of, json_lines
from ui.digest_html import bulletin_html, bulletin_page
from ui.digest_markdown import bulletin_markdown
from ui.digest_view import CUT, EMPTY, NOTE, SOURCES
from ui.markdown import escaped

NOW = datetime(2026, 3, 5, 7, 30)
EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> [x](javascript:alert(1)) | `a` \u202eevil {{7*7}} *b* #1"
HOSTILE = (
    f"{EVIL}\n"
    "Sáng 5/3, <img src=x onerror=alert(1)> Tỉnh ủy họp với 1.200 đảng viên | [a](http://x) **b**.\n"
    "Đồng chí Lê An, Bí thư Tỉnh ủy giao Văn phòng <b>Tỉnh ủy</b> hoàn thành cấp chữ ký số trước ngày 31/3/2026.\n"
    "Theo Nghị quyết số 57-NQ/TW, phải có 62 điểm cầu \x07 cấp xã.\n"
)


def hostile(name: str = "a.txt") -> Document:
    metadata = Metadata(title=EVIL, kind="bài báo", date="2026-03-05", url="javascript:alert(1)", issuer="<i>ai</i>")
    return replace(document(HOSTILE, metadata), source=f"/tin/<b>{name}", content_hash=name, id=name)


def bulletin(*documents: Document) -> Bulletin:
    digests = [digest_of(d) for d in documents]
    return bulletin_of([Sketched(d, ()) for d in digests], lambda _: "")


class Tags(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in ("href", "src"):
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")


def test_html_shows_hostile_words_and_runs_none() -> None:
    page = bulletin_page(bulletin(hostile()), NOW)
    tags = Tags()
    tags.feed(page)
    assert not {"script", "img", "b>", "i"} & (tags.seen - {"b"})
    assert "alert(1)" in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert "49" not in page.partition("{{7")[2][:8]
    assert all(link.startswith("#") for link in tags.links)
    assert {link[1:] for link in tags.links} <= set(tags.ids)
    assert "default-src &#x27;none&#x27;" in page


def test_markdown_keeps_its_tables_and_shows_markup_as_text() -> None:
    text = bulletin_markdown(bulletin(hostile()), NOW)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows if "Nhiệm vụ" in row or row.startswith("| 1 ")} == {6}
    assert "<script>" not in text
    assert not re.search(r"(?<!\\)\]\(", text)


@given(st.text(max_size=80))
def test_markdown_escaping_leaves_one_line_and_no_markup(words: str) -> None:
    out = escaped(words)
    assert "\n" not in out
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`\[|]", out)


def test_csv_has_no_formulas_and_opens_in_excel() -> None:
    data = BULLETINS["csv"](bulletin(hostile()), NOW)
    assert data.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert len(head) == len(row)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert row[head.index("Tiêu đề")].startswith("'=cmd")


def test_word_document_has_headings_tables_and_links() -> None:
    data = BULLETINS["docx"](bulletin(hostile()), NOW)
    held = docx.Document(io.BytesIO(data))
    styles = [p.style.name for p in held.paragraphs if p.style is not None]
    assert {"Title", "Heading 1", "Heading 2"} <= set(styles)
    assert held.tables[0].rows[0].cells[1].text == "Nhiệm vụ"
    assert held.core_properties.language == "vi-VN"
    body = held.element.xml
    assert 'w:anchor="nguon_1"' in body
    assert 'w:name="nguon_1"' in body
    assert "<script>" not in body
    assert "alert(1)" in body


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_title_and_name_can_be_written(title: str, name: str) -> None:
    of = bulletin(replace(hostile(), metadata=Metadata(title=title, issuer=name), source=f"/{name}"))
    for write in BULLETINS.values():
        assert write(of, NOW)
    (line,) = json_lines([s.digest for s in of.stories])
    assert json.loads(line)["title"] == title


def test_an_empty_bulletin_says_so_in_every_format() -> None:
    empty = bulletin()
    assert EMPTY in bulletin_markdown(empty, NOW)
    assert EMPTY in bulletin_html(empty)
    assert EMPTY in "".join(p.text for p in docx.Document(io.BytesIO(BULLETINS["docx"](empty, NOW))).paragraphs)
    assert BULLETINS["csv"](empty, NOW).count(b"\n") == 1


def test_what_was_shortened_is_marked_everywhere() -> None:
    one = digest_of(hostile())
    assert one.headline
    cut = replace(
        one, headline=replace(one.headline, text="Tỉnh ủy họp.", cut_before=True, cut_behind=True), summary=()
    )
    of = bulletin_of([Sketched(cut, ())], lambda _: "")
    assert f"{CUT} Tỉnh ủy họp. {CUT}" in bulletin_html(of)
    assert "\\[…\\] Tỉnh ủy họp. \\[…\\]" in bulletin_markdown(of, NOW)
    (line,) = json_lines([cut])
    record = json.loads(line)
    assert record["headline"] == "Tỉnh ủy họp."
    assert record["headline_citations"][0]["quote"] == one.headline.quote


def test_a_bulletin_within_a_page_of_ours_keeps_its_ids_apart() -> None:
    fragment = bulletin_html(bulletin(hostile()), prefix="hai-")
    assert 'id="hai-1"' in fragment
    assert 'href="#hai-1"' in fragment
    assert fragment.lstrip().startswith('<article class="bt"')
    assert SOURCES in fragment
    assert NOTE[:20] in fragment


@pytest.mark.parametrize(
    ("name", "asked", "wanted"),
    [
        ("a.html", None, "html"),
        ("a.HTM", None, "html"),
        ("a.txt", None, "md"),
        ("a.md", "csv", "csv"),
        ("", None, "md"),
    ],
)
def test_the_format_goes_by_what_is_asked_and_then_by_the_name(name: str, asked: str | None, wanted: str) -> None:
    assert format_of(Path(name) if name else None, asked) == wanted


def test_a_digest_without_sentences_is_shown_by_its_title() -> None:
    bare = Digest("1", "/tin/a.txt", "1", Metadata())
    of = bulletin_of([Sketched(bare, ())], lambda _: "")
    assert "a.txt" in bulletin_markdown(of, NOW)
    assert BULLETINS["docx"](of, NOW)
