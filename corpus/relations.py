"""What a sentence does with the document that it names: rests on it, replaces it, amends it, guides it, or mentions it.

Anything but a mention needs evidence that the document at hand is the one that acts: its own title, "Quy định này …",
or a clause that begins with the verb. A plan to amend, or what a third document once did, is a mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.header_cells import PREAMBLE
from corpus.kinds import KINDS
from corpus.markers import Marker, find_marker
from corpus.records import Relation

_BASES = re.compile(r"(?:[-–+•*]\s*)?căn cứ\b", re.I)
_RESTS = re.compile(r"\bcăn cứ(?: vào)?(?: các| theo)?\s*$", re.I)
_REPLACE = r"thay thế|thay cho|bãi bỏ|hủy bỏ|huỷ bỏ"
_AMEND = r"sửa đổi|bổ sung|đính chính"
_GUIDE = r"hướng dẫn|quy định chi tiết|quy định (?:một số )?biện pháp|cụ thể hóa|cụ thể hoá"
_CARRY_OUT = r"triển khai|thực hiện|thi hành|quán triệt"
_VERB = re.compile(
    rf"(?<!\w)(?:(?P<replaces>{_REPLACE})|(?P<amends>{_AMEND})|(?P<guides>{_GUIDE})|(?P<carries>{_CARRY_OUT}))(?!\w)",
    re.I,
)
_PASSIVE = re.compile(r"(?:được|bị|đã|từng)\s*$", re.I)
_INTENDED = re.compile(
    r"(?:đề nghị|kiến nghị|đề xuất|nghiên cứu|rà soát|xem xét|tham mưu|trình|dự thảo|dự án|dự kiến|sẽ|cần|theo hướng"
    r"|tiếp tục|sau khi|trước khi|nếu|chỉ đạo|yêu cầu|phải|giao|ban hành|xây dựng|việc|giám sát)(?!\w)[^;:]{0,40}$",
    re.I,
)
_BY_ISSUING = re.compile(rf"ban hành(?: kèm theo \w+ \w+ này)?(?: {'| '.join(KINDS)})(?!\w)[^,;:.]{{0,60}}$", re.I)
_THIS = re.compile(rf"(?<!\w)(?:{'|'.join(KINDS)}|văn bản) này(?!\w)", re.I)
# What only says where the thing acted on stands: "bổ sung giá đất quy định tại Nghị quyết số …".
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:qu[yi] định (?:\w+ ){0,2}(?:tại|của|ở|trong)|(?<!kèm )(?<!ban hành )theo|nêu tại|phù hợp với)(?!\w)",
    re.I,
)
_THE_RULES_OF = re.compile(r"\s*(?:toàn bộ )?(?:các |những )?quy định (?:tại|của|trong)\s*(?:các )?", re.I)
_GOES_ON = re.compile(r"(?:,|;|(?<!\w)và|đồng thời)\s*$")
_IN_A_NAME = re.compile(r"(?<!\w)(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Quy định)\s*$")
_PART = re.compile(
    r"(?<!\w)(?:khoản|điểm|điều \d|điều,|các điều|một số điều|cụm từ|phụ lục|mẫu|chương|mục|một phần"
    r"|một số nội dung|đoạn|tiết)(?!\w)",
    re.I,
)
_VOID = re.compile(
    r"[^.]{0,600}?(?:hết hiệu lực|chấm dứt hiệu lực|không còn hiệu lực"
    r"|(?:đều|được|bị) (?:bãi bỏ|hủy bỏ|huỷ bỏ|thay thế))(?! (?:một phần))(?P<rest>[^.;]{0,80})",
    re.I,
)
_BY_ANOTHER = re.compile(r"\s*(?:bởi|bằng|theo)(?! [^,;.]{0,30}này)", re.I)
_SUBJECT = re.compile(
    r"(?:kể từ [^,]{3,120},\s*)?(?:(?:các|những|toàn bộ|và)\s+)*"
    r"(?P<part>(?:quy định|nội dung|khoản|điểm|điều|chương|mục|phụ lục)[^;:]{0,60}?(?:của|tại|trong)\s+)?(?:các\s+)?$",
    re.I,
)
_CONDITION = re.compile(r"(?:trước|cho đến|đến|sau|nếu|khi|trường hợp)\b[^,]{0,80}$", re.I)
_WHOLE = re.compile(r"(?:các )?(?:quy định|nội dung)\b", re.I)
_LIST_HEAD = re.compile(
    rf"(?:{_REPLACE}|hết hiệu lực|chấm dứt hiệu lực)(?P<after>[^.]*?)(?:văn bản|quyết định|nghị định|thông tư|quy định"
    r"|nghị quyết|chỉ thị|kết luận|hướng dẫn)",
    re.I,
)
_PARTLY = re.compile(r"một phần|một số (?:điều|khoản|nội dung|quy định)|cụm từ", re.I)
_ENUMERATED = re.compile(r"\s*(?:[-–+•]|\(?[\da-zđ]{1,3}(?:\.\d{1,3})*[.)])?\s*(?:các\s+)?", re.I)
_SENTENCE = re.compile(r"[.!?…]\s+(?=[A-ZĐÀ-Ỹ“\"(])")
_LOOK = 420
_GAP = 200
_HEAD_LINES = 25
_HEAD_LINE = 420
_HEAD_TAIL = 240


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document is named in a line: offsets of the mention, the end of the one before, whether it goes on it."""

    line: str
    start: int
    end: int
    previous: int
    chained: bool


class Relations:
    """Reads a text line by line and says, for each mention, what is done with the document."""

    def __init__(self) -> None:
        self._lines = 0
        self._in_head = True
        self._title = ""
        self._listing: Relation | None = None

    def enter(self, line: str) -> None:
        """Go on to the next line; to be called for every line of a text, in order."""
        self._lines += 1
        marker = find_marker(line) if line else None
        prose = len(line) > _HEAD_LINE or line.endswith((".", ";"))
        if self._lines > _HEAD_LINES or prose or PREAMBLE.match(line) or (marker and marker.kind != "alpha"):
            self._in_head = False
        self._title = f"{self._title[-_HEAD_TAIL:]} {line}" if self._in_head else ""
        self._listing = self._list_opened(line, marker, self._listing)

    def of(self, place: Place, previous: Relation) -> Relation:
        """What is done with the document named at `place`; `previous` is the relation of the mention before it."""
        line = place.line
        start = self._sentence_start(line, place.start)
        before = line[start : place.start]
        if _BASES.match(line) or _BASES.match(before) or _RESTS.search(before):
            return "bases"
        if place.chained and previous != "cites":
            return previous
        if self._listing and _ENUMERATED.fullmatch(line[: place.start][-40:] if place.start < 40 else "x"):
            return self._listing
        clause = line[max(start, place.previous) : place.start]
        follows = place.previous > start
        if self._in_head and not follows:
            title = self._title[: -len(line)] if line else self._title
            before, clause = title + before, title + clause
        after = line[place.end : place.end + 2 * _LOOK]
        return self._acted(before, clause, follows=follows) or self._voided(before, after) or "cites"

    def _acted(self, before: str, clause: str, *, follows: bool) -> Relation | None:
        """The verb before the document, if this document is what acts; `follows`: the clause is behind another one."""
        verbs = [verb for verb in _VERB.finditer(clause) if not self._in_a_name(clause, verb.start())]
        if not verbs:
            return None
        verb = verbs[-1]
        # "sửa đổi, bổ sung", "quy định chi tiết và hướng dẫn thi hành": the first of the verbs that stand together.
        for earlier in reversed(verbs[:-1]):
            if len(clause[earlier.end() : verb.start()].split()) > 3 or earlier.lastgroup == "carries":
                break
            verb = earlier
        lead = clause[: verb.start()]
        sentence = before[: len(before) - len(clause) + verb.start()]
        relation = verb.lastgroup
        gap = clause[verb.end() :]
        if _PASSIVE.search(lead) or len(gap) > _GAP:
            return None
        if _ELSEWHERE.search(gap) and not _THE_RULES_OF.fullmatch(gap):
            return None
        if follows and not (_GOES_ON.search(lead) or _THIS.search(lead)):
            return None
        if not self._in_head and not self._acts(sentence, lead, relation or ""):
            return None
        if relation in ("guides", "carries"):
            issues = self._in_head or self._issues(sentence)
            return "guides" if relation == "guides" or issues else None
        return "amends" if relation == "amends" or _PART.search(gap) else "replaces"

    def _acts(self, sentence: str, lead: str, relation: str) -> bool:
        """Whether the document at hand is the subject of the verb that follows `sentence`."""
        if self._issues(sentence) or _THIS.search(sentence[-_LOOK:]):
            return True
        if _INTENDED.search(sentence):
            return False
        opening = _ENUMERATED.match(sentence)
        begins = (
            opening is not None and opening.end() == len(sentence) and not sentence.lstrip().startswith(("-", "–", "+"))
        )
        return begins and relation in ("replaces", "amends")

    @staticmethod
    def _issues(sentence: str) -> bool:
        """Whether the sentence says that this document is being issued: "… ban hành Nghị định"."""
        issuing = _BY_ISSUING.search(sentence)
        return issuing is not None and _INTENDED.search(sentence[: issuing.start()]) is None

    @staticmethod
    def _in_a_name(clause: str, at: int) -> bool:
        """Whether the verb at `at` is part of a law's name: "thi hành Luật sửa đổi, bổ sung …"."""
        name = _IN_A_NAME.search(clause, max(0, at - 12), at)
        return name is not None and not name.group().isupper() and _BY_ISSUING.search(clause[:at]) is None

    def _voided(self, before: str, after: str) -> Relation | None:
        """The document as subject of "hết hiệu lực"; in part where only some of its articles are."""
        subject = _SUBJECT.fullmatch(before)
        void = _VOID.match(after) if subject else None
        if not subject or not void or _BY_ANOTHER.match(void["rest"]) or _CONDITION.search(before):
            return None
        return "amends" if subject["part"] and not _WHOLE.match(subject["part"]) else "replaces"

    def _list_opened(self, line: str, marker: Marker | None, listing: Relation | None) -> Relation | None:
        """What the items that follow suffer, once a line has said "Bãi bỏ các văn bản sau đây:"."""
        opened = _LIST_HEAD.search(line[:_LOOK]) if len(line) <= _LOOK else None
        if opened and not any(c.isdigit() for c in opened["after"]):
            heading = marker is not None and marker.kind == "dieu"
            if line.rstrip().endswith(":") or (heading and line[-1:] not in ".;"):
                return "amends" if _PARTLY.search(line) else "replaces"
        if (
            listing
            and (marker is None or marker.kind in ("dieu", "chuong", "phan", "roman"))
            and not line.startswith(("-", "–", "+"))
        ):
            return None
        return listing

    @staticmethod
    def _sentence_start(line: str, end: int) -> int:
        low = max(0, end - _LOOK)
        start = low
        for stop in _SENTENCE.finditer(line, low, end + 1):
            start = stop.end()
        return start
