"""What a question asks for, which terms carry it, and which documents it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.abbreviations import expand_abbreviations
from assistant.asks import Asks, asks
from assistant.dependents import carried_out
from assistant.english import in_vietnamese
from assistant.kinds import asked_kinds
from assistant.naming import Named, find_named
from assistant.numerals import spellings
from assistant.periods import Period, find_period
from assistant.typing_errors import Frequency, correct
from corpus.kinds import KINDS
from corpus.records import Metadata
from corpus.spelling import fold, normalise
from index.analyze import syllables
from index.filters import EVERYTHING, Filters
from index.weights import background_frequency

Wanted = Literal["person", "date", "duration", "quantity", "place", "reason", "list", "anything"]
Reading = Literal["typing", "period", "document", "kind"]
"""What was understood of a question besides its words, and may be dropped by whoever asks."""

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

FUNCTION_WORDS = frozenset(
    "ai gì nào đâu sao bao nhiêu mấy là có không được bị thì mà và hoặc hay với của cho về trong ngoài trên dưới tại "
    "ở từ đến tới theo khi lúc vào ra những các một này đó ấy kia vậy nhỉ ạ à hả hãy xin vui lòng biết hỏi như thế do "
    "bởi vì để rằng cũng đã đang sẽ phải cần nên nói gồm việc".split()
)
# Without diacritics most of them look like words with a meaning ("bi", "dang", "co"); these do not.
FOLDED_FUNCTION_WORDS = frozenset("ai gi nao dau sao nhieu la khong duoc thi ma cua nhung nay voi nhu the".split())
_ENOUGH = 2
"""Content terms that make a question besides the document it names."""
_LEADS = re.compile(r"(?:theo\s+)?(?:[^\W\d_]+\s+){0,2}?(?:(?:số|so)\s+)?$", re.IGNORECASE)
_KIND = "|".join(sorted((fold(kind) for kind in KINDS if " " in kind), key=len, reverse=True))
_KINDS = "|".join(sorted((fold(kind) for kind in KINDS), key=len, reverse=True))
_WRITING = r"bai bao|bai viet|tin bai|ban tin|van ban|tai lieu|(?:^|(?<=cac )|(?<=nhung )|(?<=co ))(?:bai|tin)"
_PUBLISHING = re.compile(
    rf"\b(?:bai (?:dang|viet|bao)|dang|cong bo|ban hanh|(?:{_WRITING}|{_KIND})(?: \w+)?)"
    r"(?: (?:trong|vao|hoi|duoc|ky|ban hanh|ngay|dau|giua|cuoi)){0,4}(?: tu)? $"
)
_OPENING = re.compile(r"(?:trong|vao|hoi|tu|ke tu|tinh tu)? ?")
_ISSUED_THEN = re.compile(
    r"(?!.*\bhieu luc\b)[^.;?!]{0,60}?\b(?:ban hanh|thong qua|ky|cong bo|ra|co) (?:them )?(?:nhung |cac )?"
    rf"(?:(?:van ban )?(?:{_WRITING}|{_KINDS})\b[^.;?!]{{0,40}}? (?:nao|gi)\b|gi\b|nhung gi\b)"
)
"""After "Quý 2 năm 2025": "Ban Bí thư có hướng dẫn nào mới?". When it takes effect says not when it was issued."""
_PUBLISHED = re.compile(r"bai (?:dang|viet|bao)|dang|cong bo|ban hanh|tin tuc")
_BARE = re.compile(rf"(?:{_WRITING}|gi|nao|co|moi|nhat|gan day|cac|nhung| )*")


@dataclass(frozen=True, slots=True)
class Understood:
    """Something read out of a question: what it is and in which words it is told to the person who asked."""

    what: Reading
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. `terms` are its content syllables in order, each with the spellings that stand for it.

    `search_text` is what the retriever is asked; `accented` says whether any diacritic was typed; `named` are the
    documents it names by number, `behind` those of them that it names to ask for others, which carry them out, replace
    or mention them; `years` are the years it mentions. `filters` are what documents must be like (issued in a
    period), `prefers` what they had better be like; `understood` says so in words.
    """

    text: str
    search_text: str
    wanted: Wanted
    terms: tuple[tuple[str, ...], ...]
    accented: bool
    named: tuple[Named, ...] = ()
    behind: tuple[Named, ...] = ()
    years: frozenset[str] = frozenset()
    filters: Filters = EVERYTHING
    prefers: Filters = EVERYTHING
    understood: tuple[Understood, ...] = ()
    asks: Asks = "what"

    def names(self, metadata: Metadata) -> bool:
        """Whether the question names the document with this metadata."""
        return any(named.fits(metadata) for named in self.named)


def analyse(
    text: str,
    *,
    today: date | None = None,
    without: Collection[Reading] = (),
    frequency: Frequency = background_frequency,
) -> Question:
    """Understand a standalone question asked on the day `today` (now, unless given).

    What stands in `without` is not read out of it. `frequency` tells which syllables are in use.
    """
    text = unicodedata.normalize("NFC", text)
    understood: list[Understood] = []
    typed = text
    if "typing" not in without:
        typed, slips = correct(text, frequency)
        if slips:
            understood.append(Understood("typing", "; ".join(f"“{s.typed}” đọc là “{s.read}”" for s in slips)))
        if vietnamese := in_vietnamese(typed):
            typed = vietnamese
            understood.append(Understood("typing", f"Đọc câu hỏi tiếng Anh là: “{typed}”"))
    named = find_named(typed) if "document" not in without else ()
    carried = {(n.serial, n.number) for n in carried_out(expand_abbreviations(typed))} if named else set()
    behind = tuple(n for n in named if (n.serial, n.number) in carried)
    period = find_period(typed, today or date.today()) if "period" not in without else None
    if period and period.first > (today or date.today()).isoformat():
        period = None  # "năm 2030" is a target's year: nothing has been issued then
    filters, prefers, rest = _issued(typed, period, named)
    written = period.written if period and prefers else ()
    if filters or prefers:
        understood.append(Understood("period", _period_label(filters or prefers, hard=bool(filters))))
    if "kind" not in without and (kinds := asked_kinds(typed, expand_abbreviations(typed))):
        prefers = Filters(after=prefers.after, before=prefers.before, kinds=kinds)
        understood.append(Understood("kind", f"Ưu tiên loại văn bản: {', '.join(kinds)}"))
    expanded = expand_abbreviations(rest)
    accented = any(not t.isascii() for t in syllables(typed))
    terms, variants = _content(expanded, accented)
    # What is asked of a document is in it without its name; a question of a name alone is about the name.
    about, _ = _content(_unnamed(expanded), accented)
    terms = about if len(about) >= _ENOUGH else terms
    # A question of function words alone ("Ai là ai?") is still a question about those words.
    terms = terms or [(t,) for t in syllables(expanded)]
    return Question(
        text=text,
        search_text=" ".join([expanded, *variants, *_kinds_of(named), *written]),
        wanted=next((wanted for wanted, pattern in _ASKS if pattern.search(fold(normalise(typed)))), "anything"),
        terms=tuple(terms),
        accented=accented,
        named=tuple(n for n in named if n not in behind),
        behind=behind,
        years=frozenset(re.findall(r"\b(?:19|20)\d{2}\b", text)),
        filters=filters,
        prefers=prefers,
        understood=tuple(understood),
        asks=asks(typed),
    )


def _content(text: str, accented: bool) -> tuple[list[tuple[str, ...]], list[str]]:
    """The content terms with their spellings, and the pairs that the other spellings of numerals make."""
    tokens = syllables(text)
    function = FUNCTION_WORDS if accented else FOLDED_FUNCTION_WORDS
    terms, variants = [], []
    for i, token in enumerate(tokens):
        same = spellings(token, tokens[i - 1] if i else "")
        variants += [f"{tokens[i - 1]} {s}" for s in same[1:]]
        if token not in function:
            terms.append(same)
    return terms, variants


def _unnamed(text: str) -> str:
    """`text` without the documents it names in full and the words that lead to them ("theo Quy định số …")."""
    for named in reversed([n for n in find_named(text) if n.number]):
        lead = _LEADS.search(text[: named.start])
        text = f"{text[: lead.start() if lead else named.start]} {text[named.end :]}"
    return text


def _kinds_of(named: tuple[Named, ...]) -> list[str]:
    """The kinds that codes stand for ("NQ57"), as words to search for."""
    return [f"{n.kind} {n.serial}" for n in named if n.kind]


def _issued(text: str, period: Period | None, named: tuple[Named, ...]) -> tuple[Filters, Filters, str]:
    """When documents must, or had better, have been issued, and the question without the words that only say so.

    Only where it speaks of issuing or publishing must they: "năm 2025" by itself is a part of what is asked.
    """
    if period is None or any(n.start < period.end and period.start < n.end for n in named):
        return EVERYTHING, EVERYTHING, text
    days = Filters(after=period.first, before=period.last)
    plain = fold(text).lower()
    before = plain[: period.start]
    publishing = _PUBLISHING.search(before if before.endswith(" ") else f"{before} ")
    if _OPENING.fullmatch(before) and _ISSUED_THEN.match(plain[period.end :]):
        return days, EVERYTHING, text
    if publishing is None or _is_other_dang(text, plain, publishing):
        return EVERYTHING, days, text
    # "Nghị quyết 57 năm 2024" keeps the name; "bài đăng tháng 12/2025" is nothing but a date.
    start = publishing.start() if _PUBLISHED.match(publishing.group()) else period.start
    rest = f"{text[:start]} {text[period.end :]}"
    return days, EVERYTHING, rest if not _BARE.fullmatch(" ".join(syllables(fold(rest)))) else text


def _is_other_dang(text: str, plain: str, found: re.Match[str]) -> bool:
    """Whether "dang" is typed with its marks and is not "đăng": "Đảng năm 2026", "đang tháng 3"."""
    if not re.search(r"\bdang\b", found.group()):
        return False
    typed = text[found.start() : found.end()].lower()
    return not typed.isascii() and "đăng" not in typed


def _period_label(days: Filters, *, hard: bool) -> str:
    first, last = (".".join(reversed(day.split("-"))).replace(".", "/") for day in (days.after, days.before))
    span = f"từ {first} đến {last}" if first and last else f"từ {first}" if first else f"đến {last}"
    span = f"ngày {first}" if first == last else span
    return f"{'Chỉ tìm văn bản ban hành' if hard else 'Ưu tiên văn bản'} {span}"
