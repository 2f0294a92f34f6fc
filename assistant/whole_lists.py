"""A list is answered whole: which questions ask for one, the piece of a document that is one, and how it is told in few
words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.evidence import Candidate
from assistant.lists import list_after
from assistant.phrases import plain_of
from assistant.question import Question
from assistant.records import Answer
from corpus.records import Document, Span
from index.analyze import syllables

_NOUNS = (
    r"(?:dieu kien|tieu chuan|tieu chi|nhiem vu|quyen han|quyen loi|quyen|nguyen tac|ho so|thu tuc|buoc|trinh tu"
    r"|quy trinh|noi dung|muc tieu|chi tieu|yeu cau|giai phap|bien phap|doi tuong|hinh thuc|truong hop|thanh phan"
    r"|chuc nang|trach nhiem|nghia vu|quan diem|phuong cham|co cau|viec|dieu)"
)
"""What comes in numbers, and is listed where it is told."""
_FILLER = r"(?:cac|nhung|mot so|xin|hay|cho biet|neu|ke|ke ten|liet ke|theo|ve|cua)"
_ENDS = r"(?:la gi|gom gi|gi|nao|nhung gi|the nao|nhu the nao|ra sao|la nhung gi)"
_ASKED = (
    re.compile(rf"(?<!\w){_NOUNS} (?:gi|nao)(?!\w)"),
    re.compile(rf"(?:{_FILLER} )*{_NOUNS}(?! nay| do)(?: \w+){{1,14}}?(?: (?:duoc |phai )?(?:\w+ ){{0,3}}{_ENDS})?"),
    re.compile(r".*(?<!\w)(?:duoc|phai|can) (?:lam|thuc hien|co|dap ung|nop|bao dam) (?:nhung )?gi"),
)
"""Without marks; the first may stand anywhere, the others are the whole question."""
_OTHERWISE = re.compile(
    r"(?<!\w)(?:ai|bao nhieu|bao lau|may|khi nao|bao gio|o dau|tai dau|vi sao|tai sao|ngay nao)(?!\w)|(?:khong|chua)$"
)
_COUNT = re.compile(
    r"(?<!\w)(?P<n>0?[2-9]|[1-9]\d|hai|ba|bon|nam|sau|bay|tam|chin|muoi) "
    r"(?P<what>(?!nam|thang|ngay|nguoi|gio|phan)[a-z]+(?: [a-z]+)?)"
)
_NUMERALS = dict(zip("hai ba bon nam sau bay tam chin muoi".split(), range(2, 11), strict=True))
_TELLS_THEM = re.compile(r"(?<!\w)(?:la gi|gi|nao|nhung gi|la nhung ai|gom|liet ke|ke ten)(?!\w)")
_LABEL = re.compile(
    r"(?:(?:Điều|Khoản|Mục|Chương|Phần|Điểm) [\dIVXL]+[a-zđ]?|[\dIVXL]+(?:\.\d+)*|[a-zđ])[.):/-]?", re.IGNORECASE
)
_TITLE = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.? (?:Điều \d+[^:]{0,20}: )?(?:Về|Đối với việc) [^.;:]*\.?$")
_PEOPLE = re.compile(r"(?<!\w)(?:gom|nhung|gom nhung) ai(?!\w)")
_BRACKETS = re.compile(r"\((?P<inside>[^()\n]{30,600})\)")
_ITEM_ENDS = frozenset(".;,:!?)…”")
"""What an item ends in, and a heading does not."""
_READ = 400
"""Characters of a question that are looked at."""
_SHORT = 20
"""Syllables of a heading that stands right above the lead-in of a list."""


def wants_list(question: Question) -> bool:
    """Whether a list, where there is one, is the answer: "Điều kiện …?", "… có nhiệm vụ gì?"."""
    if question.wanted == "list":
        return True
    words = " ".join(re.findall(r"[^\W_]+", plain_of(question.text)))
    if _PEOPLE.search(words):
        return True
    if question.wanted != "anything" or question.asks in ("yes_no", "comparison") or _OTHERWISE.search(words):
        return False
    return _ASKED[0].search(words) is not None or any(p.fullmatch(words) for p in _ASKED[1:])


def counted_in(question: str) -> tuple[int, str] | None:
    """How many of what a question wants told: (3, "ton tai") for "Ba tồn tại … là gì?"; None if it counts nothing."""
    plain = plain_of(question[:_READ])
    found = _COUNT.search(plain)
    if found is None or not _TELLS_THEM.search(plain, found.end()):
        return None
    return _number(found["n"]), found["what"]


def opens_count(text: str, counted: tuple[int, str]) -> bool:
    """Whether a sentence counts the same, and then tells them after a colon."""
    head, colon, told = plain_of(text).partition(":")
    number, what = counted
    return bool(colon and (told.strip() or text.rstrip().endswith(":"))) and any(
        _number(m["n"]) == number and m["what"] == what for m in _COUNT.finditer(head)
    )


def _number(written: str) -> int:
    return _NUMERALS.get(written) or int(written)


def is_label(text: str) -> bool:
    """Whether a line is nothing but the number of a part: "Điều 8."."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_title(text: str) -> bool:
    """Whether a numbered line only says what the lines beneath it are about: "1.2. Về trình độ học vấn."."""
    return _TITLE.match(text) is not None and len(syllables(text)) <= _SHORT


def whole_list(best: Candidate, text: str, most: int) -> Candidate | None:
    """The list that a sentence opens, stands right above, or is an item of, with its lead-in, as one piece of `text`.

    As many items as fit into `most` syllables, in their order, counted without what stands in brackets if it must be;
    None if there is no list, or not a single item fits.
    """
    for lead in _leads(best, text):
        items = list_after(text, lead)
        headed = not lead.of(text).rstrip().endswith(":")
        if not items or (headed and items[0].of(text)[-1:] not in _ITEM_ENDS):
            continue
        end = _end(text, lead, items, most)
        # What is one item among many is not told with those that happen to stand before it.
        if end <= lead.end or (best.lead and end < items[-1].end):
            continue
        together = Span(min(best.span.start, lead.start), end)
        span = together if _size(together.of(text)) <= most else Span(lead.start, end)
        return replace(best, span=span, text=span.of(text), lead=None)
    return None


def first_of_each(best: Candidate, ranked: Sequence[Candidate], text: str, most: int) -> list[Candidate]:
    """A heading or lead-in with the first sentences of the items under it, where these are too long to be told whole.

    Of the candidates in the same document, as many as fit into `most` syllables; empty if not two of them do.
    """
    items = list_after(text, best.span) if best.heading or best.text.rstrip().endswith(":") else []
    starts = {c.span.start: c for c in reversed(ranked) if c.hit.doc_id == best.hit.doc_id}
    found = [best]
    for item in items:
        one = starts.get(item.start)
        if one is None or sum(_size(c.text) for c in (*found, one)) > most:
            break
        found.append(one)
    return found if len(found) > 2 else []


def under_heading(best: Candidate, ranked: Sequence[Candidate], most: int) -> list[Candidate]:
    """A heading with the sentences that stand under it in the same passage, in their order, within `most` syllables."""
    below = sorted(
        (c for c in ranked if c.hit.passage_id == best.hit.passage_id and c.span.start >= best.span.end),
        key=lambda c: c.span.start,
    )
    found = [best]
    for one in takewhile(lambda c: not c.heading, below):
        if sum(_size(c.text) for c in (*found, one)) > most:
            break
        found.append(one)
    return found if len(found) > 1 else []


def is_topic(question: Question) -> bool:
    """Whether it names a subject and asks nothing of it: "Tầm nhìn đến năm 2045 của Nghị quyết 57?"."""
    words = " ".join(re.findall(r"[^\W_]+", plain_of(question.text)))
    return question.wanted == "anything" and not (_OTHERWISE.search(words) or _TELLS_THEM.search(words))


def _leads(best: Candidate, text: str) -> list[Span]:
    """The lines that may open the list, the likeliest first."""
    if best.lead:
        return [best.lead]
    found = []
    stop = text.find("\n", best.span.end)
    if stop >= 0 and not text[best.span.end : stop].strip() and len(syllables(best.text)) <= _SHORT:
        after = text.find("\n", stop + 1)
        line = Span(stop + 1, len(text) if after < 0 else after)
        if line.of(text).rstrip().endswith(":"):
            found.append(line)
    if best.text.rstrip().endswith(":") or best.heading:
        found.append(best.span)
    return found


def _end(text: str, lead: Span, items: Sequence[Span], most: int) -> int:
    whole = Span(lead.start, items[-1].end).of(text)
    if _size(whole) <= most or _size(brief(whole)) <= most:
        return items[-1].end
    end = lead.end
    for item in items:
        if _size(brief(Span(lead.start, item.end).of(text))) > most:
            break
        end = item.end
    return end


def _size(text: str) -> int:
    return len(syllables(text))


def brief(text: str) -> str:
    """`text` with dots for what stands in brackets at length; numbering ("a)") has no opening bracket."""
    return _BRACKETS.sub("(…)", text)


def told_briefly(answer: Answer, most: int) -> Answer:
    """The answer, where it is longer than `most` syllables, without what stands in brackets; citations hold it."""
    if sum(_size(s.text) for s in answer.sentences) <= most:
        return answer
    return replace(answer, sentences=tuple(replace(s, text=brief(s.text)) for s in answer.sentences))


def with_rest(answer: Answer, question: Question, document: Callable[[str], Document | None]) -> Answer:
    """The answer with a word, in `notice`, on how much of the list that was asked for it leaves out."""
    for citation in answer.citations if wants_list(question) else ():
        held = document(citation.doc_id)
        if held is None:
            continue
        told = [c.span for c in answer.citations if c.doc_id == citation.doc_id]
        stop = held.text.find("\n", citation.span.start)
        lead = Span(citation.span.start, len(held.text) if stop < 0 else stop)
        items = list_after(held.text, lead)
        left = sum(not any(s.start < i.end and i.start < s.end for s in told) for i in items)
        if 0 < left < len(items):
            return replace(answer, notice=f"{answer.notice} Danh sách này còn {left} dòng nữa: xem tại nguồn.".strip())
    return answer
