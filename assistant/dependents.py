"""Questions that name a document to ask for another: the plan that carries it out, the act that replaced it, whoever
mentions it. "Kế hoạch nào triển khai Nghị quyết 57?" is not asked of Resolution 57.

Read on the folded text with abbreviations written out, in a window around the name, so that the time is linear.
"""

from __future__ import annotations

import re

from assistant.naming import Named, find_named
from corpus.kinds import KINDS
from corpus.spelling import fold

_NOT_HERE = {"đơn", "lệnh", "công bố", "lời kêu gọi", "tờ khai", "giấy mời"}
"""Kinds whose names are parts of other words ("đơn vị"), or that carry nothing out."""
_KIND = "|".join(sorted((fold(kind) for kind in KINDS if kind not in _NOT_HERE), key=len, reverse=True))
_DOCUMENT = rf"(?:{_KIND}|van ban|tai lieu|bai viet|bai bao)"
# Many kinds are verbs too ("ai quyết định …"): those that are meant as nouns begin a clause, or something says so.
_NOUN = (
    rf"(?:(?:^|[,;:.?!] ?|\b(?:cac|nhung|mot|co|ra|ban hanh|theo|trong|tai|ban|la) ){_DOCUMENT}\b"
    rf"|\b{_DOCUMENT} (?:nao|gi|cua|ve|so|moi)\b)"
)
_DOES = (
    r"(?:thuc hien|trien khai|thi hanh|huong dan|cu the hoa|quy dinh chi tiet|quan triet|the che hoa|thay the|thay cho"
    r"|thay|sua doi|bo sung|bai bo|huy bo|can cu|dua tren|dan chieu|vien dan|nhac den|nhac toi|neu ve|noi den)"
)
_PARTLY = r"(?:(?:mot so|cac|noi dung|tinh than|noi|dieu|khoan|cua|vao|viec|to chuc|co|hieu qua|de|va|ve|chi tiet) )*"
_BEFORE = re.compile(rf"{_NOUN}[^,;.?!]*? (?:{_DOES},? (?:va )?)+{_PARTLY}(?:{_DOCUMENT} )?(?:so:? )?$")
"""What stands before the name: "kế hoạch nào của Quốc hội triển khai | Nghị quyết 57"."""
_AFTER = re.compile(
    rf"^[^,;.?!]{{0,40}}?\b(?:duoc|bi|la) [^,;.?!]{{0,30}}?\b(?:{_DOES}|nhac|dan)\b[^,;.?!]{{0,30}}?"
    rf"\b(?:(?:boi|bang|o|tai|trong|theo|ban hanh|cua) (?:nhung |cac )?{_DOCUMENT}[^,;.?!]{{0,30}}? (?:nao|gi)|o dau)\b"
)
"""What stands behind it: "Nghị quyết 254 | được hướng dẫn thi hành bởi văn bản nào"."""
_WINDOW = 160


def carried_out(text: str) -> tuple[Named, ...]:
    """The documents that `text` names only to say which other one is meant."""
    plain = fold(text).lower()
    if len(plain) != len(text):
        return ()
    return tuple(named for named in find_named(text) if _another_is_meant(plain, named))


def _another_is_meant(plain: str, named: Named) -> bool:
    before = plain[max(0, named.start - _WINDOW) : named.start]
    after = plain[named.end : named.end + _WINDOW]
    return _BEFORE.search(before) is not None or _AFTER.search(after) is not None
