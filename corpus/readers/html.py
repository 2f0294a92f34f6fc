"""Web pages: the article's words, without the page around them."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from corpus.articles import mark_article
from corpus.errors import DamagedFile
from corpus.limits import Limits
from corpus.readers.decode import decode
from corpus.readers.html_hints import find_hints
from corpus.readers.html_parts import DROPPED, Judge, size
from corpus.readers.html_tables import cells_of, column_names, header_rows, is_layout, rows_of
from corpus.readers.lines import SENTENCE_END
from corpus.records import Block, Extract, Kind
from corpus.repair import one_line

_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_RULE = re.compile(r"[\s_=*~.·–—─-]*")
_MOST = 0.5
_CANDIDATES = 50
_DEEPEST = 200
_ALL_LINK = 0.9
_CAPTION = 500
_PLACE = re.compile(r"location|dateline|stamp")
_LEADS = re.compile(r"\b(?:sapo|lead|summary|description|chapeau|abstract|intro|tomtat|mota)\b|news-sapo|article__sapo")
_LONGEST_LEAD = 1_200


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs, headings, list items and table rows of a web page in reading order.

    Menus, scripts, footers and side columns are left out, and all that stands outside `<article>` or `<main>` where
    that holds most of the text, but for the headline and the lead. Captions, bylines, tags and lists of other articles
    are marked. Rows of data tables are one line with " | " between the cells, and know the names of the columns; tables
    used for layout are read cell by cell. Hints: title, date, url. Raises `DamagedFile` if no tree can be built.
    """
    declared = _CHARSET.search(data[:4096])
    text, warnings = decode(data, name, declared.group(1).decode("ascii", "replace") if declared else "")
    root = _parse(text, name)
    hints = find_hints(root)
    content, above = _content(root)
    line = _Line([], Judge(size(content)))
    for element in (*above, content):
        _walk(element, line)
        line.end()
    return Extract("html", mark_article(line.blocks, line.linked), hints=hints, warnings=warnings)


def _parse(text: str, name: str) -> etree._Element:
    """The tree of a page. libxml2 refuses encodings declared in text that is decoded already, hence the bytes."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as exc:
        raise DamagedFile(f"“{name}” không phải trang HTML đọc được ({exc}). Hãy lưu lại trang rồi nạp lại.") from exc
    # libxml2 drops what lies deeper than 2,048 elements and says so only in its log.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DamagedFile(
            f"“{name}” có các thẻ HTML lồng nhau quá sâu (hơn 2.048 tầng) nên không đọc trọn được. Hãy mở bằng trình"
            " duyệt, chép nội dung vào tệp Word hoặc TXT rồi nạp lại."
        )
    return root


def _content(root: etree._Element) -> tuple[etree._Element, list[etree._Element]]:
    """The element to read, and what to read before it: a headline and a lead that stand outside.

    It is the largest `<article>` or `<main>` if that holds most of the page's words, else the body.
    """
    body = root.find(".//body")
    body = root if body is None else body
    candidates = root.xpath("//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']")[:_CANDIDATES]
    if candidates:
        best = max(candidates, key=size)
        if size(best) > _MOST * size(body):
            return best, _above(root, best)
    return body, []


def _above(root: etree._Element, content: etree._Element) -> list[etree._Element]:
    """The headline and leads of a page whose content element begins below them."""
    headings = root.xpath("//h1")
    if len(headings) != 1 or next(content.iter("h1"), None) is not None or _is_within(content, headings[0]):
        return []
    leads = [
        element
        for element in headings[0].xpath("following::*[self::p or self::h2 or self::div]")[:_CANDIDATES]
        if _LEADS.search((element.get("class") or "").lower()) and not _is_within(element, content)
    ]
    return [headings[0], *(lead for lead in leads[:1] if size(lead) <= _LONGEST_LEAD and not _holds(lead, content))]


def _is_within(inner: etree._Element, outer: etree._Element) -> bool:
    return any(ancestor is outer for ancestor in inner.iterancestors())


def _holds(outer: etree._Element, inner: etree._Element) -> bool:
    return outer is inner or _is_within(inner, outer)


class _Line:
    """The line being written; an empty one is never added. `linked` are the positions of lines that are all links."""

    def __init__(self, blocks: list[Block], judge: Judge) -> None:
        self.blocks = blocks
        self.judge = judge
        self.linked: set[int] = set()
        self.parts: list[str] = []
        self.kind: Kind = "body"
        self.links = 0  # how many links stand around what is written
        self.link_size = 0  # how many characters of the line stand in links
        self.level = 0
        self.prefix = ""
        self.numbers: dict[etree._Element, int] = {}  # the last number given in each ordered list
        self.broken = False  # whether `<br>` ended the line before, within the same block

    def write(self, text: str | None) -> None:
        """Add to the line."""
        if text:
            self.parts.append(text)
            self.link_size += len(text.strip()) if self.links else 0

    def end(self) -> None:
        """Close the line."""
        text = one_line("".join(self.parts))
        self.parts.clear()
        if text and not _RULE.fullmatch(text):
            level = self.level if len(text) <= 300 else 0
            same = bool(self.blocks) and self.blocks[-1].kind == self.kind
            if self.broken and same and text[0].islower() and not SENTENCE_END.search(self.blocks[-1].text):
                # A `<br>` in mid-sentence only shapes a centred title.
                text = f"{self.blocks.pop().text} {text}"
            if self.link_size >= _ALL_LINK * len(text):
                self.linked.add(len(self.blocks))
            self.blocks.append(Block(self.prefix + text, level=0 if self.kind != "body" else level, kind=self.kind))
            self.prefix = ""
        self.link_size = 0
        self.broken = False

    def break_(self) -> None:
        """Close the line at a `<br>`."""
        had = bool(self.blocks) and bool("".join(self.parts).strip())
        self.end()
        self.broken = had


def _walk(element: etree._Element, line: _Line, depth: int = 0) -> None:
    """Write the text of `element` to `line`, ending it at each block, `<br>` and heading."""
    if not isinstance(element.tag, str) or element.tag in DROPPED:
        return
    tag = element.tag
    if depth > _DEEPEST:  # hostile nesting: take the words without the structure
        line.write(" ".join(element.itertext()))
        return
    if tag == "br":
        line.break_()
        return
    part = "text" if tag == "body" else line.judge.part(element, aside=line.kind == "aside")
    if part == "dropped":
        return
    kind = line.kind
    if part != "text" and kind == "body":
        line.end()
        line.kind = part
    if tag == "table":
        line.end()
        _table(element, line, depth)
    else:
        _flow(element, line, depth)
    if line.kind != kind:
        line.end()
        line.kind = kind


def _flow(element: etree._Element, line: _Line, depth: int) -> None:
    """Write an element's own text and that of its children."""
    tag = element.tag
    block = tag not in _INLINE
    if block:
        line.end()
    before, links = line.level, line.links
    line.level = _HEADINGS.get(tag, before)
    line.links += tag == "a" and not (element.get("href") or "#").startswith("#")
    if tag == "li":
        line.prefix = _bullet(element, line.numbers)
    line.write(element.text)
    for child in element:
        _walk(child, line, depth + 1)
        line.write(child.tail)
    if block:
        line.end()
        line.prefix = ""
    elif _PLACE.search(element.get("class") or ""):
        line.write(" ")  # style sheets draw a dash after the place of a report
    line.level, line.links = before, links


def _bullet(item: etree._Element, numbers: dict[etree._Element, int]) -> str:
    """What a browser draws before a list item; `numbers` holds the last number of each list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or (parent.get("type") or "1") != "1":
        return "- " if parent is not None and parent.tag == "ul" else ""
    start = parent.get("start") or "1"
    numbers[parent] = numbers.get(parent, (int(start) if start.isdigit() else 1) - 1) + 1
    return f"{numbers[parent]}. "


def _table(table: etree._Element, line: _Line, depth: int) -> None:
    """A data table row by row, a layout table cell by cell; one around a picture holds its caption."""
    rows = rows_of(table)
    if is_layout(rows):
        pictured = max((len(cells_of(row)) for row in rows), default=0) == 1 and table.find(".//img") is not None
        before = line.kind
        if pictured and len("".join(table.itertext()).strip()) <= _CAPTION and before == "body":
            line.kind = "caption"
        for row in rows:
            for cell in cells_of(row):
                _walk(cell, line, depth + 1)
                line.end()
        line.kind = before
        return
    for caption in table.iterchildren("caption"):
        _walk(caption, line, depth + 1)
    texts = [[_cell(cell, line, depth) for cell in cells_of(row)] for row in rows]
    count = header_rows(rows)
    header = column_names(texts[:count], rows[:count])
    for at, cells in enumerate(texts):
        text = one_line(" | ".join(cell for cell in cells if cell))
        if text and not _RULE.fullmatch(text):
            kind: Kind = "row" if line.kind == "body" else line.kind
            line.blocks.append(Block(text, kind=kind, header="" if at < count else header))


def _cell(cell: etree._Element, line: _Line, depth: int) -> str:
    """The words of one cell on one line."""
    inside = _Line([], line.judge)
    _walk(cell, inside, depth + 1)
    inside.end()
    return " ".join(block.text for block in inside.blocks)
