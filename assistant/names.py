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
_NOT_NAMES = frozenset("Bí Thư Ban Bộ Đảng Ương Trị Ủy Tỉnh Phó Chủ Tịch Tổng Nội".split())
_OFFICES = frozenset(
    words.strip()
    for words in """trung ương, chính trị, chính phủ, chính ủy, chính quyền, hội nghị, hội đồng, hội viên, nghị quyết,
    nghị định, quyết định, thành ủy, thành phố, thành viên, thành đoàn, trưởng ban, trưởng phòng, trưởng đoàn,
    thủ tướng, giám đốc, cục trưởng, vụ trưởng, viện trưởng, hiệu trưởng, chánh văn, chánh án,
    chánh thanh, tư lệnh""".split(",")
)
"""Words that begin like a given name, and are an office, a body or a place: "Phạm Minh Chính", but "Chính phủ"."""
_PLACES = frozenset("Nam Nội Tĩnh Giang Đông".split())
"""After Hà: provinces and towns."""
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
        if words[i].group() in _KNOWN and not _is_title(words, i):
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
    shouted = token.isupper() and len(token) > 1
    if not single_space or not token[0].isupper() or shouted or token in _NOT_NAMES:
        return False
    following = _WORD.match(text, word.end() + 1)
    if following and f"{token} {following.group()}".lower() in _OFFICES:
        return False
    return not (before.group() == "Hà" and token in _PLACES)


def _is_title(words: list[re.Match[str]], i: int) -> bool:
    """Whether "Ông" stands before a name, and is not one's first syllable."""
    return words[i].group() == "Ông" and i + 1 < len(words) and words[i + 1].group() in _KNOWN


_TITLED = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|[Nn]gài|[Mm]rs?\.?) "
    r"(?P<name>[^\W\d_a-z][\w'’.-]{0,30}(?: [^\W\d_a-z][\w'’.-]{0,30}){1,4})"
)


def titled_names(text: str) -> list[str]:
    """Names that a title shows to be people's, whatever their surname: "ông John Smith" → ["John Smith"].

    An office that follows the title ("đồng chí Bí thư") is no name.
    """
    found = []
    for match in _TITLED.finditer(text):
        words = [w.strip(".-’'") for w in match["name"].split()]
        if all(w and w[0].isupper() and w not in _NOT_NAMES for w in words):
            found.append(" ".join(words))
    return found
