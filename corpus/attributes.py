"""What is said of a document beside its text: the attributes on a law site, its standing, the secrecy stamp."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.datelines import find_date
from corpus.header_cells import split_cells
from corpus.kinds import KINDS
from corpus.numbers import find_numbers

_LABELS = {
    "số hiệu": "number", "số ký hiệu": "number", "số kí hiệu": "number", "số/ký hiệu": "number", "số văn bản": "number",
    "số hiệu văn bản": "number", "số, ký hiệu": "number", "loại văn bản": "kind", "hình thức văn bản": "kind",
    "thể loại": "kind", "cơ quan ban hành": "issuer", "cơ quan/đơn vị ban hành": "issuer", "nơi ban hành": "issuer",
    "đơn vị ban hành": "issuer", "người ký": "signed_by", "chức vụ": "office", "chức danh": "office",
    "ngày ban hành": "date", "ngày văn bản": "date", "ngày ký": "date", "trích yếu": "title", "tên văn bản": "title",
    "trích yếu nội dung": "title", "tình trạng": "status", "tình trạng hiệu lực": "status", "trạng thái": "status",
    "hiệu lực": "status",
}  # fmt: skip
_PAIR = re.compile(r"^([^:|]{4,26}?)\s*:\s*(.*)$")
_ENOUGH = 3
"""Different labels that make a table of attributes; fewer may be anything."""
_TOP, _BOTTOM = 60, 30
_VALUE_LONGEST = 400
_STATUS = (
    (re.compile(r"hết hiệu lực (?:thi hành )?một phần", re.I), "hết hiệu lực một phần"),
    (re.compile(r"hết hiệu lực|không còn hiệu lực", re.I), "hết hiệu lực"),
    (re.compile(r"chưa có hiệu lực", re.I), "chưa có hiệu lực"),
    (re.compile(r"(?:còn|đang có|có) hiệu lực", re.I), "còn hiệu lực"),
)
_BANNER = re.compile(
    r"\W*(?:(?:văn bản|" + "|".join(KINDS) + r")(?: này)? )?(?:đã )?hết hiệu lực(?: toàn bộ| thi hành| một phần)*"
    r"(?: (?:kể )?từ ngày [\d/. -]{6,14})?\W*",
    re.I,
)
_BANNER_WITHIN = 15
_STAMPS = {"mật": "mật", "tối mật": "tối mật", "tuyệt mật": "tuyệt mật"}
_STAMP_LABEL = re.compile(r"(?:độ mật|mức độ mật|độ bảo mật|tài liệu|văn bản)\s*:?\s*(?=(?:tối |tuyệt )?mật$)", re.I)
_STAMP_WITHIN = 40


def find_attributes(lines: Sequence[str]) -> dict[str, str]:
    """The attributes that a site lists beside a document, by the names of `Metadata`; empty if it lists none."""
    near = [*lines[:_TOP], *lines[max(_TOP, len(lines) - _BOTTOM) :]]
    raw: dict[str, str] = {}
    for field, value in _pairs(near):
        raw.setdefault(field, value)
    if len(raw) < _ENOUGH:
        return {}
    found = {field: _value(field, value) for field, value in raw.items()}
    return {field: value for field, value in found.items() if value}


def find_status(lines: Sequence[str]) -> str:
    """What a notice above the text says of its standing ("Văn bản đã hết hiệu lực"), or ""."""
    notice = next((line for line in lines[:_BANNER_WITHIN] if len(line) <= 90 and _BANNER.fullmatch(line)), "")
    return _standing(notice)


def find_stamp(lines: Sequence[str]) -> str:
    """The secrecy stamp ("mật", "tối mật", "tuyệt mật"): a cell near the top that is nothing else, in capitals."""
    for line in lines[:_STAMP_WITHIN]:
        for cell in split_cells(line) if len(line) <= _VALUE_LONGEST else ():
            bare = cell.strip("()[]*. ")
            stamp = _STAMP_LABEL.sub("", bare)
            if (stamp != bare or stamp == stamp.upper()) and (found := _STAMPS.get(_unspaced(stamp).lower())):
                return found
    return ""


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(field, value) of "Số hiệu: 57-NQ/TW", of cells side by side, and of a label with its value on the next line."""
    for index, line in enumerate(lines):
        if len(line) > 2 * _VALUE_LONGEST:
            continue
        cells = [cell.strip() for cell in line.split(" | ")]
        for at, cell in enumerate(cells):
            pair = _PAIR.match(cell)
            label, value = (pair.group(1), pair.group(2)) if pair else (cell, "")
            field = _LABELS.get(" ".join(label.lower().split()))
            if not field:
                continue
            below = lines[index + 1] if index + 1 < len(lines) and len(cells) == 1 else ""
            value = value or (cells[at + 1] if at + 1 < len(cells) else below)
            if value and len(value) <= _VALUE_LONGEST and not _is_label(value):
                yield field, value


def _is_label(text: str) -> bool:
    return text.lower().strip(" :") in _LABELS


def _value(field: str, text: str) -> str:
    """A value in the form that `Metadata` has it, or "" where it is none."""
    text = " ".join(text.split())
    if field == "number":
        numbered = next(find_numbers(text), None)
        return numbered.number if numbered else ""
    if field == "date":
        return find_date(text)
    if field == "kind":
        return text.lower() if text.lower() in KINDS else ""
    if field == "status":
        return _standing(text)
    return "" if text.startswith(("Đã biết", "Đang cập nhật")) else text


def _standing(text: str) -> str:
    return next((status for pattern, status in _STATUS if pattern.search(text)), "")


def _unspaced(stamp: str) -> str:
    """ "M Ậ T" → "MẬT"."""
    return stamp.replace(" ", "") if all(len(word) == 1 for word in stamp.split()) else stamp
