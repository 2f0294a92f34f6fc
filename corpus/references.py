"""Finding the documents that a text refers to, each in canonical form with what is done with it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.kinds import KINDS, has_code, kind_by_code
from corpus.numbers import Numbered, canonical_number, find_numbers
from corpus.records import Reference, Relation, Span
from corpus.relations import Place, Relations

_KIND_WORDS = "|".join(kind for kind in KINDS if kind not in ("đơn", "tờ khai", "biên bản", "giấy mời", "điều lệ"))
_ABBREVIATIONS = {"nq": "nghị quyết", "ct": "chỉ thị", "kl": "kết luận", "tb": "thông báo", "hd": "hướng dẫn",
                  "qđ": "", "nđ": "nghị định", "tt": "thông tư", "kh": "kế hoạch", "bc": "báo cáo"}  # fmt: skip
_BEFORE = 90
"""Characters before a number among which its kind, the name of its law or the rest of a list stands."""
_CHAIN = 300
"""Characters between two documents of one list: date, issuer and subject of the first."""
_NAMED_KIND = re.compile(rf"(?<!\w)(?P<kind>{_KIND_WORDS}|văn bản|{'|'.join(_ABBREVIATIONS)})\s*(?:số\s*:?\s*)?$", re.I)
# "Luật Sở hữu trí tuệ số 50/2005/QH11": the last of the laws named before the number.
_NAMED_LAW = re.compile(r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh)\s[^,;.:()“”\"\d]{2,80}\ssố\s*$")
_LISTED = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND_WORDS})\s+(?:số\s+)?(?P<serials>(?:\d{{1,4}}\s?(?:,|;|và|-|/)\s?(?:số\s)?){{1,12}})$",
    re.I,
)
_SERIAL = re.compile(r"\d{1,4}")
_JOINED = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|;|và|hoặc|cùng)\s*(?:số\s*)?")
_FORM = re.compile(r"(?:mẫu|biểu|phụ lục|ký hiệu|mã)(?:\s+\w+)?(?:\s+số)?\s*:?\s*$", re.I)
# "Nghị quyết 57", "NQ57", "Kết luận số 127": the serial alone; not "Quyết định 3 vấn đề", "Kế hoạch 5 năm".
_SHORT = re.compile(
    r"(?<!\w)(?:(?P<kind>Nghị quyết|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Nghị định|Thông tư|Quyết định)\s+(?P<so>số\s+)?"
    r"|(?P<code>NQ|KL|CT|NĐ)[ -]?)(?P<serial>\d{2,3})(?![\w/%-]|[.,]\d|\s?[-–/]\s?\d"
    r"|\s(?:ngày|tháng|năm|điều|khoản|tỷ|triệu|đồng|nhiệm|nội|vấn|người|đơn|tổ|văn|tỉnh|lần|trường|cán|chức))"
)
_ROMAN = {"11": "XI", "12": "XII", "13": "XIII", "14": "XIV", "15": "XV", "10": "X", "9": "IX", "8": "VIII", "7": "VII"}
_CONGRESS = re.compile(
    r"Nghị quyết (?:của )?Đại hội (?:đại biểu )?(?:toàn quốc )?(?:lần thứ )?(?P<congress>[XVI]{1,5}|\d{1,2})(?!\w)"
    r"(?: (?:của )?Đảng)?"
)
_PLENUM = re.compile(
    r"Nghị quyết (?:Hội nghị )?(?:Trung ương|TW) (?:lần thứ )?(?P<plenum>\d{1,2}),? "
    r"[Kk]h(?:óa|oá) (?P<congress>[XVI]{1,5})(?!\w)"
)
_CHARTER = re.compile(r"(?<!\w)(?:Điều lệ Đảng(?: Cộng sản Việt Nam)?|Hiến pháp)(?!\w)")
_FULL_NAMES = ("Điều lệ Đảng", "Hiến pháp")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A reference in one line: `start` is where its kind begins, `chained` says that it goes on a list."""

    start: int
    end: int
    number: str
    kind: str
    chained: bool = False


def find_references(text: str, own: str = "") -> tuple[Reference, ...]:
    """Every document that `text` refers to, in order; mentions of the document's `own` number are left out.

    A number is in canonical form; where a text only gives the serial ("Nghị quyết 57") it is completed from a mention
    in full, else it stays the serial. Documents known by name have an empty number and the name as their kind:
    "Điều lệ Đảng", "Hiến pháp", "Nghị quyết Đại hội XIV". Linear in the length of `text`.
    """
    relations = Relations()
    found: list[Reference] = []
    offset = 0
    for line in text.split("\n"):
        found += _of_line(line, offset, relations)
        offset += len(line) + 1
    own = canonical_number(own)
    return tuple(reference for reference in _completed(found) if not own or reference.number != own)


def _of_line(line: str, offset: int, relations: Relations) -> Iterator[Reference]:
    mentions = sorted(_mentions(line), key=lambda m: (m.start, -m.end))
    kept: list[_Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    relations.enter(line)
    before = 0
    relation: Relation = "cites"
    for mention in kept:
        place = Place(line, mention.start, mention.end, before, mention.chained)
        relation = relations.of(place, relation)
        yield Reference(mention.number, mention.kind, relation, Span(offset + mention.start, offset + mention.end))
        before = mention.end


def _mentions(line: str) -> Iterator[_Mention]:
    previous: _Mention | None = None
    for numbered in find_numbers(line):
        for mention in _numbered(line, numbered, previous):
            previous = mention
            yield mention
    for match in _SHORT.finditer(line):
        kind = (match["kind"] or _ABBREVIATIONS[match["code"].lower()]).lower()
        yield _Mention(match.start(), match.end(), match["serial"], kind)
    for match in _CONGRESS.finditer(line):
        congress = _ROMAN.get(match["congress"], match["congress"])
        yield _Mention(match.start(), match.end(), "", f"Nghị quyết Đại hội {congress}")
    for match in _PLENUM.finditer(line):
        yield _Mention(
            match.start(), match.end(), "", f"Nghị quyết Trung ương {match['plenum']} khóa {match['congress']}"
        )
    for match in _CHARTER.finditer(line):
        name = next(name for name in _FULL_NAMES if match.group().startswith(name))
        yield _Mention(match.start(), match.end(), "", name)


def _numbered(line: str, numbered: Numbered, previous: _Mention | None) -> Iterator[_Mention]:
    """The mention of one number, after those that share its symbol ("các Nghị quyết số 18, 19-NQ/TW")."""
    since = max(previous.end if previous else 0, numbered.start - _BEFORE)
    before = line[since : numbered.start]
    if listed := _LISTED.search(before):
        kind = listed["kind"].lower()
        for serial in _SERIAL.finditer(before, listed.start("serials"), listed.end("serials")):
            first = serial.start() == listed.start("serials")
            start = since + (listed.start() if first else serial.start())
            number = canonical_number(serial.group() + numbered.tail)
            yield _Mention(start, since + serial.end(), number, kind, chained=not first)
        yield _Mention(numbered.start, numbered.end, numbered.number, kind, chained=True)
        return
    named = _NAMED_KIND.search(before)
    law = None if named else _last_law(before)
    if previous and since == previous.end and _JOINED.fullmatch(before):
        yield _Mention(numbered.start, numbered.end, numbered.number, _listed_kind(previous, numbered), chained=True)
    elif match := named or law:
        start = since + match.start("kind")
        word = match["kind"].lower()
        kind = _ABBREVIATIONS.get(word, "" if word == "văn bản" else word) or kind_by_code(numbered.number)
        chained = previous is not None and start - previous.end < _CHAIN and _connects(line[previous.end : start])
        yield _Mention(start, numbered.end, numbered.number, kind, chained)
    elif has_code(numbered.number) and not _FORM.search(before):
        yield _Mention(numbered.start, numbered.end, numbered.number, _kind_alone(numbered.number))


def _last_law(before: str) -> re.Match[str] | None:
    """The law whose name stands before the number."""
    at = max(before.rfind(word) for word in ("Luật ", "Bộ luật ", "Pháp lệnh "))
    return _NAMED_LAW.match(before, at) if at >= 0 else None


def _connects(between: str) -> bool:
    """Whether nothing but a date, an issuer and a connective stands between two documents of a list."""
    return re.search(r"(?:,|;|\bvà|\bhoặc|\bcùng)\s*(?:các\s*)?$", between[-12:]) is not None


def _listed_kind(previous: _Mention, numbered: Numbered) -> str:
    coded = kind_by_code(numbered.number)
    same_code = kind_by_code(previous.number) == coded
    return previous.kind if same_code or not coded else coded


def _kind_alone(number: str) -> str:
    """The kind by a number's code; in the Party's, QĐ is a decision or a regulation."""
    kind = kind_by_code(number)
    return "" if kind == "quyết định" and "-QĐ/" in number else kind


def _completed(found: Sequence[Reference]) -> Iterator[Reference]:
    """The references with what others of the same text know: a kind for a bare number, the symbol for a serial."""
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    full: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for reference in found:
        if reference.kind and not reference.number.isdecimal():
            kinds[reference.number][reference.kind] += 1
            full[reference.kind, _serial(reference.number)].add(reference.number)
    for reference in found:
        if reference.number.isdecimal():
            numbers = full.get((reference.kind, reference.number), set())
            yield replace(reference, number=next(iter(numbers))) if len(numbers) == 1 else reference
        elif not reference.kind and kinds[reference.number]:
            yield replace(reference, kind=kinds[reference.number].most_common(1)[0][0])
        else:
            yield reference


def _serial(number: str) -> str:
    match = _SERIAL.match(number)
    return match.group() if match else ""


def numbers_of(references: Iterable[Reference]) -> list[str]:
    """The numbers referred to, each once, in order of their first mention."""
    return list(dict.fromkeys(r.number for r in references if r.number))
