"""Reading the letterhead and the signatures of Vietnamese official documents, in whatever order a reader met them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.bodies import body_name, sentence_case, starts_with_name
from corpus.markers import find_marker, is_capitals

_KINDS = (
    "nghị quyết", "chỉ thị", "kết luận", "quy định", "quyết định", "hướng dẫn", "báo cáo", "kế hoạch",
    "chương trình hành động", "chương trình",
    "thông báo", "thông tri", "công văn", "quy chế", "nghị định", "thông tư liên tịch", "thông tư", "bộ luật", "luật",
    "pháp lệnh", "điều lệ", "tờ trình", "công điện", "lệnh", "hiến pháp", "đề án", "tuyên bố", "cương lĩnh",
    "tờ khai", "đơn",
)  # fmt: skip
_BY_CODE = {
    "NQ": "nghị quyết", "CT": "chỉ thị", "KL": "kết luận", "QĐ": "quyết định", "QĐI": "quy định", "QYĐ": "quy định",
    "HD": "hướng dẫn", "BC": "báo cáo", "KH": "kế hoạch", "CTR": "chương trình", "TB": "thông báo", "TT": "thông tư",
    "CV": "công văn", "QC": "quy chế", "NĐ": "nghị định", "TTR": "tờ trình", "CĐ": "công điện",
    "TTLT": "thông tư liên tịch",
}  # fmt: skip
_NUMBER = re.compile(
    r"(?:(?P<kind>Nghị quyết|Luật|Bộ luật|Pháp lệnh|Thông tư|Nghị định|Quyết định|Chỉ thị)\s+[Ss]|S)[ốỐ]\s*:?\s*"
    r"(?P<number>\d{1,5}\s*(?:/\s*\d{4}\s*)?[-/–]\s?[A-ZĐƯ][\w]*(?:\s?[-/–]\s?[A-ZĐƯ&][\w&]*)*)"
)
_DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^,|\d]{1,40}?),\s*)?[Nn]gày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d{4})"
)
_MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ) (?:XÃ )?HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM$", re.I
)
_ISSUER = re.compile(
    r"(?:BAN CHẤP HÀNH|BỘ CHÍNH TRỊ|BAN BÍ THƯ|ĐẢNG ĐOÀN|ĐẢNG ỦY|ĐẢNG UỶ|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|THÀNH UỶ|ĐẢNG BỘ"
    r"|BAN |BỘ |CHÍNH PHỦ|QUỐC HỘI|ỦY BAN|UỶ BAN|THỦ TƯỚNG|CHỦ TỊCH|NGÂN HÀNG|VĂN PHÒNG|HỘI ĐỒNG|TÒA ÁN|TOÀ ÁN|VIỆN "
    r"|TỔNG |THANH TRA|KIỂM TOÁN|SỞ |TRƯỜNG |HỌC VIỆN|ĐẠI HỘI|LIÊN |HUYỆN ỦY|QUẬN ỦY|CHI BỘ|MẶT TRẬN|TRUNG ƯƠNG)"
)
_PREAMBLE = re.compile(r"^(?:[-–]\s*)?(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Kính gửi|QUYẾT NGHỊ|QUYẾT ĐỊNH\s*:)")
_SIGNING = re.compile(
    r"(?:T/M|TM|T\.M|KT|K/T|TL|T/L|TUQ)\.?\s+[^\W\d_a-z]|CHỦ TỊCH|BỘ TRƯỞNG|THỐNG ĐỐC|TỔNG BÍ THƯ|THỦ TƯỚNG|BÍ THƯ$"
)
_NAME = re.compile(r"^(?:[^\W\d_]['’\w]*)(?: [^\W\d_]['’\w]*){1,4}$")
_PARENT = re.compile(r"(?:TỈNH|THÀNH|ĐẢNG|HUYỆN|QUẬN) (?:ỦY|UỶ)|ĐẢNG BỘ|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN")
_NAMED = frozenset(("luật", "bộ luật", "pháp lệnh"))
# The words that open the subject of a document; a capital at their beginning is the typist's.
_OPENERS = frozenset("quy về ban sửa bãi thi tổ triển thực hướng phê kết công tăng nâng đẩy một của".split())
_SUBJECT_LINE = 120
_FAR = 30
_BELOW = 12
_BEHALF = re.compile(r"(?:T/M|TM|T\.M)\.?\s+(.+)")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a letterhead says; empty strings where it does not."""

    number: str = ""
    kind: str = ""
    issuer: str = ""
    date: str = ""
    place: str = ""
    title: str = ""


def find_letterhead(lines: Sequence[str]) -> Letterhead:
    """The letterhead in the first paragraphs of a document, or an empty one if there is none.

    Only what stands before the first article, clause or preamble line counts, so that a document mentioned in the text
    never lends its number.
    """
    head = _head([cell for line in lines[:_FAR] for cell in line.split(" | ")])
    number = kind_word = date = place = ""
    at_kind = None
    for index, line in enumerate(head):
        found = _NUMBER.match(line)
        # "Nghị quyết số 254/2025/QH15 của Quốc hội …" is a wrapped title that mentions another document.
        if found and not number and (not found.group("kind") or found.end() > len(line) - 3):
            number = re.sub(r"\s+", "", found.group("number")).replace("–", "-")
            kind_word = (found.group("kind") or "").lower()
        dated = _DATE.search(line)
        if dated and not date and len(line) < 120:
            day, month, year = (int(dated.group(part)) for part in ("day", "month", "year"))
            if 1 <= day <= 31 and 1 <= month <= 12:
                date = f"{year:04d}-{month:02d}-{day:02d}"
                place = _place(dated.group("place") or "")
        if at_kind is None and _kind_of(line):
            at_kind = index
    motto = any(_MOTTO.search(line) for line in head)
    if at_kind is None and not (number and motto):
        return Letterhead()
    if at_kind is not None and not (number or motto or date):
        return Letterhead()
    kind = _kind_of(head[at_kind]) if at_kind is not None else kind_word or _kind_by_code(number)
    title = _title(head, at_kind, kind) if at_kind is not None else ""
    if kind == "chương trình hành động":
        kind = "chương trình"
    return Letterhead(number, kind, _issuer(head, at_kind), date, place, title)


def _head(lines: Sequence[str]) -> list[str]:
    """The lines before the text proper."""
    out = []
    for line in lines:
        if not any(c.isalnum() for c in line):
            continue  # "*", "-------"
        marker = find_marker(line)
        if _PREAMBLE.match(line) or (marker and marker.kind != "alpha") or len(line) > 600:
            break
        out.append(line)
    return out


def _kind_of(line: str) -> str:
    """The kind of document if `line` is nothing but its name in capitals, perhaps with a short object ("QUY ĐỊNH")."""
    if line != line.upper():
        return ""
    low = line.lower().strip(" *:")
    for kind in _KINDS:
        if low == kind:
            return kind
    if len(low) < 200:
        for kind in ("tờ khai", "đơn", "điều lệ"):
            if low.startswith(kind + " "):
                return kind
    return ""


def _kind_by_code(number: str) -> str:
    """The kind of document by the code in its number ("57-NQ/TW")."""
    for part in re.split(r"[-/]", number):
        if part.upper() in _BY_CODE:
            return _BY_CODE[part.upper()]
    return ""


def _place(text: str) -> str:
    """A place as written before the date, if it reads like one."""
    text = text.strip(" *")
    return (
        text if text and text[0].isupper() and len(text) <= 40 and not re.search(r"ngày|tháng|số", text, re.I) else ""
    )


def _title(head: Sequence[str], at_kind: int, kind: str) -> str:
    """Kind and subject: "Quy định thi hành Điều lệ Đảng" from "QUY ĐỊNH" and the lines under it."""
    subject: list[str] = []
    for line in head[at_kind + 1 :]:
        heads_on = is_capitals(line) or line[0].islower() or len(line) <= _SUBJECT_LINE
        ended = subject and (subject[-1].endswith((".", ":")) or line.endswith(".") or _issues(line) or not heads_on)
        dated = _DATE.search(line) and len(line) < 60
        if line.startswith("(") or _NUMBER.match(line) or dated or ended or len(line) > 350 or len(subject) >= 6:
            break
        subject.append(line.strip(" *"))
    name = sentence_case(head[at_kind].strip(" *:"))
    if not subject:
        return name
    if kind in _NAMED and is_capitals(subject[0]):
        subject[0] = sentence_case(subject[0])  # "Luật An ninh mạng"
    return " ".join([name, *(_in_sentence(line) for line in subject)])


def _in_sentence(line: str) -> str:
    """A line of a title as it reads within a sentence: out of capitals, without a capital at its beginning."""
    if is_capitals(line):
        plain = sentence_case(line)
        return plain if starts_with_name(plain) else plain[0].lower() + plain[1:]
    words = line.split(" ")
    capitals = next((i for i, word in enumerate(words) if word != word.upper()), len(words))
    if capitals >= 2:  # "CỦA BAN THƯỜNG VỤ TỈNH ỦY về công tác …", two lines that a reader joined
        return f"{_in_sentence(' '.join(words[:capitals]))} {' '.join(words[capitals:])}"
    first = words[0].lower()
    return line[0].lower() + line[1:] if first in _OPENERS else line


def _issues(line: str) -> bool:
    """Whether a line is an issuer's name in capitals."""
    return is_capitals(line) and _ISSUER.match(line) is not None and len(line) <= 90


def _issuer(head: Sequence[str], at_kind: int | None) -> str:
    """The body that issued the document, as the letterhead writes it: "Ban Chấp hành Trung ương"."""
    before = head[: at_kind if at_kind is not None else len(head)]
    names: list[str] = []
    for line in before:
        cleaned = re.split(r"CỘNG H(?:ÒA|OÀ) (?:XÃ )?HỘI", line)[0].strip(" *-_")
        if not cleaned or _MOTTO.search(cleaned) or not is_capitals(cleaned) or _NUMBER.match(cleaned):
            if names and _NUMBER.match(line):
                break
            continue
        if _ISSUER.match(cleaned) or (names and len(names) < 2):
            names.append(cleaned)
    if not names:
        return ""
    if len(names) > 1 and _PARENT.match(names[0]) and not _PARENT.match(names[-1]):
        return f"{body_name(names[-1])} {body_name(names[0])}"  # "TỈNH ỦY HÀ TĨNH" over "BAN TỔ CHỨC"
    return body_name(names[-1] if len(names) > 1 and _ISSUER.match(names[-1]) else " ".join(names))


def find_signature(lines: Sequence[str]) -> tuple[str, str]:
    """The body on whose behalf a document is signed ("T/M BAN BÍ THƯ") and the name beneath, each "" if not found.

    Party documents bear the Central Committee's letterhead whoever issues them; the signature says who did.
    """
    for index, line in enumerate(lines):
        if len(line) >= 80 or not _SIGNING.match(line):
            continue
        behalf = _BEHALF.match(line)
        for below in lines[index + 1 : index + _BELOW]:
            if _NAME.match(below) and below.istitle():
                return (body_name(behalf.group(1).strip()) if behalf else "", below)
    return "", ""
