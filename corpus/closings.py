"""Where an official document ends: recipients, signatures, and what is attached after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.bodies import sentence_case
from corpus.markers import is_capitals
from corpus.signature import bare_name, is_office

_RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\b")
_BEHALF = re.compile(r"(?:T/M|TM|T\.M|KT|K/T|TL|T/L|TUQ|T/UQ)\b\.?\s*[^\W\d_a-z]{2}")
_OF_A_MEETING = re.compile(r"(?:CHỦ (?:TRÌ|TỌA|TOẠ)|THƯ KÝ|NGƯỜI GHI|ĐẠI DIỆN)\b")
_PASSED = re.compile(r"(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh) này (?:đã )?được .{0,80}thông qua")
_FINAL = re.compile(
    r"(?:Quy định|Nghị quyết|Chỉ thị|Kết luận|Hướng dẫn|Kế hoạch|Quy chế|Thông tri|Thông báo|Chương trình|Quyết định)"
    r" này (?:được (?:phổ biến|ban hành)|có hiệu lực|phổ biến|thay thế)"
)
_NAME = re.compile(r"[^\W\d_]['’\w]*(?: [^\W\d_]['’\w]*){1,7}")
"""One person's name, or two side by side."""
_BELOW = 7
_SHORT = 160
_ATTACHED = re.compile(r"\(?\s*(?:ban hành\s+)?kèm theo\s+(?!Nghị quyết này|Quyết định này|Quy định này)[^\W\d_]", re.I)
_NORMS = re.compile(
    r"(QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|HƯỚNG DẪN|QUY TRÌNH|NỘI QUY|PHƯƠNG ÁN|CHIẾN LƯỢC|ĐỀ CƯƠNG"
    r"|CHẾ ĐỘ|BỘ TIÊU CHÍ|TIÊU CHÍ|ĐỊNH MỨC)\b",
    re.I,
)
_LISTS = re.compile(r"(?:DANH MỤC|DANH SÁCH|BẢNG|BIỂU|SƠ ĐỒ|TỜ KHAI|PHIẾU|MẪU|BÁO CÁO|ĐƠN)\b")
_REACH = 7


def closes(lines: Sequence[str], index: int, *, numbered: bool) -> bool:
    """Whether the line at `index` opens the closing of a document.

    `numbered` is whether numbered text stands above; an office in capitals closes only then or in the last lines, for
    letterheads have it too, and only with a person's name beneath.
    """
    line = lines[index]
    if len(line) >= _SHORT and not _PASSED.match(line) and not _FINAL.match(line):
        return False
    if _RECIPIENTS.match(line) or _BEHALF.match(line):
        return True
    if _signs(lines, index) and (numbered or (index >= _BELOW and index + _BELOW >= len(lines))):
        return True
    return numbered and _PASSED.match(line) is not None


def is_final(line: str) -> bool:
    """Whether a line without a number says what becomes of the whole document ("Quy định này có hiệu lực …")."""
    return _FINAL.match(line) is not None


def _signs(lines: Sequence[str], index: int) -> bool:
    """Whether the line is an office in capitals with a person's name shortly beneath."""
    line = lines[index]
    if not is_capitals(line) or not (is_office(line) or _OF_A_MEETING.match(line)):
        return False
    below = [bare_name(b) for b in lines[index + 1 : index + _BELOW]]
    return any(len(b) <= 60 and b.istitle() and _NAME.fullmatch(b) for b in below)


def attachment(lines: Sequence[str], index: int, *, closed: bool) -> tuple[int, str] | None:
    """The last line of the heading of a document attached to this one, and its label; None if none begins at `index`.

    `closed` is whether the document above has been signed; else only one that says what it was issued with is found.
    """
    line = lines[index]
    if len(line) > _SHORT:
        return None
    norm = _NORMS.match(line)
    if norm and (is_capitals(line) or (closed and norm.end() >= len(line))):
        for last in range(index + 1, min(len(lines), index + _REACH)):
            if _ATTACHED.match(lines[last]):
                return last, f"{sentence_case(norm.group(1).upper())} ban hành kèm theo"
        if not closed:
            return None
        return _title_end(lines, index), sentence_case(norm.group(1).upper())
    if closed and is_capitals(line) and _LISTS.match(line):
        return _title_end(lines, index), sentence_case(line)
    return None


def _title_end(lines: Sequence[str], index: int) -> int:
    """The last of the lines in capitals that begin at `index`."""
    last = index
    while last + 1 < min(len(lines), index + _REACH) and is_capitals(lines[last + 1]) and len(lines[last + 1]) <= 200:
        last += 1
    return last
