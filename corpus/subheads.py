"""Headlines within news: sub-headlines between paragraphs, lists of other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RELATED = re.compile(
    r"(?:Đọc thêm|Xem thêm|Tin liên quan|Bài liên quan|Tin cùng chuyên mục|Tin khác|Các tin khác|Bài viết liên quan"
    r"|Cùng chuyên mục|Có thể bạn quan tâm)\s*:?",
    re.I,
)
# What stands alone on a line of a web page and heads nothing: dates, subjects, sources.
_SITE = re.compile(
    r"(?:Chủ đề|Từ khóa|Từ khoá|Tags?|Thẻ|Nguồn|Theo|Tác giả|Bài|Ảnh|Video|Cập nhật|Thứ (?:hai|ba|tư|năm|sáu|bảy)"
    r"|Chủ nhật|Chia sẻ|Trang chủ)\b\s*[:,/-]|.{0,60}\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b",
    re.I,
)
_SHORTEST = 12
_LONGEST = 130


def is_related(line: str) -> bool:
    """Whether a line opens a list of other articles ("Đọc thêm")."""
    return _RELATED.fullmatch(line) is not None


def is_headline(line: str) -> bool:
    """Whether a line in a list of other articles is a headline."""
    return _SHORTEST <= len(line) <= _LONGEST and line[-1] not in ".!?…:;,\0"


def is_subheadline(lines: Sequence[str], index: int) -> bool:
    """Whether a short line without an end mark stands between two paragraphs of prose."""
    if not 0 < index < len(lines) - 1:
        return False
    line, before, after = lines[index], lines[index - 1], lines[index + 1]
    return (
        _SHORTEST <= len(line) <= _LONGEST
        and line.count(" ") >= 2
        and line[0] not in '-–+•*("“'
        and line[-1] not in '.!?…:;,)"|'
        and (line[-1] != "”" or line.count("“") == line.count("”"))
        and " | " not in line
        and before.rstrip('"”’)')[-1:] in ".!?…"
        and after[-1:] not in ",;"
        and len(after) > len(line)
        and after.rstrip('"”’)')[-1:] in ".!?…:"
        and _SITE.match(line) is None
    )
