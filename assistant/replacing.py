"""Asking a question of something else: "còn năm 2026?" puts a year for a year, a document for a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.phrases import body_phrases, document_phrases, parts, plain_of

_YEAR = re.compile(r"(?:nam )?(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\w)nam (?:nay|ngoai|sau|truoc)(?!\w)")
_DATE = re.compile(r"(?:ngay )?\d{1,2}/\d{1,2}(?:/\d{4})?|(?:thang|quy) (?:\d{1,2}|[iv]{1,3})(?:[/ ](?:nam )?\d{4})?")
_TIME = re.compile(r"(?<!\w)(?:nam|nhiem ky|giai doan|quy|thang|ngay)(?!\w)")
_BREAKS = frozenset(
    "của cho là do về theo tại ở có bị được thì trong từ vào trao quy định đặt họp nói giao yêu cầu đề ra ban "
    "hành gồm phải "
    "diễn ra ai gì nào bao nhiêu lâu mấy khi đâu thế như sao những các đến bằng với và sẽ đã không".split()
)
_FOLDED_BREAKS = frozenset(
    "cua cho la do ve theo tai o co bi duoc thi trong tu vao ai gi nao bao nhieu may khi dau nhung cac voi va".split()
)
_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a question between those that only join or ask: `words` are (start, end) offsets."""

    words: tuple[tuple[int, int], ...]
    after_break: bool

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


def swapped(before: str, fresh: str) -> str:
    """`before` asked of `fresh` instead of what stands in its place."""
    return (
        _part(before, fresh) or _document(before, fresh) or _time(before, fresh) or _noun(before, fresh)
        or f"{_capital(fresh)}: {before}"
    )  # fmt: skip


def _part(before: str, fresh: str) -> str:
    asked, held = parts(fresh), parts(before)
    if not asked:
        return ""
    top = max(a.rank for a in asked)
    same = [h for h in held if h.rank <= top]
    if same:
        return f"{before[: same[0].start]}{fresh}{before[same[-1].end :]}"
    if held:
        return f"{before[: held[0].start]}{fresh} {before[held[0].start :]}"
    named = document_phrases(before)
    return f"{before[: named[0].start]}{fresh} {before[named[0].start :]}" if named else ""


def _document(before: str, fresh: str) -> str:
    asked, held = document_phrases(fresh), document_phrases(before)
    if not asked or not held:
        return ""
    name = asked[0].text
    return f"{before[: held[-1].start]}{name[:1].upper()}{name[1:]}{before[held[-1].end :]}"


def _time(before: str, fresh: str) -> str:
    asked, plain = plain_of(fresh), plain_of(before)
    if not _TIME.search(asked) and not _DATE.search(asked) and not _YEAR.search(asked):
        return ""
    for pattern in (_DATE, _YEAR):
        held = pattern.search(plain)
        year = pattern.search(asked)
        if held and year:
            lead = fresh[: year.start()].strip()
            start = held.start()
            if lead and plain[:start].endswith(f"{plain_of(lead)} "):
                start -= len(lead) + 1
            return f"{before[:start]}{fresh}{before[held.end() :]}"
    held = _YEAR.search(plain)
    return f"{before[: held.start()]}{fresh}{before[held.end() :]}" if held else ""


def _noun(before: str, fresh: str) -> str:
    """The words that `fresh` stands for: a body for a body, those that begin alike, else the first after a verb."""
    asked, held = body_phrases(fresh), body_phrases(before)
    if asked and held and asked[0].start == 0:
        return f"{before[: held[0].start]}{_fitting(fresh, held[0].start)}{before[held[0].end :]}"
    runs = list(_runs(before))
    if not runs:
        return ""
    words = plain_of(fresh).split()
    best, run = max(((_alike(before, r, words), r) for r in runs), key=lambda pair: pair[0])
    if best:
        end = run.words[min(len(run.words), len(words)) - 1][1]
        return f"{before[: run.start]}{_fitting(fresh, run.start)}{before[end:]}"
    named = document_phrases(before)
    free = [r for r in runs if not any(p.start < r.end and r.start < p.end for p in named)]
    later = [r for r in free if r.after_break and r.start > 0 and not _YEAR.search(plain_of(before[r.start : r.end]))]
    run = (later or free or runs)[0]
    return f"{before[: run.start]}{_fitting(fresh, run.start)}{before[run.end :]}"


def _alike(before: str, run: _Run, words: list[str]) -> int:
    """How many words at the beginning of a run are the first of `words`."""
    own = [plain_of(before[a:b]) for a, b in run.words]
    same = 0
    while same < min(len(own), len(words)) and own[same] == words[same]:
        same += 1
    return same


def _runs(text: str) -> Iterator[_Run]:
    breaks = _FOLDED_BREAKS if text.isascii() else _BREAKS
    words: list[tuple[int, int]] = []
    after = False
    for match in _WORD.finditer(text):
        if words and text[words[-1][1] : match.start()] != " ":
            yield _Run(tuple(words), after)
            words = []
        # "quy mô" and "công trình" begin like verbs: a capital or a pair that is none keeps them together.
        if match.group().lower() in breaks and not match.group()[0].isupper():
            if words:
                yield _Run(tuple(words), after)
            words, after = [], True
        else:
            words.append(match.span())
    if words:
        yield _Run(tuple(words), after)


def _fitting(fresh: str, start: int) -> str:
    """`fresh` with a capital where it opens the question; in small letters elsewhere, unless it is a name."""
    if start == 0:
        return _capital(fresh)
    later = fresh.split()[1:]
    name = any(w[:1].isupper() for w in later) or fresh[:1].islower()
    return fresh if name else f"{fresh[:1].lower()}{fresh[1:]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
