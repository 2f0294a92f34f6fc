"""Which property of a document a question asks for: who signed it, since when it is in force, what it replaced, ….

Only a question of nothing else has one; compared without marks.
"""

from __future__ import annotations

import re

from assistant.phrases import document_phrases, plain_of

_WHEN = r"(?:vao )?(?:ngay nao|khi nao|bao gio|thoi gian nao|luc nao|nam nao|thang nao|ngay may|ngay thang nam nao)"
_WHO = r"(?:ai|nguoi nao|dong chi nao|lanh dao nao)"
_BODY = r"(?:ai|co quan nao|cap nao|bo nao|don vi nao|to chuc nao|bo,? nganh nao)"
_TEXTS = (
    r"(?:nhung |cac )?(?:van ban|nghi quyet|quy dinh|huong dan|luat|thong tu|nghi dinh|quyet dinh|chi thi|ket luan"
    r"|quy che) (?:nao|gi)(?: truoc do)?"
)
_MATTER = r"(?:viec|van de|noi dung|chuong trinh|danh muc|cai|chuyen|linh vuc|quy che|quy dinh|de an|ke hoach)"
_HOW_MANY = r"(?:bao nhieu|may) (?:dieu|chuong|muc|phan)(?: khoan)?"
_QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "signed",
        (
            rf"(?:do |duoc )?(?:dong chi )?{_WHO} (?:da |la nguoi )?(?:dung )?ky(?: ban hanh| ten)?",
            rf"nguoi ky(?: ban hanh)?(?: la)?(?: {_WHO})?",
            rf"ky boi {_WHO}",
        ),
    ),
    (
        "dated",
        (
            rf"(?:duoc |da )?(?:ban hanh|ky|ra doi|ra|thong qua|cong bo|ky ban hanh)(?: tu)? {_WHEN}",
            rf"ngay (?:ban hanh|ky)(?: la)?(?: {_WHEN}| ngay may)?",
        ),
    ),
    (
        "issued",
        (
            rf"(?:do |duoc )?{_BODY} ban hanh",
            rf"co quan ban hanh(?: la)?(?: {_BODY}| gi)?",
            rf"(?:la )?(?:van ban )?cua {_BODY}",
        ),
    ),
    (
        "effective",
        (
            rf"(?:bat dau )?co hieu luc(?: thi hanh)?(?: ke)?(?: tu)? {_WHEN}",
            rf"{_WHEN} (?:thi )?(?:bat dau )?co hieu luc",
            rf"ngay (?:co )?hieu luc(?: la)?(?: {_WHEN})?",
        ),
    ),
    (
        "standing",
        (
            r"(?:hien )?(?:nay )?(?:co )?con (?:hieu luc|gia tri)(?: thi hanh| phap ly)?"
            r"(?: (?:hay|khong|nua|chua|da het|het)){0,4}",
            r"(?:da )?(?:het hieu luc|bi thay the|bi bai bo)(?: (?:hay|chua|khong)){1,3}",
        ),
    ),
    (
        "recipients",
        (
            r"noi nhan(?: (?:cua|gom|la|bao gom|co))*(?: (?:nhung|cac))?"
            r"(?: (?:ai|noi nao|co quan nao|gi|dau|don vi nao))?",
            r"(?:duoc )?gui (?:cho |den |toi )?(?:nhung )?(?:ai|noi nao|co quan nao|dau)",
        ),
    ),
    ("replaces", (rf"(?:da )?(?:thay the|bai bo)(?: cho)?(?: {_TEXTS}| (?:gi|cai gi))",)),
    ("amends", (rf"sua doi(?:,? bo sung)?(?: cho)?(?: mot so dieu(?: cua)?)? {_TEXTS}",)),
    ("parts", (rf"(?:co|gom|bao gom|duoc chia thanh)(?: tat ca)? {_HOW_MANY}(?:,? (?:va )?{_HOW_MANY})?",)),
    ("number", (r"(?:co )?so(?: ky)? hieu(?: la)?(?: gi| bao nhieu| nao)?",)),
    (
        "subject",
        (
            rf"(?:noi|quy dinh|de cap|huong dan)(?: ve| den) (?:{_MATTER} )?(?:gi|nao)",
            rf"(?:noi |quy dinh |huong dan |ban hanh |dieu chinh )?(?:ve )?{_MATTER} (?:gi|nao)",
        ),
    ),
)
"""What is asked besides the document's name, without marks; checked in this order."""
_FLUFF = re.compile(r"(?<!\w)(?:xin|cho (?:toi|minh|em) (?:hoi|biet)|cho biet|hay cho biet|vay|nhi|a|oi)(?!\w)")


def asked_of(question: str) -> str:
    """What is asked besides the document's name: "signed", "dated", …; "" for anything else."""
    rest = question
    for phrase in reversed(document_phrases(question)):
        rest = f"{rest[: phrase.start]} {rest[phrase.end :]}"
    plain = " ".join(re.findall(r"[^\W_]+,?", _FLUFF.sub(" ", plain_of(rest))))
    plain = plain.strip(" ,")
    return next((name for name, patterns in _QUESTIONS if any(re.fullmatch(p, plain) for p in patterns)), "")
