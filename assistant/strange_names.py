"""Names in a question that nothing found speaks of: another country's party, another body, another person.

What is found then shares every other word with the question, and answers for somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from assistant.abbreviations import expand_abbreviations
from assistant.evidence import Candidate
from assistant.names import person_names
from assistant.phrases import document_phrases, plain_of
from assistant.question import FUNCTION_WORDS, Question
from assistant.signs import whole
from corpus.spelling import fold, normalise

_WORD = re.compile(r"[^\W_]+")
_HOME = "Việt Nam"
"""The country that all is about, whether it is said or not."""
_BODIES = frozenset(
    "dang ban bo so uy hoi tinh thanh huyen quan xa phuong thon truong cong doan tong bi chu giam mat vien cuc vu tap "
    "ngan nha ong ba chi vua tuong hang nuoc lien khu to phong trung".split()
)
"""First syllables of the words that names of bodies, offices, places and people are made of or stand behind."""
_READ = 200
"""Words of a question that are read."""
_NUMERAL = re.compile(r"[IVXLC]+|\d+")
_LONGEST = 12
"""Words of a name; of a longer run of capitals the first."""
_MOSTLY = 0.7
"""Share of capitals from which a question is typed in capitals, and they show no names."""
_COUNTRIES = (
    "hoa kỳ, trung quốc, đài loan, nhật bản, hàn quốc, triều tiên, mông cổ, thái lan, campuchia, mi-an-ma, myanmar, "
    "malaysia, singapore, indonesia, philippines, brunei, ấn độ, pakistan, iran, iraq, israel, cuba, venezuela, "
    "brazil, argentina, canada, mexico, ukraine, ba lan, liên xô, liên bang nga, tây ban nha, bồ đào nha, hà lan, "
    "thụy điển, thụy sĩ, na uy, phần lan, đan mạch, hy lạp, thổ nhĩ kỳ, ai cập, nam phi, australia, new zealand"
)
_AMBIGUOUS = (
    "an do, na uy, ba lan, ha lan, dai loan, nam phi, phan lan, ai cap, thuy dien, thuy si, dan mach, trieu tien, "
    "mong co"
).split(", ")
"""Without marks, other words as well: "ai cấp", "thủy điện"."""
_BEFORE, _AFTER = "cập, việt, tập, miền", "tỏa, toả, truyền, rộng, nhật"
"""Words that take a syllable of a country's name: "cập nhật bản án", "Việt Nam phi", "góp phần lan tỏa", "ai cập nhật".
"""
_NOT_BEFORE = "".join(rf"(?<!{word} )" for word in f"{_BEFORE}, {plain_of(_BEFORE)}".split(", "))
_NOT_AFTER = rf"(?! (?:{f'{_AFTER}, {plain_of(_AFTER)}'.replace(', ', '|')})(?!\w))"
_SHORT = "mỹ, anh, pháp, đức, nga, lào, ý, úc"
_WORDS_OF = (
    "anh hùng, anh minh, anh dũng, anh em, anh chị, pháp quyền, pháp luật, pháp lý, pháp lệnh, pháp chế, pháp trị, "
    "pháp nhân, pháp định, pháp điển, đức độ, đức trị, đức tính, đức tài, đúc kết, đúc rút, ý kiến, ý thức, ý chí, "
    "ý nghĩa, ý tưởng, mỹ thuật, mỹ phẩm, mỹ nghệ, mỹ học, mỹ tục, lao động, lão thành, lào cai"
)
"""What the name of such a country begins: "Nhà nước pháp quyền", "quân đội anh hùng"."""
_HEADS = (
    "nước, đảng cộng sản, đảng cộng hòa, đảng dân chủ, chính phủ, tổng thống, thủ tướng, quốc hội, quân đội, đại sứ, "
    "đại sứ quán, thủ đô, kinh tế"
)
_OF_ALL = re.compile(
    rf"(?<!\w)(?P<lead>{_HEADS.replace(', ', '|')}|{plain_of(_HEADS).replace(', ', '|')}) "
    rf"(?!(?:{_WORDS_OF.replace(', ', '|')}|{plain_of(_WORDS_OF).replace(', ', '|')})(?!\w))"
    rf"(?P<name>{_SHORT.replace(', ', '|')}|my|phap|duc|lao)(?!\w)"
)
"""A country of one syllable, which is another word as well, after what countries have."""


def strange_name(question: Question, chosen: Sequence[Candidate], texts: Iterable[str]) -> str:
    """The first name that the question has and the evidence has not, as it is written; "" if there is none.

    A name may be made up of others ("Bí thư Đảng ủy" and "xã Khe Sậy"), each of which may stand anywhere in `texts`,
    the documents of the chosen sentences; what is a single syllable must stand in their passages, with its capital.
    """
    asked = _without_documents(question.text)
    names = [name for name in _names(asked) if name.of_somebody]
    countries = list(_countries(asked))
    if not chosen or not (names or countries):
        return ""
    passages = [expand_abbreviations(whole(c.hit)) for c in {c.hit.passage_id: c for c in chosen}.values()]
    near = frozenset(w for p in passages for w in _WORD.findall(fold(p)))
    held = _Words(chain((*passages, _HOME), texts))
    for country, typed, lead in countries:
        said = held.has(country.split()) if not lead else any(_said_of(typed, lead, p) for p in passages)
        if not said:
            return typed
    for name in names:
        if not any(_made_of(way, held, near) for way in name.ways):
            return name.text
    return ""


def _without_documents(text: str) -> str:
    """`text` without the documents that it names, which are looked for elsewhere."""
    for phrase in reversed(document_phrases(text)):
        text = f"{text[: phrase.start]}; {text[phrase.end :]}"
    return text


class _Words:
    """Texts by their syllables without marks; they are read one after the other, as far as they must be."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._unread = iter(texts)
        self._read: list[str] = []

    def has(self, words: Sequence[str]) -> bool:
        """Whether the words stand side by side in one of the texts, or as one: "Lê Nin" and "Lênin"."""
        wanted = f" {_plain(' '.join(words))} "
        return any(wanted in text or wanted.replace(" ", "") in text for text in self._texts())

    def _texts(self) -> Iterator[str]:
        yield from self._read
        for text in self._unread:
            self._read.append(f" {_plain(text)} ")
            yield self._read[-1]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(plain_of(text)))


def _made_of(name: Sequence[str], held: _Words, near: frozenset[str]) -> bool:
    """Whether the name can be cut into pieces that are all held."""
    reached = {0}
    for end in range(1, len(name) + 1):
        for start in sorted(reached):
            piece = name[start:end]
            single = len(piece) == 1
            if (_NUMERAL.fullmatch(piece[0]) or fold(piece[0]) in near) if single else held.has(piece):
                reached.add(end)
                break
    return len(name) in reached


@dataclass(frozen=True, slots=True)
class _Name:
    """Words from the first capital to the last; `before` is the word before, `after` the one that follows, which may
    belong to it ("Trung ương").

    `opens` where it opens the question: a word there has its capital from its place.
    """

    words: tuple[str, ...]
    before: str
    after: tuple[str, ...]
    opens: bool

    @property
    def of_somebody(self) -> bool:
        """Whether it is of a body, an office, a place or a person: titles and subjects are called in many ways."""
        heads = {plain_of(w) for w in (self.before, *self.words)}
        return not heads.isdisjoint(_BODIES) or any(" " in n[n.index(" ") + 1 :] for n in person_names(self.text))

    @property
    def text(self) -> str:
        """As it was typed."""
        return " ".join(self.words)

    @property
    def ways(self) -> Iterator[tuple[str, ...]]:
        """What may be meant by it."""
        second = next((i for i, w in enumerate(self.words) if i and w[0].isupper()), 0) if self.opens else 0
        for start in dict.fromkeys((0, second)):
            for words in dict.fromkeys((self.words, self.words + self.after)):
                yield words[start:]


def _names(text: str) -> Iterator[_Name]:
    """Runs with at least two capitals, in which single words in small letters may stand: "Đảng Cộng sản Mỹ"."""
    words = list(islice(_WORD.finditer(text), _READ))
    capitals = [w.group()[0].isupper() and not (w.group().isupper() and len(w.group()) > 1) for w in words]
    if not words or sum(w.group()[0].isupper() for w in words) > _MOSTLY * len(words):
        return
    i = 0
    while i < len(words):
        if not capitals[i] or words[i].group().lower() in FUNCTION_WORDS:
            i += 1
            continue
        j = last = i + 1
        while j < len(words) and j - i < _LONGEST and _joined(text, words, j) and (capitals[j] or capitals[j - 1]):
            j += 1
            last = j if capitals[j - 1] else last
        if sum(capitals[i:last]) > 1:
            found = tuple(w.group() for w in words)
            yield _Name(found[i:last], found[i - 1] if i else "", found[last:j][:1], opens=i == 0)
        i = last


def _joined(text: str, words: Sequence[re.Match[str]], i: int) -> bool:
    """Whether a word goes on with the name before it."""
    return text[words[i - 1].end() : words[i].start()] == " " and words[i].group().lower() not in FUNCTION_WORDS


def _countries(text: str) -> Iterator[tuple[str, str, str]]:
    """The countries that are named: as they are looked for, as they are told, and what stands before a short name."""
    low = normalise(text)
    for country in _COUNTRIES.split(", "):
        plain = plain_of(country)
        spelt = plain if text.isascii() and plain not in _AMBIGUOUS else country
        if re.search(rf"(?<!\w){_NOT_BEFORE}{re.escape(spelt)}(?!\w){_NOT_AFTER}", low):
            yield plain, country.title(), ""
    full = {plain_of(name): name for name in _SHORT.split(", ")}
    if found := _OF_ALL.search(low):
        yield found["name"], full.get(plain_of(found["name"]), found["name"]).capitalize(), plain_of(found["lead"])


def _said_of(country: str, lead: str, passage: str) -> bool:
    """Whether a passage speaks of what a country has, and not of something else with its name in it."""
    before = "|".join(("nuoc", "cua", "tai", "o", lead.rsplit(" ", 1)[-1]))
    return any(
        re.search(rf"(?<!\w)(?:{before}) $", plain_of(passage[: m.start()][-20:]))
        for m in re.finditer(rf"(?<!\w){country}(?!\w)", passage)
    )
