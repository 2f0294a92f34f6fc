"""Documents without a letterhead that still say what they are.

Collections of law print one line for it ("Nghị định của Chính phủ số 114/2003/NĐ-CP ngày 10/10/2003 về …"); sites put
an introduction above the text ("Thay mặt Bộ Chính trị, Tổng Bí thư … đã ký ban hành Nghị quyết số 57-NQ/TW …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.bodies import body_name, is_body
from corpus.header_cells import head_cells
from corpus.kinds import KINDS
from corpus.letterhead import Letterhead, read_date
from corpus.markers import find_marker
from corpus.numbers import find_numbers
from corpus.records import Metadata
from corpus.subjects import find_title

_KIND = "|".join(kind for kind in KINDS if kind not in ("đơn", "tờ khai", "biên bản", "giấy mời"))
_OPENING = re.compile(
    rf"(?P<kind>{_KIND})(?:\s+liên tịch)?(?:\s+của\s+(?P<body>[^\d:;.]{{3,120}}?))?,?\s+(?:số\s*:?\s*)?(?=\d)", re.I
)
_DATED = re.compile(
    r"\s*[,(]?\s*(?:ngày\s*)(?P<date>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s?\d{4})\)?,?\s*",
    re.I,
)
_BY = re.compile(
    r"\s*của\s+(?P<body>[^,.;:\d]{3,80}?)(?=\s+(?:về|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi)\b|$)", re.I
)
_SUBJECT = re.compile(
    r"\s*[-–:]?\s*(?=(?:về|v/v|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi|bổ sung|bãi bỏ|thành lập)\b)", re.I
)
_FULL_TEXT = re.compile(r"toàn văn|nội dung (?:của )?(?:nghị quyết|chỉ thị|kết luận|quy định|văn bản)", re.I)
_SIGNED = re.compile(
    r"(?P<office>Tổng Bí thư|Chủ tịch nước|Chủ tịch Quốc hội|Thủ tướng(?: Chính phủ)?|Thường trực Ban Bí thư"
    r"|Phó Thủ tướng|Bộ trưởng|Chủ tịch|Bí thư)(?P<name>(?: [^\W\d_]+){2,4}?) (?:đã |vừa |thay mặt [^,.]{3,40} )?ký"
)
_HEAD_OF = re.compile(r"^Bộ trưởng (?=Bộ )", re.I)
_TITLE_CELLS = 8
_TITLE_LONGEST = 700
_INTRODUCTION = 5
_OUTLINED = 40


def find_full_title(lines: Sequence[str]) -> Letterhead | None:
    """What the title of a document in a collection of law says, or None if it does not begin with one.

    Only the names of bodies may stand above it, and it must give a number with the code of the kind it names, and a
    date.
    """
    cells = head_cells(lines)[:_TITLE_CELLS]
    while cells and is_body(cells[0]):
        cells = cells[1:]
    text = " ".join(cells)[:_TITLE_LONGEST]
    opening = _OPENING.match(text)
    numbered = next(find_numbers(text[opening.end() :]), None) if opening else None
    if not opening or not numbered or numbered.start:
        return None
    end = opening.end() + numbered.end
    dated = _DATED.match(text, end)
    date = read_date(dated.group()) if dated else ""
    if not dated or not date:
        return None
    by = _BY.match(text, dated.end())
    body = opening.group("body") or (by.group("body") if by else "")
    kind = opening.group("kind").lower()
    rest = _cells_after(cells, by.end() if by else dated.end())
    title = find_title([kind.upper(), *rest], 0, kind)
    return Letterhead(numbered.number, kind, _body(body), date, "", title)


def find_introduced(title: str, lines: Sequence[str]) -> Metadata | None:
    """The metadata of a document published as an article under its own name, "Nghị quyết số 57-NQ/TW".

    A headline that goes on ("… về đột phá phát triển …") counts only above text in numbered sections or announced as
    the full text: otherwise it is news about the document.
    """
    opening = _OPENING.match(title)
    numbered = next(find_numbers(title[opening.end() :]), None) if opening else None
    if not opening or not numbered or numbered.start:
        return None
    number, kind = numbered.number, opening.group("kind").lower()
    end = opening.end() + numbered.end
    dated = _DATED.match(title, end)
    by = _BY.match(title, dated.end() if dated else end)
    rest = title[(by or dated).end() if by or dated else end :]  # type: ignore[union-attr]
    intro = " ".join(lines[:_INTRODUCTION])
    subject = _SUBJECT.match(rest)
    if rest.strip(" .") and not (subject and _is_full_text(lines)):
        return None
    date = read_date(dated.group()) if dated else _date_in(intro, number)
    issuer, about = (by.group("body"), "") if by else ("", "")
    if said := re.search(re.escape(number) + r"[^.]{0,40}? của ([^,.;]{3,60}?) (về [^.;]{10,250})", intro):
        issuer, about = issuer or said.group(1), said.group(2)
    about = rest[subject.end() :] if subject and rest.strip() else about
    signed = _SIGNED.search(intro)
    name = signed.group("name").strip() if signed and signed.group("name").istitle() else ""
    return Metadata(
        title=f"{kind.capitalize()} {about[:1].lower()}{about[1:]}" if about else title,
        number=number,
        kind=kind,
        issuer=_body(issuer),
        signed_by=name,
        office=signed.group("office") if signed and name else "",
        date=date,
    )


def _cells_after(cells: Sequence[str], offset: int) -> list[str]:
    """What is left of the cells when the first `offset` characters of them, joined by spaces, are read."""
    for index, cell in enumerate(cells):
        if offset < len(cell):
            rest = cell[max(0, offset) :].strip()
            return [*([rest] if rest else []), *cells[index + 1 :]]
        offset -= len(cell) + 1
    return []


def _date_in(intro: str, number: str) -> str:
    """The date that follows the number where the introduction names the document."""
    named = (_DATED.match(intro, found.end()) for found in re.finditer(re.escape(number), intro))
    return next((read_date(dated.group()) for dated in named if dated), "")


def _body(name: str) -> str:
    plain = _HEAD_OF.sub("", " ".join(name.split())).removesuffix(" Đảng")
    return body_name(plain.upper()) if is_body(plain) else name


def _is_full_text(lines: Sequence[str]) -> bool:
    """Whether the text itself follows, and not only a report of it."""
    if any(_FULL_TEXT.search(line) for line in lines[1 : _INTRODUCTION + 3]):
        return True
    kinds = [marker.kind for line in lines[:_OUTLINED] if (marker := find_marker(line))]
    return sum(kind in ("roman", "dieu", "chuong", "phan") for kind in kinds) >= 2
