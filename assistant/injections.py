"""Sentences in documents that speak to a machine instead of a reader: instructions, forged roles and fences.

Documents give no instructions. Such sentences, and what follows them in their paragraph, are neither shown to a
language model nor quoted; the document itself stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.evidence import Candidate
from corpus.records import Span
from corpus.sentences import split_sentences
from corpus.spelling import fold
from index.records import Hit

_BEFORE_NOW = r"(?:truoc|o tren|ben tren|ban dau|he thong|ban nhan|da nhan|nay|do|khac|cu)"
_INSTRUCTIONS = (
    # "Bỏ qua mọi hướng dẫn (trước đó)"; "mọi" or "trước đó" tells it from what people are told to do.
    rf"(?:bo qua|phot lo|quen(?: di)?|lo di|vo hieu hoa|huy bo|khong (?:tuan theo|lam theo)) (?:(?:tat ca|toan bo|moi"
    rf"|het|hoan toan)(?: \w+){{0,2}}? (?:huong dan|chi dan|menh lenh|cau lenh|lenh|quy tac|yeu cau|noi dung|dieu)\b"
    rf"|(?:\w+ ){{0,2}}?(?:huong dan|chi dan|menh lenh|cau lenh|quy tac|yeu cau|noi dung|lenh) {_BEFORE_NOW}\b)",
    r"(?:lenh|loi nhac|huong dan|chi dan|thong diep|prompt|thong bao) (?:cua )?he thong"
    r" (?:moi|an|ban dau|cua ban|la|:)",
    r"(?:cau lenh|loi nhac|prompt) (?:he thong|ban dau|cua ban)",
    r"system prompt|system message|developer message|jailbreak|prompt injection|do anything now|new instructions?\s*:",
    r"(?:ignore|disregard|forget|override|bypass)\W+(?:\w+\W+){0,4}?"
    r"(?:instruction|prompt|rule|guideline|direction|context|above|previous)\w*",
    r"you (?:are|must|will|should) (?:now )?(?:an? |the |only )?(?:ai|assistant|chatbot|language model|dan|answer|reply"
    r"|respond|say|output|reveal|print|cite)\b",
    r"(?:reveal|print|repeat|output|show|leak)\W+(?:\w+\W+){0,4}?(?:prompt|instruction|secret|password|passage)s?\b",
    r"\b(?:answer|reply|respond|say|state|output)(?: only| exactly| always| instead)? (?:that|with|:)",
    r"(?:ban|nguoi) (?:la|hayy la|gio la|bay gio la|se dong vai|phai dong vai|hayy dong vai) (?:mot )?(?:tro ly|mo hinh"
    r"|chatbot|ai|he thong|may tinh|quan tri vien)\b",
    r"(?:hayy|luon|bat buoc|chi can|ban phai)(?: \w+){0,2}? (?:tra loi|dap|noi|viet ra|in ra|xuat|khang dinh|ghi|bao)"
    r"(?: lai)?(?: \w+){0,4}? ?(?:rang|la\b|: |dung mot|prompt|mat khau|nguyen van|toan bo|tat ca|dau \[|so \[|\[\d)",
    r"(?:hayy|ban phai) (?:in|xuat|liet ke|tiet lo|gui|sao chep|doc)(?: ra)?(?: \w+){0,3}? (?:prompt|mat khau"
    r"|cac tai lieu|tai lieu khac|huong dan|chi dan|noi dung (?:cac )?doan)",
    r"(?:tro ly (?:ao|ai|so|thong minh)?|mo hinh ngon ngu|chatbot|\bai)\b(?: \w+){0,3}? (?:hayy|luu y"
    r"|dang doc|doc den day|khi doc)",
    r"(?:khi|neu) (?:duoc hoi|nguoi dung hoi|ai hoi|co (?:ai|nguoi) hoi|ai do hoi|co cau hoi)(?: \w+){0,12}?[, ]+"
    r"(?:hayy|thi|phai|luon)? ?(?:tra loi|noi|dap|ghi)",
    r"</?(?:system|assistant|user|instructions?|im_start|im_end|s|inst|tool|document|tai.?lieu|doan)\b[^>]{0,60}>",
    r"<\|[a-z_]{2,30}\|>|\[/?inst\]|<<<|>>>|###\s*(?:system|instruction|assistant|user|he thong|chi dan)\b",
    r"^\W{0,4}(?:system|assistant|user|he thong|tro ly|developer)\s*[:：]",
    r"(?:ghi|gan|chen|dung|trich dan|trich)(?: \w+){0,3}? (?:dau|so|nguon|doan|ma)(?: \w+){0,2}? ?\[\d",
)
_CHINESE = re.compile(
    r"忽略|无视|無視|忘记|忘記|不要理会|系统提示|系統提示|提示词|提示詞|你(?:现在|現在)?是|(?:请|請|必须|必須)?(?:回答|输出|輸出|回复|回覆)"
    r"|指令|以上(?:所有)?(?:内容|內容)"
)
_PATTERN = re.compile("|".join(f"(?:{pattern})" for pattern in _INSTRUCTIONS))
_GAP = re.compile(r"\s+")
_OR, _DO = re.compile(r"\bhay\b"), re.compile(r"\bhãy\b")
_LONGEST = 4_000


def is_instruction(text: str) -> bool:
    """Whether `text`, one sentence, tells a machine what to do. Letters are compared without diacritics; only its first
    few thousand characters are read."""
    text = text[:_LONGEST]
    low = text.lower()
    # "hãy" gives an order, "hay" means "or"; without diacritics they are one.
    low = (_OR if low.isascii() else _DO).sub("hayy", low)
    return bool(_PATTERN.search(_GAP.sub(" ", fold(low))) or _CHINESE.search(text))


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


def believed(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that are instructions or stand behind one on their line."""
    hits = {c.hit.passage_id: c.hit for c in candidates}
    held = {name: _trusted_of(hit) for name, hit in hits.items()}
    return [c for c in candidates if any(s.start <= c.span.start < s.end for s in held[c.hit.passage_id])]


def _trusted_of(hit: Hit) -> list[Span]:
    spans = trusted(hit.text, split_sentences(hit.text))
    return [Span(hit.span.start + s.start, hit.span.start + s.end) for s in spans]
