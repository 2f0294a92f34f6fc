"""Numbers in Vietnamese text, in digits, words or Roman numerals, each with what it counts or numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.numerals import roman_value

_DIGITS = r"\d{1,3}(?:[ ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
_SCALES = {"trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}
_SMALL = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_NUMERALS = "|".join([*_SMALL, "mười", "mươi", "linh", "lẻ", *_SCALES])
_UNITS = {
    "%": "%", "phần trăm": "%", "tháng": "tháng", "năm": "năm", "ngày": "ngày", "tuần": "tuần", "giờ": "giờ",
    "h": "giờ",
    "phút": "phút", "giây": "giây", "đồng": "đồng", "usd": "usd", "đô la": "usd", "tấn": "tấn", "kg": "kg", "km": "km",
    "ha": "ha", "héc-ta": "ha", "hécta": "ha", "tuổi": "tuổi",
}  # fmt: skip
_SCALE = "|".join(_SCALES)
_UNIT = "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True) if u != "h")
_PLACES = ("điều", "khoản", "điểm", "mục", "chương", "phần", "ngày", "tháng")
_QUANTITY = re.compile(
    rf"(?:(?<!\w)(?P<place>{'|'.join(_PLACES)})(?: thứ| số)? )?"
    rf"(?:(?<!\w)|(?<=\dh))(?:(?P<digits>{_DIGITS})|(?P<roman>[IVX]{{1,6}})(?!\w)"
    rf"|(?P<words>(?:{_NUMERALS})(?: (?:{_NUMERALS}))*)(?!\w))"
    rf"(?P<scale>(?: (?:{_SCALE})(?!\w)){{0,2}})"
    rf"(?: ?\([^()\d]{{1,60}}\))?"
    rf"(?: ?(?P<unit>(?:{_UNIT})(?!\w)|h(?![^\W\d])))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[-–—,]|đến|tới|hoặc|và|hay)\s*(?:dưới |trên |khoảng )?", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:[-–+]\s*)?$")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_COUNTING = frozenset("hai ba bốn sáu bảy bẩy tám chín mười".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number where it stands. `values` are what it may mean ("1,200" is 1.2 or 1200), in decimal notation.

    `unit` is what it measures ("%", "tháng"), `place` what it numbers ("điều", "ngày"), `item` whether it begins a line
    as the number of an item; `claimed` whether it is certainly meant as a number.
    """

    text: str
    values: frozenset[str]
    unit: str = ""
    place: str = ""
    item: bool = False
    claimed: bool = True

    def claims(self) -> set[str]:
        """The forms of which one must be found."""
        if self.place:
            return {f"{self.place} {v}" for v in self.values}
        return {f"{v} {self.unit}".strip() for v in self.values}

    def grounds(self) -> set[str]:
        """Every form that this number gives ground for."""
        places = {self.place, *(("khoản", "điểm", "mục", "điều", "phần", "chương") if self.item else ())} - {""}
        return {
            *self.values,
            *(f"{v} {self.unit}" for v in self.values if self.unit),
            *(f"{place} {v}" for v in self.values for place in places),
        }


def find_quantities(text: str) -> Iterator[Quantity]:
    """The numbers in `text`, in order; linear in its length.

    In "từ 3 đến 5 năm" both are counted in years.
    """
    found = [(m, q) for m in _QUANTITY.finditer(text) if (q := _quantity(m))]
    for i, (match, quantity) in enumerate(found):
        yield quantity
        if not quantity.unit and not quantity.place and i + 1 < len(found):
            after, following = found[i + 1]
            if (following.unit or after["scale"]) and _RANGE.fullmatch(text, match.end(), after.start()):
                values = frozenset(_scaled(v, after["scale"]) for v in quantity.values)
                yield Quantity(quantity.text, values, following.unit, claimed=False)
        elif quantity.place:  # "tháng 12 tháng" never is; "phần 8%" counts all the same
            yield Quantity(quantity.text, quantity.values, quantity.unit, claimed=False)


def _quantity(match: re.Match[str]) -> Quantity | None:
    place = (match["place"] or "").lower()
    unit = _UNITS.get((match["unit"] or "").lower(), "")
    text = match.group().strip()
    if match["digits"]:
        values = frozenset(_scaled(v, match["scale"]) for v in readings(match["digits"]))
        item = bool(_ITEM.fullmatch(match.string, _line_start(match), match.start())) and _closes_item(match)
        return Quantity(text, values, unit, place, item)
    if match["roman"]:
        value = roman_value(match["roman"]) if match["roman"].isupper() else 0
        item = bool(value) and _ITEM.fullmatch(match.string, _line_start(match), match.start()) is not None
        before = match.string[max(0, match.start() - 12) : match.start()].lower().split()
        counted = bool(place) or bool(before and before[-1] in _COUNTED)
        return Quantity(text, frozenset({str(value)}), "", place, item, claimed=counted) if value else None
    words = match["words"].lower().split()
    # "mười năm" is ten years, "mười lăm" fifteen.
    if len(words) > 1 and words[-1] == "năm" and words[-2] not in ("linh", "lẻ"):
        words, unit = words[:-1], "năm"
    worth = _value(words)
    if worth is None:
        return None
    return Quantity(text, frozenset({str(worth)}), unit, place, claimed=_is_claimed(match, words, unit))


_COUNTED = frozenset("hội khóa khoá thứ kỳ quý lần vùng hạng".split())


def _is_claimed(match: re.Match[str], words: list[str], unit: str) -> bool:
    """Whether number words state a number: "hai mươi lăm", "tám phần trăm", "ba nhiệm vụ"; not "một số", "Ba Đình"."""
    after = match.string[match.end("words") : match.end("words") + 2]
    if match["words"][0].isupper() and (after[1:2].isupper() or not _starts(match)):
        return False
    if len(words) > 1:
        return any(w in _SCALES or w in ("mười", "mươi") for w in words)
    return words[0] in _COUNTING or (unit == "%" and words[0] in _SMALL)


def _starts(match: re.Match[str]) -> bool:
    return not match.string[: match.start()].strip()


def _line_start(match: re.Match[str]) -> int:
    return match.string.rfind("\n", 0, match.start()) + 1


def _closes_item(match: re.Match[str]) -> bool:
    return match.string[match.end("digits") : match.end("digits") + 1] in (".", ")", ":")


def readings(digits: str) -> set[str]:
    """What a number in digits may mean, in plain decimal notation: "1.200" → {"1200"}, "8,50" → {"8.5"},
    "1,200" → {"1200", "1.2"}, "2.1.3" → {"2.1.3"}."""
    digits = digits.replace(" ", "")
    if _GROUPED.fullmatch(digits):
        joined = {_trim(re.sub(r"[.,]", "", digits))} if digits[0] != "0" else set()
        single_comma = digits.count(",") == 1
        return joined | ({_trim(digits.replace(",", "."))} if single_comma or not joined else set())
    marks = re.findall(r"[.,]", digits)
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:  # 1.234,5 and 1,234.5
        whole, _, part = digits.rpartition(marks[-1])
        return {_trim(f"{re.sub('[.,]', '', whole)}.{part}")}
    if len(marks) <= 1:
        return {_trim(digits.replace(",", "."))}
    return {digits.replace(",", ".")}


def _trim(number: str) -> str:
    """Without zeros that mean nothing."""
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{'.' if part else ''}{part}"


def _scaled(value: str, scales: str) -> str:
    """ "1.2" by " nghìn tỷ" → "1200000000000"."""
    zeros = sum(_SCALES[s.lower()] for s in scales.split())
    if not zeros or value.count(".") > 1:
        return value
    whole, _, part = value.partition(".")
    part = part.ljust(zeros, "0")
    return _trim(f"{whole}{part[:zeros]}.{part[zeros:]}")


def _value(words: list[str]) -> int | None:
    """The value of number words: "hai mươi lăm" → 25, "một nghìn hai trăm" → 1200; None if they make no number."""
    total, group, digit = 0, 0, -1
    for word in words:
        if word in _SMALL:
            if digit >= 0:
                return None
            digit = _SMALL[word]
        elif word == "mười":
            if digit >= 0:
                return None
            group += 10
        elif word == "mươi":
            if digit < 0:
                return None
            group, digit = group + 10 * digit, -1
        elif word == "trăm":
            if digit < 0:
                return None
            group, digit = group + 100 * digit, -1
        elif word in _SCALES:
            if digit < 0 and not group:
                if not total:
                    return None
                total *= 10 ** _SCALES[word]  # "hai nghìn tỷ"
                continue
            total, group, digit = total + (group + max(digit, 0)) * 10 ** _SCALES[word], 0, -1
    return total + group + max(digit, 0) if total or group or digit >= 0 else None
