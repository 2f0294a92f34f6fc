"""What collectors leave in articles that they save as plain text, and taking it out without touching the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_DATE_MARK = re.compile(r"^\s*date (\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?=\s)[ \t]*")

_OPENERS = (
    "Sau|Theo|Về|Tại|Trong|Trước|Ngoài|Bên|Cùng|Để|Với|Đến|Từ|Qua|Do|Khi|Nhân|Phát|Nhấn|Báo|Đồng|Ông|Bà|Các|Những|Một"
    "|Sáng|Chiều|Tối|Trưa|Ngày|Hôm|Đây|Hiện|Đặc|Cụ|Tuy|Thực|Hội|Thay|Bày|Tham"
)
_GLUED = re.compile(rf"(?:[^\s.!?;:…]+ ){{3,30}}[^\s.!?;:…]*[^\W\d_A-Z](?=(?:{_OPENERS}) [^\W\d_A-Z])")
_LONG_TAIL = 40
_LONGEST_HEADLINE = 200
# Some collectors append headline and abstract after the article's end mark, without a full stop between them.
_SEAM = re.compile(r"(?<=[^\W_]) (?=(?:Ông|Bà|Đồng chí|Sáng|Chiều|Tối|Trưa|Ngày|Theo|Tại|Sau|Với|Nhân)\s)")


def take_date_mark(text: str) -> tuple[str, dict[str, str]]:
    """`text` without a leading ` date YYYY-MM-DD ` mark, and the hint it gives."""
    mark = _DATE_MARK.match(text)
    return (text[mark.end() :], {"date": mark.group(1)}) if mark else (text, {})


def heal(paragraphs: Iterable[str]) -> Iterator[str]:
    """`paragraphs` without lines that repeat the line before (a caption is often saved twice), and with headlines that
    lost their line break ("… của ĐảngSau khi nghe …") on lines of their own."""
    before = ""
    for paragraph in paragraphs:
        if paragraph == before and len(paragraph) >= 20:
            continue
        seam = _SEAM.search(paragraph, 20, _LONGEST_HEADLINE) if before.endswith("./.") else None
        before = paragraph
        if seam:
            yield paragraph[: seam.start()]
            yield paragraph[seam.end() :]
        else:
            yield from _unglue(paragraph)


def _unglue(paragraph: str) -> tuple[str, ...]:
    """Cut where a lower-case letter meets one of the words that open sentences: "… của ĐảngSau khi nghe …".

    Only early in a paragraph, before any punctuation and after several words. Any other capital within a word belongs
    to a name (VnExpress, AirAsia, McCain: 42 of 1,000 articles have one early in a paragraph).
    """
    seam = _GLUED.match(paragraph)
    if seam is None or len(paragraph) - seam.end() < _LONG_TAIL:
        return (paragraph,)
    return paragraph[: seam.end()], paragraph[seam.end() :]
