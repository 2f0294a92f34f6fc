"""The kinds of documents that a question asks for or is about: "Chỉ thị nào …", "Điều lệ … quy định …"."""

from __future__ import annotations

import re

from corpus.kinds import KINDS
from corpus.spelling import fold

_ONE_WORD = {"luật", "bộ luật", "pháp lệnh", "điều lệ", "hiến pháp"}
"""Kinds that open a question only as the name of a document; most of the others are verbs too."""
_ALL = "|".join(sorted((fold(kind) for kind in KINDS if " " in kind or kind in _ONE_WORD), key=len, reverse=True))
_VERBS = r"quy dinh|huong dan|ket luan|quyet dinh|bao cao|thong bao"
"""Of "Điều lệ quy định gì?" no regulation is asked; "ban hành quy định gì" asks for one."""
_ASKED = re.compile(
    rf"\b(?P<kind>{_ALL})(?: moi)? nao\b|\b(?P<noun>(?!{_VERBS})(?:{_ALL}))(?: moi)? gi\b"
    rf"|(?:^|\b(?:ban hanh|ra|co|ky|cong bo|them) )(?P<issued>{_ALL})(?: moi)? gi\b"
    rf"|\b(?:nhung|cac|liet ke(?: cac)?|co) (?P<kinds>{_ALL})\b(?! \d)"
)
_OPENS = re.compile(
    rf"(?:theo |trong |tai )?(?:(?P<act>luat|bo luat|phap lenh|dieu le|hien phap)\b"
    rf"|(?P<of>{_ALL}) cua \w)(?! (?:so )?\d)"
)
_INTRODUCED = re.compile(
    r"\b(?:(?:chuc nang|nhiem vu)[^.?!;]{0,60}\bban\b|(?:ban|uy ban|van phong|co quan)\b[^.?!;]{0,60}"
    r"\b(?:chuc nang|nhiem vu|quyen han|co cau|to chuc bo may|(?:bao nhieu|may|nhung|cac) (?:vu|cuc|don vi))\b"
    r"|\bcac (?:vu|cuc|don vi)\b[^.?!;]{0,30}\b(?:thuoc|cua|truc thuoc)\b)"
)
_INTRODUCTION = "trang giới thiệu"
_QD = re.compile(r"(?<!\w)(?:QĐ|qđ|QD|qd)(?!\w)")


def asked_kinds(typed: str, expanded: str) -> tuple[str, ...]:
    """The kinds meant by a question, `typed` as it was and `expanded` with abbreviations written out; () if none.

    Of the structure and the functions of an office its page of introduction tells best.
    """
    plain = fold(expanded).lower()
    found = _ASKED.search(plain)
    opens = _OPENS.match(plain)
    if found:
        plain_kind = next(filter(None, found.groups()))
    elif opens:
        plain_kind = opens["act"] or opens["of"]
    else:
        return (_INTRODUCTION,) if _INTRODUCED.search(plain) else ()
    kind = next(kind for kind in KINDS if fold(kind) == plain_kind)
    # "QĐ" is the code of both.
    return ("quyết định", "quy định") if kind == "quyết định" and _QD.search(typed) else (kind,)
