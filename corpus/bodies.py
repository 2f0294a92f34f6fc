"""Names that official documents write in capitals, in their usual spelling."""

from __future__ import annotations

import re

from corpus.spelling import unify_tones

_BODIES = (
    "Ban Chấp hành Trung ương", "Bộ Chính trị", "Ban Bí thư", "Đảng đoàn Quốc hội", "Ban cán sự đảng Chính phủ",
    "Đảng ủy Chính phủ", "Đảng ủy Quốc hội", "Đảng ủy Công an Trung ương", "Quân ủy Trung ương",
    "Đảng ủy các cơ quan Đảng Trung ương", "Đảng ủy Mặt trận Tổ quốc, các đoàn thể Trung ương",
    "Văn phòng Trung ương Đảng", "Văn phòng Trung ương", "Ban Tổ chức Trung ương", "Ban Tuyên giáo Trung ương",
    "Ban Dân vận Trung ương", "Ban Tuyên giáo và Dân vận Trung ương", "Ban Nội chính Trung ương",
    "Ban Kinh tế Trung ương", "Ban Đối ngoại Trung ương", "Ban Chính sách, chiến lược Trung ương",
    "Ủy ban Kiểm tra Trung ương", "Hội đồng Lý luận Trung ương", "Học viện Chính trị quốc gia Hồ Chí Minh",
    "Chủ tịch nước", "Văn phòng Chủ tịch nước", "Quốc hội", "Ủy ban Thường vụ Quốc hội", "Văn phòng Quốc hội",
    "Chính phủ", "Thủ tướng Chính phủ", "Văn phòng Chính phủ", "Hội đồng Bộ trưởng", "Hội đồng Nhà nước",
    "Hội đồng bầu cử quốc gia", "Bộ Quốc phòng", "Bộ Công an", "Bộ Ngoại giao", "Bộ Nội vụ", "Bộ Tư pháp",
    "Bộ Tài chính", "Bộ Kế hoạch và Đầu tư", "Bộ Công Thương", "Bộ Công nghiệp", "Bộ Thương mại",
    "Bộ Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Tài nguyên và Môi trường",
    "Bộ Xây dựng", "Bộ Giao thông vận tải", "Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ",
    "Bộ Khoa học, Công nghệ và Môi trường", "Bộ Giáo dục và Đào tạo", "Bộ Y tế",
    "Bộ Lao động - Thương binh và Xã hội", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Văn hóa - Thông tin",
    "Bộ Dân tộc và Tôn giáo", "Ủy ban Dân tộc", "Ngân hàng Nhà nước Việt Nam", "Ngân hàng Nhà nước",
    "Thanh tra Chính phủ", "Tổng cục Thuế", "Tổng cục Hải quan", "Tổng cục Thống kê",
    "Bảo hiểm xã hội Việt Nam", "Đài Truyền hình Việt Nam", "Đài Tiếng nói Việt Nam", "Thông tấn xã Việt Nam",
    "Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Kiểm toán nhà nước",
    "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Tổng Liên đoàn Lao động Việt Nam",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Hội Liên hiệp Phụ nữ Việt Nam", "Hội Nông dân Việt Nam",
    "Hội Cựu chiến binh Việt Nam",
)  # fmt: skip
_HEADS = (
    "Ban Thường vụ", "Ban Chấp hành", "Ban Bí thư", "Ban Tổ chức", "Ban Tuyên giáo và Dân vận", "Ban Tuyên giáo",
    "Ban Dân vận", "Ban Nội chính", "Ban Chỉ đạo", "Ban cán sự đảng", "Ủy ban Kiểm tra", "Ủy ban nhân dân",
    "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Văn phòng", "Tỉnh ủy", "Thành ủy", "Đảng ủy", "Huyện ủy",
    "Quận ủy", "Đảng đoàn", "Đảng bộ", "Chi bộ", "Ban Quản lý", "Ban Thường trực", "Tỉnh đoàn", "Thành đoàn",
    "Huyện đoàn", "Liên đoàn Lao động", "Công đoàn", "Công an", "Bộ Chỉ huy Quân sự", "Bệnh viện", "Ban",
)  # fmt: skip
# What a body of one of these kinds is concerned with is written as a phrase: "Sở Giáo dục và đào tạo", not a name.
_CONCERNED = (
    "Tổng cục", "Sở", "Cục", "Vụ", "Phòng", "Chi cục", "Trung tâm", "Trường Đại học", "Trường Cao đẳng",
    "Trường Chính trị", "Trường Tiểu học", "Trường Mầm non", "Trường", "Viện", "Bộ", "Hội", "Quỹ", "Tập đoàn",
    "Học viện",
)  # fmt: skip
_PROVINCES = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bắc Giang", "Bắc Kạn", "Bạc Liêu", "Bắc Ninh", "Bến Tre", "Bình Định",
    "Bình Dương", "Bình Phước", "Bình Thuận", "Cà Mau", "Cần Thơ", "Cao Bằng", "Đà Nẵng", "Đắk Lắk", "Đắk Nông",
    "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tây", "Hà Tĩnh", "Hải Dương",
    "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lâm Đồng",
    "Lạng Sơn", "Lào Cai", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên",
    "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh",
    "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Huế", "Tiền Giang", "Hồ Chí Minh", "Trà Vinh",
    "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
)  # fmt: skip
_NAMES = (
    "Đảng", "Trung ương", "Bộ Chính trị", "Ban Bí thư", "Việt Nam", "Quốc hội", "Chính phủ", "Nhà nước", "Điều lệ Đảng",
    "Đảng Cộng sản Việt Nam", "Ban Chấp hành Trung ương", "Ban Chấp hành", "Ban Thường vụ", "Tỉnh ủy", "Thành ủy",
    "Đảng bộ", "Ủy ban Thường vụ Quốc hội", "Hội nghị lần thứ", "Đại hội đại biểu toàn quốc", "Đại hội đại biểu",
    "Hội đồng bầu cử quốc gia", "Luật Sở hữu trí tuệ", "Chủ nghĩa xã hội", "Mác - Lênin", "Hồ Chí Minh",
    "Mặt trận Tổ quốc", "Hội đồng nhân dân", "Ủy ban nhân dân", "Thủ tướng", "Chủ tịch nước",
    *(body for body in _BODIES if body.startswith("Bộ ") or body.count(" ") > 2), *_PROVINCES,
)  # fmt: skip
_SHORT = {"UBND": "ỦY BAN NHÂN DÂN", "HĐND": "HỘI ĐỒNG NHÂN DÂN", "UBMTTQ": "ỦY BAN MẶT TRẬN TỔ QUỐC"}
_IN_FULL = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b")
_ABBREVIATION = re.compile(r"\b[BCDĐGHKLMNPQRSTVX]{2,}\b")
"""A word in capitals without a vowel, which is no syllable: "TNCS", "LHPN", "TP"."""
_SMALL = frozenset(
    "và của các về tại cho tỉnh thành phố xã phường huyện quận đặc khu khóa khoá thị trấn thôn bản ấp tổ".split()
)
_ROMAN = re.compile(r"\b(?=[ivx]{2,})(?:x{0,3})(?:ix|iv|v?i{0,3})\b")
_SPELLINGS = {unify_tones(body).upper(): body for body in _BODIES}
_LONGEST_FIRST = sorted(_HEADS, key=len, reverse=True)
# Longer names last: "Bộ Chính trị" has its say after "Đảng".
_BY_LENGTH = sorted({*_NAMES}, key=len)
_SPELT = {name.lower(): name for name in _BY_LENGTH}
_ANY_NAME = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in reversed(_BY_LENGTH)) + r")\b", re.I)


def spell_body(name: str) -> str:
    """The usual spelling of a well-known body's name in capitals; any other text as it is."""
    return _SPELLINGS.get(unify_tones(name), name)


def is_body(name: str) -> bool:
    """Whether this is a well-known body's name, in whatever case it is written."""
    return unify_tones(name).upper() in _SPELLINGS


def body_name(name: str) -> str:
    """A body's name out of capitals: "TỈNH ỦY HÀ TĨNH" → "Tỉnh ủy Hà Tĩnh". What follows a known head is a name."""
    name = _IN_FULL.sub(lambda match: _SHORT[match.group()], name)
    known = spell_body(name.upper())
    if known != name.upper():
        return known
    if name != name.upper():
        return name[:1].upper() + name[1:]
    plain = unify_tones(name)
    if plain.startswith("ĐẠI HỘI"):
        return sentence_case(name)
    for head in _LONGEST_FIRST:
        capitals = unify_tones(head).upper()
        if plain == capitals or plain.startswith(capitals + " "):
            rest = name[len(capitals) :].strip()
            return f"{head} {_names(rest)}".strip()
    for head in _CONCERNED:
        if plain.startswith(head.upper() + " "):
            return f"{head} {sentence_case(name[len(head) :].strip())}"
    return sentence_case(name)


def _names(words: str) -> str:
    """The rest of a body's name: another body, or a place with its words in title case."""
    if not words:
        return ""
    heads = any(words.startswith(head.upper() + " ") for head in (*_HEADS, *_CONCERNED))
    if heads or is_body(words):
        return body_name(words)
    named = " ".join(_name_word(word) for word in words.split())
    return _ANY_NAME.sub(lambda match: _SPELT[match.group().lower()], named)


def _name_word(word: str) -> str:
    if word.lower() in _SMALL:
        return word.lower()
    return word if _ABBREVIATION.fullmatch(word) else word.capitalize()


def sentence_case(words: str) -> str:
    """Words in capitals as a sentence, with the names that are sure in their spelling and numerals in capitals."""
    short = {found.group().lower(): found.group() for found in _ABBREVIATION.finditer(words)}
    text = _ANY_NAME.sub(lambda match: _SPELT[match.group().lower()], words.lower())
    text = re.sub(r"\b(?:" + "|".join(short) + r")\b", lambda match: short[match.group()], text) if short else text
    text = _ROMAN.sub(lambda match: match.group().upper(), text)
    return text[:1].upper() + text[1:]


def starts_with_name(words: str) -> bool:
    """Whether `words` begin with a name that keeps its capital within a sentence."""
    return words.startswith(_NAMES)
