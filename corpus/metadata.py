"""Finding what a document says about itself: title, number, kind, issuer, signatory, date, place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from corpus.bodies import spell_body
from corpus.datelines import find_article_date
from corpus.letterhead import find_letterhead, find_signature
from corpus.markers import find_marker
from corpus.records import Metadata
from corpus.sentences import split_sentences

_HEADLINE = 160
_SIGNED = re.compile(r"(?:Tổng Bí thư|Chủ tịch|Thủ tướng|Thường trực Ban Bí thư)((?: [^\W\d_a-z]\w*){2,4}?) (?:đã )?ký")
_GENERIC = frozenset(("key points", "tóm tắt", "mục lục", "nội dung", "tổng quan", "những điểm chính"))
_TAG = re.compile(r"^(?:[-–•]\s+|\([^)]{2,30}\)\s*[-–]\s*|[A-Z]{2,10}\s*[-–]\s+)")
_TITLE_CUT = 120
_PROSE = 100
_ARTICLE = 40
_OWN_NUMBER = re.compile(
    r"^(Nghị quyết|Chỉ thị|Kết luận|Quy định|Quyết định|Hướng dẫn|Thông báo|Kế hoạch|Nghị định|Thông tư|Luật)\s+"
    r"(?:số\s+)?(\d{1,4}(?:/\d{4})?[-/][\w/-]+)\s*$",
    re.I,
)


def find_metadata(lines: Sequence[str], hints: Mapping[str, str], name: str) -> Metadata:
    """What is known about a document from its paragraphs, from what its format declares (`hints`), and its file name.

    Fields are empty where nothing sound was found. A document with a letterhead gives number, kind, issuer, date, place
    and title from there, its signatory from its end; anything else with prose in it is taken for a news article.
    """
    lines = [line for line in lines if line.strip()]
    head = find_letterhead(lines)
    url = hints.get("url", "")
    if head.kind:
        body, name_signed = find_signature(lines)
        title = head.title or hints.get("title", "") or _file_title(name)
        return Metadata(
            title=title,
            number=head.number,
            kind=head.kind,
            issuer=_issuer(body, head.issuer),
            signed_by=name_signed,
            date=head.date or hints.get("date", ""),
            place=head.place,
            url=url,
        )
    title = spell_body(hints.get("title", "") or _headline(lines) or _file_title(name))
    own = _OWN_NUMBER.match(title)
    if own:
        return _introduced(lines, title, own.group(2), own.group(1).lower(), url)
    date = find_article_date(lines, hints)
    return Metadata(title=title, kind="bài báo" if _is_news(lines, hints, date) else "", date=date, url=url)


def _issuer(signed_for: str, letterhead: str) -> str:
    """The body that signed, completed by the letterhead where it only names an organ ("Ban Thường vụ")."""
    if signed_for in ("Ban Thường vụ", "Ban Chấp hành") and letterhead:
        return f"{signed_for} {letterhead}"
    if letterhead.startswith(signed_for):
        return letterhead
    return signed_for


def _introduced(lines: Sequence[str], title: str, number: str, kind: str, url: str) -> Metadata:
    """The metadata of a document published as an article: headline "Nghị quyết số 57-NQ/TW", then an introduction."""
    intro = " ".join(lines[:5])
    date = issuer = ""
    dated = re.search(re.escape(number) + r",?\s*\(?(?:ngày\s*)?(\d{1,2})/(\d{1,2})/(\d{4})", intro)
    if dated:
        day, month, year = (int(part) for part in dated.groups())
        date = f"{year:04d}-{month:02d}-{day:02d}"
    about = re.search(re.escape(number) + r"[^.]{0,40}? của ([^,.;]{3,60}?) (về [^.;]{10,200})", intro)
    if about:
        issuer, title = about.group(1), f"{title} {about.group(2)}"
    signed = _SIGNED.search(intro)
    return Metadata(
        title=title,
        number=number,
        kind=kind,
        issuer=issuer,
        signed_by=signed.group(1).strip() if signed and signed.group(1).strip().istitle() else "",
        date=date,
        url=url,
    )


def _is_news(lines: Sequence[str], hints: Mapping[str, str], date: str) -> bool:
    """Whether prose without a letterhead is an article: it has a date of its own or reads like a report."""
    if "date" in hints or date:
        return True
    prose = sum(len(line) > _PROSE and line.rstrip('"”)')[-1:] in ".!?…" for line in lines)
    if len(lines) >= 5 and prose * 2 > len(lines) and not any(find_marker(line) for line in lines[:_ARTICLE]):
        return True
    start = " ".join(lines[:8])
    return re.search(r"\b(?:Sáng|Chiều|Tối|Trưa|Ngày)\s+(?:ngày\s+)?\d{1,2}/\d{1,2}\b", start) is not None


def _headline(lines: Sequence[str]) -> str:
    """A first short line without an end mark; a headline kept at the article's end; else the first sentence."""
    lines = [line for line in lines[:6] if line.lower().strip(" :") not in _GENERIC] + list(lines[6:])
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
        return sentence.rstrip(".")
    return sentence[:_TITLE_CUT].rsplit(" ", 1)[0].rstrip(",;:-– ") + "…"


def _file_title(name: str) -> str:
    """The file's name as words."""
    return re.sub(r"[_\s]+", " ", PurePath(name).stem).strip()
