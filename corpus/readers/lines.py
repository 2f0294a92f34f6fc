"""Putting the lines of hard-wrapped text together into paragraphs. Shared by the readers of formats made of lines."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.syllables import is_syllable

ITEM = re.compile(
    r"(?:[-–—•●▪◦+*]\s"  # bullets
    r"|\(?\d{1,3}(?:\.\d{1,3})*\s?[.)/](?=\s|$)|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s|\d{1,2}\s?[-–]\s"  # 1. 1) (1) 1.2. 1-
    r"|\(?[a-zđ]{1,2}\)\s|[a-zđ]\.\s"  # a) đ) a.
    r"|[IVXL]{1,6}\s?[-–.)/]\s?\S|[A-Z]\s?[-–.]\s"  # II. I- A.
    r"|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Khoản|Tiểu mục|Phụ lục|PHỤ LỤC)\s+(?:thứ\s|\d|[IVXL]+\b)"
    r"|Nơi nhận|Số\s?:|Kính gửi)"
)
"""What the first characters of a list item, clause or numbered heading look like."""

SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)\]]*$")
"""The end of a line at which a sentence or list item may be over."""

_SOFT_BREAK = re.compile(r"\w[-/]$")
_HYPHENATED = re.compile(r"(?<![^\W_])([A-Za-z]?[a-z]+)-$")
_FIRST_WORD = re.compile(r"[a-z]+(?![^\W_])")


def starts_item(line: str) -> bool:
    """Whether `line` opens a list item, clause, article or other numbered unit."""
    return ITEM.match(line) is not None


def seam(first: str) -> str:
    """What stands between line `first` and the next one of the same paragraph.

    A space, or nothing after a hyphen without a space before it: Vietnamese hyphens belong to the word ("57-", "Mác-").
    """
    return "" if _SOFT_BREAK.search(first[-2:]) else " "


def join(first: str, following: str) -> str:
    """Two lines of one paragraph as one.

    A hyphen stays, but one that breaks a foreign word ("infor-", "mation"): Vietnamese is never hyphenated, and names
    put into its spelling keep theirs ("Mát-xcơ-", "va").
    """
    if first.endswith("-"):
        head = _HYPHENATED.search(first[-30:])
        tail = _FIRST_WORD.match(following[:30])
        if head and tail and _foreign(head.group(1).lower(), tail.group()):
            return first[:-1] + following
    return first + seam(first) + following


def _foreign(head: str, tail: str) -> bool:
    """Whether the halves of a hyphenated word in plain letters cannot both be Vietnamese syllables."""
    return len(head) > 1 and len(tail) > 1 and not (is_syllable(head) and is_syllable(tail))


def wrap_width(lines: list[str]) -> int:
    """The width at which `lines` were hard-wrapped, in characters, or 0 if they are not.

    Wrapped text has many lines that are followed at once by another, stop within a word's length of one width, and
    break off in mid-sentence.
    """
    followed = [a for a, b in pairwise(lines) if a.strip() and b.strip() and not starts_item(b.strip())]
    if len(followed) < 2:
        return 0
    lengths = sorted(len(line.rstrip()) for line in followed)
    width = lengths[int(len(lengths) * 0.95)]
    longest = max(len(line) for line in lines)
    if not 30 <= width <= 160 or longest > 2 * width:
        return 0
    near = sum(length >= width * 0.75 for length in lengths)
    broken = sum(not SENTENCE_END.search(line.rstrip()) for line in followed)
    return width if near >= len(followed) * 0.6 and broken >= len(followed) * 0.5 else 0


def paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs of text given as lines: a line each where the text is not hard-wrapped, else lines joined.

    In wrapped text a paragraph ends at a blank line, before a list item or numbered unit, and at a line so short that
    the next word would still have fitted on it.
    """
    width = wrap_width(lines)
    out: list[list[str]] = []
    open_line = ""  # the last line of an unfinished paragraph
    for raw in lines:
        line = raw.strip()
        if not line:
            open_line = ""
            continue
        indented = len(raw) - len(raw.lstrip()) >= 2 and raw[:1] in " \t"
        if width and open_line and not starts_item(line) and not indented and not _ends(open_line, line, width):
            out[-1] += (seam(open_line), line)
        else:
            out.append([line])
        open_line = raw.rstrip()
    return ["".join(parts) for parts in out]


def _ends(line: str, following: str, width: int) -> bool:
    """Whether `line` was ended on purpose: the first word of `following` would have fitted well within `width`."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width - max(3, width // 12)
