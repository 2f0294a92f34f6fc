"""The period that a question speaks of: a day, month, quarter or year, counted from today or from a party congress.

Read without diacritics, as half of the questions are typed.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from assistant.tables import read_rows
from corpus.spelling import fold

_DAY, _MONTH = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})"
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_COUNT = r"(?P<n>\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|vai|may)"
_NUMBERS = dict(zip("mot hai ba bon nam sau bay tam chin muoi".split(), range(1, 11), strict=True)) | {
    "vai": 3,
    "may": 3,
}
_QUARTER = r"quy (?P<q>iv|i{1,3}|[1-4])"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FIRST, _LAST = date(1930, 2, 3), date(9999, 12, 31)
"""The party's founding, and no end."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last` (ISO 8601, both included; "" where open) that `text[start:end]` speaks of."""

    first: str
    last: str
    start: int
    end: int

    @property
    def written(self) -> tuple[str, ...]:
        """How documents write a period that is one day or one month, with the year; () for any other."""
        if not (self.first and self.last):
            return ()
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        y, m, d = first.year, first.month, first.day
        if first == last:
            return (f"{d}/{m}/{y}", f"{d:02d}/{m:02d}/{y}", f"ngày {d:02d} tháng {m:02d} năm {y}")
        if (first, last) == _of_month(y, m):
            return (f"tháng {m}/{y}", f"{m:02d}/{y}")
        return ()


_Days = tuple[date, date]
_Reading = Callable[[re.Match[str], date], _Days | None]


def find_period(text: str, today: date) -> Period | None:
    """The first period in `text`, the longest where several begin together; None if it speaks of none.

    A month without a year is the latest that has begun by `today`, as "ngày 29/12" is the latest such day.
    """
    plain = fold(unicodedata.normalize("NFC", text)).lower()
    found = [(match.start(), -match.end(), days) for match, days in _read(plain, today)]
    if not found:
        return None
    start, minus_end, days = min(found)
    end = -minus_end
    before = re.search(
        r"(?:(?P<since>tu sau|ke tu sau|sau|sau khi|tu|ke tu)|(?P<until>truoc|truoc khi|den het|den|toi)) $",
        plain[:start],
    )
    since = before.group("since") if before else ""
    first, last = days
    if before and not _is_from_to(plain[start:end]):
        start = before.start()
        if since:
            first, last = (last + timedelta(days=1) if "sau" in since else first), _LAST
            if until := re.match(r" (?:den|toi) (?:nay|bay gio|hien nay)\b", plain[end:]):
                end += until.end()
        else:
            first, last = (
                _FIRST,
                (last if before.group("until") in ("den het", "den", "toi") else first - timedelta(days=1)),
            )
    return Period("" if first == _FIRST else first.isoformat(), "" if last == _LAST else last.isoformat(), start, end)


def _is_from_to(words: str) -> bool:
    return re.search(r" (?:den|toi) |-", words) is not None and re.match(r"tu |giai doan |nhiem ky ", words) is not None


def _read(plain: str, today: date) -> Iterator[tuple[re.Match[str], _Days]]:
    for pattern, reading in _patterns():
        for match in pattern.finditer(plain):
            if days := reading(match, today):
                yield match, days
                break


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Reading], ...]:
    words: tuple[tuple[str, _Reading], ...] = (
        (rf"(?:ngay )?{_DAY}[/.-]{_MONTH}[/.-]{_YEAR}", _whole_day),
        (rf"(?:ngay )?{_DAY} thang {_MONTH} nam {_YEAR}", _whole_day),
        (rf"(?:ngay|sang|chieu|toi|trua) {_DAY}[/-]{_MONTH}(?![/\d-])", _day_of_late),
        (rf"ngay {_DAY} thang {_MONTH}(?! nam)", _day_of_late),
        (rf"(?:thang )?{_MONTH}[/-]{_YEAR}", _month),
        (rf"thang {_MONTH} (?:nam )?{_YEAR}", _month),
        (rf"thang {_MONTH}(?! nam (?:19|20)|[/\d-])", _month_of_late),
        (rf"{_QUARTER}(?: nam |/| ?- ?| ){_YEAR}", _quarter),
        (rf"{_QUARTER}(?! nam (?:19|20)|[\w/])", _quarter_of_late),
        (rf"(?:6|sau) thang (?P<half>dau|cuoi) nam(?: {_YEAR})?", _half_year),
        (rf"nua (?P<half>dau|cuoi) nam(?: {_YEAR})?", _half_year),
        (rf"(?:tu )?(?:nam )?{_YEAR} (?:den|toi) (?:nam )?(?P<y2>(?:19|20)\d{{2}})", _years),
        (rf"(?:giai doan|nhiem ky|thoi ky) {_YEAR} ?[-–] ?(?P<y2>(?:19|20)\d{{2}})", _years),
        (rf"nam {_YEAR}", lambda m, _: (date(int(m["y"]), 1, 1), date(int(m["y"]), 12, 31))),
        (r"hom nay|ngay hom nay", lambda _, t: (t, t)),
        (r"hom qua", lambda _, t: (t - timedelta(1), t - timedelta(1))),
        (r"hom kia", lambda _, t: (t - timedelta(2), t - timedelta(2))),
        (r"tuan nay", lambda _, t: (_monday(t), _monday(t) + timedelta(6))),
        (r"tuan (?:truoc|qua|vua qua|roi)", lambda _, t: (_monday(t) - timedelta(7), _monday(t) - timedelta(1))),
        (r"thang nay", lambda _, t: _of_month(t.year, t.month)),
        (r"thang (?:truoc|qua|vua qua|roi)", lambda _, t: _of_month(*_month_before(t.year, t.month))),
        (r"quy nay", lambda _, t: _of_quarter(t.year, (t.month + 2) // 3)),
        (r"quy truoc", lambda _, t: _of_quarter(*_quarter_before(t.year, (t.month + 2) // 3))),
        (r"(?:dau )?nam nay", lambda m, t: (date(t.year, 1, 1), date(t.year, 12, 31))),
        (r"tu dau nam(?: den nay)?", lambda _, t: (date(t.year, 1, 1), t)),
        (r"nam (?:ngoai|truoc|qua|vua qua)", lambda _, t: (date(t.year - 1, 1, 1), date(t.year - 1, 12, 31))),
        (r"nam kia", lambda _, t: (date(t.year - 2, 1, 1), date(t.year - 2, 12, 31))),
        (rf"{_COUNT} (?P<unit>ngay|tuan|thang|nam) (?:qua|gan day|gan nhat|vua qua|tro lai day|tro lai)", _last_units),
        (r"gan day|moi day|vua qua", lambda _, t: (t - timedelta(60), t)),
        (r"dai hoi(?: dang| dai bieu toan quoc| toan quoc)*(?: lan thu| khoa)? (?P<c>[ivx]{1,5}|\d{1,2})\b", _congress),
    )  # fmt: skip
    return tuple((re.compile(rf"(?<![\w/.-])(?:{pattern})(?![\w])"), reading) for pattern, reading in words)


def _whole_day(match: re.Match[str], _: date) -> _Days | None:
    day = _date(int(match["y"]), int(match["m"]), int(match["d"]))
    return (day, day) if day else None


def _day_of_late(match: re.Match[str], today: date) -> _Days | None:
    month, day = int(match["m"]), int(match["d"])
    for year in range(today.year, today.year - 5, -1):
        if (found := _date(year, month, day)) and found <= today:
            return found, found
    return None


def _month(match: re.Match[str], _: date) -> _Days | None:
    month = int(match["m"])
    return _of_month(int(match["y"]), month) if 1 <= month <= 12 else None


def _month_of_late(match: re.Match[str], today: date) -> _Days | None:
    month = int(match["m"])
    if not 1 <= month <= 12:
        return None
    return _of_month(today.year if month <= today.month else today.year - 1, month)


def _quarter(match: re.Match[str], _: date) -> _Days:
    return _of_quarter(int(match["y"]), _quarter_number(match["q"]))


def _quarter_of_late(match: re.Match[str], today: date) -> _Days:
    quarter = _quarter_number(match["q"])
    return _of_quarter(today.year if 3 * quarter - 2 <= today.month else today.year - 1, quarter)


def _half_year(match: re.Match[str], today: date) -> _Days:
    year = int(match["y"] or today.year)
    return (date(year, 1, 1), date(year, 6, 30)) if match["half"] == "dau" else (date(year, 7, 1), date(year, 12, 31))


def _years(match: re.Match[str], _: date) -> _Days | None:
    first, last = int(match["y"]), int(match["y2"])
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _last_units(match: re.Match[str], today: date) -> _Days:
    n = int(match["n"]) if match["n"].isdecimal() else _NUMBERS[match["n"]]
    days = n * {"ngay": 1, "tuan": 7, "thang": 30, "nam": 365}[match["unit"]]
    return today - timedelta(min(days, 30_000)), today


def _congress(match: re.Match[str], _: date) -> _Days | None:
    """Only what comes after or before a congress is a period: "Đại hội XIV" by itself is what is asked about."""
    before = match.string[: match.start()]
    return _congresses().get(match["c"]) if re.search(r"(?:sau|truoc|tu|sau khi|truoc khi) $", before) else None


@cache
def _congresses() -> dict[str, _Days]:
    rows = read_rows("congresses.tsv")
    days = {name.lower(): (date.fromisoformat(first), date.fromisoformat(last)) for name, first, last in rows}
    return days | {str(n): of for n, of in enumerate(days.values(), start=1)}


def _quarter_number(written: str) -> int:
    return _ROMAN.get(written) or int(written)


def _of_month(year: int, month: int) -> _Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _of_quarter(year: int, quarter: int) -> _Days:
    return date(year, 3 * quarter - 2, 1), _of_month(year, 3 * quarter)[1]


def _month_before(year: int, month: int) -> tuple[int, int]:
    return (year, month - 1) if month > 1 else (year - 1, 12)


def _quarter_before(year: int, quarter: int) -> tuple[int, int]:
    return (year, quarter - 1) if quarter > 1 else (year - 1, 4)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
