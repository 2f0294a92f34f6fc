"""What the old Vietnamese encodings call each letter.

A text in one of them comes out of its file as the characters that Windows-1252 has for its bytes. TCVN3 is TCVN
5712:1993, VN3; VISCII is RFC 1456; VNI writes a letter and, after it, a sign for its marks.
"""

from __future__ import annotations

import unicodedata

TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
        "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
        strict=True,
    )
)
"""Capitals with a tone exist only in the capital fonts, under the codes of the small letters."""

_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_TONES = "ùøûõï"
_VNI_BASES = {"a": "".join(_VNI_MARKS), "e": _TONES + "âáàåãä", "o": _TONES + "âáàåãä", "i": _TONES, "u": _TONES}
_VNI_BASES |= {"y": _TONES, "ô": _TONES, "ö": _TONES}


def _vni() -> dict[str, str]:
    """Every sequence with its letter. A capital takes small and capital signs, a small letter small ones."""
    table = dict(_VNI_LETTERS) | {key.upper(): letter.upper() for key, letter in _VNI_LETTERS.items()}
    for base, signs in _VNI_BASES.items():
        for sign in signs:
            letter = unicodedata.normalize("NFC", _VNI_LETTERS.get(base, base) + _VNI_MARKS[sign])
            table[base + sign] = letter
            table[base.upper() + sign.upper()] = table[base.upper() + sign] = letter.upper()
    return table


VNI = _vni()

_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW = {"\x02": "Ẳ", "\x05": "Ẵ", "\x06": "Ẫ", "\x14": "Ỷ", "\x19": "Ỹ", "\x1e": "Ỵ"}
_VPS_HIGH = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ..ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    ".ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺß"
    "àáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ"
)
_VPS_LOW = {
    "\x02": "Ạ", "\x03": "Ậ", "\x04": "Ặ", "\x05": "Ẹ", "\x06": "Ệ", "\x10": "Ị", "\x11": "Ọ", "\x12": "Ộ",
    "\x13": "Ợ", "\x14": "Ụ", "\x15": "Ự", "\x19": "Ỵ", "\x1c": "Ẫ", "\x1d": "Ữ",
}  # fmt: skip


def _charset(high: str, low: dict[str, str]) -> dict[str, str]:
    """A table from the letters of bytes 0x80 to 0xFF. Codes 0x80 to 0x9F are met as controls and as what Windows-1252
    has for them."""
    table = dict(low)
    for byte, letter in enumerate(high, 0x80):
        if letter != ".":
            table[chr(byte)] = letter
            table[bytes([byte]).decode("cp1252", "ignore") or chr(byte)] = letter
    # The no-break space is a space far more often than the rare "Õ".
    table.pop("\xa0", None)
    return table


VISCII = _charset(_VISCII_HIGH, _VISCII_LOW)
VPS = _charset(_VPS_HIGH, _VPS_LOW)

LETTERS_IN_CONTROLS = "".join(sorted({key for key in (VISCII | VPS | TCVN3) if not key.isprintable()}))
"""Characters without a shape that are letters in one of the encodings."""
