"""Telling the words under a picture from running text."""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"(?:Hình|HÌNH|Ảnh|ẢNH|Biểu đồ|BIỂU ĐỒ|Sơ đồ|SƠ ĐỒ|Bản đồ|BẢN ĐỒ|Đồ thị|ĐỒ THỊ)\s+(?:số\s+)?"
    r"(?:\d{1,3}(?:[.-]\d{1,3}){0,3}|[IVXL]{1,6})\s?(?:[.:–-](?=\s)|$)"
)
_LONGEST = 300


def is_caption(line: str) -> bool:
    """Whether a line numbers a picture and names it: "Hình 1. …", "Biểu đồ 2: …"."""
    return line[:1] in "HẢBSĐ" and len(line) <= _LONGEST and _CAPTION.match(line) is not None
