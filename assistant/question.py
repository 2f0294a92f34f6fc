"""What a question asks for and which terms carry it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from corpus.records import Metadata
from corpus.spelling import fold, normalise
from index.analyze import syllables

Wanted = Literal["person", "date", "duration", "quantity", "place", "reason", "list", "anything"]

# Checked in this order, on the folded lower-case question, since half of the questions come without diacritics.
_ASKS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    ("duration", re.compile(r"\bbao lau\b|\bthoi (han|gian)\b.*\bla\b|\b(bao nhieu|may) (ngay|thang|nam|gio)\b")),
    ("quantity", re.compile(r"\bbao nhieu\b|\bmay (?!nam\b)\w+|\bso luong\b|\bty le\b|\bmuc nao\b")),
    (
        "date",
        re.compile(r"\bkhi nao\b|\bngay nao\b|\bnam nao\b|\bthang nao\b|\bluc nao\b|\bbao gio\b|\bthoi gian nao\b"
                   r"|\bngay may\b|\bthoi han\b|\bquy nao\b|\btu ngay\b|\bhan chot\b|\bhan cuoi\b"),
    ),
    ("person", re.compile(r"\bai\b|\bnguoi nao\b|\bdong chi nao\b|\bla nhung ai\b")),
    ("place", re.compile(r"\bo dau\b|\bnoi nao\b|\bdia diem nao\b|\btai dau\b|\btinh nao\b|\bdia phuong nao\b")),
    ("reason", re.compile(r"\bvi sao\b|\btai sao\b|\bly do\b|\bdo dau\b|\bvi dau\b")),
    ("list", re.compile(r"\bnhung gi\b|\b(nhung|cac) \w+( \w+)? nao\b|\bgom\b|\bliet ke\b")),
)  # fmt: skip

_FUNCTION_WORDS = frozenset(
    "ai gì nào đâu sao bao nhiêu mấy là có không được bị thì mà và hoặc hay với của cho về trong ngoài trên dưới tại "
    "ở từ đến tới theo khi lúc vào ra những các một này đó ấy kia vậy nhỉ ạ à hả hãy xin vui lòng biết hỏi như thế do "
    "bởi vì để rằng cũng đã đang sẽ phải cần nên nói gồm việc".split()
)
# Without diacritics most of them look like words with a meaning ("bi", "dang", "co"); these do not.
_FOLDED_FUNCTION_WORDS = frozenset("ai gi nao dau sao nhieu la khong duoc thi ma cua nhung nay voi nhu the".split())

_DOCUMENT_NUMBER = re.compile(
    r"\b\d{1,5}(?:/\d{4})?[-/](?:[A-ZĐƯ]{1,8}\d{0,2})(?:[/-][A-ZĐƯ]{1,12}\d{0,2}){0,2}\b", re.IGNORECASE
)
_REFERENCE = re.compile(
    rf"(?:theo\s+)?(?:[^\W\d_]+\s+){{0,2}}?(?:(?:số|so)\s+)?{_DOCUMENT_NUMBER.pattern}", re.IGNORECASE
)
_ENOUGH = 2
"""Content terms that make a question besides the document it names."""
_ALSO_WORDS = frozenset({"tư"})
_SHORT_NUMBER = re.compile(
    r"\b(?P<kind>nghi quyet|chi thi|ket luan|quy dinh|quyet dinh|huong dan|bao cao|ke hoach|thong bao|chuong trinh"
    r"|quy che|nghi dinh|thong tu)(?: so)? (?P<number>\d{1,4})(?![\d/-])"
)
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ORDINAL_BEFORE = frozenset({"hội", "khóa", "thứ", "kỳ", "quý", "lần", "hoi", "khoa", "thu", "ky", "quy", "lan"})
_ISSUED = re.compile(
    r"\b(?P<issuing>bai (dang|viet|bao)|dang|cong bo|ban hanh)( (trong|vao))?( tu)?( (ngay|thang|nam|quy)\b)"
    r"|\b(bai bao|bai viet|tin bai|van ban|nghi quyet|chi thi|ket luan|huong dan|quy dinh)( \w+)?( (thang|nam)\b)"
)
_MONTH = re.compile(r"thang (\d{1,2})\s*(?:/|nam|-)\s*(\d{4})")
_YEAR = re.compile(r"nam (\d{4})")


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. `terms` are its content syllables in order, each with the spellings that stand for it.

    `search_text` is what the retriever is asked; `accented` says whether any diacritic was typed; `numbers` are the
    document numbers it names in full and `documents` those and the short ones, as (kind, number); `years` the years it
    mentions; `period` the dates (first, last; ISO) between which the documents meant were issued.
    """

    text: str
    search_text: str
    wanted: Wanted
    terms: tuple[tuple[str, ...], ...]
    accented: bool
    numbers: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    years: frozenset[str] = frozenset()
    period: tuple[str, str] | None = None

    def names(self, metadata: Metadata) -> bool:
        """Whether the question names the document with this metadata."""
        return any(names_document(reference, metadata) for reference in self.documents)


def analyse(text: str) -> Question:
    """Understand a standalone question."""
    text = unicodedata.normalize("NFC", text)
    period, rest = _period(text)
    expanded = expand_abbreviations(rest)
    accented = any(not t.isascii() for t in syllables(text))
    terms, variants = _content(expanded, accented)
    # What is asked of a document is in it without its name; a question of a name alone is about the name.
    about, _ = _content(_REFERENCE.sub(" ", expanded), accented)
    terms = about if len(about) >= _ENOUGH else terms
    # A question of function words alone ("Ai là ai?") is still a question about those words.
    terms = terms or [(t,) for t in syllables(expanded)]
    plain = fold(normalise(text))
    return Question(
        text=text,
        search_text=" ".join([expanded, *variants]),
        wanted=next((wanted for wanted, pattern in _ASKS if pattern.search(plain)), "anything"),
        terms=tuple(terms),
        accented=accented,
        numbers=tuple(document_numbers(text)),
        documents=tuple(_references(text)),
        years=frozenset(re.findall(r"\b(?:19|20)\d{2}\b", text)),
        period=period,
    )


def _content(text: str, accented: bool) -> tuple[list[tuple[str, ...]], list[str]]:
    """The content terms with their spellings, and the pairs that the other spellings of numerals make."""
    tokens = syllables(text)
    function = _FUNCTION_WORDS if accented else _FOLDED_FUNCTION_WORDS
    terms, variants = [], []
    for i, token in enumerate(tokens):
        spellings = _numeral_spellings(token, tokens[i - 1] if i else "")
        variants += [f"{tokens[i - 1]} {s}" for s in spellings[1:]]
        if token not in function:
            terms.append(spellings)
    return terms, variants


def document_numbers(text: str) -> list[str]:
    """Document numbers in `text` in capitals: "57-nq/tw" → "57-NQ/TW"."""
    return [re.sub(r"\s", "", m.group()).upper() for m in _DOCUMENT_NUMBER.finditer(text)]


def _references(text: str) -> Iterator[tuple[str, str]]:
    """("", "57-NQ/TW") for a number in full, ("nghi quyet", "57") for a short one."""
    yield from (("", number) for number in document_numbers(text))
    for match in _SHORT_NUMBER.finditer(fold(text).lower()):
        yield match.group("kind"), str(int(match.group("number")))


def names_document(reference: tuple[str, str], metadata: Metadata) -> bool:
    """Whether one of a question's `documents` means the document with this metadata."""
    kind, number = reference
    if not kind:
        return number == metadata.number.upper()
    own = re.match(r"\d+", metadata.number)
    return own is not None and int(own.group()) == int(number) and fold(metadata.kind).lower().startswith(kind)


def expand_abbreviations(text: str) -> str:
    """`text` with the abbreviations of party and state offices written out; document numbers stay as they are."""
    numbers = [m.span() for m in _DOCUMENT_NUMBER.finditer(text)]

    def written_out(match: re.Match[str]) -> str:
        inside_number = any(start <= match.start() < end for start, end in numbers)
        typed = match.group()
        # "tư" is a word ("đầu tư", "Bộ Tư pháp"); "TƯ" is the Central Committee.
        word = typed != typed.upper() and typed.lower() in _ALSO_WORDS
        return typed if inside_number or word else _abbreviations().get(typed.upper(), typed)

    return re.sub(r"[^\W\d_]+(?:-[^\W\d_]+)?", written_out, text)


@cache
def _abbreviations() -> dict[str, str]:
    lines = (files("assistant") / "abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


def _numeral_spellings(token: str, before: str) -> tuple[str, ...]:
    """ "14" after "hội" → ("14", "xiv"); "xiv" → ("xiv", "14"); anything else stands for itself."""
    if token.isdecimal() and before in _ORDINAL_BEFORE and 0 < int(token) < 40:
        return token, _to_roman(int(token))
    match = _ROMAN.fullmatch(token.upper())
    if match and before in _ORDINAL_BEFORE:
        return token, str(_from_roman(token.upper()))
    return (token,)


def _to_roman(n: int) -> str:
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (n // 10) + units[n % 10]


def _from_roman(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _period(text: str) -> tuple[tuple[str, str] | None, str]:
    """The dates of issue that a question speaks of, and the question without those words.

    Only where it does speak of issuing or publishing: "năm 2025" by itself is a part of what is asked.
    """
    plain = fold(text).lower()
    issued = _ISSUED.search(plain)
    when = issued and (_MONTH.search(plain, issued.start()) or _YEAR.search(plain, issued.start()))
    if not issued or not when:
        return None, text
    typed = text[issued.start() : issued.end()].lower()
    if "dang" in issued.group() and not typed.isascii() and "đăng" not in typed:
        return None, text  # "Đảng năm 2026", "đang tháng 3"
    *month, year = when.groups()
    first, last = (f"{int(month[0]):02d}", f"{int(month[0]):02d}") if month else ("01", "12")
    # "Nghị quyết 57 năm 2024" keeps the name; "bài đăng tháng 12/2025" is nothing but a date.
    cut = issued.start() if issued.group("issuing") else when.start()
    rest = f"{text[:cut]} {text[when.end() :]}"
    return (f"{year}-{first}-01", f"{year}-{last}-31"), rest if syllables(rest) else text
