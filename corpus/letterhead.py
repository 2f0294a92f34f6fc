"""Reading the letterhead of Vietnamese official documents, in whatever order a reader met its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.bodies import body_name, is_body
from corpus.header_cells import MOTTO, NUMBER_LINE, PARTY_MOTTO, head_cells
from corpus.kinds import KINDS, kind_by_code
from corpus.markers import is_capitals
from corpus.numbers import find_numbers
from corpus.subjects import find_title, joined_kind

_BLANKS = re.compile(r"…|\.{2,}|_{2,}")
_PLACE = r"(?:(?P<place>[^\W\d_][^,|\d]{1,40}?),\s*)?"
_DATE = re.compile(
    rf"{_PLACE}ng\wy\s*(?P<day>\d{{1,2}})\s*(?:th\wng|[/.-])\s*(?P<month>\d{{1,2}})\s*(?:n\wm|[/.-])\s*(?P<year>\d{{4}})",
    re.I,
)
"""A date in words or figures; a letter that scans often mistake may be any."""
_UNDATED = re.compile(r"(?P<place>[^\W\d_][^,|\d]{1,40}?),\s*ng\wy[\s\d.….…_/]{0,20}(?:th\wng|$)", re.I)
_ISSUER = re.compile(
    r"(?:BAN CHẤP HÀNH|BỘ CHÍNH TRỊ|BAN BÍ THƯ|ĐẢNG ĐOÀN|ĐẢNG (?:ỦY|UỶ)|TỈNH (?:ỦY|UỶ)|THÀNH (?:ỦY|UỶ)|ĐẢNG BỘ|BAN |BỘ "
    r"|CHÍNH PHỦ|QUỐC HỘI|(?:ỦY|UỶ) BAN|UBND|HĐND|THỦ TƯỚNG|CHỦ TỊCH|NGÂN HÀNG|VĂN PHÒNG|HỘI |TÒA ÁN|TOÀ ÁN|VIỆN |TỔNG "
    r"|THANH TRA|KIỂM TOÁN|SỞ |CỤC |VỤ |CHI CỤC|TRUNG TÂM|TRƯỜNG |HỌC VIỆN|ĐẠI H|LIÊN |HUYỆN (?:ỦY|UỶ)|QUẬN (?:ỦY|UỶ)"
    r"|THỊ (?:ỦY|UỶ)|QUÂN (?:ỦY|UỶ)|CHI BỘ|MẶT TRẬN|TRUNG ƯƠNG|ĐOÀN |(?:TỈNH|THÀNH|HUYỆN|QUẬN) ĐOÀN"
    r"|CÔNG (?:TY|ĐOÀN|AN)\b|TẬP ĐOÀN|BẢO HIỂM|TIỂU BAN|TỔ |BỆNH VIỆN|KHO BẠC|ĐÀI |BÁO |TẠP CHÍ|CHI (?:ỦY|UỶ)"
    r"|PHÒNG (?!CHÁY|CHỐNG|NGỪA|BỆNH|VỆ|KHÔNG|THỦ))"
)
_PARENT = re.compile(r"(?:TỈNH|THÀNH|ĐẢNG|HUYỆN|QUẬN|THỊ) (?:ỦY|UỶ)|ĐẢNG BỘ|BAN CHẤP HÀNH (?:TRUNG ƯƠNG|ĐẢNG BỘ)")
_GOVERNED = re.compile(r"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN)\s+")
_ORGAN = re.compile(r"(?:BAN THƯỜNG (?:TRỰC|VỤ)|BAN CHẤP HÀNH|VĂN PHÒNG|(?:ỦY|UỶ) BAN KIỂM TRA)$")
"""An organ whose name says nothing without that of its body."""
_CENTRE = "BAN CHẤP HÀNH TRUNG ƯƠNG"
_OF_THE_CENTRE = re.compile(r"(?:BAN |(?:ỦY|UỶ) BAN KIỂM TRA|VĂN PHÒNG|HỘI ĐỒNG LÝ LUẬN)")
_NOT_IN_FULL = ("đơn vị", "đơn giá", "luật sư", "lệnh của")
_NAMED_IN_FULL = ("tờ khai", "đơn", "điều lệ", "giấy mời")
"""Kinds whose name goes on in the same line ("ĐƠN ĐỀ NGHỊ …") whatever stands around it."""
_WITH_OBJECT = {"báo cáo chính trị": "báo cáo", "quy chế làm việc": "quy chế"}
_ABOUT = re.compile(r"V/[vV]\b|Về việc\b")
_NAME_LONGEST = 200
_DATE_CELL = 120
_BODY_LONGEST = 90
_TYPED = 60
"""Characters of a body's name that is not in capitals; capitals are lost in text converted from old fonts."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a letterhead says; empty strings where it does not."""

    number: str = ""
    kind: str = ""
    issuer: str = ""
    date: str = ""
    place: str = ""
    title: str = ""


def find_letterhead(lines: Sequence[str], *, known: bool = False) -> Letterhead:
    """The letterhead in the first paragraphs of a document, or an empty one if there is none.

    `known`: it is plain without a letterhead that this is an official document, so that its kind in capitals is enough.

    Only what stands before the first article, clause or preamble line counts, so that a document mentioned in the text
    never lends its number.
    """
    cells = head_cells(lines)
    number, named_kind, numbered = _number(cells)
    issued, place = _date(cells)
    motto = any(MOTTO.search(cell) or PARTY_MOTTO.search(cell) for cell in cells)
    at_kind = _find_kind(cells, evident=motto or numbered)
    if at_kind is None:
        return _letter(cells, number, issued, place) if number and motto else Letterhead()
    if not (number or motto or issued or known):
        return Letterhead()
    kind = _kind_of(cells[at_kind], evident=True) or joined_kind(cells[at_kind]) or named_kind
    title = find_title(cells, at_kind, kind)
    kind = "chương trình" if kind == "chương trình hành động" else kind
    return Letterhead(number, kind, _issuer(cells, at_kind), issued, place, title)


def _letter(cells: Sequence[str], number: str, issued: str, place: str) -> Letterhead:
    """A letter (công văn) bears no name of its kind, only its subject under the number: "V/v …"."""
    about = next((i for i, cell in enumerate(cells) if _ABOUT.match(cell)), None)
    code = kind_by_code(number)
    kind = code if code and code != "công văn" and about is None else "công văn"
    title = find_title(["CÔNG VĂN", *cells[about:]], 0, kind) if about is not None else ""
    return Letterhead(number, kind, _issuer(cells, about), issued, place, title)


def _number(cells: Sequence[str]) -> tuple[str, str, bool]:
    """The document's own number, the kind that stands before it, and whether there is a place for a number at all."""
    numbered = False
    for cell in cells:
        line = NUMBER_LINE.match(cell)
        if not line:
            continue
        numbered = True
        rest = _BLANKS.sub("", cell[line.end() :]).strip()
        found = next(find_numbers(rest), None)
        # "Nghị quyết số 254/2025/QH15 của Quốc hội …" is a wrapped title that mentions another document.
        if found and found.start <= 1 and (not line.group("kind") or found.end > len(rest) - 3):
            return found.number, (line.group("kind") or "").lower(), True
    return "", "", numbered


def read_date(text: str) -> str:
    """The first date that is written out in `text` ("ngày 26 tháng 5 năm 2025", "ngày 26/5/2025"), in ISO 8601."""
    for found in _DATE.finditer(text):
        try:
            return date(*(int(found.group(part)) for part in ("year", "month", "day"))).isoformat()
        except ValueError:
            continue
    return ""


def _date(cells: Sequence[str]) -> tuple[str, str]:
    """Date (ISO) and place; the place also where the day was left blank."""
    for cell in cells:
        # Anywhere but at the beginning, or beside the number, a date is that of a document that the title names.
        dated = _DATE.search if NUMBER_LINE.match(cell) else _DATE.match
        found = dated(cell) if len(cell) < _DATE_CELL else None
        if found and (issued := read_date(found.group())):
            return issued, _place(found.group("place") or "")
    blank = next((m for cell in cells if len(cell) < _DATE_CELL and (m := _UNDATED.match(cell))), None)
    return "", _place(blank.group("place")) if blank else ""


def _place(text: str) -> str:
    """A place as written before the date, if it reads like one; each word of it with a capital."""
    text = text.strip(" *-–")
    if not text or not text[0].isupper() or re.search(r"ngày|tháng|số|năm", text, re.I):
        return ""
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


def _find_kind(cells: Sequence[str], *, evident: bool) -> int | None:
    """The cell that names the kind of document."""
    alone = next((i for i, cell in enumerate(cells) if _kind_of(cell, evident=evident)), None)
    if alone is not None or not evident:
        return alone
    # "Thông tư Bổ sung …": kind and subject that a reader joined, below the motto or number.
    marked = next(
        (i for i, c in enumerate(cells) if MOTTO.search(c) or PARTY_MOTTO.search(c) or NUMBER_LINE.match(c)), 0
    )
    return next((i for i, cell in enumerate(cells) if i > marked and joined_kind(cell)), None)


def _kind_of(cell: str, *, evident: bool) -> str:
    """The kind of document if `cell` is nothing but its name, perhaps with an object ("NGHỊ ĐỊNH CỦA CHÍNH PHỦ").

    `evident`: there is a motto or number, so that a name that is not in capitals, or that goes on, counts too.
    """
    low = cell.lower().strip(" *:")
    # Capitals come out of text converted from old fonts in lower case, all of them.
    capitals = cell == cell.upper() or (evident and cell == cell.lower())
    if len(low) > _NAME_LONGEST or not (capitals or evident):
        return ""
    if low in _WITH_OBJECT:
        return _WITH_OBJECT[low]
    for kind in KINDS:
        if low == kind:
            return kind
        if not low.startswith(kind + " ") or low.startswith(_NOT_IN_FULL):
            continue
        if (capitals or (evident and not cell.rstrip().endswith((":", ".")))) and kind in _NAMED_IN_FULL:
            return kind
        if evident and not cell.rstrip().endswith((":", ".", ";", ",")):
            owned = low[len(kind) :].startswith((" của ", " liên tịch")) and len(low) <= _BODY_LONGEST
            if (capitals and not is_body(cell)) or (owned and not any(c.isdigit() for c in low)):
                return kind
    return ""


def _issuer(cells: Sequence[str], at_kind: int | None) -> str:
    """The body that issued the document, as the letterhead writes it: "Ban Chấp hành Trung ương"."""
    before = cells[: at_kind if at_kind is not None else len(cells)]
    names: list[str] = []
    for cell in before:
        cleaned = cell.strip(" *-_")
        if NUMBER_LINE.match(cleaned) or _DATE.search(cleaned) or _UNDATED.match(cleaned):
            if names:
                break
            continue
        if MOTTO.search(cleaned) or PARTY_MOTTO.search(cleaned) or not _names_body(cleaned, bool(names)):
            continue
        if _ISSUER.match(cleaned.upper()) or (names and len(names) < 2):
            names.append(cleaned)
    if not names:
        return ""
    return _with_parent([name.upper() for name in names])


def _names_body(cell: str, continued: bool) -> bool:
    """Whether a cell may be a body's name or, after the first of its lines, the rest of one."""
    if is_capitals(cell):
        return len(cell) <= 2 * _BODY_LONGEST
    if sum(c.isalpha() for c in cell) < 2:
        return False
    return len(cell) <= _TYPED and cell[-1] not in ".:;,!?" and (continued or _ISSUER.match(cell.upper()) is not None)


def _with_parent(names: Sequence[str]) -> str:
    """One body's name from the lines of the left column, outermost first."""
    first, last = names[0], names[-1]
    joined = " ".join(names)
    if len(names) == 1 or is_body(joined):
        return body_name(joined)
    if not _ISSUER.match(last):
        return body_name(joined)
    if first == _CENTRE and _OF_THE_CENTRE.match(last) and "TRUNG ƯƠNG" not in last:
        central = body_name(f"{last} TRUNG ƯƠNG")
        return "Văn phòng Trung ương Đảng" if central == "Văn phòng Trung ương" else central
    governed = _GOVERNED.match(first)
    if governed and not _ORGAN.match(last):  # "UBND TỈNH LÂM ĐỒNG" over "SỞ NỘI VỤ"
        place = first[governed.end() :]
        named = last.endswith(place.split(" ", 1)[-1])
        return body_name(last) if named else f"{body_name(last)} {body_name(first).removeprefix('Ủy ban nhân dân ')}"
    if (_PARENT.match(first) and not _PARENT.match(last) and first != _CENTRE) or _ORGAN.match(last):
        return f"{body_name(last)} {body_name(first)}"  # "TỈNH ỦY HÀ TĨNH" over "BAN TỔ CHỨC"
    return body_name(last)
