"""Finding what a document says about itself: title, number, kind, issuer, signatory, date, place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from corpus.letterhead import find_letterhead, find_signatory
from corpus.records import Metadata
from corpus.sentences import split_sentences

_HEADLINE = 160
_TITLE_CUT = 120
_NEWS_DATE = re.compile(r"(?:Thứ (?:hai|ba|tư|năm|sáu|bảy)|Chủ nhật),?\s*(?:ngày\s*)?(\d{1,2})/(\d{1,2})/(\d{4})", re.I)
_SEAM = re.compile(r"(?<=[^\W_]) (?=(?:Ông|Bà|Đồng chí|Sáng|Chiều|Tối|Trưa|Ngày|Theo|Tại|Sau|Với|Nhân)\s)")
_OWN_NUMBER = re.compile(
    r"^(Nghị quyết|Chỉ thị|Kết luận|Quy định|Quyết định|Hướng dẫn|Thông báo|Kế hoạch|Nghị định|Thông tư|Luật)\s+(?:số\s+)?"
    r"(\d{1,4}(?:/\d{4})?[-/][\w/-]+)\s*$",
    re.I,
)


def find_metadata(lines: Sequence[str], hints: Mapping[str, str], name: str) -> Metadata:
    """What is known about a document from its paragraphs, from what its format declares (`hints`), and its file name.

    Fields are empty where nothing sound was found. A document with a letterhead gives number, kind, issuer, date, place
    and title from there, its signatory from its end; anything else with prose in it is taken for a news article.
    """
    head = find_letterhead(lines)
    url = hints.get("url", "")
    if head.kind:
        title = head.title or hints.get("title", "") or _file_title(name)
        return Metadata(
            title=title,
            number=head.number,
            kind=head.kind,
            issuer=head.issuer,
            signed_by=find_signatory(lines),
            date=head.date or hints.get("date", ""),
            place=head.place,
            url=url,
        )
    title = hints.get("title", "") or _headline(lines) or _file_title(name)
    own = _OWN_NUMBER.match(title)
    if own:
        return Metadata(title=title, number=own.group(2), kind=own.group(1).lower(), date=_own_date(lines, own.group(2)), url=url)
    date = hints.get("date", "") or _news_date(lines)
    return Metadata(title=title, kind="bài báo" if _is_news(lines, hints, date) else "", date=date, url=url)


def _own_date(lines: Sequence[str], number: str) -> str:
    """The date that stands with the document's own number near the top: "57-NQ/TW (ngày 22/12/2024)"."""
    for line in lines[:5]:
        found = re.search(re.escape(number) + r",?\s*\(?(?:ngày\s*)?(\d{1,2})/(\d{1,2})/(\d{4})", line)
        if found:
            day, month, year = (int(part) for part in found.groups())
            return f"{year:04d}-{month:02d}-{day:02d}"
    return ""


def _is_news(lines: Sequence[str], hints: Mapping[str, str], date: str) -> bool:
    """Whether prose without a letterhead is an article: it has a date of its own or reads like a report."""
    if "date" in hints or date:
        return True
    start = " ".join(lines[:8])
    return re.search(r"\b(?:Sáng|Chiều|Tối|Trưa|Ngày)\s+(?:ngày\s+)?\d{1,2}/\d{1,2}\b", start) is not None


def _news_date(lines: Sequence[str]) -> str:
    """The date line that a site prints above or below the headline."""
    for line in lines[:6]:
        found = _NEWS_DATE.search(line) if len(line) < 60 else None
        if found:
            day, month, year = (int(part) for part in found.groups())
            return f"{year:04d}-{month:02d}-{day:02d}"
    return ""


def _headline(lines: Sequence[str]) -> str:
    """A first short line without an end mark; a headline kept at the article's end; else the first sentence."""
    if not lines:
        return ""
    first = lines[0]
    if len(first) <= _HEADLINE and first[-1] not in ".;:,…":
        return first
    closing = next((i for i, line in enumerate(lines) if line.endswith("./.")), None)
    if closing is not None and closing == len(lines) - 2:
        last = lines[-1]
        seam = _SEAM.search(last, 20)
        if seam and seam.start() <= _HEADLINE:
            return last[: seam.start()]
        if len(last) <= _HEADLINE:
            return last.rstrip(".")
    sentence = split_sentences(first)[0].of(first)
    if len(sentence) <= _TITLE_CUT:
        return sentence.rstrip(".")
    return sentence[:_TITLE_CUT].rsplit(" ", 1)[0].rstrip(",;:-– ") + "…"


def _file_title(name: str) -> str:
    """The file's name as words."""
    return re.sub(r"[_\s]+", " ", PurePath(name).stem).strip()


