"""What a sentence can be held to: its document numbers, dates, numbers and names, each in one normal form.

"tám phần trăm", "8%" and "8 phần trăm" are one; so are "29/12/2025" and "ngày 29 tháng 12 năm 2025", "1.200" and
"1 200", "57 - nq/tw" and "57-NQ/TW", "Đại hội XIV" and "Đại hội 14".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.names import person_names, titled_names
from assistant.naming import find_named
from assistant.quantities import find_quantities
from corpus.spelling import normalise

Kind = Literal["document", "date", "number", "name"]

_YEAR = r"(?P<y>(?:1[89]|20)\d{2})"
_DAY, _MONTH = r"(?P<d>[0-3]?\d)", r"(?P<m>[01]?\d)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w/.,-]){_YEAR}-{_MONTH}-{_DAY}(?![\w-])",
        rf"(?<![\w/,.-]){_DAY} ?([/.-]) ?{_MONTH} ?\2 ?{_YEAR}(?!\w)",
        rf"(?<!\w){_DAY},? tháng {_MONTH}(?!\w)(?:(?:,? năm |, ?| ?[/.-] ?| ){_YEAR}(?!\w))?",
        rf"(?<!\w)tháng {_MONTH}(?:,? năm |, ?| ?[/.-] ?){_YEAR}(?!\w)",
        rf"(?<![\w/,.-]){_MONTH} ?[/-] ?{_YEAR}(?![\w/])",
        rf"(?<![\w/,.-]){_DAY} ?[/] ?{_MONTH}(?![\w/%])",
        rf"(?<=ngày ){_DAY} ?[-.] ?{_MONTH}(?![\w/%-]|[.,]\d)",
    )
)
_SPACE = re.compile(r"[^\w]+")
_SHOUTED = re.compile(r"(?<!\w)[^\W\d_a-z]{2,10}(?: [^\W\d_a-z]{1,10}){1,5}(?!\w)")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a text states. `text` is how it was written; it is held true by any one of `alternatives`, the
    sets of normal forms that must then all be found."""

    kind: Kind
    text: str
    alternatives: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What texts hold: `forms` are the normal forms of all that could be stated from them, `words` their syllables."""

    forms: frozenset[str]
    words: str

    def holds(self, fact: Fact) -> bool:
        """Whether the texts contain the fact."""
        if fact.kind == "name":
            return any(f" {name} " in self.words for forms in fact.alternatives for name in forms)
        return any(forms <= self.forms for forms in fact.alternatives)

    def missing(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts that the texts do not contain, in order."""
        return [fact for fact in facts if not self.holds(fact)]


def facts_of(text: str) -> list[Fact]:
    """What `text` states, document numbers first, then dates, numbers and names; the same thing only once.

    Number words count where they measure ("tám phần trăm", "hai nhiệm vụ"); "một" and "năm" by themselves do not.
    """
    text = _plain(text)
    names = [Fact("name", name, (frozenset({_words(name).strip()}),)) for name in people_of(text)]
    facts, rest = [], text
    for number, start, end, _ in _documents(text):
        facts.append(Fact("document", text[start:end], (frozenset({number}),)))
        rest = _blank(rest, start, end)
    for found in _dates(rest):
        facts.append(Fact("date", text[found.start : found.end], found.claimed()))
        rest = _blank(rest, found.start, found.end)
    for quantity in find_quantities(rest):
        if quantity.claimed:
            readings = tuple(frozenset({form}) for form in sorted(quantity.claims()))
            facts.append(Fact("number", quantity.text, readings))
    return list({(f.kind, f.alternatives): f for f in [*facts, *names]}.values())


def grounds_of(texts: Iterable[str]) -> Grounds:
    """All that can be stated from `texts`, each read by itself; more generously than `facts_of` reads a statement."""
    each = [_grounds_of(text) for text in texts]
    return Grounds(frozenset().union(*(g.forms for g in each)), "|".join(g.words for g in each))


@lru_cache(maxsize=2_048)
def _grounds_of(text: str) -> Grounds:
    rest = text = _plain(text)
    forms: set[str] = set()
    for number, start, end, serials in _documents(text):
        forms.update({number, *serials})
        rest = _blank(rest, start, end)
    for found in _dates(rest):
        forms.update(found.held())
        rest = _blank(rest, found.start, found.end)
    for quantity in find_quantities(rest):
        forms.update(quantity.grounds())
    return Grounds(frozenset(forms), _words(text))


def in_their_spelling(text: str, quotes: Iterable[str]) -> str:
    """`text` with its numbers and dates spelt as the quotes spell them, so that the words may be compared."""
    theirs = {form: fact.text for quote in quotes for fact in facts_of(quote) for form in fact.alternatives}
    for fact in facts_of(text):
        spelt = next((theirs[form] for form in fact.alternatives if form in theirs), fact.text)
        if fact.kind != "name" and spelt != fact.text:
            text = text.replace(fact.text, spelt, 1)
    return text


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\xa0", " ")


def people_of(text: str) -> list[str]:
    """The people named in `text`, by their surname, a title before them, or in capitals."""
    shouted = (" ".join(w.capitalize() for w in run.group().split()) for run in _SHOUTED.finditer(text))
    return list(
        dict.fromkeys([*person_names(text), *titled_names(text), *(n for s in shouted for n in person_names(s))])
    )


def _words(text: str) -> str:
    """Lower-case words between single spaces, one at either end."""
    return f" {_SPACE.sub(' ', normalise(text)).strip()} "


def _blank(text: str, start: int, end: int) -> str:
    """`text` with a place where something was read struck out; offsets stay."""
    return f"{text[:start]}{'|' * (end - start)}{text[end:]}"


def _documents(text: str) -> Iterator[tuple[str, int, int, tuple[str, ...]]]:
    """Numbers of documents: canonical form, where, and the serial and the year by themselves."""
    for named in find_named(text):
        if named.number:
            yield named.number, named.start, named.end, (str(named.serial), *filter(None, [named.year]))


@dataclass(frozen=True, slots=True)
class _Date:
    start: int
    end: int
    year: str
    month: int
    day: int

    def claimed(self) -> tuple[frozenset[str], ...]:
        """The date itself, or its parts where the year stands apart ("Năm 2025 … ngày 29/12")."""
        if not self.year:
            return (frozenset({self._undated}),)
        return frozenset({f"{self._undated}/{self.year}"}), frozenset({f"{self._undated} năm?", self.year})

    def held(self) -> set[str]:
        """All that can be said of it: its parts too, and that its year is not given."""
        parts = {self._undated, f"tháng {self.month}", *([f"ngày {self.day}"] if self.day else [])}
        if not self.year:
            return {*parts, *(f"{part} năm?" for part in parts)}
        return {*parts, self.year, f"tháng {self.month}/{self.year}", f"{self._undated}/{self.year}"}

    @property
    def _undated(self) -> str:
        return f"{self.day}/{self.month}" if self.day else f"tháng {self.month}"


def _dates(text: str) -> list[_Date]:
    low, found = text.lower(), []
    for pattern in _DATES:
        for match in pattern.finditer(low):
            groups = match.groupdict()
            month, day = int(groups["m"]), int(groups.get("d") or 0)
            if 1 <= month <= 12 and day <= 31 and (day or "d" not in groups):
                found.append(_Date(match.start(), match.end(), groups.get("y") or "", month, day))
                low = _blank(low, match.start(), match.end())
    return sorted(found, key=lambda d: d.start)
