"""What a sentence does without in a summary: its number, its dateline, a word that only joins it to the one before."""

from __future__ import annotations

import re

from corpus.records import Span

_DATELINE = re.compile(
    r"(?:\([^()]{2,40}\)|(?:TTXVN|VOV|VTV|NDO|HNM|QĐND|CAND|SGGP|TTO|PLO|VGP|ĐCSVN|TPO|NLĐO|VNA)(?:/[\w+]{2,20})?)"
    r"\s?[-–—]+\s"
)
_JOINS = re.compile(
    r"(?:Theo đó|Ngoài ra|Bên cạnh đó|Đồng thời|Cụ thể|Do đó|Vì vậy|Vì thế|Tuy nhiên|Tuy vậy|Mặt khác|Cùng với đó"
    r"|Được biết|Đáng chú ý|Đặc biệt|Trong đó|Qua đó|Từ đó|Nhân dịp này|Tại đây|Trước đó|Sau đó|Tiếp đó|Như vậy"
    r"|Như đã đưa tin|Cũng theo đó|Trong khi đó|Bên cạnh đó, cũng|Thế nhưng|Song)(?: thì)?,\s"
)
_BULLET = re.compile(
    r"(?:[-–—•*+>]\s+)?(?:[-–—•*+>]|(?:Điều|Mục|Phần) (?:\d{1,3}|[IVX]{1,5})\s?[.:]"
    r"|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5})[.)]|\d{1,2}-(?=\s)|[a-zđ]\))\s+"
)
_TAIL = re.compile(r"(?:,?(?: như)?(?: sau đây| dưới đây| sau)?\s*:|\s*;)$")
_LONGEST_TAIL = 30
_CREDIT = re.compile(r"\s\((?:Ảnh|Nguồn|Video|Clip|Đồ họa)\b[^()]{0,80}\)$")


def cut(text: str, *, joined: bool) -> tuple[str, Span]:
    """The sentence without its number, dateline, picture credit and "như sau:", and the place of what is left.

    Without what joins it to the sentence before it, too, unless that one is there (`joined`). The first letter becomes
    a capital where something was cut before it.
    """
    start = found.end() if (found := _BULLET.match(text)) else 0
    if dateline := _DATELINE.match(text, start):
        start = dateline.end()
    if not joined and (joins := _JOINS.match(text, start)):
        start = joins.end()
    credit = _CREDIT.search(text, start)
    end = credit.start() if credit else len(text)
    if tail := _TAIL.search(text, max(start, end - _LONGEST_TAIL), end):
        end = tail.start()
    if not any(c.isalnum() for c in text[start:end]):
        return text, Span(0, len(text))
    left = text[start:end]
    return (left[0].upper() + left[1:] if start else left), Span(start, end)
