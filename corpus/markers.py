"""The numbers that open a line of a Vietnamese official document, and the lines that frame one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = r"[IVXLC]{1,7}"
_ORDINAL = (
    r"(?:thứ\s+)?(?:nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín"
    r"|mười(?:\s(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín))?)"
)
_STOP = r"(?=[\s.:–-]|$)"
# Recognised text loses marks and types Eth (U+00D0) for Đ.
_DIEU = r"(?:[ĐÐ]i[ềêè]u|[ĐÐ]I[ỀÊÈ]U)"
_UNITS = (
    (
        "phuluc",
        5,
        "Phụ lục",
        re.compile(rf"(?:Phụ lục|PHỤ LỤC)(?:\s+(?:(?:số|SỐ)\s+)?(?P<n>{_ROMAN}|\d{{1,3}}[A-Za-z]?|[A-Z]))?{_STOP}"),
    ),
    ("phan", 6, "Phần", re.compile(rf"(?:Phần|PHẦN)\s+(?P<n>{_ROMAN}|\d{{1,2}}|(?i:{_ORDINAL})){_STOP}")),
    (
        "chuong",
        20,
        "Chương",
        re.compile(
            rf"(?:Chương|CHƯƠNG|chương(?=\s+[IVX\d]+$))\s+(?P<n>{_ROMAN}|\d{{1,3}}[a-z]?|(?i:{_ORDINAL})){_STOP}"
        ),
    ),
    ("muc", 32, "Mục", re.compile(rf"(?:Mục|MỤC)\s+(?P<n>{_ROMAN}|\d{{1,2}}[a-z]?){_STOP}")),
    ("tieumuc", 34, "Tiểu mục", re.compile(rf"(?:Tiểu mục|TIỂU MỤC)\s+(?P<n>\d{{1,2}}){_STOP}")),
    ("dieu", 50, "Điều", re.compile(rf"{_DIEU}\s+(?P<n>\d{{1,4}}[a-zđ]?)\s*(?:/\s?-|[.:–-]+(?!\d)|$)")),
    ("khoan", 60, "Khoản", re.compile(r"(?:Khoản|KHOẢN)\s+(?P<n>\d{1,3}[a-zđ]?)\s*[.:](?!\d)")),
    (
        "mau",
        8,
        "Mẫu số",
        re.compile(r"(?:Mẫu|MẪU|Biểu|BIỂU)(?:\s+(?:số|SỐ))?\s*:?\s+(?P<n>\d{1,3}[a-z]?)(?=[\s.:/-]|$)"),
    ),
)
_DIEU_BARE = re.compile(rf"{_DIEU}\s+(?P<n>\d{{1,4}}[a-zđ]?)\s+(?=[^\W\d_])")
# What follows a unit's name where a sentence refers to it ("Mục 2 Chương III", "Điều 5 Luật này").
_REFERRED = re.compile(
    r"(?:Chương|Phần|Mục|Điều|Phụ lục)\s+[\dIVX]|Điều lệ\b|Hiến pháp\b|(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư"
    r"|Quy định|Quy chế|Pháp lệnh|Quyết định|Hướng dẫn|Chỉ thị|Kết luận|Kế hoạch|Chương trình)\s+(?:này|số|nói|trên|\d)"
)
_LETTER = re.compile(r"(?P<n>[A-HK])\s?[-–./]\s?(?=\S\S)")
_ROMAN_ITEM = re.compile(rf"(?P<n>{_ROMAN})\s?[-–./)]+\s*(?:(?=\S)|$)")
_ROMAN_DEEP = re.compile(rf"(?P<n>{_ROMAN}\.\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?:[.)]|\s?[-–](?=\s))?\s+(?=[^\W\d_])")
_DECIMAL = re.compile(
    r"(?:\((?P<p>\d{1,3})\)|(?P<n>\d{1,3}(?:\.\d{1,3}){0,4})(?:\.(?=\s|$)|\s?[-–/]{1,2}(?=\s)|\)(?=\s|$)))\s*"
)
_DECIMAL_OPEN = re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,4})\s+(?=[^\W\d_])")
_ALPHA = re.compile(r"\(?(?P<n>[a-zđ]{1,2}|[a-zđ]\d{1,2}|[ivx]{3,5})\s?\)\s*|(?P<m>[a-zđ])\.\s+(?=[^\W\d_])")
_ROMANETTE = re.compile(r"(?:x{0,2})(?:ix|iv|v?i{0,3})")
_ALONE = 16
_NUMBER_ONE = frozenset(("1", "I", "a", "i", "A"))


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that opens a line. `rank` orders kinds from the outermost; `end` is where the mark ends.

    `sure` is whether the line alone shows that it is one; others are where they continue a sequence.
    """

    kind: str
    rank: int
    word: str
    number: str
    end: int
    sure: bool = True


def find_marker(line: str) -> Marker | None:
    """The mark at the beginning of `line` that the line alone shows to be one, or None."""
    marker = possible_marker(line)
    return marker if marker and marker.sure else None


def possible_marker(line: str) -> Marker | None:
    """The mark that may stand at the beginning of `line`, or None: see `Marker.sure`."""
    first = line[:1]
    if first in "PCMTĐÐKB" or (first == "c" and len(line) <= _ALONE):  # capital fonts may come out small: "chương II"
        for kind, rank, word, pattern in _UNITS:
            match = pattern.match(line)
            if match and _heads(line, match.end(), kind):
                return Marker(kind, rank, word, match.group("n") or "", match.end(), kind != "mau")
        match = _DIEU_BARE.match(line)
        if match and _titles(line, match.end()):
            return Marker("dieu", 50, "Điều", match.group("n"), match.end(), sure=False)
    if first.isdigit() or first == "(":
        return _decimal(line)
    if first in "ABCDEFGHKIVXL":
        return _capital(line)
    return _alpha(line)


def begins_sequence(number: str) -> bool:
    """Whether `number` is the first of its kind: 1, I, a."""
    return number in _NUMBER_ONE or number.endswith(".1")


def follows(number: str, before: str) -> bool:
    """Whether `number` comes next after `before`: 6 or 5a after 5, IV after III, đ after d."""
    if number[:-1] == before or (number[:-1] == before[:-1] and ord(number[-1]) == ord(before[-1]) + 1):
        return True
    head, _, last = number.rpartition(".")
    head_before, _, last_before = before.rpartition(".")
    if last.isdigit():
        digits = re.match(r"\d+", last_before)
        return head == head_before and digits is not None and int(last) == int(digits.group()) + 1
    if number.isupper() and is_roman(number) and is_roman(before):
        return _roman_value(number) == _roman_value(before) + 1
    order = "abcdđeghiklmnopqrstuvxy"
    at = order.find(before)
    return len(before) == 1 and at >= 0 and order[at + 1 : at + 2] == number


def is_romanette(number: str) -> bool:
    """Whether `number` could be a small Roman numeral (i, ii, iv)."""
    return bool(number) and _ROMANETTE.fullmatch(number) is not None


def is_roman(number: str) -> bool:
    """Whether `number` is a Roman numeral below 90."""
    return bool(number) and re.fullmatch(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})", number) is not None


def _roman_value(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[digit] for digit in number]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _titles(line: str, end: int) -> bool:
    """Whether what follows a unit's name can be its title."""
    rest = line[end:].strip()
    return (
        len(line) <= 250
        and (rest[0].isupper() or rest[0] == "(")
        and not rest.endswith((".", ";", ","))
        and _REFERRED.match(rest) is None
    )


def _heads(line: str, end: int, kind: str) -> bool:
    """Whether a unit's name heads the line rather than being mentioned by a sentence ("Phần II của Nghị quyết …")."""
    rest = line[end:].strip()
    if kind in ("dieu", "khoan"):
        return True
    if kind == "mau":
        return len(line) <= 120
    return not rest or rest[0] in ".:–-" or _titles(line, end)


def _capital(line: str) -> Marker | None:
    """A mark that begins with a capital: "I-", "I.1.", "A."."""
    match = _ROMAN_DEEP.match(line)
    if match and is_roman(match.group("n").partition(".")[0]):
        return Marker(f"roman{match.group('n').count('.')}", 36, "Mục", match.group("n"), match.end())
    match = _ROMAN_ITEM.match(line)
    if match and is_roman(match.group("n")):
        alone = match.end() >= len(line)
        if alone or _after_roman(line, match.end()):
            return Marker("roman", 35, "Mục", match.group("n"), match.end(), sure=not alone)
    match = _LETTER.match(line)
    if match and (line[match.end() : match.end() + 2].isupper() or _titles(line, match.end())):
        sure = line[match.end() : match.end() + 2].isupper()
        return Marker("letter", 15, "Phần", match.group("n"), match.end(), sure)
    return None


def _alpha(line: str) -> Marker | None:
    match = _ALPHA.match(line)
    if match is None:
        return None
    number = match.group("n") or match.group("m")
    if len(number) > 1 and is_romanette(number):
        return Marker("romanette", 74, "Tiết", number, match.end(), match.end() < len(line))
    if len(number) > 2:
        return None
    rank = 72 if number[-1].isdigit() else 70
    return Marker("alpha", rank, "Điểm", number, match.end(), match.end() < len(line))


def _decimal(line: str) -> Marker | None:
    match = _DECIMAL.match(line) or _DECIMAL_OPEN.match(line)
    if match is None:
        return _alpha(line) if line.startswith("(") else None
    rest = line[match.end() :]
    if "p" in match.groupdict() and match.group("p"):
        return Marker("paren", 68, "Điểm", match.group("p"), match.end(), bool(rest))
    number = match.group("n")
    if any(len(part) == 3 for part in number.split(".")[1:]):
        return None
    depth = number.count(".") + 1
    # "12. 2025", "30.4 - ngày", "1.5 lần": what surely follows an item's number is words.
    sure = bool(rest) and (rest[0].isalpha() or rest[0] in '"“(["') and (match.re is _DECIMAL or rest[0].isupper())
    if match.group().rstrip().endswith(")"):
        return Marker("paren", 68, "Điểm", number, match.end(), sure) if depth == 1 else None
    return Marker(f"decimal{depth}", 59 + depth, "Mục", number, match.end(), sure)


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
    r"|HỘI NGHỊ LẦN THỨ"
    r"|(?:Nghị quyết |Luật |Thông tư )?[Ss]ố\s*:?\s*\d|.{0,40}ngày\s+(?:\d{1,2}|\.+)\s+tháng\s+(?:\d{1,2}|\.+)\s+năm\b"
    r"|(?:-\s*)?Căn cứ\b|-\s*Xét\b|Theo đề nghị|QUYẾT NGHỊ|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN|QUY ĐỊNH"
    r"|HƯỚNG DẪN|BÁO CÁO|KẾ HOẠCH|CHƯƠNG TRÌNH|THÔNG BÁO|THÔNG TRI|CÔNG VĂN|QUY CHẾ|NGHỊ ĐỊNH"
    r"|THÔNG TƯ|LUẬT|BỘ LUẬT|PHÁP LỆNH|ĐIỀU LỆ|TỜ TRÌNH"
    r"|CÔNG ĐIỆN|LỆNH|Kính gửi|CHÍNH PHỦ|QUỐC HỘI|ỦY BAN|UỶ BAN|BỘ [A-ZĐ]|NGÂN HÀNG"
    r"|TỈNH (?:ỦY|UỶ)|THÀNH (?:ỦY|UỶ)|ĐẢNG (?:ỦY|UỶ|BỘ|ĐOÀN)|BAN [A-ZĐ]|VĂN PHÒNG|\*|\()"
)


def is_letterhead(line: str) -> bool:
    """Whether `line` looks like part of a letterhead, title or preamble."""
    return _LETTERHEAD.match(line) is not None
