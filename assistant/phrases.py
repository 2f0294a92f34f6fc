"""How a question writes the documents, parts and bodies that it speaks of: "Nghị quyết số 57-NQ/TW", "Luật An ninh
mạng", "khoản 2 Điều 5", "Ban Tổ chức Trung ương"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.naming import find_named
from corpus.kinds import KINDS
from corpus.spelling import fold

_KIND = "|".join(sorted((fold(kind) for kind in (*KINDS, "văn bản")), key=len, reverse=True))
_LEAD = re.compile(rf"(?<!\w)(?:{_KIND}) (?:so:? ?)?$")
_AGE = re.compile(r" (?:nam|khoa) (?:\d{4}|[ivx]+)(?!\w)")
_ACT = re.compile(
    r"(?<!\w)(?:bo luat|luat|phap lenh|(?:quy dinh |huong dan )?(?:thi hanh )?dieu le|hien phap)(?!\w)(?: so (?=\D))?"
)
_WORD = re.compile(r",? ?[^\W_]+")
_LONGEST = 16
# Where the name of a law ends: what a question says of it. Compared as typed, since "do" is also "đo".
_STOPS = frozenset(
    "có quy nói do là về tại thì gồm được thay điều khoản điểm chương mục nào gì sao thế bị không còn hết áp cấm "
    "này đó ấy ai cho khi yêu nêu giao bao mấy hiện mới ra bắt chưa đã sẽ đang phải nếu năm số theo trước".split()
)
_FOLDED_STOPS = frozenset(map(fold, _STOPS)) - {"do", "dang"}
_NOT_FIRST = frozenset(("ban", "tổ"))
_PART = re.compile(
    r"(?<!\w)(?:(?P<kind>dieu|khoan|diem|chuong|muc|phan) (?:thu )?(?P<number>\d{1,3}[a-z]?|[ivxl]{1,6}|[a-zđ])(?!\w))"
)
_NUMERAL = {"diem": re.compile(r"[a-zđ]|\d{1,2}"), "khoan": re.compile(r"\d+[a-z]?"), "dieu": re.compile(r"\d+[a-z]?")}
_NAMES = {"dieu": "Điều", "khoan": "Khoản", "diem": "Điểm", "chuong": "Chương", "muc": "Mục", "phan": "Phần"}
_RANKS = ("Điểm", "Khoản", "Điều", "Mục", "Chương", "Phần")
_BODY = re.compile(
    r"(?<!\w)(?:ban chi dao|tieu ban|ban|uy ban|co quan|bo|dang uy|dang bo|van phong|hoi dong|tinh uy|thanh uy|vu|cuc)"
    r"(?!\w)"
)
_BODY_ENDS = frozenset("la ai co gom may nao gi do thi va duoc bao chu trao hop noi ky o dau phai".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a question: `text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document that `text[start:end]` names: kind as an outline writes it ("Điều"), number as typed."""

    kind: str
    number: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """As an outline writes it: "Điều 5", "Chương II", "Điểm a"."""
        number = self.number.upper() if self.kind in ("Chương", "Mục", "Phần") else self.number
        return f"{self.kind} {number}"

    @property
    def rank(self) -> int:
        """How much it holds: a point least."""
        return _RANKS.index(self.kind)


def plain_of(text: str) -> str:
    """`text` folded and in lower case, character for character; as it is in scripts whose letters fall apart."""
    text = unicodedata.normalize("NFC", text)
    plain = fold(text).lower()
    return plain if len(plain) == len(text) else text


def document_phrases(text: str) -> list[Phrase]:
    """The documents that `text` names by number, or as laws and charters are named; in order, with their kind."""
    text = unicodedata.normalize("NFC", text)
    plain = plain_of(text)
    found = []
    for named in find_named(text):
        lead = _LEAD.search(plain[: named.start])
        start = lead.start() if lead and named.number else named.start
        age = _AGE.match(plain, named.end)
        end = age.end() if age else named.end
        found.append(Phrase(start, end, text[start:end]))
    acts = [p for p in act_phrases(text) if not any(p.start < f.end and f.start < p.end for f in found)]
    return sorted([*found, *acts], key=lambda p: p.start)


def act_phrases(text: str) -> list[Phrase]:
    """The laws, codes, ordinances, charters and constitutions that `text` names by what they are about."""
    text = unicodedata.normalize("NFC", text)
    plain = plain_of(text)
    stops = _STOPS if not text.isascii() else _FOLDED_STOPS
    found: list[Phrase] = []
    for kind in _ACT.finditer(plain):
        if found and kind.start() < found[-1].end:
            continue
        end = start = kind.end()
        for _ in range(_LONGEST):
            word = _WORD.match(text, end)
            token = word.group().strip(", ").lower() if word else ""
            if word is None or ((token in stops or token.isdigit()) and not (end == start and token in _NOT_FIRST)):
                break
            if word.group().startswith(",") and (end == start or word.group().strip(", ")[0].isupper()):
                break  # "Theo Điều lệ Đảng, Đại hội …"
            end = word.end()
        if end > start or kind.group().endswith("hien phap"):
            found.append(Phrase(kind.start(), end, text[kind.start() : end]))
    return found


def parts(text: str) -> list[Part]:
    """The parts of documents that `text` names, in order."""
    text = unicodedata.normalize("NFC", text)
    found = []
    for match in _PART.finditer(plain_of(text)):
        numeral = _NUMERAL.get(match["kind"])
        typed = text[match.start("number") : match.end("number")]
        if numeral and not numeral.fullmatch(typed.lower()):
            continue
        if match["kind"] in ("chuong", "phan", "muc") and not re.fullmatch(r"\d{1,2}|[ivxl]+", match["number"]):
            continue
        found.append(Part(_NAMES[match["kind"]], typed, match.start(), match.end()))
    return found


def body_phrases(text: str) -> list[Phrase]:
    """The bodies that `text` names: a word for one with the words that follow, up to what is said of it."""
    text = unicodedata.normalize("NFC", text)
    plain = plain_of(text)
    accented = not text.isascii()
    found: list[Phrase] = []
    for head in _BODY.finditer(plain):
        if found and head.start() < found[-1].end:
            continue
        end = head.end()
        joined = end
        while (word := re.compile(r" ([^\W\d_]+)").match(text, joined)) is not None:
            token = word.group(1)
            joined = word.end()
            if accented and not token[0].isupper():
                if fold(token.lower()) in _BODY_ENDS - {"va"} or joined - end > 24:
                    break
                continue  # "Tổ chức": the capital that follows decides
            if not accented and token in _BODY_ENDS:
                break
            end = joined
        if accented:
            # "Ban Tổ chức", "Ban Tuyên giáo và Dân vận": a capital opens a word of two syllables or more.
            tail = re.compile(r" ([^\W\d_A-ZĐ]+)").match(text, end)
            last = text[:end].rsplit(" ", 1)[-1]
            if tail and last[:1].isupper() and fold(tail.group(1).lower()) not in _BODY_ENDS | _STOPS_FOLDED:
                end = tail.end()
        if end > head.end():
            found.append(Phrase(head.start(), end, text[head.start() : end]))
    return found


_STOPS_FOLDED = frozenset(map(fold, _STOPS)) | {"trong", "cua", "thuc", "trien", "quy", "phat", "to"}
