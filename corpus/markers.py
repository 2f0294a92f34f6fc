"""The marks that show structure in Vietnamese official documents: numbers, letterheads, closings."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = r"[IVXLC]{1,7}"
_ORDINAL = (
    r"(?:thứ\s+)?(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?:\s(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín))?)"
)
_STOP = r"(?=[\s.:–-]|$)"
_UNITS = (
    (
        "phuluc",
        5,
        "Phụ lục",
        re.compile(rf"(?:Phụ lục|PHỤ LỤC)(?:\s+(?:số\s+)?(?P<n>{_ROMAN}|\d{{1,3}}[A-Za-z]?|[A-Z]))?{_STOP}"),
    ),
    ("phan", 6, "Phần", re.compile(rf"(?:Phần|PHẦN)\s+(?P<n>{_ROMAN}|\d{{1,2}}|(?i:{_ORDINAL})){_STOP}")),
    ("chuong", 20, "Chương", re.compile(rf"(?:Chương|CHƯƠNG)\s+(?P<n>{_ROMAN}|\d{{1,3}}[a-z]?){_STOP}")),
    ("muc", 32, "Mục", re.compile(rf"(?:Mục|MỤC)\s+(?P<n>{_ROMAN}|\d{{1,2}}[a-z]?){_STOP}")),
    ("tieumuc", 34, "Tiểu mục", re.compile(rf"(?:Tiểu mục|TIỂU MỤC)\s+(?P<n>\d{{1,2}}){_STOP}")),
    ("dieu", 50, "Điều", re.compile(r"(?:Điều|ĐIỀU)\s+(?P<n>\d{1,4}[a-zđ]?)\s*(?:[.:–-]|$)")),
)
_LETTER = re.compile(r"(?P<n>[A-HK])\s?[-–./]\s?(?=\S\S)")
_ROMAN_ITEM = re.compile(rf"(?P<n>{_ROMAN})\s?[-–./)]+\s*(?=\S)")
_DECIMAL = re.compile(
    r"(?:\((?P<p>\d{1,3})\)|(?P<n>\d{1,3}(?:\.\d{1,3}){0,4})(?:\.(?=\s|$)|\s?[-–/](?=\s)|\)(?=\s)))\s*"
)
_DECIMAL_OPEN = re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,4})\s+(?=[^\W\d_])")
_ALPHA = re.compile(r"\(?(?P<n>[a-zđ]{1,2}|[a-zđ]\d{1,2})\s?\)\s*(?=\S)|(?P<m>[a-zđ])\.\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that opens a line. `rank` orders kinds from the outermost; `end` is where the mark ends."""

    kind: str
    rank: int
    word: str
    number: str
    end: int


def find_marker(line: str) -> Marker | None:
    """The mark at the beginning of `line`, or None."""
    first = line[:1]
    if first in "PCMTĐ":
        for kind, rank, word, pattern in _UNITS:
            match = pattern.match(line)
            if match and _heads(line, match.end(), kind):
                return Marker(kind, rank, word, match.group("n") or "", match.end())
    if first.isdigit() or first == "(":
        return _decimal(line)
    if first in "ABCDEFGHKIVXL":
        match = _ROMAN_ITEM.match(line)
        if match and _is_roman(match.group("n")) and _after_roman(line, match.end()):
            return Marker("roman", 35, "Mục", match.group("n"), match.end())
        match = _LETTER.match(line)
        if match and line[match.end() : match.end() + 2].isupper():
            return Marker("letter", 15, "Phần", match.group("n"), match.end())
        return None
    match = _ALPHA.match(line)
    if match:
        number = match.group("n") or match.group("m")
        return Marker("alpha", 72 if number[-1].isdigit() else 70, "Điểm", number, match.end())
    return None


def _heads(line: str, end: int, kind: str) -> bool:
    """Whether a unit's name heads the line rather than being mentioned by a sentence ("Phần II của Nghị quyết …")."""
    rest = line[end:].strip()
    if kind == "dieu" or not rest or rest[0] in ".:–-":
        return True
    return len(line) <= 250 and (rest[0].isupper() or rest[0] == "(") and not rest.endswith((".", ";", ","))


def _decimal(line: str) -> Marker | None:
    match = _DECIMAL.match(line) or _DECIMAL_OPEN.match(line)
    if match is None:
        if line.startswith("("):
            alpha = _ALPHA.match(line)
            return Marker("alpha", 70, "Điểm", alpha.group("n"), alpha.end()) if alpha and alpha.group("n") else None
        return None
    if "p" in match.groupdict() and match.group("p"):
        return Marker("paren", 68, "Điểm", match.group("p"), match.end())
    number = match.group("n")
    rest = line[match.end() :]
    # "12. 2025", "30.4 - ngày", "1.000.000 đồng": what follows an item's number is words.
    if not rest or not (rest[0].isalpha() or rest[0] in '"“(['):
        return None
    if any(len(part) == 3 for part in number.split(".")[1:]):
        return None
    depth = number.count(".") + 1
    if match.group().rstrip().endswith(")"):
        return Marker("paren", 68, "Điểm", number, match.end()) if depth == 1 else None
    return Marker(f"decimal{depth}", 59 + depth, "Mục", number, match.end())


def _is_roman(number: str) -> bool:
    return re.fullmatch(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})", number) is not None


def _after_roman(line: str, end: int) -> bool:
    rest = line[end:]
    initials = rest[1:2] == "."  # "V.I. Lênin"
    return bool(rest) and (rest[0].isupper() or rest[0] in '"“(') and not initials and len(line) <= 400


def is_capitals(line: str) -> bool:
    """Whether the letters of `line` are capitals, four or more of them."""
    letters = sum(c.isalpha() for c in line)
    return letters >= 4 and line == line.upper()


_LETTERHEAD = re.compile(
    r"(?:CỘNG HÒA|CỘNG HOÀ|Độc lập\s*[-–]|ĐẢNG CỘNG SẢN VIỆT NAM|BAN CHẤP HÀNH TRUNG ƯƠNG|ĐẠI HỘI ĐẠI BIỂU|LẦN THỨ"
    r"|(?:Nghị quyết |Luật |Thông tư )?[Ss]ố\s*:?\s*\d|.{0,40}ngày\s+(?:\d{1,2}|\.+)\s+tháng\s+(?:\d{1,2}|\.+)\s+năm\b"
    r"|(?:-\s*)?Căn cứ\b|-\s*Xét\b|Theo đề nghị|QUYẾT NGHỊ|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN|QUY ĐỊNH"
    r"|HƯỚNG DẪN|BÁO CÁO|KẾ HOẠCH|CHƯƠNG TRÌNH|THÔNG BÁO|THÔNG TRI|CÔNG VĂN|QUY CHẾ|NGHỊ ĐỊNH"
    r"|THÔNG TƯ|LUẬT|BỘ LUẬT|PHÁP LỆNH|ĐIỀU LỆ|TỜ TRÌNH"
    r"|CÔNG ĐIỆN|LỆNH|Kính gửi|CHÍNH PHỦ|QUỐC HỘI|ỦY BAN|UỶ BAN|BỘ [A-ZĐ]|NGÂN HÀNG"
    r"|TỈNH (?:ỦY|UỶ)|THÀNH (?:ỦY|UỶ)|ĐẢNG (?:ỦY|UỶ|BỘ|ĐOÀN)|BAN [A-ZĐ]|VĂN PHÒNG|\*|\()"
)
_CLOSING = re.compile(
    r"(?:Nơi nhận|NƠI NHẬN|T/M\b|TM\.|T\.M\.|KT\.|K/T\b|TL\.|T/L\b|TUQ\.|CHỦ TỊCH|TỔNG BÍ THƯ|BỘ TRƯỞNG|THỦ TƯỚNG"
    r"|BÍ THƯ\b|Luật này (?:đã )?được Quốc hội|Nghị quyết này (?:đã )?được .{0,60}thông qua)"
)


def is_letterhead(line: str) -> bool:
    """Whether `line` looks like part of a letterhead, title or preamble."""
    return _LETTERHEAD.match(line) is not None


def is_closing(line: str) -> bool:
    """Whether `line` opens the closing of a document: recipients and signatures."""
    return _CLOSING.match(line) is not None and len(line) < 160
