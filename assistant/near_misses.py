"""Sentences on the neighbour of what is asked about: a deputy instead of the head, the third session for the fourth.

They share every word of the question, and are as wrong as can be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.abbreviations import expand_abbreviations
from assistant.evidence import Candidate
from assistant.names import person_names
from assistant.phrases import plain_of
from assistant.question import Question
from assistant.signs import whole

_OFFICE = (
    r"(?:tong bi thu|bi thu|chu tich|thu tuong|chu nhiem|truong ban|truong tieu ban|truong doan|truong phong|vu truong"
    r"|cuc truong|bo truong|vien truong|tong giam doc|giam doc|hieu truong|chanh van phong|chanh an|tong thu ky)"
)
_HELD = rf"(?:pho )?{_OFFICE}(?: thuong truc)?"
_ITSELF = r"(?<!\w)(?<!pho )(?<!nguyen )"
"""Before an office that is neither a deputy's nor a former one."""
_WHO = r"(?:ai|nguoi nao|dong chi nao)"
_HOLDS = re.compile(
    rf"(?:^|[,.:;] )(?:(?:xin|cho|hoi|biet|hien|nay|dong|chi) )*(?P<office>{_HELD})(?!\w).* la {_WHO}(?!\w)"
    rf"|(?<!\w){_WHO}(?: \w+){{0,3}} (?:la|giu chuc|giu chuc vu|lam) (?P<held>{_HELD})(?!\w)"
)
_BODIES = re.compile(r" (?:nuoc|quoc hoi|uy ban|hoi dong|mat tran|tinh uy|thanh uy|huyen uy|dang uy)(?!\w)")
"""Bodies that have an office of the same name: "Chủ tịch Quốc hội" is not "Chủ tịch nước"."""
_BODY = 2
"""Syllables of the body whose office it is that must stand with the office."""
_NTH = r"(?:nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: \w+)?|\d{1,3}|[ivxlc]{1,6})"
_COUNTED = r"(?:phien(?: hop)?|ky hop|hoi nghi|cuoc hop|dai hoi|dot)"
_ORDINAL = re.compile(
    rf"(?<!\w)(?P<what>{_COUNTED})"
    rf"(?:(?:(?! {_COUNTED}(?!\w)) \w+){{0,4}}? thu (?P<nth>{_NTH})"
    r"|(?: lan| khoa)? (?P<number>\d{1,3}|[ivxlc]{1,6}))(?![\w/])"
)
_YEAR = re.compile(r"(?<!\w)nam ((?:19|20)\d{2})(?!\d)")
_NUMERALS = dict(zip("nhat hai ba tu nam sau bay tam chin muoi".split(), range(1, 11), strict=True))
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def on_the_point(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those on a neighbour alone; where such there are, only those on the office itself.

    Of these, only those with somebody's name, if there are any: who holds it is asked.
    """
    asked = _Asked(question)
    if not asked.office and not asked.ordinals:
        return _of_the_year(question, candidates)
    missed = [asked.missed_by(c.text) for c in candidates]
    kept = [c for c, is_missed in zip(candidates, missed, strict=True) if not is_missed]
    held = [c for c in kept if asked.holds_office(c)] if asked.office else []
    named = [c for c in held if person_names(c.text)]
    return named or (held if asked.office and any(missed) else kept)


def _of_the_year(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Where a figure of one year is asked for, the candidates without those that tell of other years alone."""
    asked = set(_YEAR.findall(plain_of(question.text)))
    if question.wanted != "quantity" or len(asked) != 1:
        return list(candidates)
    told = [set(_YEAR.findall(plain_of(c.text))) for c in candidates]
    kept = [c for c, years in zip(candidates, told, strict=True) if not years or years & asked]
    return kept or list(candidates)


def beside_the_point(question: Question, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> bool:
    """Whether a neighbour is told of, and no passage of `chosen` speaks of the one in order that is asked about."""
    asked = _Asked(question)
    if not asked.ordinals or not any(asked.missed_by(c.text) for c in candidates):
        return False
    return asked.ordinals.isdisjoint(n for c in chosen for n in _ordinals(plain_of(whole(c.hit))))


class _Asked:
    """The office and the ordinals that a question asks about, if any."""

    def __init__(self, question: Question):
        plain = _plain(question.text)
        held = _HOLDS.search(plain) if question.wanted == "person" else None
        self.office = (held["office"] or held["held"]) if held else ""
        following = plain[held.end("office" if held["office"] else "held") :] if held else ""
        body = re.split(r"(?: hien nay)? la |[^\w ]| hien nay", following)[0].split()
        self._of = " ".join(body[:_BODY])
        self.ordinals = _ordinals(plain)

    def missed_by(self, text: str) -> bool:
        """Whether the text tells of a deputy, a former or another body's head alone, or of others in order alone."""
        plain = _plain(text) if self.office else plain_of(text)
        if self.office and self._neighbour(plain):
            return True
        told = _ordinals(plain) if self.ordinals else frozenset()
        things = {thing for thing, _ in self.ordinals}
        return any(thing in things for thing, _ in told) and told.isdisjoint(self.ordinals)

    def holds_office(self, candidate: Candidate) -> bool:
        """Whether the sentence has the office, and the body it is of follows or stands above."""
        plain = _plain(candidate.text)
        if not self._of:
            return self._head(plain)
        above = _plain(" ".join((candidate.hit.metadata.title, *candidate.hit.outline)))
        return self._head(plain) and (self._of in plain or self._of in above)

    def _neighbour(self, plain: str) -> bool:
        heads = [m.end() for m in re.finditer(rf"{_ITSELF}{self.office}(?!\w)", plain)]
        if not heads:
            return re.search(rf"(?<!\w)(?:pho|nguyen) {self.office}(?!\w)", plain) is not None
        bodies = [_BODIES.match(plain, end) for end in heads]
        asked = _BODIES.match(f" {self._of}")
        return asked is not None and all(body and body.group() != asked.group() for body in bodies)

    def _head(self, plain: str) -> bool:
        return re.search(rf"{_ITSELF}{self.office}(?!\w)", plain) is not None


def _plain(text: str) -> str:
    """`text` without marks and with its abbreviations written out: "UBND" is a body as well."""
    return plain_of(expand_abbreviations(text))


def _ordinals(plain: str) -> frozenset[tuple[str, int]]:
    """What is counted, by its first syllable, and which one: ("phien", 3)."""
    return frozenset((m["what"].partition(" ")[0], _value(m["nth"] or m["number"])) for m in _ORDINAL.finditer(plain))


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in _NUMERALS:
        return _NUMERALS[written]
    first, _, rest = written.partition(" ")
    if first == "muoi":
        return 10 + _NUMERALS.get(rest, 0)
    values = [_ROMAN[c] for c in written]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
