"""Markdown, as people and converters write it: marks reduced to the words they stand around."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.articles import find_headline, mark_article
from corpus.datelines import find_date
from corpus.limits import Limits
from corpus.readers.decode import decode
from corpus.readers.lines import SENTENCE_END, starts_item, wrap_width
from corpus.records import Block, Extract, Kind
from corpus.repair import repair

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*)")
_CLOSING_MARKS = re.compile(r"(?<!#)(?<!\\)#+$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_RULE = re.compile(r"^[\s*_=–—-]*$")
_TABLE_RULE = re.compile(r"[\s:|–-]*")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_BULLET = re.compile(r"^\s*[*+]\s+(?=\S)")
_IMAGE = re.compile(r"!\[([^\]]{0,500})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_LINK = re.compile(r"\[([^\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_REFERENCE = re.compile(r"\[([^\]]{1,500})\]\[[^\]]{0,100}\]")
_LINK_LINE = re.compile(r"\s*(?:[-*+]\s+|\d{1,3}\.\s+)?\[[^\]]{1,500}\]\([^()\s]{0,2000}\)\s*")
_IMAGE_LINE = re.compile(r"\s*!\[[^\]]{0,500}\]\([^)]{0,2500}\)\s*")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s+\S+.*$")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^>\s]{1,2000})>")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|div|p|font|center|sup|sub|small|a|br|hr)\b[^>]{0,1000}>", re.I)
_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile(r"(?<!\w)_{1,3}(?=\S)(.{1,300}?)(?<=\S)_{1,3}(?!\w)")
_CODE = re.compile(r"`+([^`]*)`+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOLD_LINE = re.compile(r"^\s*(\*\*|__)(?!\s*\1)(?:(?!\1).)+\1\s*$")
_WEAK_LEVEL = 6
_LONGEST_LINK = 3000
_FRONT_KEYS = {"title": "title", "date": "date", "url": "url", "link": "url", "canonical": "url"}
# Private-use stand-ins hold escaped characters while the marks around them are taken away.
_HELD = 0xE000


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs, headings, list items and table rows of a Markdown file, without its marks.

    Headings keep their level; a whole line in bold counts as a heading of level 6. A table row is one line with
    " | " between its cells, of kind "row" where a rule stands under the table's header. What a pasted page holds
    besides its article is marked (`corpus.articles`). Raises `UnsupportedFormat` if the bytes are no text.
    """
    text, warnings = decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    hints = {}
    front = _FRONT_MATTER.match(text)
    if front and re.search(r"^\w+\s*:", front.group(1), re.M):
        hints = _front_matter(front.group(1))
        text = text[front.end() :]
    found = _blocks(_COMMENT.sub(" ", text).split("\n"))
    blocks = mark_article(found.blocks, found.linked)
    first = next((b for b in blocks if b.level == 1), None)
    if first and "title" not in hints:
        hints["title"] = first.text
    elif "title" not in hints and (title := find_headline(found.blocks, blocks)):
        hints["title"] = title
    return Extract("md", blocks, hints=hints, warnings=warnings)


def _front_matter(text: str) -> dict[str, str]:
    """Hints from the simple `key: value` lines before the text."""
    hints = {}
    for line in text.split("\n"):
        key, _, value = line.partition(":")
        known = _FRONT_KEYS.get(key.strip().lower())
        if known and value.strip():
            value = repair(value.strip().strip("\"'"))
            hints[known] = find_date(value) or value if known == "date" else value
    return hints


class _Text:
    """The blocks being written. `linked` are the positions of lines that are wholly links."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.linked: set[int] = set()
        self.paragraph: list[str] = []
        self.header = ""  # the header row of the table that is open
        self.row: int | None = None  # the position of the first row of a table whose rule has not come yet

    def flush(self, level: int = 0) -> None:
        """Close the paragraph."""
        if self.paragraph:
            line = self.paragraph[0] if len(self.paragraph) == 1 else ""
            if len(line) < _LONGEST_LINK and _LINK_LINE.fullmatch(line):
                self.linked.add(len(self.blocks))
            _add(self.blocks, " ".join(self.paragraph), level, "caption" if _IMAGE_LINE.fullmatch(line) else "body")
            self.paragraph.clear()

    def leave_table(self) -> None:
        """Close the table."""
        self.header, self.row = "", None

    def rule(self) -> None:
        """Take the line of dashes under a table's header."""
        self.flush()
        if self.row is not None and " | " in (head := self.blocks[self.row]).text:  # a header of one cell is a layout
            self.blocks[self.row] = replace(head, kind="row")
            self.header = head.text
        self.row = None

    def table_row(self, line: str) -> None:
        """Take a row; without a rule after the first one it stays a line like any other."""
        self.flush()
        before = len(self.blocks)
        text = _row(line)
        _add(self.blocks, text, 0, "row" if self.header else "body", self.header)
        self.row = before if len(self.blocks) > before and not self.header else None


def _blocks(lines: list[str]) -> _Text:
    """The blocks of Markdown `lines`."""
    width = wrap_width(lines)
    text = _Text()
    code = False
    for raw in lines:
        if _FENCE.match(raw):
            text.flush()
            code = not code
            continue
        if code:
            text.flush()
            _add(text.blocks, raw, 0)
            continue
        line = _QUOTE.sub("", raw)
        if text.paragraph and _UNDERLINE.match(line) and len(text.paragraph) == 1 and line.strip()[:1] == "=":
            text.flush(1)
            continue
        if "|" in line and _TABLE_RULE.fullmatch(line):
            text.rule()
            continue
        if _RULE.match(line) or _DEFINITION.match(line):
            text.flush()
            text.leave_table()
            continue
        if heading := _HEADING.match(line):
            text.flush()
            text.leave_table()
            words = _CLOSING_MARKS.sub("", heading.group(2).rstrip())
            _add(text.blocks, words, len(heading.group(1)))
            continue
        if "|" in line and _is_row(line):
            text.table_row(line)
            continue
        bold = _BOLD_LINE.match(line) is not None
        if _BULLET.match(line) or not _goes_on(text.paragraph, line, bold, width):
            text.flush()
        text.paragraph.append(line)
        if bold or line.endswith(("  ", "\\")):
            text.flush(_WEAK_LEVEL if bold else 0)
    text.flush()
    return text


def _goes_on(paragraph: list[str], line: str, bold: bool, width: int) -> bool:
    """Whether `line` belongs to the paragraph that the lines before it began.

    Outside hard-wrapped text a line is a paragraph, as the web's converters write one line for each, unless it
    plainly goes on with a sentence in lower case.
    """
    if not paragraph or bold:
        return False
    words = _plain(line).lstrip()
    if starts_item(words):
        return False
    return bool(width) or (words[:1].islower() and not SENTENCE_END.search(_plain(paragraph[-1]).rstrip()))


def _is_row(line: str) -> bool:
    """Whether a line with a bar is a table row, whole or broken over lines (a cell may hold line breaks)."""
    stripped = line.strip()
    return stripped.startswith("|") or stripped.endswith("|") or " | " in stripped


def _row(line: str) -> str:
    """A table row as one line; a row broken inside a cell gives what stands on this line."""
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
    return " | ".join(cell for cell in cells if cell and not _RULE.match(cell))


def _add(blocks: list[Block], raw: str, level: int, kind: Kind = "body", header: str = "") -> None:
    """Append the block that `raw` gives, if there are words in it."""
    bullet = _BULLET.match(raw)
    text = repair(_plain(raw[bullet.end() :] if bullet else raw))
    if text and not _RULE.match(text):
        level = level if len(text) <= 200 else 0
        blocks.append(Block(f"- {text}" if bullet else text, level=level, kind=kind, header=header))


def _plain(line: str) -> str:
    """`line` without Markdown's marks: emphasis, code, links, images, tags, escapes."""
    line = _ESCAPE.sub(lambda m: chr(_HELD + ord(m.group(1))), line)
    line = _IMAGE.sub(r"\1", line)
    line = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", line))
    line = _TAG.sub("", _AUTOLINK.sub(r"\1", line))
    line = _UNDERSCORES.sub(r"\1", _STARS.sub("", _CODE.sub(r"\1", line)))
    line = line.removesuffix("\\")
    return "".join(chr(ord(c) - _HELD) if _HELD < ord(c) < _HELD + 128 else c for c in line)
