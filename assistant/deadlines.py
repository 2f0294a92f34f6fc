"""By when a question asks for things to be done: "trước 30/6", "trong quý II/2026", "tháng tới", "quá hạn"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.periods import Period, find_period
from assistant.phrases import plain_of

_YEARLESS = re.compile(
    r"(?<![\w/.-])(?:(?P<day>(?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2]))(?![\w/-]|[.,]\d)"
    r"|(?P<words>(?:ngay \d{1,2} )?thang (?:0?[1-9]|1[0-2])(?![\w/-]| ?nam (?:19|20)| (?:19|20)\d\d| (?:dau|cuoi) nam)"
    r"|quy (?:iv|i{1,3}|[1-4])(?![\w/-]| ?nam (?:19|20)| (?:19|20)\d\d)))"
)
_NEXT = re.compile(r"(?<!\w)(?P<unit>tuan|thang|quy|nam) (?:toi|sau|ke tiep)(?!\w)|(?<!\w)sang nam(?!\w)")
_LATE = re.compile(r"(?<!\w)(?:da |bi )?(?:qua|tre) han(?!\w)")
_SOON = re.compile(r"(?<!\w)(?:sap|gan) (?:den|toi|het) han(?!\w)")
_BEFORE = re.compile(r"(?:truoc|truoc khi) ")
_NEAR = (0, 1, -1, 2, -2)
"""Years from this one that a day without a year is taken for, in this order, until something is due then."""
_SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Due:
    """The periods that a question may mean, the likeliest first; `text` is the question without the words for it.

    `late` where it asks for what is overdue.
    """

    periods: tuple[Period, ...]
    text: str
    late: bool = False


def find_due(text: str, today: date) -> Due | None:
    """By when a question asks; None if it says nothing of it. "Trước 30/6" counts the day itself, and goes back no
    further than that year."""
    plain = plain_of(text)
    if late := _LATE.search(plain):
        yesterday = (today - timedelta(1)).isoformat()
        return Due(
            (Period("", yesterday, late.start(), late.end()),), _without(text, late.start(), late.end()), late=True
        )
    if soon := _SOON.search(plain):
        until = today + timedelta(_SOON_DAYS)
        period = Period(today.isoformat(), until.isoformat(), soon.start(), soon.end())
        return Due((period,), _without(text, soon.start(), soon.end()) + " đến hạn")
    if coming := _NEXT.search(plain):
        first, last = _coming(coming["unit"] or "nam", today)
        start = coming.start() - 6 if plain[: coming.start()].endswith("trong ") else coming.start()
        period = Period(first.isoformat(), last.isoformat(), start, coming.end())
        return Due((period,), _without(text, start, coming.end()))
    yearless = _YEARLESS.search(plain)
    if not yearless:
        named = _read(text, today)
        return Due((named,), _without(text, named.start, named.end)) if named else None
    found = []
    for shift in _NEAR:
        join = "/" if yearless["day"] else " năm "
        dated = f"{text[: yearless.end()]}{join}{today.year + shift}{text[yearless.end() :]}"
        if read := _read(dated, today):
            found.append(replace(read, end=max(read.start, read.end - len(join) - 4)))
    return Due(tuple(found), _without(text, found[0].start, found[0].end)) if found else None


def _read(text: str, today: date) -> Period | None:
    period = find_period(text, today)
    if period is None:
        return None
    said = plain_of(text[period.start : period.end])
    if not _BEFORE.match(said) or not period.last:
        return period
    last = date.fromisoformat(period.last)
    if re.search(r"\d[/-]\d|ngay|thang|quy", said):  # "trước năm 2030" asks for all that comes before
        last += timedelta(1) if re.search(r"\d[/-]\d{1,2}[/-]|ngay", said) else timedelta(0)
        return replace(period, first=date(last.year, 1, 1).isoformat(), last=last.isoformat())
    return period


def _coming(unit: str, today: date) -> tuple[date, date]:
    if unit == "tuan":
        monday = today - timedelta(today.weekday()) + timedelta(7)
        return monday, monday + timedelta(6)
    if unit == "nam":
        return date(today.year + 1, 1, 1), date(today.year + 1, 12, 31)
    months = 1 if unit == "thang" else 3
    at = today.year * 12 + (today.month - 1) // months * months + months
    first = date(at // 12, at % 12 + 1, 1)
    year, month = divmod(at + months - 1, 12)
    return first, date(year, month + 1, monthrange(year, month + 1)[1])


def _without(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())
