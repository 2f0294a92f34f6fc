"""Names of people in Vietnamese text: a surname and one to four more capitalised syllables."""

from __future__ import annotations

import re

_SURNAMES = (
    "Âu An Bạch Bành Bế Bùi Cao Châu Chu Chử Cù Cung Diệp Doãn Dương Đàm Đan Đặng Đào Đậu Điền Điểu Đinh Đoàn Đỗ "
    "Đồng Đới Giang Giáp Hà Hàn Hoàng Hồ Hồng Hứa Huỳnh Kha Khổng Khuất Khúc Kiều Kim La Lại Lâm Lang Lăng Lê Liêu "
    "Lò Lục Lữ Lư Lương Lưu Lường Lý Ma Mã Mạc Mai Nghiêm Ngô Ngọ Ngụy Nguyễn Nhan Nhữ Nông Ông Phạm Phan Phí Phó "
    "Phùng Phương Quách Quan Quàng Quản Sầm Sùng Tạ Tăng Thạch Thái Thân Thào Thẩm Tiêu Tô Tôn Tống Trà Trần Triệu "
    "Trịnh Trương Từ Ung Văn Vàng Vi Viên Võ Vũ Vương Vừ Ưng Y"
)
_WORD = re.compile(r"[^\W\d_]+")
_NOT_NAMES = {
    "Bí", "Thư", "Ban", "Bộ", "Đảng", "Trung", "Ương", "Chính", "Trị", "Hội", "Nghị", "Quyết", "Ủy", "Tỉnh", "Thành",
    "Phó", "Trưởng", "Chủ", "Tịch", "Tổng", "Nam", "Nội", "Tĩnh",
}  # fmt: skip
_KNOWN = frozenset(_SURNAMES.split())


def person_names(text: str) -> list[str]:
    """The names of people in `text`, in order of first appearance: ["Trần Cẩm Tú", "Lê Minh Hưng"].

    Goes by spelling alone, so a place that looks like a name ("Hồ Chí Minh") is taken for one.
    """
    names: dict[str, None] = {}
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        j = i
        if words[i].group() in _KNOWN:
            j = i + 1
            while j < len(words) and j - i < 5 and _continues(text, words[j - 1], words[j]):
                j += 1
            if j - i >= 2:
                names[" ".join(w.group() for w in words[i:j])] = None
        i = max(j, i + 1)
    return list(names)


def _continues(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    token = word.group()
    single_space = text[before.end() : word.start()] == " "
    return single_space and token[0].isupper() and not token.isupper() and token not in _NOT_NAMES
