"""The title of an official document: its kind and its subject, out of the lines of a letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.bodies import is_body, sentence_case, starts_with_name
from corpus.header_cells import MOTTO, NUMBER_LINE
from corpus.kinds import KINDS
from corpus.markers import is_capitals

_NAMED = frozenset(("luật", "bộ luật", "pháp lệnh"))
# The words that open the subject of a document; a capital at their beginning is the typist's.
_OPENERS = frozenset(
    "quy về ban sửa bãi thi tổ triển thực hướng phê kết công tăng nâng đẩy một của bổ v/v sơ tổng giao thành"
    " phân".split()
)
_ABOUT = re.compile(r"V/[vV]\b\s*:?\s*|Về việc\s*:\s*")
_BODY_LINE = re.compile(
    r"(?:BAN |BỘ |LIÊN |CHÍNH PHỦ|QUỐC HỘI|(?:ỦY|UỶ) BAN|THỦ TƯỚNG|CHỦ TỊCH|THỐNG ĐỐC|HỘI ĐỒNG|TỔNG |CHÁNH ÁN"
    r"|VIỆN TRƯỞNG|TỈNH (?:ỦY|UỶ)|THÀNH (?:ỦY|UỶ)|ĐẢNG (?:ỦY|UỶ|ĐOÀN|BỘ)|GIÁM ĐỐC|CỤC TRƯỞNG|NGÂN HÀNG"
    r"|NƯỚC CỘNG H|VĂN PHÒNG|ĐẠI HỘI)"
)
_SESSION = re.compile(r"(?:KH[OÓ][AÁ] [IVXL\d]+\W{1,4})?KỲ HỌP\b")
_LABELLED = re.compile(r"[A-ZĐ][^\W\d_A-Z][^:\d]{1,20}:\s")
"""A line that gives one particular of a meeting ("Địa điểm: …")."""
_DATE_LINE = re.compile(r"(?:[^\W\d_][^,|\d]{1,40},\s*)?ng\wy[\s\d.…/]*th\wng", re.I)
_OPEN_END = re.compile(
    r"(?:\b(?:của|và|thuộc|các|về|với|cho|tại|do|trong|đối|bởi|từ|đến|ở|theo|một|số|là|để)|[,–-])$", re.I
)
_ISSUED_BY = re.compile(r"\s+của\s+.+$", re.I)
_SUBJECT_LINE = 120
_SUBJECT_LONGEST = 350
_SUBJECT_LINES = 8
_BODY_LONGEST = 90


def find_title(cells: Sequence[str], at_kind: int, kind: str) -> str:
    """Kind and subject: "Quy định thi hành Điều lệ Đảng" from "QUY ĐỊNH" and the cells under it."""
    subject: list[str] = []
    below = [cell.strip(" *") for cell in cells[at_kind + 1 :]]
    heading = cells[at_kind].strip(" *:")
    if joined_kind(heading):
        heading, below = heading[: len(kind)], [heading[len(kind) :].strip(), *below]
    for index, line in enumerate(below):
        if _ends_subject(line, subject) or len(subject) >= _SUBJECT_LINES:
            break
        if (
            subject
            and _is_body_line(line, subject)
            and all(_is_body_line(other, subject) for other in below[index + 1 :])
        ):
            break  # who issues it, said once more above the preamble
        subject.append(line)
    name = sentence_case(heading)
    if subject and name.lower().startswith(f"{kind} của "):
        name = _ISSUED_BY.sub("", name)
    if not subject:
        return name
    if kind in _NAMED and is_capitals(subject[0]):
        subject[0] = sentence_case(subject[0])  # "Luật An ninh mạng"
    lines = [_in_sentence(line) for line in subject]
    first, _, rest = lines[0].partition(" ")
    if kind not in _NAMED and first.istitle() and rest[:1].islower() and not starts_with_name(lines[0]):
        lines[0] = lines[0][0].lower() + lines[0][1:]  # a subject goes on the sentence that its kind begins
    return " ".join([name, *lines]).rstrip(" .;:")


def joined_kind(cell: str) -> str:
    """The kind with which a cell begins that goes on with the subject ("Thông tư Bổ sung …"), or ""."""
    if is_capitals(cell) or not cell[:1].isupper() or len(cell) > 2 * _SUBJECT_LONGEST:
        return ""
    low = cell.lower()
    kind = next((kind for kind in KINDS if low.startswith(kind + " ")), "")
    rest = cell[len(kind) :].strip()
    return kind if kind and rest[:1].isupper() and rest.split(" ", 1)[0].lower() in _OPENERS else ""


def _ends_subject(line: str, subject: Sequence[str]) -> bool:
    """Whether a cell is no part of the subject whose lines so far are given."""
    if (
        not line
        or line.startswith("(")
        or line.upper() == "MỤC LỤC"
        or MOTTO.search(line)
        or len(line) > _SUBJECT_LONGEST
    ):
        return True
    if subject and _OPEN_END.search(subject[-1]):
        return False
    if NUMBER_LINE.match(line):
        return True
    if _DATE_LINE.match(line) and len(line) < 60:
        return True
    if not subject:
        return False
    if subject[-1].endswith((".", ":", "./.")):
        return True
    if (line.endswith(":") and not line[0].islower() and not is_capitals(line)) or _LABELLED.match(line):
        return True  # the first sentence of the text ("Ban Thường vụ hướng dẫn như sau:"), or a list of particulars
    heads_on = is_capitals(line) or line[0].islower() or len(line) <= _SUBJECT_LINE
    return not heads_on or (line.endswith(".") and not line[0].islower())


def _is_body_line(line: str, subject: Sequence[str]) -> bool:
    """Whether a cell is a body's name or a high office, and not the rest of the line above it."""
    if len(line) > _BODY_LONGEST or line[-1:] in ".;:," or _OPEN_END.search(subject[-1]):
        return False
    return is_body(line) or _BODY_LINE.match(line.upper()) is not None or _SESSION.match(line) is not None


def _in_sentence(line: str) -> str:
    """A line of a title as it reads within a sentence: out of capitals, without a capital at its beginning."""
    line = _ABOUT.sub("về việc ", line)
    if is_capitals(line):
        plain = sentence_case(line)
        return plain if starts_with_name(plain) else plain[0].lower() + plain[1:]
    words = line.split(" ")
    capitals = next((i for i, word in enumerate(words) if word != word.upper()), len(words))
    if 2 <= capitals < len(words):  # "CỦA BAN THƯỜNG VỤ TỈNH ỦY về công tác …", two lines that a reader joined
        return f"{_in_sentence(' '.join(words[:capitals]))} {' '.join(words[capitals:])}"
    first = words[0].lower()
    return line[0].lower() + line[1:] if first in _OPENERS else line
