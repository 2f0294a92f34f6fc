"""Finding what a document says about itself: title, number, kind, issuer, signatory, date, place, recipients, stamp."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from corpus.attributes import find_attributes, find_stamp, find_status
from corpus.bodies import is_body, sentence_case, spell_body
from corpus.datelines import find_article_date
from corpus.header_cells import MOTTO
from corpus.introductions import find_full_title, find_introduced
from corpus.letterhead import Letterhead, find_letterhead
from corpus.markers import find_marker, is_capitals
from corpus.records import Metadata
from corpus.sentences import split_sentences
from corpus.signature import find_recipients, find_signature

_HEADLINE = 160
_GENERIC = frozenset(("key points", "tóm tắt", "mục lục", "nội dung", "tổng quan", "những điểm chính"))
_TAG = re.compile(r"^(?:[-–•]\s+|\([^)]{2,30}\)\s*[-–]\s*|[A-Z]{2,10}\s*[-–]\s+)")
_TITLE_CUT = 120
_PROSE = 100
_ARTICLE = 40
_ABOVE = re.compile(
    r"(?:(?:Mẫu|Biểu|Phụ lục|Mã) (?:số|đơn|hiệu)|Số\s*:|STT$|TT$|Tên (?:đơn vị|doanh nghiệp|cơ quan)|UBND "
    r"|(?:TỈNH|THÀNH PHỐ|HUYỆN) [A-ZĐ]|PHỤ LỤC$|Phụ lục$|\W*Website)"
)
_DUTIES = re.compile(r"(?:[IVX\d]+\s?[-./)]+\s*)*(?:chức năng|nhiệm vụ|giới thiệu chung|vị trí)\b", re.I)
_BODY_WORDS = re.compile(
    r"(?:Ban|Bộ|Ủy ban|Uỷ ban|Văn phòng|Hội đồng|Đảng ủy|Đảng uỷ|Cục|Vụ|Sở|Tổng cục|Viện|Học viện|Trường"
    r"|Tỉnh ủy|Thành ủy)\s",
    re.I,
)
_ABOUT_BODY = 8
_STRUCTURED = 400
"""Lines in which the structure of a document shows."""
_ORGANS = ("Ban Thường vụ", "Ban Chấp hành", "Ban Thường trực", "Chi ủy")


def find_metadata(lines: Sequence[str], hints: Mapping[str, str], name: str) -> Metadata:
    """What is known about a document from its paragraphs, from what its format declares (`hints`), and its file name.

    Fields are empty where nothing sound was found. A document with a letterhead gives number, kind, issuer, date, place
    and title from there, signatory and recipients from its end; one copied to a site gives them in its full title or in
    the words that introduce it; anything else with prose in it is taken for a news article.
    """
    lines = [line for line in lines if line.strip()]
    stated = find_attributes(lines)
    found = _find(lines, hints, name, known="number" in stated)
    filled = {field: value for field, value in stated.items() if field != "status" and not getattr(found, field)}
    status = stated.get("status") or find_status(lines)
    return replace(found, **filled, url=hints.get("url", ""), status=status, classification=find_stamp(lines))


def _find(lines: Sequence[str], hints: Mapping[str, str], name: str, *, known: bool) -> Metadata:
    head = find_full_title(lines) or find_letterhead(lines, known=known or _is_structured(lines))
    if head.kind:
        return _official(head, lines, hints, name)
    title = spell_body(hints.get("title", "") or _headline(lines) or _file_title(name))
    if introduced := find_introduced(title, lines):
        return introduced
    if about := _about_body(title, lines):
        return Metadata(title=about, kind="trang giới thiệu")
    date = find_article_date(lines, hints)
    news = _is_news(lines, hints, date)
    return Metadata(title=title, kind="bài báo" if news else "", date=date if news else "")


def _is_structured(lines: Sequence[str]) -> bool:
    """Whether the text is in chapters, articles or sections, as only a document's is."""
    marks = (find_marker(line) for line in lines[:_STRUCTURED])
    return sum(mark is not None and mark.kind in ("phan", "chuong", "dieu", "roman") for mark in marks) >= 2


def _official(head: Letterhead, lines: Sequence[str], hints: Mapping[str, str], name: str) -> Metadata:
    signature = find_signature(lines)
    return Metadata(
        title=head.title or hints.get("title", "") or _file_title(name),
        number=head.number,
        kind=head.kind,
        issuer=_issuer(signature.behalf, head.issuer),
        signed_by=signature.name,
        office=signature.office,
        recipients=find_recipients(lines),
        date=head.date or hints.get("date", ""),
        place=head.place,
    )


def _issuer(signed_for: str, letterhead: str) -> str:
    """The body that signed, completed by the letterhead where it only names an organ ("Ban Thường vụ")."""
    if not signed_for or letterhead.startswith(signed_for):
        return letterhead
    if letterhead.lower().endswith(f" {signed_for.lower()}"):
        return letterhead
    if signed_for in _ORGANS and letterhead:
        return f"{signed_for} {letterhead}"
    return signed_for


def _about_body(title: str, lines: Sequence[str]) -> str:
    """The title of a page that presents a body (its functions, duties and structure), or "" if it is none."""
    first = [line for line in lines[:_ABOUT_BODY] if len(line) <= _HEADLINE]
    if not any(_DUTIES.match(line) for line in first):
        return ""
    if own := next((line for line in first if _DUTIES.match(line) and not find_marker(line) and len(line) > 40), ""):
        return sentence_case(own) if is_capitals(own) else own
    return title if is_body(title) or _BODY_WORDS.match(title) else ""


def _is_news(lines: Sequence[str], hints: Mapping[str, str], date: str) -> bool:
    """Whether prose without a letterhead is an article: it has a date of its own or reads like a report."""
    prose = sum(len(line) > _PROSE and line.rstrip('"”)')[-1:] in ".!?…" for line in lines)
    if "date" in hints or (date and prose):
        return True
    if len(lines) >= 5 and prose * 2 > len(lines) and not any(find_marker(line) for line in lines[:_ARTICLE]):
        return True
    start = " ".join(lines[:8])
    return re.search(r"\b(?:Sáng|Chiều|Tối|Trưa|Ngày)\s+(?:ngày\s+)?\d{1,2}/\d{1,2}\b", start) is not None


def _headline(lines: Sequence[str]) -> str:
    """A first short line without an end mark; a headline kept at the article's end; else the first sentence."""
    lines = [line for line in lines[:8] if not _is_furniture(line)] + list(lines[8:])
    if not lines:
        return ""
    first = lines[0]
    if len(first) <= _HEADLINE and first[-1] not in ".;:,…":
        return first
    closing = next((i for i, line in enumerate(lines) if line.endswith("./.")), None)
    if closing is not None and len(lines) - 3 <= closing < len(lines) - 1:
        after = lines[closing + 1]
        if len(after) <= _HEADLINE and after[-1] not in ".;:,…":
            return after
    first = _TAG.sub("", first) or first
    sentence = split_sentences(first)[0].of(first)
    if len(sentence) <= _HEADLINE:
        return sentence.rstrip(".,;:")
    return sentence[:_TITLE_CUT].rsplit(" ", 1)[0].rstrip(",;:-– ") + "…"


def _is_furniture(line: str) -> bool:
    """Whether a line stands above a headline and is none: motto, number of a form, a cell of a table."""
    motto = MOTTO.search(line) is not None and len(line) <= _HEADLINE
    return motto or line.lower().strip(" :") in _GENERIC or _ABOVE.match(line) is not None


def _file_title(name: str) -> str:
    """The file's name as words."""
    return re.sub(r"[_\s]+", " ", PurePath(name).stem).strip()
