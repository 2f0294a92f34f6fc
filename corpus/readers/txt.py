"""Plain text: articles saved from the web, hard-wrapped mail, exports of other programs."""

from __future__ import annotations

import re

from corpus.articles import find_headline, mark_article
from corpus.legacy.conversion import to_unicode
from corpus.limits import Limits
from corpus.readers.decode import decode
from corpus.readers.lines import paragraphs
from corpus.readers.spaced import close_letters
from corpus.readers.webtext import heal, take_date_mark
from corpus.records import Block, Extract
from corpus.repair import repair

# What else ends a line: a page feed, the line and paragraph separators, the "next line" control.
_LINE = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs of a plain text file, in order. No pages, no headings; a leading ` date YYYY-MM-DD ` mark becomes
    the hint `date`. Of a page that was pasted, menus go and captions and lists of other articles are marked; a headline
    that stood below such things becomes the hint `title`. Raises `UnsupportedFormat` if the bytes are no text."""
    text, warnings = decode(data, name)
    text, hints = take_date_mark(text)
    # Before the lines are put together, which asks how they begin and end.
    lines, encoding = to_unicode(_LINE.split(text))
    found = (repair(close_letters(paragraph)) for paragraph in paragraphs(lines))
    pasted = [Block(paragraph) for paragraph in heal(p for p in found if p)]
    blocks = mark_article(pasted)
    if title := find_headline(pasted, blocks):
        hints["title"] = title
    return Extract("txt", blocks, hints=hints, warnings=warnings, encoding=encoding)
