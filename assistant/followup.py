"""Turning a follow-up into a question that stands alone, by rules over the last turns.

A question is left alone unless it points back ("ông ấy", "văn bản đó"), asks the last question of something else ("còn
năm 2026 thì sao?"), or lacks what it is about ("ai chủ trì?"). What it lacks is taken from the last question, which was
itself made to stand alone, so that nothing is nested.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from assistant.names import person_names
from assistant.phrases import body_phrases, document_phrases, parts, plain_of
from assistant.records import Turn
from assistant.replacing import swapped
from assistant.talk import ENGINE as TALK
from corpus.kinds import KINDS
from corpus.spelling import fold
from index.analyze import syllables

_PERSON = re.compile(
    r"(?<!\w)(?:ong|ba|anh|chi|dong chi|d/c|vi|co|chu) (?:ay|nay|do|ta|tren)(?!\w)(?! (?:la )?dieu)"
    r"|(?<!\w)nguoi (?:do|ay|nay)(?!\w)"
)
_SEVERAL = re.compile(r"(?<!\w)(?:hai|ba|bon|nam|cac|nhung|may|ca hai) $")
"""Before "đồng chí này": more than one person, whom no single name stands for."""
_KIND = "|".join(sorted(map(fold, KINDS), key=len, reverse=True))
_POINTING = r"(?:ay|nay|do|tren|noi tren|vua neu|vua noi)"
# Without marks "do" is "do" (by) as often as "đó": what follows decides.
_NOT_BY = r"(?! (?:ai|co quan|cap|bo|ban|nguoi|ong|ba|dong chi|quoc hoi|chinh phu)(?!\w))"
_DOCUMENT = re.compile(rf"(?<!\w)(?P<head>van ban|tai lieu|{_KIND}|bai bao|bai viet)(?: so)? {_POINTING}(?!\w)")
_IT = re.compile(r"(?:^|(?<=[,;] ))no(?!\w)")
_EVENT = re.compile(
    r"(?<!\w)(?P<head>hoi nghi|cuoc hop|phien hop|buoi hop|phien|dai hoi|buoi le|le|ky hop|toa dam|buoi lam viec"
    r"|su kien"
    rf"|ban|tieu ban|co quan|don vi|tinh|nhiem vu|chi tieu|muc tieu|phong trao|hoi dong|uy ban) {_POINTING}(?!\w)"
)
_THERE = re.compile(r"^(?:trong do|o do|tai do|luc do|khi do|trong so do|dip do|hom do)(?!\w),? ?")
_WHAT_ABOUT = re.compile(
    r"^(?:(?:vay|the|roi) )?con (?P<of>.+?)(?: (?:thi sao|ra sao|the nao|nhu the nao|thi the nao|sao))?(?: (?:a"
    r"|nhi|vay))?\s*\??\s*$"
)
_AND_THEN = re.compile(
    r"^(?:vay|the) (?P<of>(?:(?:den|tu|trong|sang) )?(?:nam|quy|thang|giai doan|nhiem ky) .{1,40}?)"
    r"(?: (?:thi sao|ra sao|sao))?\s*\??\s*$"
)
_SO_WHAT = re.compile(r"^(?:(?:vay|the) )?(?P<of>.{2,80}?) (?:thi sao|thi the nao)(?: (?:a|nhi|vay))?\s*\??\s*$")
_DIFFERENT = re.compile(
    r"^(?P<of>.{2,60}?) (?:co|thi) (?:khac|giong|nhu vay|nhu the|duoc vay)(?: (?:gi|vay|the))?(?: khong)?\s*\??\s*$"
)
_OFFICE = re.compile(
    r"^(?:ai la )?(?P<office>(?:pho )?(?:thu truong|truong ban|chu nhiem|bi thu|chu tich|chanh van phong"
    r"|truong tieu ban"
    r"|thu ky|truong doan)(?: thuong truc)?)(?: (?:co quan|ban|uy ban))?(?: (?:la|gom) (?:nhung )?ai"
    r"| ten gi)?\s*\??\s*$"
)
_ASKING = (
    r"(?:la nhung ai|la ai|ai|nhung gi|cai gi|gi|bao nhieu|bao lau|may|khi nao|bao gio|luc nao|o dau|tai dau|dau"
    r"|ngay nao|nam nao|thang nao|noi nao|vi sao|tai sao|ra sao|nhu the nao|the nao|nhung \w+ nao|cac \w+ nao"
    r"|\w+ nao|nao)"
)
_ONLY_ASKS = re.compile(rf"^(?:vao |tu |tai |o |la |va )?{_ASKING}(?: (?:vay|the|nhi|a))?\s*\??\s*$")
_ASKED = re.compile(rf"(?<!\w)(?:(?:vao|tu|do|la|bang|gom|co|trong|duoc|den|o|tai) )*{_ASKING}(?!\w)")
_LACKS = re.compile(
    rf"(?:bang|can|phai|duoc|mat|gom|bao gom|dat|chiem|tang|giam|keo dai)(?: \w+){{0,2}}? {_ASKING}(?!\w)"
)
"""Begins with what is said of a thing that it does not name: "Cần bao nhiêu phiếu?"."""
_ABOUT_DOCUMENT = re.compile(
    r"(?<!\w)(?:ky|ban hanh|hieu luc|noi nhan|thay the|sua doi|bai bo|can cu|ap dung|so hieu|may dieu|bao nhieu dieu"
    r"|may chuong|bao nhieu chuong|vien dan|huong dan|thuc hien|trien khai|chiu trach nhiem|phu trach)(?!\w)"
)
_PREDICATE = re.compile(
    r" (?:co|la|duoc|do|dien ra|noi|quy dinh|giao|yeu cau|de ra|gom|bao|vao|nao|gi|ai|o dau|khi|thi)(?!\w)|[?;]"
    r"|, (?=(?:ai|do|co)(?!\w))"
)
_EVENTS = re.compile(
    r"(?<!\w)(?:hoi nghi|cuoc hop|phien hop|buoi hop|phien|dai hoi|buoi le|le|ky hop|toa dam|buoi lam viec)(?!\w)"
)
_TRAILING = re.compile(
    r"(?: (?:dien ra|co|la|do|noi|ve|vao|trong|gom|bao gom|tu|van de|viec|o|tai|bang|duoc|hop|quy dinh|nam|thang"
    r"|chu tri|chu toa|tham du|du))*$"
)
# What can be said of anything, and says nothing of what: a question of these alone lacks its subject.
_PREDICATES = frozenset(
    "ai gi nao dau sao nhieu la khong duoc thi ma cua nhung nay voi nhu the bao may co khi o tu vao den do ve va "
    "cac ngay "
    "thang nam quy lau gio nguoi dong chi ong ba chu tri ky ban hanh hieu luc noi nhan hop tinh dien ra du tham "
    "phat bieu "
    "ket luan thay sua doi bo sung bai can cu ap dung dia diem thoi gian thanh phan dung muc dich nghia qua "
    "nguyen nhan ly "
    "bao gom cu chi tiet to chuc bat dau thuc keo dai gia trinh bay cao dao giao chiu trach nhiem hien pham vi "
    "tuong quy "
    "dinh huong dan con tri so luong han chot dieu chuong khoan muc vi van cu the nhat bi da se phai nen can "
    "theo trong tai "
    "thuoc lam gui cho ra duyet nghi yeu cau hoi vay nhi a xin biet ke ten liet danh sach".split()
)
_SHORT = 8
"""Syllables of a question that shares a pair of them with the one before, and may lean on it."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """`question` with what it leaves to the conversation filled in; itself if it stands alone."""
    question = unicodedata.normalize("NFC", question)
    turns = [t for t in history if not (t.answer and t.answer.engine == TALK)]
    plain = plain_of(question)
    if not turns or len(plain) != len(question) or not syllables(plain):
        return question
    last = turns[-1]
    before = unicodedata.normalize("NFC", last.answer.standalone if last.answer else last.question)
    return (
        _of_person(question, plain, turns)
        or _pointed(question, plain, before, last)
        or _what_about(question, plain, before)
        or _of_part(question, before)
        or _of_office(question, plain, before)
        or _bare(question, plain, before)
        or question
    )


def at_hand(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """The ids of the documents that the last answer cites, where the question goes on about the same matter.

    A question that asks it of something else ("còn … thì sao?"), or goes on about a person, leaves them.
    """
    question = unicodedata.normalize("NFC", question)
    turns = [t for t in history if not (t.answer and t.answer.engine == TALK)]
    if not turns or turns[-1].answer is None or standalone(question, history) == question:
        return ()
    plain = plain_of(question)
    if _PERSON.search(plain) or any(p.match(plain) for p in (_WHAT_ABOUT, _AND_THEN, _SO_WHAT, _DIFFERENT)):
        return ()
    return tuple(dict.fromkeys(c.doc_id for c in turns[-1].answer.citations))


def _of_person(question: str, plain: str, turns: Sequence[Turn]) -> str:
    found = _PERSON.search(plain)
    if found is None or _typed_otherwise(question, found) or _SEVERAL.search(plain[: found.start()]):
        return ""
    if not (name := _person(turns)):
        return ""
    return _put(question, found.start(), found.end(), name)


def _person(turns: Sequence[Turn]) -> str:
    """The person whom the last turns were about: first named in the newest answer, else in the newest question."""
    for turn in reversed(turns):
        texts = [s.text for s in turn.answer.sentences] if turn.answer else []
        for text in _nearest_first(turn.question, texts):
            if names := person_names(text):
                return names[0]
    return ""


def _nearest_first(question: str, sentences: Sequence[str]) -> list[str]:
    """The sentences that share most with the question first; a list of names elsewhere in the answer comes after."""
    asked = set(syllables(question))
    return [*sorted(sentences, key=lambda s: -len(asked & set(syllables(s)))), question]


def _pointed(question: str, plain: str, before: str, last: Turn) -> str:
    """The question with "văn bản đó", "hội nghị ấy", "nó" by name, or with what "trong đó" leaves out."""
    for pattern in (_DOCUMENT, _IT):
        found = pattern.search(plain)
        if found is None or _typed_otherwise(question, found):
            continue
        head = found.groupdict().get("head", "")
        if name := _document(before, last, head):
            return _put(question, found.start(), found.end(), name)
        if not head and (subject := _subject(before)):
            return _put(question, found.start(), found.end(), subject)
    found = _EVENT.search(plain)
    if found and not _typed_otherwise(question, found):
        name = _thing(found["head"], before) or _document(before, last, found["head"])
        if name:
            return _put(question, found.start(), found.end(), name)
        return _joined(question, before)
    if (there := _THERE.match(plain)) and (subject := _apart(_subject(before), plain)):
        rest = question[there.end() :]
        return f"{'Trong' if not question.isascii() else 'trong'} {subject}, {rest[:1].lower()}{rest[1:]}"
    return ""


def _typed_otherwise(question: str, found: re.Match[str]) -> bool:
    """Whether the word that points back is another one as typed: "do" for "đó", "bà nay" for "bà này"."""
    word = question[: found.end()].rsplit(" ", 1)[-1].lower()
    if question.isascii():
        return word == "do" and re.match(_NOT_BY, plain_of(question)[found.end() :]) is None
    return word in {"do", "độ", "đồ", "đo", "đô", "nay", "ta", "no", "đỏ"}


def _document(before: str, last: Turn, head: str) -> str:
    """The document that the last turn was about, of the kind that is pointed at: in the question, else the answer."""
    named = [p.text for p in document_phrases(before)]
    alike = [n for n in named if plain_of(n).startswith(head)]
    if alike or named:
        return (alike or named)[-1]
    cited = {c.doc_id: c.metadata for c in last.answer.citations} if last.answer else {}
    if len(cited) == 1:
        [metadata] = cited.values()
        if metadata.number:
            return f"{metadata.kind.capitalize() or 'Văn bản'} {metadata.number}"
    return ""


def _thing(head: str, before: str) -> str:
    """The phrase of the earlier question that begins with the noun pointed at, up to where its predicate begins."""
    plain = plain_of(before)
    start = plain.find(head)
    if start < 0:
        return ""
    rest = before[start:]
    ended = _PREDICATE.search(plain, start)
    phrase = (rest[: ended.start() - start] if ended else rest).strip(" ,")
    return phrase if len(phrase.split()) > len(head.split()) else ""


def _what_about(question: str, plain: str, before: str) -> str:
    """The last question asked of something else: "còn năm 2026 thì sao?", "Khoản 2 thì sao?", "… có khác không?"."""
    found = _WHAT_ABOUT.match(plain)
    if found and not question.isascii() and "còn" not in question[: found.start("of")].lower():
        found = None
    found = found or _AND_THEN.match(plain) or _SO_WHAT.match(plain) or _DIFFERENT.match(plain)
    if found is None:
        return ""
    fresh = question[found.start("of") : found.end("of")].strip()
    if re.search(rf"(?<!\w){_ASKING}(?!\w)", plain_of(fresh)):
        return _within(re.sub(r"(?i) (?:thì|thi) ", " ", f"{fresh}?"), before)
    return swapped(before, fresh)


def _within(question: str, before: str) -> str:
    """A whole question asked of the document that the last one named, if it names none itself."""
    named = document_phrases(before)
    if not named or document_phrases(question):
        return _capital(question)
    return f"Theo {named[-1].text}, {question[0].lower() if not _proper(question) else question[0]}{question[1:]}"


def _of_part(question: str, before: str) -> str:
    """ "Khoản 1 nói gì?" of the article and the document that the last question named."""
    asked = parts(question)
    named = document_phrases(before)
    if not asked or not named or document_phrases(question) or len(syllables(question)) > _SHORT + 2:
        return ""
    above = " ".join(p.label for p in parts(before) if p.rank > max(a.rank for a in asked))
    end = asked[-1].end
    return f"{question[:end]}{' ' + above if above else ''} {named[-1].text}{question[end:]}"


def _of_office(question: str, plain: str, before: str) -> str:
    """ "Phó Trưởng ban Thường trực là ai?" of the body that the last question named."""
    found = _OFFICE.match(plain)
    bodies = body_phrases(before)
    if found is None or not bodies:
        return ""
    office = question[found.start("office") : found.end("office")]
    return _capital(f"{office} {bodies[0].text} {'la' if question.isascii() else 'là'} ai?")


def _bare(question: str, plain: str, before: str) -> str:
    """A question that does not say what it is about, with what the last one was about; "" if it does."""
    if _ONLY_ASKS.match(plain):
        asked = list(_ASKED.finditer(plain_of(before)))
        if asked:
            stem = question.strip(" ?")
            if asked[-1].start() == 0 and (event := _EVENTS.search(plain_of(before))):
                held = " dien ra" if before.isascii() else " diễn ra"
                return _capital(f"{before[event.start() :].strip(' ?')}{held} {stem[0].lower() + stem[1:]}?")
            return _capital(_put(before, asked[-1].start(), asked[-1].end(), stem[0].lower() + stem[1:]))
    content = [s for s in syllables(plain) if s not in _PREDICATES]
    if any(c.isdigit() for c in question) or document_phrases(question):
        return ""
    if not content:
        return _joined(question, before)
    lacks = _LACKS.match(plain) is not None and len(syllables(plain)) <= _SHORT
    if len(content) > _SHORT or _proper(question[1:]) or not (lacks or _shares(plain, before)):
        return ""
    return _joined(question, before)


def _shares(plain: str, before: str) -> bool:
    """Whether a pair of neighbouring syllables that say something stands in both questions."""
    mine, theirs = (
        {(a, b) for a, b in pairwise(s) if not {a, b} <= _PREDICATES}
        for s in (syllables(plain), syllables(plain_of(before)))
    )
    return bool(mine & theirs)


def _joined(question: str, before: str) -> str:
    """The question with the subject of the last one: before a predicate, after a question word."""
    plain = plain_of(question)
    named = document_phrases(before)
    about_it = named and _ABOUT_DOCUMENT.search(plain)
    subject = named[-1].text if about_it else _apart(_subject(before), plain)
    if not subject:
        return question
    stem = question.strip(" ?")
    if not stem:
        return question
    if owned := re.match(r"noi nhan|thanh phan(?: tham du)?", plain):
        return _capital(f"{stem[: owned.end()]} của {subject}{stem[owned.end() :]}?")
    if sum(1 for _ in _ASKED.finditer(plain)) > 1:
        return _capital(f"{subject}: {stem[0].lower() + stem[1:]}?")
    if re.match(rf"{_ASKING}(?!\w)|co ai|nguoi|trong", plain):
        return _capital(f"{stem} {subject}?")
    return _capital(f"{subject} {stem[0].lower() + stem[1:]}?")


def _subject(before: str) -> str:
    """What the last question was about: itself without what it asked."""
    plain = plain_of(before)
    spans = [m.span() for m in _ASKED.finditer(plain)]
    kept = before
    for start, end in reversed(spans):
        kept = f"{kept[:start]} {kept[end:]}"
    kept = " ".join(kept.replace("?", " ").split()).strip(" ,")
    return kept[: _TRAILING.search(plain_of(kept)).start()]  # type: ignore[union-attr]


def _apart(subject: str, plain: str) -> str:
    """The subject without words at its end that the question has already."""
    words, said = subject.split(), set(syllables(plain))
    while len(words) > 2 and set(syllables(plain_of(words[-1]))) <= said:
        words.pop()
    return " ".join(words)


def _proper(text: str) -> bool:
    """Whether a capital stands in `text`: a name of its own, which says what is meant."""
    return any(c.isupper() for c in text) and not text.isupper()


def _put(text: str, start: int, end: int, fresh: str) -> str:
    return f"{text[:start]}{fresh}{text[end:]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
