"""Names that official documents write in capitals, in their usual spelling."""

from __future__ import annotations

import re

from corpus.spelling import unify_tones

_BODIES = (
    "Ban Chấp hành Trung ương", "Bộ Chính trị", "Ban Bí thư", "Đảng đoàn Quốc hội", "Chính phủ", "Quốc hội",
    "Ủy ban Thường vụ Quốc hội", "Thủ tướng Chính phủ", "Chủ tịch nước", "Bộ Khoa học và Công nghệ", "Bộ Y tế",
    "Bộ Tài chính", "Bộ Nội vụ", "Bộ Xây dựng", "Bộ Công Thương", "Bộ Công an", "Bộ Quốc phòng", "Bộ Ngoại giao",
    "Bộ Tư pháp", "Bộ Giáo dục và Đào tạo", "Bộ Nông nghiệp và Môi trường", "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Dân tộc và Tôn giáo", "Ngân hàng Nhà nước Việt Nam", "Thanh tra Chính phủ", "Văn phòng Chính phủ",
    "Văn phòng Trung ương Đảng", "Ban Tổ chức Trung ương", "Ban Tuyên giáo và Dân vận Trung ương",
    "Ủy ban Kiểm tra Trung ương", "Ban Nội chính Trung ương", "Ban Chính sách, chiến lược Trung ương",
    "Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Kiểm toán nhà nước",
)  # fmt: skip
_HEADS = (
    "Ban Thường vụ", "Ban Chấp hành", "Ban Tổ chức", "Ban Tuyên giáo và Dân vận", "Ban Tuyên giáo", "Ban Dân vận",
    "Ban Nội chính", "Ban Chỉ đạo", "Ủy ban Kiểm tra", "Ủy ban nhân dân", "Hội đồng nhân dân", "Văn phòng", "Tỉnh ủy",
    "Thành ủy", "Đảng ủy", "Huyện ủy", "Quận ủy", "Đảng bộ", "Chi bộ", "Ban Quản lý", "Ban",
)  # fmt: skip
_NAMES = (
    "Đảng", "Trung ương", "Bộ Chính trị", "Ban Bí thư", "Việt Nam", "Quốc hội", "Chính phủ", "Nhà nước", "Điều lệ Đảng",
    "Đảng Cộng sản Việt Nam", "Ban Chấp hành Trung ương", "Ban Chấp hành", "Ban Thường vụ", "Tỉnh ủy", "Thành ủy",
    "Đảng bộ", "Ủy ban Thường vụ Quốc hội", "Hội nghị lần thứ", "Đại hội đại biểu toàn quốc", "Đại hội đại biểu",
    "Hội đồng bầu cử quốc gia", "Luật Sở hữu trí tuệ", "Chủ nghĩa xã hội",
)  # fmt: skip
_SMALL = frozenset("và của các về tại cho tỉnh thành phố xã phường huyện quận đặc khu khóa khoá".split())
_ROMAN = re.compile(r"\b(?=[ivx]{2,})(?:x{0,3})(?:ix|iv|v?i{0,3})\b")
_SPELLINGS = {unify_tones(body).upper(): body for body in _BODIES}
_LONGEST_FIRST = sorted(_HEADS, key=len, reverse=True)
_NAMES_SHORTEST_FIRST = sorted(_NAMES, key=len)


def spell_body(name: str) -> str:
    """The usual spelling of a well-known body's name in capitals; any other text as it is."""
    return _SPELLINGS.get(unify_tones(name), name)


def body_name(name: str) -> str:
    """A body's name out of capitals: "TỈNH ỦY HÀ TĨNH" → "Tỉnh ủy Hà Tĩnh". What follows a known head is a name."""
    known = spell_body(name)
    if known != name or name != name.upper():
        return known
    plain = unify_tones(name)
    if plain.startswith("ĐẠI HỘI"):
        return sentence_case(name)
    for head in _LONGEST_FIRST:
        capitals = unify_tones(head).upper()
        if plain == capitals or plain.startswith(capitals + " "):
            rest = name[len(capitals) :].strip()
            return f"{head} {_names(rest)}".strip()
    return sentence_case(name)


def _names(words: str) -> str:
    """The rest of a body's name: another body, or a place with its words in title case."""
    if not words:
        return ""
    other = body_name(words) if any(words.startswith(head.upper() + " ") for head in _HEADS) else ""
    return other or " ".join(w if w in _SMALL else w.capitalize() for w in words.lower().split())


def sentence_case(words: str) -> str:
    """Words in capitals as a sentence, with the names that are sure in their spelling and numerals in capitals."""
    text = words.lower()
    for name in _NAMES_SHORTEST_FIRST:
        text = re.sub(rf"\b{re.escape(name)}\b", name, text, flags=re.I)
    text = _ROMAN.sub(lambda match: match.group().upper(), text)
    return text[:1].upper() + text[1:]


def starts_with_name(words: str) -> bool:
    """Whether `words` begin with a name that keeps its capital within a sentence."""
    return words.startswith(_NAMES)
