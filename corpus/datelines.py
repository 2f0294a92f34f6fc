"""The date of a news article: what the page prints around it, else the dateline that it opens with ("Chiều 29/12").

A dateline seldom names its year. Publication gives it ("Ngày 30/12" on 2 January is of the year before), or else what
the article says of its year; where neither does, there is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

_SEP = r"\s?(?:[/.–-]|tháng)\s?"
_YEAR = r"(?:\s?[/.–-]\s?|,?\s?năm\s)"
_FULL = re.compile(rf"(?<![\d/.-])(\d{{1,2}}){_SEP}(\d{{1,2}}){_YEAR}(\d{{4}})(?![\d/])", re.I)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?(?::|h|g|giờ)\s?\d{2}(?!\d)", re.I)
_STAMP_WORDS = frozenset(
    "thứ hai ba tư năm sáu bảy chủ nhật cn t2 t3 t4 t5 t6 t7 ngày tháng lúc cập nhật đăng xuất bản gmt giờ phút h g am"
    " pm sa ch lần cuối mới nhất đã được vào phát hành published updated on at vn utc ict sáng chiều tối trưa"
    " hôm".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_BYLINE = 90
"""Characters of a line that gives the date of a page, at most: some hold the author or the section besides."""
_TOP, _BOTTOM = 15, 4
"""Lines at the head and the end of a page that may be such lines."""

_OPENING = re.compile(
    r"(?:(?P<weekday>(?:Thứ|thứ) (?:hai|ba|tư|năm|sáu|bảy)|[Cc]hủ nhật),? )?"
    r"(?:Rạng sáng|Sáng sớm|Sáng|Trưa|Chiều|Tối|Đêm|Hôm|Ngày|(?<=, )ngày|(?<=Thứ )\w+,?)"
    r"(?: (?:nay|qua|ngày|mùng|mồng|hôm nay))*,?\s\(?(?:ngày )?"
    rf"(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}})(?:{_YEAR}(?P<year>\d{{4}}))?(?![\d%]|[.,/-]\d)"
)
_TODAY = re.compile(r"(?:^|[-–:)] )(?:Rạng sáng|Sáng|Trưa|Chiều|Tối|Đêm|Hôm) (nay|qua)\b")
_WITHIN = 120
"""Characters of a line within which a dateline begins."""
_LINES = 10
"""Lines from the beginning among which a dateline is looked for: headline, lead and captions come before it."""

_END = re.compile(r"\./\.\s*$")
_NAMED = re.compile(r"(?<![\d/–-])(?:năm\s(\d{4})|\d{1,2}/\d{1,2}/(\d{4}))(?!\s?[-–/]\s?\d|\d)", re.I)
_LOOKING = re.compile(r"\b(?:trong|nhiệm vụ|kế hoạch|ngay từ)(?: \w+){0,2} năm (\d{4})\b", re.I)
_REVIEW = re.compile(r"\b(?:tổng kết|sơ kết|kết quả|đánh giá|nhìn lại)\b[^.;:]{0,80}? năm (\d{4})\b", re.I)
_PLAUSIBLE = range(1930, 2101)
_AHEAD_DAYS = 31
"""Days after its publication at which what an article reports may lie; a date further on is of the year before."""


def find_article_date(lines: Sequence[str], hints: Mapping[str, str]) -> str:
    """The date of an article in ISO 8601: of publication, else of its dateline; empty where no year can be told.

    `hints["date"]` is what the page states for machines. `lines` are all that was read, furniture included.
    """
    return hints.get("date", "") or _printed(lines) or find_dateline(lines)


def find_dateline(lines: Sequence[str], published: str = "") -> str:
    """The date that an article opens with, in ISO 8601; `published` (ISO) gives the year where it names none."""
    for line in lines[:_LINES]:
        found = _OPENING.search(line[:_WITHIN])
        if not found:
            if published and (same := _TODAY.search(line[:_WITHIN])):
                return _days_before(published, same.group(1) == "qua")
            continue
        day, month = int(found["day"]), int(found["month"])
        if found["year"]:
            iso = _iso(int(found["year"]), month, day)
        elif published:
            iso = resolve(day, month, published)
        else:
            iso = _iso(_year_told(lines, month), month, day)
        if iso:
            return iso
    return ""


def resolve(day: int, month: int, published: str) -> str:
    """The latest date with this day and month that an article published on `published` (ISO) can have reported.

    Empty if there is no such day, or `published` is no date.
    """
    try:
        latest = date.fromisoformat(published[:10]) + timedelta(days=_AHEAD_DAYS)
    except (ValueError, OverflowError):
        return ""
    for year in range(latest.year, latest.year - 9, -1):  # 29 February may be eight years back (1896 to 1904)
        iso = _iso(year, month, day)
        if iso and date.fromisoformat(iso) <= latest:
            return iso
    return ""


def _days_before(published: str, days: int) -> str:
    """`published` less some days, or nothing if it is no date."""
    try:
        return (date.fromisoformat(published[:10]) - timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""


def find_date(text: str) -> str:
    """The first full date in `text` ("29/12/2025", "29-12-2025", "ngày 29 tháng 12 năm 2025", ISO 8601), as ISO."""
    if (found := _ISO.search(text)) and (iso := _iso(*(int(part) for part in found.groups()))):
        return iso
    for found in _FULL.finditer(text):
        day, month, year = (int(part) for part in found.groups())
        if iso := _iso(year, month, day):
            return iso
    return ""


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a date with its weekday, time or "Cập nhật lúc"."""
    if len(line) > _BYLINE or not find_date(line):
        return False
    return all(word.lower() in _STAMP_WORDS for word in _WORD.findall(line))


def is_dated_byline(line: str) -> bool:
    """Whether a short line gives date and time beside an author, an office or a section ("Thu Hà 29/12/2025 18:05")."""
    if is_stamp(line):
        return True
    return len(line) <= _BYLINE and bool(find_date(line)) and bool(_TIME.search(line)) and line[-1] not in ".;:,…"


def _printed(lines: Sequence[str]) -> str:
    """The date that a page prints above or below its article."""
    last = lines[-_BOTTOM:] if len(lines) > _TOP + _BOTTOM else ()
    return next((find_date(line) for line in (*lines[:_TOP], *last) if line and is_dated_byline(line)), "")


def _year_told(lines: Sequence[str], month: int) -> int:
    """The year in which an article plays by its own words, or 0.

    "Tổng kết năm 2025, nhiệm vụ năm 2026" tells it by the month of the dateline. Else it is the only year that the
    article names, if named as the present ("trong năm 2025", "nhiệm vụ năm 2025"): a year that is looked back on, is a
    far goal or is part of a span tells nothing.
    """
    text = "\n".join(_own(lines))
    reviewed = {int(year) for year in _REVIEW.findall(text)}
    planned = {int(year) for year in _LOOKING.findall(text)}
    for year in sorted(reviewed):
        if year + 1 in planned and (month >= 10 or month <= 3):
            return year if month >= 10 else year + 1
    named = {int(a or b) for a, b in _NAMED.findall(text)}
    if len(named) == 1 and named <= planned and not (named & reviewed and month <= 3):
        return named.pop()
    return 0


def _own(lines: Sequence[str]) -> Iterator[str]:
    """The lines up to the article's end mark: the lists of other articles below have dates of their own."""
    for line in lines:
        yield line
        if _END.search(line):
            return


def _iso(year: int, month: int, day: int) -> str:
    """The date in ISO 8601, or nothing if there is no such day."""
    if year not in _PLAUSIBLE:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
