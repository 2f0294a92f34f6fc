"""Whether a sentence ties together what its sources tie together: who did it, how much of what, and which way.

All its words may be in the source and the sentence be false: another person's office, another thing's figure, "tối đa"
for "tối thiểu". Of 265 statements made of questions and answers of UIT regulations and ALQAC 2022 that their texts
support, three in a hundred are taken for false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.abbreviations import expand_abbreviations
from assistant.facts import people_of
from corpus.kinds import KINDS
from corpus.spelling import normalise
from index.analyze import syllables

OTHER_PERSON = "nguồn nói điều này về người khác"
OTHER_FIGURE = "con số này trong nguồn là của việc khác"
OTHER_WAY = "nguồn nói ngược lại"
NO_SUCH_NAME = "tên riêng không có trong nguồn được dẫn"

_AHEAD = 0.3
"""Another person's words in the source hold so much more of the sentence than this person's own."""
_AFTER, _REACH = 3, 5
"""Syllables after a figure that say of what it is, in the sentence and in its source."""
_OPPOSITES = (
    ("tối thiểu|ít nhất|không dưới|trở lên|không ít hơn", "tối đa|nhiều nhất|không quá|không vượt|trở xuống"),
    ("tăng", "giảm"),
    (
        "bổ nhiệm|phân công|giữ chức|đảm nhiệm|bầu|điều động",
        "miễn nhiệm|cách chức|bãi nhiệm|thôi giữ|từ chức|giáng chức",
    ),
    ("cho phép|được phép", "cấm|không được|không cho phép"),
    ("còn hiệu lực|có hiệu lực", "hết hiệu lực|bãi bỏ|hủy bỏ"),
    ("trước", "sau"),
    ("thành lập", "giải thể"),
    ("đồng ý|chấp thuận|tán thành", "từ chối|bác bỏ|phản đối"),
    ("kết nạp", "khai trừ|xóa tên"),
    ("hoàn thành|đạt", "chưa hoàn thành|không hoàn thành|không đạt|chưa đạt"),
    ("bắt buộc", "tự nguyện|không bắt buộc"),
)
_SIDES = [
    tuple(re.compile(rf"\b(?:{side})\b") for side in pair) for pair in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES))
]
_FIGURE = re.compile(r"(?<![\w/.,-])\d[\d.,]*(?![\w/])")
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.!?:“\"]\s*$")
_PASSIVE = re.compile(r"\b(?:được|bị|do|bởi|cùng|và)\b")
_EXEMPT = frozenset(
    ["điều", "khoản", "điểm", "mục", "chương", "phần", "phụ", "ông", "bà", "đồng", "số", *(k.split()[0] for k in KINDS)]
)


def misbinding(text: str, quotes: Sequence[str]) -> str:
    """What the sentence ties together otherwise than the quotes (Vietnamese); empty if nothing is found."""
    held = [normalise(q) for q in quotes]
    if _turned(normalise(text), held):
        return OTHER_WAY
    if names := unknown_names(text, quotes):
        return f"{NO_SUCH_NAME}: {', '.join(names)}"
    if _of_another(text, quotes):
        return OTHER_PERSON
    return OTHER_FIGURE if _of_another_thing(text, quotes) else ""


def _turned(said: str, held: Sequence[str]) -> bool:
    """Whether it has one of a pair of opposites where the quotes have only the other."""
    for one, other in _SIDES:
        if one.search(said) and not other.search(said):
            texts = " ".join(held)
            if other.search(texts) and not one.search(texts):
                return True
    return False


def unknown_names(text: str, quotes: Sequence[str]) -> list[str]:
    """Capitalised syllables that are in no quote, nor side by side there where two follow each other: "Nghệ An".

    The first word of a sentence has its capital from there, and abbreviations are read as what they stand for.
    """
    known = "|".join(f" {' '.join(syllables(form))} " for q in quotes for form in (q, expand_abbreviations(q)))
    text = expand_abbreviations(text)
    words = list(_WORD.finditer(text))
    unknown = []
    for before, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
        if not word.group()[0].isupper() or _BREAK.search(text[: word.start()][-4:]):
            continue
        name = word.group()
        if after and after.group()[0].isupper() and text[word.end() : after.start()] == " ":
            name = f"{name} {after.group()}"
        elif before is not words[0] and before.group()[0].isupper():
            continue  # the end of a name that has been looked at
        if syllables(name)[0] not in _EXEMPT and f" {' '.join(syllables(name))} " not in known:
            unknown.append(name)
    return unknown


def _of_another(text: str, quotes: Sequence[str]) -> bool:
    """Whether the quotes say it of a person whom the sentence does not name, or name two in the other order."""
    said = people_of(text)
    if not said:
        return False
    segments: dict[str, set[str]] = {}
    order: list[str] = []
    for quote in quotes:
        for name, segment in _segments(quote):
            segments.setdefault(name, set()).update(syllables(segment))
            order.append(name)
    named = [normalise(name) for name in said]
    rest = set(syllables(re.sub("|".join(map(re.escape, said)), " ", text)))
    if not rest or not all(name in segments for name in named):
        return False
    own = max(len(rest & segments[name]) for name in named) / len(rest)
    others = [len(rest & held) / len(rest) for name, held in segments.items() if name not in named]
    if others and max(others) >= own + _AHEAD:
        return True
    turned = len(named) == 2 and order.index(named[0]) > order.index(named[1])
    return turned and not _PASSIVE.search(normalise(text))


def _segments(quote: str) -> Iterator[tuple[str, str]]:
    """Each person of a quote with the words from there to the next person, and the few before ("Bí thư … Tô Lâm")."""
    found = sorted((quote.find(name), name) for name in people_of(quote) if name in quote)
    for i, (start, name) in enumerate(found):
        end = found[i + 1][0] if i + 1 < len(found) else len(quote)
        first = quote.rfind(".", 0, start) + 1 if i == 0 else start
        yield normalise(name), quote[first:end]


def _of_another_thing(text: str, quotes: Sequence[str]) -> bool:
    """Whether a figure stands before words that stand before another figure in the quotes, or nowhere in them."""
    words = {s for q in quotes for s in syllables(q)}
    figures = [
        (m.group().strip(".,"), syllables(q[m.end() : m.end() + 60])[:_REACH])
        for q in quotes
        for m in _FIGURE.finditer(q)
    ]
    for match in _FIGURE.finditer(text):
        figure = match.group().strip(".,")
        after = re.split(
            r"[,;.()]|\s(?:và|cho|để|tại|của|được|trong|là|đến|tới)\s", text[match.end() : match.end() + 60]
        )[0]
        following = syllables(after)[:_AFTER]
        own = [held for n, held in figures if n == figure]
        if len(following) < 2 or not own:
            continue
        # "1.200 tấn muối", where nothing is said of salt.
        if following[0] in words and following[1] not in words:
            return True
        best = max(len(set(following) & set(held)) for held in own)
        if best < len(following) and any(
            n != figure and len(set(following) & set(held)) == len(following) for n, held in figures
        ):
            return True
    return False
