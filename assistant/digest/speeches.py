"""Tasks in news: what somebody in authority asks ("đề nghị …", "yêu cầu …", "giao …"), and the sentences that go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.digest.abroad import is_foreign
from assistant.digest.agents import Bound, find_agent
from assistant.digest.imperatives import is_imperative
from assistant.digest.measures import BULLET
from assistant.digest.prose import own_lines, sentences_of
from assistant.digest.records import Task
from assistant.names import person_names
from corpus.records import Document, Span

_OFFICE = (
    r"Tổng Bí thư|Thường trực Ban Bí thư|Phó Thủ tướng|Thủ tướng|Phó Chủ tịch|Chủ tịch|Bộ trưởng|Thứ trưởng"
    r"|Phó Bí thư|Bí thư"
    r"|Trưởng|Phó Trưởng|Giám đốc|Bộ Chính trị|Ban Bí thư|Ban Chấp hành|Chính phủ|Quốc hội|Ủy ban|Hội nghị|Phó|Chánh"
    r"|Thượng tướng|Đại tướng"
    r"|Trung tướng|Thiếu tướng|Văn kiện|Ban Thường vụ|Ban|Bộ|Tiểu ban|Tỉnh ủy|Thành ủy"
)
_SAYER = rf"(?<!\w)(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|{_OFFICE})(?: (?!phải |cần |là |đã chỉ rõ)[^\s,;:.“”\"()]+){{0,14}}?"
_ADVERB = r"(?: (?:cũng|đã|đồng thời|tiếp tục|còn|nêu rõ và|và|phát biểu|kết luận|tại hội nghị|cho biết và))*"
_DEMANDS = (
    r"đề nghị(?! với)|yêu cầu|giao nhiệm vụ cho"
    r"|(?<!ngoại )(?<!Ngoại )(?<!bàn )(?<!chuyển )giao(?! lưu| thông| dịch| ban)|(?:chỉ đạo|phân công)(?= (?:các|Ban"
    r"|Bộ|Sở|Ủy|UBND|ngành|địa phương|Văn phòng) )|kêu gọi|nhấn mạnh (?:đến |tới )?yêu cầu"
    r"|nhấn mạnh (?:đến )?(?:tầm quan trọng của(?: việc)?|sự cần thiết phải|nhiệm vụ)|đề ra yêu cầu|nêu yêu cầu"
    r"|mong muốn|nêu về(?! các| những)|lưu ý(?! về| đến)"
)
_SAYINGS = r"cho rằng|nêu rõ|cho biết|khẳng định|nhấn mạnh|lưu ý|chỉ rõ|phân tích|chia sẻ|bày tỏ"
_SAID = re.compile(
    rf"(?P<sayer>{_SAYER}){_ADVERB} (?P<verb>(?P<demand>(?:{_DEMANDS})(?= \w|:| [“\"]|, ))|{_SAYINGS})(?!\w)"
)
_BARE = re.compile(r"(?P<demand>[Đđ]ề nghị|[Yy]êu cầu|[Gg]iao)(?= )(?! đặt ra| của| này| mới)")
_TRAILED = re.compile(
    rf"(?P<quoted>[”\"],?\s*|,[”\"]\s*)?(?(quoted)|,\s*)(?P<sayer>{_SAYER}){_ADVERB} "
    rf"(?P<verb>(?P<demand>yêu cầu|đề nghị|lưu ý)|{_SAYINGS}|nêu quan điểm|đặt vấn đề|nói|nhắn nhủ|nêu|phát biểu)"
    rf"(?(quoted)(?: [^.]{{0,60}})?)[.…/]*$"
)
"""Who has said what stands before: anything may follow behind a quotation, nothing behind plain words."""
_FURTHER = re.compile(r"(?:;|,| và) (?:đồng thời,? )?(?P<demand>đề nghị|yêu cầu|giao)(?! của| này| quyền) ")
_LEAD = re.compile(
    r"(?:[“\"”'\s]+|(?:Cụ thể|Trong đó|Theo đó|Cùng với đó(?: là)?|Bên cạnh đó|Ngoài ra|Đồng thời|Vì vậy|Do đó"
    r"|Do vậy|Thay vào đó|Mặt khác|Trước hết"
    r"|Trước mắt|Đặc biệt|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|Một là|Hai là|Ba là|Bốn là|Năm là|Sáu là"
    r"|Bảy là|Cuối cùng"
    r"|Về nhiệm vụ[^,]{0,60}|Thời gian tới|Trong thời gian tới)(?: là)?,? )+"
)
_ORDINAL = re.compile(
    r"[“\"\s]*(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám) là)(?: là)?,? "
)
_ACCORDING = re.compile(rf"Theo (?P<sayer>{_SAYER}), ")
_PLEA = re.compile(
    r"(?:[“\"”'\s,:]+|rằng |yêu cầu đặt ra (?:hiện nay )?là |cần phải |cần |phải |việc |tới việc |là (?=phải))+"
)
_TIMED = re.compile(r"(?:[Tt]rong|[Tt]ại|[Ởở]|[Đđ]ối với|[Tt]ừ|[Nn]gay từ|[Đđ]ến|[Ss]au|[Tt]rước) [^,;:.]{2,60}, ")
_AT = re.compile(r"(?:Ở|Tại|Đối với|Với) ")
_NOT_ONLY = re.compile(r"không chỉ .{3,200}?,? mà (?:[^,;.]{0,30} )?(?:là )?phải ")
_MODAL = re.compile(
    r"(?<!\w)(?:(?<!không )(?<!nào )(?<!đã )(?<!buộc )(?<!đang )phải|cần|không được(?! phép)"
    r"|không thể(?: để)?)(?!\w)(?! thiết)"
)
_FINISHED = re.compile(
    r"(?:Nhân dịp này|Cùng ngày|Trước đó|Cũng tại|Phát biểu đáp từ|Tham luận|Báo cáo (?:tóm tắt|tại|của)"
    r"|Theo báo cáo|Thay mặt|Cũng trong"
    r"|Kết thúc|Sau (?:hội nghị|phiên)|Dịp này|Các đại biểu|Hội nghị đã|Tin liên quan)"
)
_END = re.compile(r"[\s.;…,/”\"]+$")
_LISTED = re.compile(r":\s")
_URGED = re.compile(
    r"tiếp tục|kịp thời|khẩn trương|tập trung|chủ động|nghiêm túc|thường xuyên|tăng cường|đẩy mạnh|quan tâm|sớm"
)
_TOLD = re.compile(r"(?<!\w)(?:đã|đang|mong|sẽ|luôn|từng)(?!\w)")
_ONE = re.compile(r"(?: nào$| nào |^(?:[Mm]ỗi|[Tt]ừng) |[Nn]gười |[Cc]á nhân|[Cc]án bộ|đảng viên|[Bb]í thư)")
"""Whoever is meant, and not a unit that the next demand may be addressed to."""
_STATED = re.compile(r"[^,;:.]{0,80}? (?:là|không phải|đã|đang|sẽ|giúp|góp phần|trở thành)(?!\w)")
_LIST = re.compile(r"(?:yêu cầu|nhiệm vụ|nội dung|giải pháp|việc|vấn đề|công tác|điểm)(?!\w)[^:]{0,120}:$")
_HOLDS = re.compile(rf"(?<!\w)(?:{_OFFICE})(?!\w)")
_PRONOUNS = frozenset({"đồng chí", "ông", "bà"})
_NOT_ASKING = frozenset("được bị sẽ chưa không từng".split())
_RULED = re.compile(r".* thì (?:trước hết )?")
_OPENS = re.compile(r"(?:\([^()]{2,40}\) - )?(?:Sáng|Chiều|Tối|Ngày|Trưa) (?:nay|\d{1,2})")
_LEAST_WORDS = 4
_FAR = 130
_REACH = 200
_MEMBER = ("Ủy viên", "Uỷ viên", "Thường trực")


@dataclass(slots=True)
class _Speech:
    """Who speaks, whom what they ask was last addressed to, and whether a list of demands goes on. `heads` are the
    people with an office: what others say binds nobody."""

    heads: frozenset[str]
    sayer: str = ""
    carried: str = ""
    listing: bool = False


def speech_tasks(document: Document, heads: frozenset[str] = frozenset()) -> Iterator[Task]:
    """What is asked for in an article by `heads` and by bodies and offices. A sentence without an addressee goes to
    whom the speaker last addressed."""
    text = document.text
    headings = {h.span.start for h in document.outline}
    speech = _Speech(heads)
    for line in own_lines(document, without=frozenset({"aside", "caption", "row", "note"})):
        if line.start in headings and not line.of(text).rstrip().endswith((".", ":", "”", '"')):
            continue
        item = BULLET.match(text, line.start, line.end)
        speech.listing = speech.listing and item is not None
        for sentence in sentences_of(text, Span(item.end() if item else line.start, line.end)):
            for task in _of_sentence(text, sentence, speech):
                if not task.what.endswith(":"):
                    yield task


def _of_sentence(text: str, sentence: Span, speech: _Speech) -> Iterator[Task]:
    words = sentence.of(text)
    if _FINISHED.match(words) or _OPENS.match(words):
        speech.sayer = speech.carried = ""
    demanded = speech.listing
    trailed = _TRAILED.search(words, max(0, len(words) - 200))
    if trailed and _may_bind(trailed["sayer"], speech):
        speech.sayer = _name(trailed["sayer"], speech)
        demanded = demanded or bool(trailed["demand"])
        speech.carried = ""
        words = words[: trailed.start()]
    if _LIST.search(words):
        speech.listing = True
    if bare := _BARE.match(words, lead.end() if (lead := _LEAD.match(words)) else 0):
        rest, sayer = _attributed(words[bare.end() :])
        if sayer or speech.sayer or bare["demand"][0].isupper():
            speech.sayer = sayer or speech.sayer
            yield from _demands(rest, sentence, speech, one_off=bare["demand"].lower() == "giao")
            return
    said = _first_said(words)
    if said and not _may_bind(said["sayer"], speech):
        speech.sayer = speech.carried = ""
    elif said:
        rest = words[said.end() :]
        sayer = _named_before(words[: said.start()]) or _name(said["sayer"], speech)
        told = rest.lstrip(" ,:") if not (plea := _PLEA.match(rest)) else rest[plea.end() :]
        if said["demand"] or is_imperative(told):
            if sayer != speech.sayer or not said["demand"]:
                speech.carried = ""
            speech.sayer = sayer
            yield from _demands(rest, sentence, speech, one_off=(said["demand"] or "").startswith("giao"))
            return
        if _MODAL.search(rest):
            speech.carried = speech.carried if sayer == speech.sayer else ""
            speech.sayer = sayer
        elif sayer != speech.sayer:
            speech.sayer = speech.carried = ""
        words = rest.lstrip(" ,:")
    elif (according := _ACCORDING.match(words)) and not is_foreign(according["sayer"]):
        speech.sayer = _name(according["sayer"], speech)
        words = words[according.end() :]
    if speech.sayer:
        yield from _going_on(words, sentence, speech, demanded)


def _may_bind(sayer: str, speech: _Speech) -> bool:
    """Whether what the speaker asks is a task: they hold an office, or are a body, of this country."""
    if sayer.lower() in _PRONOUNS:
        return bool(speech.sayer)
    if is_foreign(sayer):
        return False
    return _HOLDS.search(sayer) is not None or any(name in speech.heads for name in person_names(sayer))


def _first_said(words: str) -> re.Match[str] | None:
    """The first "X yêu cầu", not within quotation marks."""
    for match in _SAID.finditer(words[:600]):
        before = words[: match.start()]
        if re.search(r"(?:được|do|bởi|của|theo|với) $", before, re.IGNORECASE) or _NOT_ASKING & set(
            match["sayer"].split()
        ):
            continue
        if before.count("“") <= before.count("”") and before.count('"') % 2 == 0 and "mà " not in before[-40:]:
            return match
    return None


def _attributed(rest: str) -> tuple[str, str]:
    """ "…, Thường trực Ban Bí thư nêu rõ …" after a demand: the demand, and who says so."""
    match = re.search(rf", (?P<sayer>{_SAYER}){_ADVERB} (?:{_SAYINGS})(?!\w).*$", rest)
    return (rest[: match.start()], _name(match["sayer"])) if match else (rest, "")


def _demands(rest: str, sentence: Span, speech: _Speech, *, one_off: bool) -> Iterator[Task]:
    """The tasks in what follows "đề nghị", "giao"."""
    begin = 0
    for further in _FURTHER.finditer(rest):
        yield from _demand(rest[begin : further.start()], sentence, speech, one_off=one_off)
        begin, one_off = further.end(), further["demand"] == "giao"
    yield from _demand(rest[begin:], sentence, speech, one_off=one_off)


def _demand(rest: str, sentence: Span, speech: _Speech, *, one_off: bool) -> Iterator[Task]:
    rest = _END.sub("", rest.lstrip(" ,:"))
    timed = _TIMED.match(rest)
    start = timed.end() if timed else 0
    bound = find_agent(rest, start)
    if bound is None and (place := re.match(r"(?:trong|ở|tại) [^,;:.]{2,40}? (?=cần |phải )", rest)):
        yield Task(rest, "" if place else speech.carried, sentence, authority=speech.sayer)
        return
    who, what = speech.carried, rest
    if bound:
        who, what = rest[start : bound.end].strip(" ,"), rest[bound.begin :]
        if not one_off:
            speech.carried = who
    elif plea := _PLEA.match(rest, start):
        what = rest[plea.end() :]
        if (inner := find_agent(what, 0)) and inner.modal:
            who, what = what[: inner.end].strip(" ,"), what[inner.begin :]
    elif start:
        what = rest[start:]
    items = _items(what)
    for item in items or [what]:
        if len(item.split()) >= _LEAST_WORDS:
            yield Task(item, who, sentence, authority=speech.sayer)


def _items(what: str) -> list[str]:
    """ "… 5 điểm then chốt: Tập trung …; Cải cách …" as its items; empty if it is no such list."""
    colon = _LISTED.search(what)
    if not colon:
        return []
    items = [item.strip() for item in what[colon.end() :].split("; ")]
    return items if len(items) > 1 and all(item[:1].isupper() for item in items) else []


def _going_on(words: str, sentence: Span, speech: _Speech, demanded: bool) -> Iterator[Task]:
    """The task in a sentence that goes on with a speech: an obligation, or an imperative."""
    ordinal = _ORDINAL.match(words)
    if lead := _LEAD.match(words):
        words = words[lead.end() :]
    words = _END.sub("", words.lstrip('“"” '))
    if len(words.split()) < _LEAST_WORDS:
        return
    start = place.end() if (place := _AT.match(words)) else 0
    bound = find_agent(words, start)
    if bound and (bound.modal or _bids(words, bound)) and bound.end < _FAR + start:
        who = _RULED.sub("", words[start : bound.end]).strip(" ,")
        if not _ONE.search(who):
            speech.carried = who
        yield Task(words[bound.begin :], who, sentence, authority=speech.sayer)
        return
    if only := _NOT_ONLY.search(words):
        yield Task(
            words[only.end() :] if words.startswith(("yêu cầu", "Yêu cầu")) else words,
            "",
            sentence,
            authority=speech.sayer,
        )
        return
    plea = _PLEA.match(words)
    rest = words[plea.end() :] if plea else words
    timed = _TIMED.match(rest)
    if (is_imperative(rest) and not _STATED.match(rest)) or (timed and is_imperative(rest[timed.end() :])):
        yield Task(rest, speech.carried, sentence, authority=speech.sayer)
    elif plea and (inner := find_agent(rest, 0)) and inner.modal:
        yield Task(rest[inner.begin :], rest[: inner.end].strip(" ,"), sentence, authority=speech.sayer)
    elif demanded or ordinal or ((modal := _MODAL.search(words)) and modal.start() < _FAR):
        yield Task(rest, "", sentence, authority=speech.sayer)


def _bids(words: str, bound: Bound) -> bool:
    """Whether an agent's verb reads as what is to be done, not what was: "Các cơ quan tiếp tục chủ động rà soát"."""
    return _URGED.match(words, bound.begin) is not None and not _TOLD.search(words, 0, bound.begin)


def _named_before(words: str) -> str:
    """The person whose office it is that speaks: "đồng chí Lê An, |Bí thư Tỉnh ủy yêu cầu"."""
    if not words.endswith(", "):
        return ""
    near = words[-_REACH:]
    names = person_names(near)
    if not names:
        return ""
    between = near[near.rfind(names[-1]) + len(names[-1]) :].strip(" ,")
    return (
        names[-1] if not between or all(_HOLDS.match(p) or p.startswith(_MEMBER) for p in between.split(", ")) else ""
    )


def _name(sayer: str, speech: _Speech | None = None) -> str:
    """The person's name in what a speaker is called, else the whole of it; "đồng chí" alone is who spoke last."""
    if speech and speech.sayer and sayer.lower() in _PRONOUNS:
        return speech.sayer
    names = person_names(sayer)
    sayer = re.split(r" (?:vừa|đã|có|cũng)(?!\w)", sayer)[0]
    return names[0] if names else re.sub(r"^(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à) (?=\w)", "", sayer).strip()
