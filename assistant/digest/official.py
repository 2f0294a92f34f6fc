"""What the parts of an official document are for, and so what each sentence is worth to a summary of it.

The ranker of summaries learnt from news, where what matters opens the text. In an official document its goals, its
tasks and who answers for them stand in chapters that are named so; the grounds, the state of things and the entry into
force do not tell what it is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import takewhile

from assistant.digest.agents import find_agent
from assistant.digest.chapters import Chapter, Role, chapters_of
from assistant.digest.imperatives import is_imperative
from assistant.digest.measures import BULLET
from assistant.digest.prose import own_lines, sentences_of
from assistant.digest.sentences import Sentence, sentence_at, summary_sentences
from corpus.kinds import KINDS
from corpus.records import Document, Span
from index.analyze import syllables

UNWANTED = -99.0
"""The worth of what no summary takes while there is anything else."""
_WORTH: Mapping[Role, float] = {
    "act": 6.0,
    "scope": 5.5,
    "goal": 4.5,
    "task": 4.0,
    "who": 3.0,
    "topic": 3.0,
    "view": 1.0,
    "rule": 0.0,
    "state": -2.0,
    "end": UNWANTED,
}
_PRICE: Mapping[Role, float] = {
    "act": 4.0,
    "scope": 3.0,
    "goal": 2.5,
    "task": 0.4,
    "who": 1.2,
    "topic": 0.3,
    "view": 1.0,
    "rule": 0.3,
    "state": 0.5,
    "end": 0.0,
}
"""What a further sentence of the same role is worth less."""
_BESIDE_TOPICS = 1.5
"""What a rule is worth less in a document that is told by its headings."""
_BESIDE_SCOPE = 5.0
"""What a sentence under a heading of scope is worth less unless it says what the document governs."""
_IN_ITEM, _IN_DEPTH = 1.0, 2.0
"""What a task in a sentence is worth less than one that is a heading, and one that stands deeper."""
_REPORTED: Mapping[Role, float] = {"state": 2.5, "view": 1.5, "act": 3.0, "goal": 1.0, "task": 0.5, "who": -1.0}
"""Roles that are worth something else in a report, which tells what was done."""

_RANKED: Mapping[Role, float] = {"rule": 0.8, "state": 0.8}
_ELSE_RANKED = 0.3
"""What the ranker's opinion of a sentence counts beside what it is for: most where that says little."""
_LATER, _LATEST = 0.15, 10
"""What each sentence of a role is worth less than the one before it, up to how many."""

_OTHERS = frozenset({"tờ khai", "đơn", "giấy mời", "biên bản", "lời kêu gọi", "tuyên bố", "cương lĩnh"})
_OFFICIAL = (frozenset(KINDS) | {"trang giới thiệu", "văn bản hợp nhất"}) - _OTHERS
_FEW_TOPICS = 4
_LEAST, _LONGEST = 15, 60
"""Syllables that are left of a sentence that is cut, and from which on it is."""
_SHORTEST = 7
"""Syllables of a heading that says what is to be done."""
_PREAMBLE = 6_000
"""Characters within which a document says what it is."""

_CLAUSE = re.compile(r"[,;:.]")
_ACT = re.compile(
    r"(?<!\w)(?:ban hành|hướng dẫn|yêu cầu|kết luận|quyết định|thống nhất|đề nghị|chỉ thị|quy định)(?!\w)"
)
_ENACTED = re.compile(r"(?:Nay )?[Bb]an hành (?:kèm theo|Quy|Chương|Kế|Đề)")
_KIND = "|".join(sorted((k.capitalize() for k in KINDS), key=len, reverse=True))
_SCOPE = re.compile(
    rf"(?:Bản )?(?:{_KIND})(?: hành động)? này (?:quy định|hướng dẫn|áp dụng|sửa đổi|cụ thể hóa|cụ thể hoá|điều chỉnh)"
)
_IS = re.compile(r"[^,;:.]{3,120}? là (?:cơ quan|tổ chức|đội tiên phong|bộ máy|đơn vị|văn bản) ")
_AIM = re.compile(r"Mục (?:đích|tiêu)(?: \w+){0,8} (?:là|nhằm)(?!\w)")
_GROUNDS = re.compile(r"\W*(?:Căn cứ|Theo đề nghị|Xét|Trên cơ sở)(?!\w)")
_CLOSES = re.compile(
    r"(?<!\w)(?:có hiệu lực|hết hiệu lực|phổ biến đến|phổ biến tới|này thay thế|trách nhiệm (?:tổ chức )?thi hành"
    r"|trách nhiệm (?:tổ chức |triển khai )*thực hiện \w+(?: \w+)? này|kể từ ngày ký)(?!\w)"
    r"|^Trong quá trình (?:tổ chức )?(?:triển khai|thực hiện|thi hành|áp dụng)|^Danh mục .{0,80}kèm theo"
    r"|^\(?Kèm theo|này (?:gồm|bao gồm) [^,;.]{0,20}(?:chương|điều|phần)(?!\w)|\.{4}|…{3}|^Trân trọng |^Kính gửi"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or a heading that says what is to be done or settled, with what it does and is worth.

    `worth` is in the unit of the ranker's standard deviations, whose opinion counts as much as `ranked` beside it, and
    `price` what it loses for each one of its role that is taken already. `cut` where the sentence went on behind a
    semicolon: those of resolutions run to half a page.
    """

    sentence: Sentence
    role: Role
    worth: float
    price: float
    ranked: float = 0.0
    cut: bool = False


def official_parts(document: Document, most: int) -> tuple[Part, ...]:
    """The `most` parts of a resolution, directive, rule, plan or report that are worth most, in reading order.

    Empty for every other document, and for one that has no chapters and says nowhere what it enacts.
    """
    if document.metadata.kind not in _OFFICIAL:
        return ()
    chapters = chapters_of(document)
    begins = _begins(document)
    headings = list(_headings(document, chapters))
    topical = any(part.role == "topic" for part in headings)
    parts = [*headings, *_enacting(document, begins, chapters)]
    for sentence in summary_sentences(document):
        part = _part(document, sentence, begins, chapters)
        parts.append(replace(part, worth=part.worth - _BESIDE_TOPICS) if topical and part.role == "rule" else part)
    named = any(chapter.role not in ("rule", "end") for chapter in chapters.values())
    known = named or any(part.role not in ("rule", "end", "state") for part in parts)
    if not known:
        return ()
    ordered = list(_in_order(sorted(parts, key=lambda p: p.sentence.span.start)))
    best = nlargest(most, range(len(ordered)), key=lambda at: ordered[at].worth)
    return tuple(ordered[at] for at in sorted(best))


def _in_order(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, each worth a little less than the one of its role before it: what comes first weighs most."""
    met: Counter[tuple[Role, float]] = Counter()
    for part in parts:
        kind = part.role, part.ranked
        later = 0.0 if part.role in _RANKED else _LATER * min(met[kind], _LATEST)
        met[kind] += 1
        yield replace(part, worth=part.worth - later)


def _begins(document: Document) -> int:
    """Where the document itself begins: what stands above its number is no word of its own."""
    m = document.metadata
    return max(0, document.text.find(m.number, 0, _PREAMBLE)) if m.number else 0


def _headings(document: Document, chapters: Mapping[int, Chapter]) -> Iterator[Part]:
    """The headings that say what is to be done; where none does, those that say what is settled."""
    titles = [c for c in chapters.values() if c.title and c.text and not c.text.isupper()]
    tasks = [c for c in titles if c.role == "task" and c.depth == 1]
    if not tasks:
        top = min((c.level for c in titles if is_imperative(c.text)), default=0)
        tasks = [c for c in titles if c.level == top and c.role == "rule"]
        tasks = tasks if sum(is_imperative(c.text) for c in tasks) * 2 > len(tasks) else []
    role: Role = "task"
    if not tasks and not any(c.role == "task" for c in chapters.values()):
        top = min((c.level for c in titles), default=0)
        tasks, role = [c for c in titles if c.level == top and c.role == "rule"], "topic"
        tasks = tasks if len(tasks) >= _FEW_TOPICS else []
    told = [sentence_at(document, chapter.span, section=chapter.span.start) for chapter in tasks]
    told = [sentence for sentence in told if len(sentence.words) >= _SHORTEST]
    if role == "topic" and len(told) < _FEW_TOPICS:
        return
    for sentence in told:
        yield Part(sentence, role, _worth(document, role), _PRICE[role])


def _enacting(document: Document, begins: int, chapters: Mapping[int, Chapter]) -> Iterator[Part]:
    """What leads in the document: "Để …, Ban Thường vụ yêu cầu … thực hiện các nhiệm vụ sau:"."""
    text = document.text
    first = min((at for at, c in chapters.items() if at > begins and c.level == 1), default=_PREAMBLE)
    lines = takewhile(lambda line: line.start < min(first, _PREAMBLE), own_lines(document))
    for line in lines:
        words = line.of(text)
        if line.start < begins or not words.endswith(":") or _GROUNDS.match(words) or words.isupper():
            continue
        last = sentences_of(text, line)[-1]
        sentence = sentence_at(document, last)
        if len(sentence.words) >= _SHORTEST and _ACT.search(sentence.text):
            yield Part(sentence, "act", _worth(document, "act"), _PRICE["act"])


def _part(document: Document, sentence: Sentence, begins: int, chapters: Mapping[int, Chapter]) -> Part:
    chapter = chapters.get(sentence.section)
    role = _role(document, sentence, begins, chapter)
    worth = _worth(document, role)
    if role in ("task", "goal") and chapter and chapter.role == role:
        # The first sentence of an item says what it is about.
        worth -= (_IN_ITEM if role == "task" else 0.0) + (_IN_DEPTH if chapter.depth > 1 or sentence.within else 0.0)
    if role == "scope" and not _SCOPE.match(_words(sentence)):
        worth -= _BESIDE_SCOPE
    if role == "who" and not find_agent(_words(sentence), 0):
        worth -= _IN_DEPTH
    whole = sentence
    sentence = _until_semicolon(document, sentence)
    return Part(sentence, role, worth, _PRICE[role], _RANKED.get(role, _ELSE_RANKED), sentence is not whole)


def _until_semicolon(document: Document, sentence: Sentence) -> Sentence:
    """A sentence too long to quote, up to the last semicolon that leaves enough of it; others as they are."""
    if len(sentence.words) <= _LONGEST:
        return sentence
    head = sentence
    for semicolon in re.finditer("; ", sentence.text):
        span = Span(sentence.span.start, sentence.span.start + semicolon.start())
        text = sentence.text[: semicolon.start()]
        size = len(syllables(text))
        if size > _LONGEST and (head is not sentence or size > 2 * _LONGEST):
            break
        if size >= _LEAST and text.count("(") == text.count(")") and text.count("“") == text.count("”"):
            head = replace(sentence, span=span, text=text, words=sentence.words[:size])
    return head


def _role(document: Document, sentence: Sentence, begins: int, chapter: Chapter | None) -> Role:
    words = _words(sentence)
    if sentence.span.start < begins or _CLOSES.search(words) or (chapter and chapter.role == "end"):
        return "end"
    if _SCOPE.match(words):
        return "scope"
    if sentence.span.start < _PREAMBLE:
        if _ENACTED.match(words) or (_IS.match(words) and _of_title(document, words)):
            return "act"
        if _AIM.match(words):
            return "goal"
        if chapter is None or (chapter.level == 1 and chapter.role == "rule" and not chapter.title):
            if _GROUNDS.match(words):
                return "end"
            return "act" if _enacts(document, words) else "state" if chapter is None else "rule"
    return chapter.role if chapter else "state"


def _enacts(document: Document, words: str) -> bool:
    """Whether its issuer does something by it: "…, Ban Thường vụ Tỉnh ủy yêu cầu …"."""
    issuer = document.metadata.issuer
    at = words.find(issuer) if issuer else -1
    found = _ACT.search(words, at + len(issuer)) if at >= 0 else None
    return found is not None and _CLAUSE.search(words, at, found.start()) is None


def _words(sentence: Sentence) -> str:
    return sentence.text[bullet.end() :] if (bullet := BULLET.match(sentence.text)) else sentence.text


def _of_title(document: Document, words: str) -> bool:
    """Whether what is said to be something is what the document is called by."""
    subject = words[: words.find(" là ")].lower()
    return subject in document.metadata.title.lower() or document.metadata.title.lower() in subject


def _worth(document: Document, role: Role) -> float:
    worth = _WORTH[role]
    return _REPORTED.get(role, worth) if document.metadata.kind == "báo cáo" else worth
