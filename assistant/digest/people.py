"""People with their offices and what they do: "đồng chí Trần Cẩm Tú, Ủy viên Bộ Chính trị, … chủ trì Hội nghị"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.digest.phrases import run
from assistant.digest.prose import own_lines, sentences_of
from assistant.digest.records import Person
from assistant.names import person_names, titled_names
from corpus.records import Document, Span
from corpus.spelling import fold, normalise

_CHIEFS = (
    "Bí thư|Chủ tịch|Thủ tướng|Chánh(?= [VTÁ])|Giám đốc|Tổng Giám đốc|Cục trưởng|Tổng Cục trưởng|Vụ trưởng|Viện trưởng"
    "|Hiệu trưởng|Tổng Thư ký|Chủ nhiệm|Tổng Biên tập|Tư lệnh|Chính ủy|Tổng Tham mưu trưởng|Tham mưu trưởng|Trưởng"
    "|Tổng Thanh tra|Tổng Kiểm toán|Thống đốc|Chỉ huy trưởng|Đoàn|Đội trưởng|Trạm trưởng|Viện trưởng|Trưởng phòng"
)
_HEADS = (
    rf"Tổng Bí thư|Thường trực Ban Bí thư|Ủy viên|Uỷ viên|Bộ trưởng|Thứ trưởng|(?:Phó |Quyền )?(?:{_CHIEFS})|Thành viên"
    "|Đại biểu Quốc hội|Đại sứ|Tổng Lãnh sự|Chính trị viên|Người phát ngôn|Trợ lý|Thư ký|Kiểm sát viên|Thẩm phán"
    "|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá)|(?:Phó |Chuẩn )?Đô đốc|Thượng tọa|Hòa thượng"
)
_OFFICE = re.compile(rf"(?<!\w)(?:(?:nguyên|Nguyên|quyền) )?(?:{_HEADS})(?!\w)", re.IGNORECASE)
_COMMON = re.compile(r"thành viên|đại biểu|ủy viên|uỷ viên|thư ký|trưởng|trợ lý|đoàn|đại|thượng|trung")
"""Written small after a name, these begin another group: "…, thành viên các tiểu ban"."""
_HONOUR = re.compile(r"(?<!\w)(?:đồng chí|đ/c|ông|bà|ngài)\s+$", re.IGNORECASE)
_MANY = re.compile(r"(?<!\w)các (?:đồng chí|đ/c|ông|bà)?\s*$", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:,|[-–]|\()\s*(?:hiện là |là |đồng chí )?")
_AND = re.compile(r"(?: và|,|;|;? và|, và) (?:(?:các )?(?:đồng chí|ông|bà) )?$", re.IGNORECASE)
_REACH = 260
_ROLES = (
    ("chủ trì", re.compile(r"(?:đồng )?chủ trì|điều hành")),
    ("phát biểu", re.compile(r"phát biểu|diễn văn|nhấn mạnh|kết luận")),
    ("chỉ đạo", re.compile(r"chỉ đạo")),
    ("dự", re.compile(r"(?:tham |đến |tới )?dự(?! thảo| kiến| án| khuyết)")),
    ("báo cáo", re.compile(r"báo cáo|trình bày")),
    ("ký", re.compile(r"ký(?! kết quả)(?: ban hành)?")),
    ("trao", re.compile(r"trao")),
    ("công bố", re.compile(r"công bố")),
)
_OPENS = re.compile(
    r"(?:(?:Đồng )?(?P<chair>[Cc]hủ trì)|(?:Cùng |Tham |Đến |Tới )*(?P<attend>[Dd]ự))[^,;:.]{0,60}?(?: có| gồm)?:?\s*$"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    offices: tuple[str, ...]
    role: str
    span: Span
    honoured: bool


def find_people(document: Document) -> tuple[Person, ...]:
    """The people whom a document names with an office or honours, in order of first mention."""
    text = document.text
    mentions = [m for line in own_lines(document) for s in sentences_of(text, line) for m in _mentions(text, s)]
    by_name: dict[str, list[_Mention]] = {}
    for mention in mentions:
        by_name.setdefault(mention.name, []).append(mention)
    signed = document.metadata.signed_by
    if signed and signed not in by_name and (at := text.rfind(signed)) >= 0:
        by_name[signed] = [_Mention(signed, (), "ký", Span(at, at + len(signed)), True)]
    return tuple(
        _merged(name, of, document.metadata.office if name == signed else "")
        for name, of in by_name.items()
        if name == signed or any(m.offices or m.honoured for m in of)
    )


def _merged(name: str, mentions: Sequence[_Mention], signing: str) -> Person:
    """One person of all mentions; `signing` is the office in which they sign the document, if they do."""
    fullest = max(mentions, key=lambda m: len(", ".join(m.offices)))
    roles = dict.fromkeys([m.role for m in mentions if m.role] + (["ký"] if signing else []))
    stated = sorted((m.offices for m in mentions), key=lambda offices: -len(", ".join(offices)))
    return Person(name, ", ".join(_distinct([*stated, (signing,) if signing else ()])), tuple(roles), fullest.span)


def _distinct(stated: Sequence[Sequence[str]]) -> list[str]:
    """Every office once, the longest wording of each."""
    kept: list[str] = []
    for offices in stated:
        for office in offices:
            key = _key(office)
            at = next((i for i, other in enumerate(kept) if key in _key(other) or _key(other) in key), None)
            if at is None:
                kept.append(office)
            elif (len(key), len(office)) > (len(_key(kept[at])), len(kept[at])):
                kept[at] = office
    return kept


def _key(office: str) -> str:
    words = f" {fold(normalise(office))} "
    for short, full in ((" tw ", " trung uong "), (" bch ", " ban chap hanh "), (" tp ", " thanh pho ")):
        words = words.replace(short, full)
    return words


def _mentions(text: str, sentence: Span) -> Iterator[_Mention]:
    found = list(_names(text, sentence))
    shared: tuple[str, ...] = ()
    for i, (name, span) in enumerate(found):
        limit = found[i + 1][1].start if i + 1 < len(found) else sentence.end
        floor = found[i - 1][1].end if i else sentence.start
        before, began = _offices_before(text, floor, span.start)
        after, end = _offices_after(text, span.end, limit)
        many = _heading(text, floor, span.start)
        if many is not None:
            shared = many
        elif i and not _lists_on(text, floor, span.start):
            shared = ()
        offices = tuple(dict.fromkeys((*shared, *before, *after)))
        honoured = bool(_HONOUR.search(text, max(floor, span.start - 12), span.start))
        role = _role(text, sentence, began, end, limit)
        yield _Mention(name, offices, role, Span(began, end), honoured)


def _names(text: str, sentence: Span) -> Iterator[tuple[str, Span]]:
    words = sentence.of(text)
    spans = []
    for found in (*person_names(words), *titled_names(words)):
        name = found.removeprefix("Ông ") if found.count(" ") > 1 else found
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words):
            kept = _without_place(words, match.start(), name)
            spans.append((kept, Span(sentence.start + match.end() - len(kept), sentence.start + match.end())))
    last = sentence.start
    for name, span in sorted(spans, key=lambda s: (s[1].start, -s[1].end)):
        # A surname may be an office's first syllable: "Phó Thủ tướng".
        if span.start >= last and not _is_place(text, span.start) and not _OFFICE.match(text, span.start):
            yield name, span
            last = span.end


def _without_place(words: str, start: int, name: str) -> str:
    """ "Giang Triệu Tài Vinh" behind "Tỉnh ủy Hà " is Triệu Tài Vinh of Hà Giang."""
    before = words[:start].rpartition(" ")[0].rpartition(" ")[2]
    rest = name.partition(" ")[2]
    return rest if before[:1].isupper() and words[start - 1 : start] == " " and person_names(rest) == [rest] else name


def _is_place(text: str, start: int) -> bool:
    """Whether the name is a place's or a street's: "TP Hồ Chí Minh", "đường Lê Lợi", "tư tưởng Hồ Chí Minh"."""
    before = text[max(0, start - 24) : start]
    return (
        re.search(
            r"(?:TP\.?|[Tt]hành phố|[Tt]ỉnh|[Xx]ã|[Pp]hường|[Qq]uận|[Hh]uyện|[Đđ]ường|[Pp]hố|[Tt]hôn|[Tt]rường|Minh"
            r"|sân bay"
            r"|[Tt]ư tưởng|THPT|THCS|[Tt]iểu học|[Bb]ệnh viện|Thanh niên Cộng sản|[Cc]hiến dịch|[Bb]ảo tàng|Lăng"
            r"|[Cc]hợ|[Cc]ầu|Quốc gia) $",
            before,
        )
        is not None
    )


def _offices_before(text: str, floor: int, start: int) -> tuple[list[str], int]:
    """The offices that run up to a name, and where they begin."""
    floor = max(floor, start - _REACH)
    at = start
    honour = _HONOUR.search(text, floor, start)
    end = honour.start() if honour else start
    offices: list[str] = []
    while True:
        part = _part_ending(text, floor, end)
        if part is None:
            break
        offices.insert(0, text[part : _trim(text, end)])
        at = part
        comma = re.compile(r",\s*$").search(text, floor, part)
        if not comma:
            break
        end = comma.start()
    return offices, min(at, honour.start() if honour else start)


def _trim(text: str, end: int) -> int:
    while end and text[end - 1] == " ":
        end -= 1
    return end


def _part_ending(text: str, floor: int, end: int) -> int | None:
    """Where the office begins that ends exactly at `end`; None if there is none."""
    end = _trim(text, end)
    if end <= floor or text[end - 1] in ",;:.":
        return None
    comma = max(text.rfind(c, floor, end) for c in ",;:(“")
    for head in _OFFICE.finditer(text, max(comma + 1, floor), end):
        # Written small only in "nguyên Bí thư", "quyền Giám đốc".
        if (text[head.start()].isupper() or text[head.start()] in "nq") and _office_end(text, head, end) == end:
            return head.start()
    return None


def _offices_after(text: str, start: int, limit: int) -> tuple[list[str], int]:
    """The offices that follow a name, and where they end."""
    offices: list[str] = []
    end = start
    while glue := _AFTER.match(text, end, limit):
        if not (head := _OFFICE.match(text, glue.end(), limit)) or _COMMON.match(text, head.start()):
            break
        stop = _office_end(text, head, limit)
        offices.append(text[head.start() : stop])
        end = stop
    return offices, end


def _office_end(text: str, head: re.Match[str], limit: int) -> int:
    """Where the office ends that `head` begins."""
    return max(head.end(), run(text, max(text.rfind(" ", head.start(), head.end()) + 1, head.start()), limit))


def _heading(text: str, floor: int, start: int) -> tuple[str, ...] | None:
    """The offices of all in a list: "các đồng chí Ủy viên Bộ Chính trị: …"; None where no list begins."""
    begin = max(floor, start - _REACH)
    match = re.compile(
        r"(?<!\w)(?:[Cc]ác|[Hh]ai|[Bb]a) (?:đồng chí |ông |bà )?(?P<offices>[^:;.]{3,160}):\s*(?:đồng chí |ông |bà )?$"
    ).search(text, begin, start)
    if not match:
        return None
    offices: list[str] = []
    for part in re.finditer(r"[^,]+", match["offices"]):
        words = part.group().strip()
        if not _OFFICE.match(words):
            return () if not offices else tuple(offices)
        offices.append(words)
    return tuple(offices)


def _lists_on(text: str, floor: int, start: int) -> bool:
    """Whether the list of names goes on: only offices, a place in parentheses and a mark stand between two of them."""
    between = text[floor:start]
    return not re.search(r"(?<!\w)các (?!cơ quan|tỉnh)|(?<!\w)cùng ", between) and bool(
        _AND.search(between + " "[:0]) or between.rstrip().endswith((";", ","))
    )


def _role(text: str, sentence: Span, began: int, end: int, limit: int) -> str:
    following = text[end : min(limit, end + 50)]
    best = min(
        ((m.start(), name) for name, pattern in _ROLES if (m := pattern.search(following))),
        default=None,
    )
    if best and not re.search(r"[.;:]|, (?!Phó|Bí)", following[: best[0]]):
        return best[1]
    opening = text[sentence.start : began]
    if match := re.match(r"(?:[^,.]{0,40}, )?(?:Đồng )?[Cc]hủ trì\b", opening):
        return "chủ trì"
    if match := re.match(r"(?:Cùng |Tham |Đến |Tới )*(?:[Dd]ự|[Tt]ham dự)\b", opening):
        return "dự"
    match = re.match(r"(?:Phát biểu|Kết luận)\b", opening)
    return "phát biểu" if match else ""
