"""Dates and periods in running text, in ISO 8601: "sáng 9/2", "quý I/2026", "nhiệm kỳ 2025-2030", "đến năm 2030"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from assistant.digest.prose import own_lines, within
from assistant.digest.records import Time
from corpus.records import Document, Span

_YEAR = r"(?P<y>(?:19|20)\d{2})"
_DAY, _MONTH = r"(?P<d>0?[1-9]|[12]\d|3[01])", r"(?P<m>0?[1-9]|1[0-2])"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_COUNTS = {"ba": 3, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_UNTIL = re.compile(
    r"(?:trước|chậm nhất|hạn|hết|sẽ|dự kiến)(?: (?:là|vào|trong|hết|ngày|tháng|diễn ra))*\s*$", re.IGNORECASE
)
_AGO = re.compile(r"\s*(?:vừa qua|vừa rồi|qua(?!\w))")
_Found = tuple[str, int, int]
_Reader = Callable[["re.Match[str]", str], str]


def find_times(document: Document) -> tuple[Time, ...]:
    """The dates and periods in a document's own lines, in order; a year is inferred from the document's date.

    Years that number things ("50/2005/QH11") and dates that are none ("31/2") are left out.
    """
    taken = [r for r in document.references if r.number and not r.number.isdecimal()]
    found: list[Time] = []
    for line in own_lines(document):
        words = list(line.of(document.text))
        for reference in within(taken, line):
            at, to = reference.span.start - line.start, min(reference.span.end, line.end) - line.start
            words[at:to] = "#" * (to - at)
        found += [
            Time(v, Span(line.start + a, line.start + b))
            for v, a, b in times_in("".join(words), document.metadata.date)
        ]
    return tuple(found)


def times_in(text: str, today: str = "") -> Iterator[_Found]:
    """(value, start, end) of each date and period in one line; `today` (ISO 8601) is when it was written."""
    found: list[_Found] = []
    rest = text.lower()
    if len(rest) != len(text):
        rest = text
    for pattern, read in _PATTERNS:
        kept, end = [], 0
        for match in pattern.finditer(rest):
            if value := read(match, today):
                found.append((value, match.start(), match.end()))
                kept += [rest[end : match.start()], "#" * (match.end() - match.start())]
                end = match.end()
        rest = "".join([*kept, rest[end:]]) if kept else rest
    return iter(sorted(found, key=lambda f: f[1]))


def _day(match: re.Match[str], today: str) -> str:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _day_without_year(match: re.Match[str], today: str) -> str:
    month, day = int(match["m"]), int(match["d"])
    if not today:
        return f"--{month:02d}-{day:02d}" if _exists(2024, month, day) else ""
    now = date.fromisoformat(today)
    candidates = [d for y in (now.year - 1, now.year, now.year + 1) if (d := _exists(y, month, day))]
    if _UNTIL.search(match.string, max(0, match.start() - 24), match.start()):
        candidates = [d for d in candidates if d >= now] or candidates
    elif _AGO.match(match.string, match.end()):
        candidates = [d for d in candidates if d <= now] or candidates
    return min(candidates, key=lambda d: abs((d - now).days)).isoformat() if candidates else ""


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(match: re.Match[str], today: str) -> str:
    return f"{match['y']}-{int(match['m']):02d}"


def _month_without_year(match: re.Match[str], today: str) -> str:
    if not today:
        return ""
    now = date.fromisoformat(today)
    month = int(match["m"])
    ahead = bool(_UNTIL.search(match.string, max(0, match.start() - 24), match.start()))
    years = [y for y in (now.year - 1, now.year, now.year + 1) if not ahead or (y, month) >= (now.year, now.month)]
    return f"{min(years, key=lambda y: abs((y - now.year) * 12 + month - now.month))}-{month:02d}"


def _quarter(match: re.Match[str], today: str) -> str:
    year = match["y"] or today[:4]
    first = 3 * _QUARTERS[match["q"]] - 2
    return f"{year}-{first:02d}/{year}-{first + 2:02d}" if year else ""


def _first_months(match: re.Match[str], today: str) -> str:
    year, count = match["y"] or today[:4], match["n"]
    months = int(count) if count.isdecimal() else _COUNTS[count]
    if not year or not 1 <= months <= 12:
        return ""
    first = 1 if match["half"] == "đầu" else 13 - months
    return f"{year}-{first:02d}/{year}-{first + months - 1:02d}"


def _years(match: re.Match[str], today: str) -> str:
    return f"{match['y']}/{match['y2']}" if int(match["y"]) < int(match["y2"]) <= int(match["y"]) + 60 else ""


def _days(match: re.Match[str], today: str) -> str:
    first, last = _exists(int(match["y"]), int(match["m"]), int(match["d"])), None
    last = _exists(int(match["y"]), int(match["m"]), int(match["d2"]))
    return f"{first}/{last}" if first and last and first < last else ""


def _today(shift: int) -> _Reader:
    def read(match: re.Match[str], today: str) -> str:
        try:
            return (date.fromisoformat(today) + timedelta(shift)).isoformat() if today else ""
        except OverflowError:  # the day after the last of all, which a slip of the finger may set
            return ""

    return read


_BEFORE_A_DAY = ("ngày ", "sáng ", "chiều ", "tối ", "trưa ", "đêm ", "hôm ", "đến ", "từ ", "và ", "trước ", "(")
_BEFORE_A_YEAR = ("năm ", "và ", ", ", "đến ", "từ ", "(")


def _behind(*words: str) -> str:
    """A look behind for any of `words`."""
    return "(?:" + "|".join(f"(?<={re.escape(word)})" for word in words) + ")"


_SEP = r" ?[/.-] ?"
_Y2 = r"(?P<y2>(?:19|20)\d{2})"
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?<![\w/.-]){_YEAR}-{_MONTH}-{_DAY}(?![\w-])", _day),
        (rf"(?<![\w/,.-]){_DAY}(?: ?- ?| đến )(?P<d2>[0-3]?\d)/{_MONTH}/{_YEAR}(?!\w)", _days),
        (rf"(?<![\w/,.-]){_DAY}{_SEP}{_MONTH}{_SEP}{_YEAR}(?![\w/])", _day),
        (rf"(?<!\w)(?:ngày )?{_DAY},? tháng {_MONTH},? năm {_YEAR}(?!\w)", _day),
        (rf"(?<!\w)(?P<n>\d\d?|{'|'.join(_COUNTS)}) tháng (?P<half>đầu|cuối) năm(?: {_YEAR}|(?! \d))", _first_months),
        (rf"(?<!\w)quý (?P<q>iv|i{{1,3}}|[1-4])(?:(?: năm |/| ?[/-] ?| ){_YEAR}|(?![\w/]))", _quarter),
        (rf"(?<!\w)(?:ngày )?{_DAY} tháng {_MONTH}(?!\w)", _day_without_year),
        (rf"(?<!\w)tháng {_MONTH}(?:,? năm | ?[/.-] ?| ){_YEAR}(?!\w)", _month),
        (rf"(?<![\w/,.-]){_MONTH}/{_YEAR}(?![\w/])", _month),
        (rf"{_behind(*_BEFORE_A_DAY)}{_DAY} ?[/-] ?{_MONTH}(?![\w/%-]|[.,]\d)", _day_without_year),
        (rf"(?<!\w)từ (?:năm )?{_YEAR} (?:đến|tới)(?: hết)? (?:năm )?{_Y2}(?!\w)", _years),
        (rf"(?<![\w/.-]){_YEAR} ?[-–] ?{_Y2}(?![\w/]|-\w)", _years),
        (rf"(?<!\w)tháng {_MONTH}(?![\w/]|[.,]\d| năm \d)", _month_without_year),
        (rf"{_behind(*_BEFORE_A_YEAR)}{_YEAR}(?![\w/%]|[.,]\d|-\d)", lambda m, _: m["y"]),
        (r"(?<!\w)(?:hôm nay|(?:sáng|chiều|tối|trưa) nay)(?!\w)", _today(0)),
        (r"(?<!\w)(?:hôm qua|(?:sáng|chiều|tối) qua)(?!\w)", _today(-1)),
        (r"(?<!\w)ngày mai(?!\w)", _today(1)),
    )
)  # fmt: skip
