"""Cutting Vietnamese text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Span

_ABBREVIATIONS = frozenset(
    """tp tx tt tr trg q p h x kp gs pgs ts ths bs ks cn kts ls nsnd nsưt ngnd ngưt đ đc đ/c ô b mr mrs ms dr st no
    vs nxb hđ sđt đt tel fax ct bt cv gđ pgđ ubnd hđnd mttq t/m tm kt tl tuq k/t t/l t.ư""".split()
)
"""Before a full stop these are shortened words or titles, in lower case; what follows goes on with the sentence."""

_CLOSERS = "\"”’»)]'"
_OPENERS = '"“‘«([…'
# A run of end marks with what closes around it; then white space, or at once a capital that begins a word. A longer
# run of full stops is a line to write on. A credit ("(Ảnh: Phương Hoa/TTXVN)") has no full stop of its own.
_END = re.compile(
    r"(?:\((?:Ảnh|Nguồn|Video|Clip|Đồ họa)\b[^()]{0,80}\)|"
    rf"\./\.|(?<!\.)\.{{1,3}}(?!\.)|…{{1,4}}\.?|[!?]{{1,5}}[.…]{{0,3}})[{re.escape(_CLOSERS)}]{{0,4}}"
    r"(?=\s|(?<=\w\w\.)[^\W\d_a-z][^\W\d_])"
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘«,;:]+$")
_ITEM = re.compile(r"\s*(?:[-–•+*]\s*)?[\"“(]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXLC]{1,6}|[A-Z])\s?[.)]\s*")
# "Điều 5." and "Chương II." stay with the title that follows them on the line.
_NUMBERED = re.compile(
    r"\s*[\"“]?(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Khoản|Tiểu mục|Phụ lục|PHỤ LỤC|Bảng|Hình|Biểu|Mẫu(?: số)?)"
    r"\s+(?:thứ\s+\w+|[\dA-ZĐ]{1,6}[a-zđ]?)\.\s*"
)
_ROMAN_AFTER = frozenset("khóa khoá phần chương mục loại lần thứ hạng quý vùng kỳ nhóm cấp bậc".split())
_REACH = 40
_ASIDE = 240


def split_sentences(text: str) -> list[Span]:
    """The sentences of `text` as spans in order.

    A newline always ends a sentence; a semicolon never does. The spans do not overlap, have no white space at their
    ends, and cover every character that is not white space. Abbreviations (TP., PGS.TS.), initials, numbers
    (1.234.567), document numbers and the number of an item at the start of its sentence do not end one.
    """
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        for begin, end in _sentences(line):
            spans.append(Span(start + begin, start + end))
        start += len(line) + 1
    return spans


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one line."""
    begin = 0
    for match in _END.finditer(line):
        if match.start() >= begin and _is_boundary(line, begin, match):
            yield from _trimmed(line, begin, match.end())
            begin = match.end()
    yield from _trimmed(line, begin, len(line))


def _trimmed(line: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The offsets without white space at either end; nothing where no more is left."""
    while begin < end and line[begin].isspace():
        begin += 1
    while end > begin and line[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end


def _is_boundary(line: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the end marks at `match` end the sentence that began at `begin`."""
    after = line[match.end() : match.end() + _REACH].lstrip()
    if not after:
        return True
    if not _may_begin(after):
        return False
    if _in_aside(line, begin, match):
        return False
    marks = match.group().rstrip(_CLOSERS)
    if marks != ".":
        # "đã ở đây hơn... 11 năm qua": a figure after dots goes on with the sentence.
        return not (marks[0] in ".…" and marks != "./." and after[0].isdigit())
    if match.end() - begin < _REACH * 2 and (
        _ITEM.fullmatch(line, begin, match.end()) or _NUMBERED.fullmatch(line, begin, match.end())
    ):
        return False
    word = _WORD_BEFORE.search(line[max(begin, match.start() - _REACH) : match.start()])
    if word is None:
        return True
    return not _is_abbreviation(word.group(), line, begin, match.start() - len(word.group()), after)


def _may_begin(after: str) -> bool:
    """Whether a sentence can begin with `after`: a capital, a digit or a bullet, maybe behind a quotation mark."""
    rest = after.lstrip(_OPENERS + " ")
    if not rest:
        return True
    if rest[0] in "-–•+*":
        rest = rest[1:].lstrip()
        return bool(rest) and (rest[0].isupper() or rest[0].isdigit())
    return not rest[0].islower() and (rest[0].isalnum() or rest[0] in _OPENERS)


def _in_aside(line: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the end mark stands within parentheses that close soon."""
    window = line[max(begin, match.start() - _ASIDE) : match.end()]
    opened = window.rfind("(")
    if opened < 0 or window.count(")", opened):
        return False
    closing = line.find(")", match.end(), match.end() + _ASIDE)
    return closing >= 0 and "(" not in line[match.end() : closing]


def _is_abbreviation(word: str, line: str, begin: int, position: int, after: str) -> bool:
    """Whether a full stop after `word` only marks that it is shortened."""
    last = re.split(r"[.]", word)[-1]
    low = last.lower()
    if word.lower() in ("v.v", "vv"):
        return False
    if len(last) == 1 and last.isupper():
        return _is_initial(last, line, begin, position, "." in word)
    if low in ("tr", "no", "q", "p", "h", "x", "đt", "tel", "fax"):
        return after[0].isdigit() or (last[0].isupper() and low != "no")
    if low in _ABBREVIATIONS:
        # "TP. Hồ Chí Minh", "GS.TS. Nguyễn"; but "… các bộ, ngành TƯ. Hội nghị" reads as an end after lower case words.
        return last[0].isupper() or last.islower() or "/" in last
    return False


def _is_initial(letter: str, line: str, begin: int, position: int, chained: bool) -> bool:
    """Whether a single capital before a full stop is a person's initial ("Nguyễn V. A") or a title ("P. Hội An")."""
    if chained:
        return True
    before = line[max(begin, position - _REACH) : position].split()
    if not before:
        return True
    previous = before[-1].lower().strip('("“')
    if letter in "IVX" and previous in _ROMAN_AFTER:
        return False
    return before[-1][0].isupper() or letter in "QPHĐ"
