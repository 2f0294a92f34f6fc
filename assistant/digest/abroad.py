"""What happens abroad, and who holds office there: what they demand is a task for nobody here."""

from __future__ import annotations

import re

_COUNTRIES = """
    Mỹ, Hoa Kỳ, Nga, Anh, Pháp, Đức, Ý, Italia, Trung Quốc, Đài Loan, Nhật, Nhật Bản, Hàn Quốc, Triều Tiên, Ấn Độ, Úc,
    Thái Lan, Lào, Thổ Nhĩ Kỳ, Tây Ban Nha, Bồ Đào Nha, Hà Lan, Bỉ, Thụy Sĩ, Thụy Điển, Đan Mạch, Na Uy, Phần Lan, Áo,
    Ba Lan, Hy Lạp, Ai Cập, Nam Phi, Mông Cổ, Liên Hợp Quốc, Liên hợp quốc, Liên minh châu Âu, châu Âu, Tòa Thánh
"""
_COUNTRY = re.compile(
    rf"(?<![^\s,])(?P<before>[^\s,]+) (?:{'|'.join(' '.join(_COUNTRIES.split()).split(', '))})(?!\w)(?! trở)"
)
_MORE_COUNTRIES = """
    Philippines, Campuchia, Indonesia, Malaysia, Myanmar, Singapore, Iran, Iraq, Israel, Syria, Ukraine, Canada,
    Australia, Brazil, Venezuela, Cuba, Mexico, Argentina, Pakistan, Afghanistan, Palestine, Yemen, Libya, Ai Cập,
    New Zealand, Saudi Arabia, Qatar, Belarus, Kazakhstan, EU, NATO, Washington, Moscow, Bắc Kinh, London, Paris, Tokyo,
    Seoul, Bình Nhưỡng, Hong Kong, Hồng Kông, Macau, New York, California, châu Phi, Trung Đông, thế giới, Tổng thống
"""
_ABROAD = re.compile(
    rf"(?<!\w)(?:{'|'.join(' '.join(f'{_COUNTRIES}, {_MORE_COUNTRIES}'.split()).replace(' ,', ',').split(', '))})(?!\w)"
)
_HERE = re.compile(
    r"(?<!\w)(?:Việt Nam|Hà Nội|TP\.? ?HCM|TP\.? Hồ Chí Minh|Sài Gòn|Đà Nẵng|Hải Phòng|Cần Thơ|người Việt|trong nước"
    r"|nước ta|UBND|HĐND|(?:[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Pp]hường|[Xx]ã|[Tt]hôn|ấp|[Cc]ông an) (?=[A-ZĐ]))"
)
_TITLE = 2
"""How often a place named in the title counts."""
_SURE, _MOST_HERE = 3.0, 0.34
"""What is named abroad at least, and the share that places here may have, where something happens abroad."""
_CALLED = frozenset("ông bà chí anh chị cô tiếng chữ môn".split())
"""Behind these a word that is a country's, too, is a person's name or a language: "ông Anh", "tiếng Anh"."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh?|gi|kh|ph|qu|th|tr|[bcdđhklmnprstvx])?[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợ"
    r"uùúủũụưừứửữựyỳýỷỹỵ]{1,3}(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)


def is_foreign(sayer: str) -> bool:
    """Whether "Bộ trưởng Quốc phòng Mỹ", "Thủ tướng Merkel" is named after a country or as nobody here is.

    A name that bears diacritics beside what is no Vietnamese syllable is one of the peoples of Vietnam: "Ksor Phước".
    """
    for country in _COUNTRY.finditer(sayer):
        before = country["before"]
        if before.lower() not in _CALLED and not before[0].isupper():
            return True
    tokens = _TOKEN.findall(sayer)
    ours = [token[0].isupper() and not token.isascii() for token in tokens]
    return any(_is_odd(token) and not any(ours[max(0, at - 1) : at + 2]) for at, token in enumerate(tokens))


def happens_abroad(title: str, text: str) -> bool:
    """Whether an article, whose beginning is `text`, tells of other countries and hardly of this one."""
    abroad = _TITLE * _abroad(title) + _abroad(text)
    here = _TITLE * len(_HERE.findall(title)) + len(_HERE.findall(text))
    return _abroad(title) > 0 and abroad >= _SURE and here <= _MOST_HERE * (abroad + here)


def names_country(title: str) -> bool:
    """Whether a title names another country."""
    return _ABROAD.search(title) is not None


def _abroad(text: str) -> float:
    """How often other countries are named, and, half as sure, what is spelled as nothing here is."""
    named = sum(not _is_name(text, found) for found in _ABROAD.finditer(text))
    return named + 0.5 * sum(map(_is_odd, _TOKEN.findall(_ABROAD.sub(" ", text))))


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Whether a country of one syllable is somebody's given name, or a language: "Thu Nga", "tiếng Anh"."""
    before = text[max(0, found.start() - 12) : found.start()].split(" ")
    if " " in found.group() or len(before) < 2 or before[-1]:
        return False
    return before[-2][:1].isupper() or before[-2] in _CALLED


def _is_odd(token: str) -> bool:
    """Whether a capitalised word is no Vietnamese syllable, nor an abbreviation."""
    return token[0].isupper() and not token.isupper() and token.isascii() and _SYLLABLE.fullmatch(token) is None
