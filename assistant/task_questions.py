"""What a question on tasks asks for: whose, which, who; read without diacritics, as half of the questions are typed.

The patterns hold back, as those of `assistant.overview` do: what they do not know word for word is searched for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.phrases import plain_of

_UNIT = 14
"""Words of the name of a unit, at most."""
_LEAD = (
    r"(?:hay|xin|cho biet|cho toi biet|liet ke|ke ten|neu ten|thong ke|danh sach|trong|theo|tat ca|cac|nhung|hien nay"
    r"|giup toi|kho|van ban|tai lieu)"
)
_TASK = r"(?:dau viec|cong viec|phan viec|nhiem vu|viec|trach nhiem)"
_ASK = r"(?:gi|nao|nhung gi)"
_GIVEN = r"(?:duoc|bi|phai) (?:trung uong |cap tren )?(?:phan cong|giao pho|giao cho|giao)"
_DO = r"(?:lam|thuc hien|hoan thanh|trien khai|giai quyet|chu tri|hoan tat|phu trach)"
_MUST = r"(?:phai|can|can phai|co trach nhiem|chiu trach nhiem|co nhiem vu)"
_DUE = (
    r"(?:(?:se|sap|da|phai|can|ma) )*"
    rf"(?:den han|het han|toi han|(?:phai |can )?(?:{_DO}|xong)(?: xong)?(?: truoc han)?)"
)
_WHO_FIRST = (
    rf"(?P<who>.+?) (?:da |se |vua )*{_GIVEN}(?: cho)?(?: {_DO})? (?:nhung |cac |bao nhieu |may )*{_TASK}(?: {_ASK})?",
    rf"(?P<who>.+?) {_MUST} {_DO}(?: xong)? (?:nhung |cac )*{_TASK} {_ASK}",
    rf"(?P<who>.+?) (?:chu tri|phu trach|dam nhiem) (?:nhung |cac )*{_TASK} {_ASK}",
    rf"(?:nhung |cac |co |bao nhieu )*{_TASK} (?:{_ASK} )?(?:ma |da |duoc )*(?:giao|phan cong)(?: cho)? (?P<who>.+)",
    rf"(?:da )?(?:giao|phan cong)(?: cho)? (?P<who>.+?)(?: {_DO})? (?:nhung |cac )*{_TASK} {_ASK}",
)
_WHO_WHEN = (
    rf"(?P<who>.+?) (?:con |dang )?co (?:nhung |cac |bao nhieu |may )*{_TASK}(?: {_ASK})?(?: {_DUE})?",
    rf"(?:nhung |cac |co )*{_TASK} (?:{_ASK} )?(?:cua |ma )(?P<who>.+?)(?: {_DUE})?(?: la gi| la nhung gi)?",
    rf"(?P<who>.+?) {_MUST} (?:{_DO}|xong) (?:nhung )?{_ASK}",
)
"""Read so only where the question says by when: "X có nhiệm vụ gì" asks what X is for."""
_WHAT_WHEN = (
    rf"(?:co |nhung |cac |bao nhieu |may )*{_TASK}(?: {_ASK})? {_DUE}(?: la gi| la nhung gi)?",
    rf"(?:co |nhung |cac )*{_TASK}(?: {_ASK})?",
    rf"(?:can |phai |se )+{_DO} (?:nhung |cac )*(?:{_TASK} )?{_ASK}",
)
_WHO_ASKED = (
    r"(?:nhung |cac )*(?:ai|(?:don vi|co quan|ban|so|bo|dia phuong|to chuc|noi|cap uy|dong chi|nguoi) nao)"
    rf" (?:{_MUST}|duoc giao|se) (?P<what>.+)"
)
_NO_UNIT = re.compile(r"(?:ai|(?:\w+ )?nao|chung ta|toi|minh|ho|ong ay|ba ay|no|cac ban)")
_EMPTY = frozenset(
    "nop gui lap lam trinh hoan thanh thuc hien xong phai can cac nhung mot ve viec cho len truoc".split()
)


@dataclass(frozen=True, slots=True)
class TaskQuestion:
    """What was understood: folded words for who or for what, and who as it was typed. `whose` where it asks who does
    it, `sector` where `who` is the sector of the unit that was typed."""

    who: str = ""
    typed: str = ""
    what: str = ""
    whose: bool = False
    sector: bool = False


def understood(text: str, dated: bool) -> TaskQuestion | None:
    """What `text` asks for, which is a question without the documents and the time that it names; None if not of tasks.

    `dated` where it named a time: some questions ask for tasks only then.
    """
    words = re.findall(r"[^\W_]+", text)
    plain = " ".join(plain_of(word) for word in words)
    head = re.match(rf"(?:{_LEAD} )*", plain)
    skipped = plain[: head.end()].count(" ") if head else 0
    words, plain = words[skipped:], plain[head.end() :] if head else plain
    plain = re.sub(r"(?: (?:trong|vao|tu|den|han|a|vay|nhi|the))+$", "", plain)
    if dated and (match := re.fullmatch(_WHO_ASKED, plain)):
        kept = [w for w in match["what"].split() if w not in _EMPTY]
        return TaskQuestion(what=" ".join(kept), whose=True)
    if dated and any(re.fullmatch(pattern, plain) for pattern in _WHAT_WHEN):
        return TaskQuestion()
    for pattern in (*_WHO_FIRST, *(_WHO_WHEN if dated else ())):
        match = re.fullmatch(pattern, plain)
        if match and match["who"].count(" ") < _UNIT and not _NO_UNIT.fullmatch(match["who"]):
            first = plain[: match.start("who")].count(" ")
            typed = words[first : first + match["who"].count(" ") + 1]
            return TaskQuestion(" ".join(match["who"].split()), " ".join(typed))
    return None
