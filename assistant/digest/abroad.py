"""Whether somebody who speaks in the news holds office abroad: what they demand is a task for nobody here."""

from __future__ import annotations

import re

_COUNTRIES = """
    Mỹ, Hoa Kỳ, Nga, Anh, Pháp, Đức, Ý, Italia, Trung Quốc, Đài Loan, Nhật, Nhật Bản, Hàn Quốc, Triều Tiên, Ấn Độ, Úc,
    Thái Lan, Lào, Thổ Nhĩ Kỳ, Tây Ban Nha, Bồ Đào Nha, Hà Lan, Bỉ, Thụy Sĩ, Thụy Điển, Đan Mạch, Na Uy, Phần Lan, Áo,
    Ba Lan, Hy Lạp, Ai Cập, Nam Phi, Mông Cổ, Liên Hợp Quốc, Liên hợp quốc, Liên minh châu Âu, châu Âu, Tòa Thánh
"""
_COUNTRY = re.compile(rf"(?P<before>[^\s,]+) (?:{'|'.join(' '.join(_COUNTRIES.split()).split(', '))})(?!\w)(?! trở)")
_CALLED = frozenset("ông bà chí anh chị cô".split())
"""Behind these a word that is a country's, too, is a person's name: "ông Anh"."""
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


def _is_odd(token: str) -> bool:
    """Whether a capitalised word is no Vietnamese syllable, nor an abbreviation."""
    return token[0].isupper() and not token.isupper() and token.isascii() and _SYLLABLE.fullmatch(token) is None
