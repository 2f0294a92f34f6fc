"""Sentences in documents that speak to a machine instead of a reader: instructions, forged roles and fences.

Documents give no instructions. Such sentences, and what follows them in their paragraph, are neither shown to a
language model nor quoted; the document itself stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.records import Span
from corpus.spelling import fold

_INSTRUCTIONS = (
    r"(?:hay )?(?:bo qua|phot lo|quen di|lo di|vo hieu hoa|huy bo|khong (?:tuan theo|lam theo|quan tam den)|quen)"
    r"(?: \w+){0,4}? (?:huong dan|chi dan|menh lenh|cau lenh|quy tac|chi thi (?:truoc|he thong|ban dau|o tren)"
    r"|yeu cau truoc|noi dung (?:truoc|o tren))(?: \w+){0,3}",
    r"(?:cau|loi nhac|huong dan|chi dan|thong diep|lenh|prompt) (?:lenh )?(?:he thong|ban dau cua ban)",
    r"system prompt|developer message|jailbreak|prompt injection|do anything now",
    r"(?:ignore|disregard|forget|override|bypass)\W+(?:\w+\W+){0,4}?"
    r"(?:instruction|prompt|rule|guideline|direction|context|above|previous)\w*",
    r"(?:you (?:are|must|will|should) (?:now )?(?:an? |the |only )?(?:ai|assistant|chatbot|language model|dan|answer|"
    r"reply|respond|say|output|reveal|print|cite))",
    r"(?:reveal|print|repeat|output|show|leak)\W+(?:\w+\W+){0,4}?(?:prompt|instruction|secret|password|document|passage)s?",
    r"(?:answer|reply|respond|say|state|output|write) (?:only |exactly |always |instead )?(?:that|with|:)",
    r"ban (?:la|hay la|gio la|bay gio la|dang la|se dong vai|phai dong vai) (?:mot )?(?:tro ly|mo hinh|chatbot|ai"
    r"|he thong|may tinh|quan tri)",
    r"(?:hay|phai|chi can|luon|bat buoc) (?:\w+ ){0,2}?(?:tra loi|dap|noi|viet|in|xuat|khang dinh|ghi|bao)(?: lai| ra)?"
    r"(?: \w+){0,3}? (?:rang|la|dung mot|noi dung (?:cac )?tai lieu|toan bo|cac tai lieu|prompt|mat khau|nguyen van"
    r"|tat ca (?:cac )?(?:tai lieu|doan)|dau \[|so \[)",
    r"(?:tro ly|mo hinh ngon ngu|chatbot|\bai)\b(?: \w+){0,3}? (?:hay|phai|can|chi duoc"
    r"|khong duoc|luu y|doc den|dang doc)",
    r"(?:khi|neu) (?:duoc hoi|nguoi dung hoi|ai hoi|co (?:ai|nguoi) hoi|co cau hoi)(?: \w+){0,12}?[, ]+"
    r"(?:hay|thi|phai|luon)? ?(?:tra loi|noi|dap|ghi)",
    r"</?(?:system|assistant|user|instruction|im_start|im_end|s|inst|tool|document|tai.?lieu|doan)\b[^>]{0,60}>",
    r"<\|[a-z_]{2,30}\|>|\[/?inst\]|<<<|>>>|###\s*(?:system|instruction|assistant|user|he thong|chi dan|huong dan)",
    r"^\W{0,4}(?:system|assistant|user|he thong|tro ly|developer)\s*[:：]",
    r"(?:ghi|gan|chen|dung|trich dan|trich)(?: \w+){0,3}? (?:dau|so|nguon|doan|ma)(?: \w+){0,2}? ?\[\d",
)
_CHINESE = re.compile(
    r"忽略|无视|無視|忘记|忘記|不要理会|系统提示|系統提示|提示词|提示詞|你(?:现在|現在)?是|(?:请|請|必须|必須)?(?:回答|输出|輸出|回复|回覆)"
    r"|指令|以上(?:所有)?(?:内容|內容)"
)
_PATTERN = re.compile("|".join(f"(?:{pattern})" for pattern in _INSTRUCTIONS))
_QUOTED = re.compile(r"[^\S\n]+")
_LONGEST = 4_000


def is_instruction(text: str) -> bool:
    """Whether `text`, one sentence, tells a machine what to do. Letters are compared without diacritics and signs that
    look like spaces; only its first few thousand characters are read."""
    text = text[:_LONGEST]
    plain = _QUOTED.sub(" ", fold(text).lower())
    return bool(_PATTERN.search(plain) or _CHINESE.search(text))


def trusted(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans of sentences of `text` without instructions and what stands behind one on its line."""
    barred = -1
    for span in spans:
        if span.start < barred:
            continue
        if is_instruction(span.of(text)):
            end = text.find("\n", span.end)
            barred = len(text) if end < 0 else end
            continue
        yield span
