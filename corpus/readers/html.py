"""Web pages: the article's words, without the page around them."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from corpus.errors import DamagedFile
from corpus.limits import Limits
from corpus.readers.decode import decode
from corpus.readers.lines import SENTENCE_END
from corpus.records import Block, Extract
from corpus.repair import repair

_DROPPED = {
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "option", "input",
    "textarea", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "map", "head", "dialog", "menu", "math",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog"}
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_RULE = re.compile(r"[\s_=*~.·–—─-]*")
_MOST = 0.5
_CANDIDATES = 50
_DEEPEST = 200
_LAYOUT_CELL = 200
_TITLES = (
    '//meta[@property="og:title"]/@content',
    "//h1",
    "//title",
)
_DATES = (
    '//meta[@property="article:published_time"]/@content',
    '//meta[@itemprop="datePublished"]/@content',
    '//meta[@name="pubdate" or @name="publishdate" or @name="date" or @name="DC.date.issued"]/@content',
    "//time[@datetime]/@datetime",
)
_URLS = ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content')


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs, headings, list items and table rows of a web page in reading order.

    Menus, scripts, footers and side columns are left out, and all that stands outside `<article>` or `<main>` where
    that holds most of the text. Rows of data tables are one line with " | " between the cells; tables used for layout
    are read cell by cell. Hints: title, date, url. Raises `DamagedFile` if no tree can be built.
    """
    declared = _CHARSET.search(data[:4096])
    text, warnings = decode(data, name, declared.group(1).decode("ascii", "replace") if declared else "")
    root = _parse(text, name)
    hints = _hints(root)
    blocks: list[Block] = []
    _walk(_content(root), _Line(blocks))
    return Extract("html", tuple(blocks), hints=hints, warnings=warnings)


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


def _hints(root: etree._Element) -> dict[str, str]:
    """Title, date (ISO) and address that the page states about itself."""
    hints = {}
    for field, paths in (("title", _TITLES), ("date", _DATES), ("url", _URLS)):
        for path in paths:
            found = root.xpath(path)
            value = repair(found[0] if isinstance(found[0], str) else found[0].text_content()) if found else ""
            if field == "date":
                iso = re.match(r"\d{4}-\d{2}-\d{2}", value)
                value = iso.group() if iso else ""
            if value:
                hints[field] = value
                break
    return hints


def _size(element: etree._Element) -> int:
    """How many characters of words an element shows."""
    machinery = element.iter("script", "style", "noscript", "template")
    return sum(len(t.strip()) for t in element.itertext()) - sum(
        len(t.strip()) for e in machinery for t in e.itertext()
    )


def _content(root: etree._Element) -> etree._Element:
    """The element to read: the largest `<article>` or `<main>` if it holds most of the page's words, else the body."""
    body = root.find(".//body")
    body = root if body is None else body
    candidates = root.xpath("//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']")[:_CANDIDATES]
    if candidates:
        best = max(candidates, key=_size)
        if _size(best) > _MOST * _size(body):
            return best
    return body


class _Line:
    """The line being written; an empty one is never added."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.parts: list[str] = []
        self.level = 0
        self.prefix = ""
        self.numbers: dict[etree._Element, int] = {}  # the last number given in each ordered list
        self.broken = False  # whether `<br>` ended the line before, within the same block

    def end(self) -> None:
        """Close the line."""
        text = repair("".join(self.parts))
        self.parts.clear()
        if text and not _RULE.fullmatch(text):
            level = self.level if len(text) <= 300 else 0
            if self.broken and text[0].islower() and not SENTENCE_END.search(self.blocks[-1].text):
                # A `<br>` in mid-sentence only shapes a centred title.
                text = f"{self.blocks.pop().text} {text}"
            self.blocks.append(Block(self.prefix + text, level=level))
            self.prefix = ""
        self.broken = False

    def break_(self) -> None:
        """Close the line at a `<br>`."""
        had = bool(self.blocks) and bool("".join(self.parts).strip())
        self.end()
        self.broken = had


def _dropped(element: etree._Element) -> bool:
    """Whether an element is no part of the text: machinery, menus, hidden."""
    tag = element.tag
    if tag in _DROPPED:
        return not (tag == "form" and _size(element) > 2000)  # ASP.NET wraps whole pages in a form
    if tag == "header" and element.find(".//h1") is None:
        return True
    if element.get("role") in _ROLES or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return _HIDDEN.search(element.get("style") or "") is not None


def _walk(element: etree._Element, line: _Line, depth: int = 0) -> None:
    """Write the text of `element` to `line`, ending it at each block, `<br>` and heading."""
    if not isinstance(element.tag, str) or _dropped(element):
        return
    tag = element.tag
    if depth > _DEEPEST:  # hostile nesting: take the words without the structure
        line.parts.append(" ".join(element.itertext()))
        return
    if tag == "br":
        line.break_()
        return
    if tag == "table":
        line.end()
        _table(element, line, depth)
        return
    block = tag not in _INLINE
    if block:
        line.end()
    before = line.level
    line.level = _HEADINGS.get(tag, before)
    if tag == "li":
        line.prefix = _bullet(element, line.numbers)
    line.parts.append(element.text or "")
    for child in element:
        _walk(child, line, depth + 1)
        line.parts.append(child.tail or "")
    if block:
        line.end()
        line.prefix = ""
    line.level = before


def _bullet(item: etree._Element, numbers: dict[etree._Element, int]) -> str:
    """What a browser draws before a list item; `numbers` holds the last number of each list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or (parent.get("type") or "1") != "1":
        return "- " if parent is not None and parent.tag == "ul" else ""
    start = parent.get("start") or "1"
    numbers[parent] = numbers.get(parent, (int(start) if start.isdigit() else 1) - 1) + 1
    return f"{numbers[parent]}. "


def _table(table: etree._Element, line: _Line, depth: int) -> None:
    """A data table row by row, a layout table cell by cell."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    if _is_layout(rows):
        for row in rows:
            for cell in row.iterchildren("td", "th"):
                _walk(cell, line, depth + 1)
                line.end()
        return
    for caption in table.iterchildren("caption"):
        _walk(caption, line, depth + 1)
    for row in rows:
        cells = []
        for cell in row.iterchildren("td", "th"):
            inside = _Line([])
            _walk(cell, inside, depth + 1)
            inside.end()
            cells.append(" ".join(block.text for block in inside.blocks))
        line.parts.append(" | ".join(cell for cell in cells if cell))
        line.end()


def _is_layout(rows: list[etree._Element]) -> bool:
    """Whether a table only places text: few rows, of at most two cells, that hold paragraphs, lists or tables.

    A letterhead is such a table: the issuer on the left, the motto on the right, two or three rows.
    """
    if any(row.find("th") is not None for row in rows):
        return False
    widths = {sum(1 for _ in row.iterchildren("td")) for row in rows}
    if max(widths, default=0) <= 1:
        return True
    if any(row.find(".//table") is not None or row.find(".//ul") is not None for row in rows):
        return True
    cells = [cell for row in rows for cell in row.iterchildren("td")]
    paragraphs = sum(len(cell.findall(".//p")) + len(cell.findall(".//br")) > 1 for cell in cells)
    longest = max((len(cell.text_content()) for cell in cells), default=0)
    return max(widths) <= 2 and len(rows) <= 3 and (paragraphs > 0 or longest > _LAYOUT_CELL)
