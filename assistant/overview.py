"""Questions over the whole collection: how many, which, the newest, which refer to a document, what it replaced.

They are answered from the catalogue, with the documents as citations. The patterns hold back: a question with any other
word in it is about what documents say, and is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.abbreviations import expand_abbreviations
from assistant.citing import document_label
from assistant.findings import Finding, Proof, Statement, proofs_of
from assistant.naming import find_named
from assistant.particulars import mention_sentence, number_line
from assistant.periods import Period, find_period
from assistant.phrases import document_phrases, plain_of
from corpus.catalogue import Catalogue
from corpus.holdings import Holding, holdings
from corpus.issuers import issuers
from corpus.kinds import KINDS
from corpus.mentions import Citing
from corpus.records import Relation
from corpus.spelling import fold
from index.analyze import syllables

_KIND = "|".join(sorted((fold(kind) for kind in (*KINDS, "bai bao")), key=len, reverse=True))
_ANY = r"van ban|tai lieu"
_KINDS = rf"(?P<kind>{_KIND}|{_ANY}|bai viet|tin bai)"
_WORDS = (
    r"(?:trong|kho|tai lieu|hien|nay|dang|co|duoc|da|luu|giu|ban hanh|ra|ky|thong qua|cong bo|cua|do|tat ca"
    r"|tong cong|ca thay|vao"
    r"|o|bao gom|gom|nhung|cac|van ban|nao|gi|la|so|luong|cho biet|toi|hay|vay|a|nhi|thoi gian|qua|ten|danh sach"
    r"|ra sao|thuoc|nam)"
)
_COUNT = re.compile(rf"(?:{_WORDS} )*(?:bao nhieu|may|so luong|dem so|tong so) (?:{_WORDS} )*?{_KINDS}(?: {_WORDS})*")
_LIST = re.compile(
    rf"(?:{_WORDS} )*(?:liet ke|ke ten|danh sach|thong ke|nhung|cac|co) (?:{_WORDS} )*?{_KINDS}(?: {_WORDS})*"
    rf"|(?:{_WORDS} )*{_KINDS.replace('kind', 'kind2')} (?:nao|gi)(?: {_WORDS})*"
)
_NEWEST = re.compile(
    rf"(?:{_WORDS} )*{_KINDS} (?:moi nhat|gan day nhat|gan nhat|moi day nhat|sau cung)(?: (?:{_WORDS}|trong kho))*"
    r"(?: (?:ve|lien quan den|lien quan toi|noi ve) (?P<about>.+?))?(?: la (?:van ban )?(?:gi|nao|van ban nao))?"
)
_ABOUT = re.compile(
    rf"(?:{_WORDS} )*{_KINDS} (?:nao|gi)(?: {_WORDS})*? (?:(?:noi |quy dinh |ban |huong dan )?ve|lien quan (?:den|toi)"
    r"|quy dinh) (?P<about>.+)"
)
_CLOSED = re.compile(r"liet ke|ke ten|danh sach|thong ke|nao|gi")
_MENTIONS = r"vien dan|dan chieu|trich dan|nhac (?:den|toi)|noi (?:den|toi)|de cap(?: den| toi)?|dan (?:den|toi)"
_GUIDES = (
    r"huong dan(?: thuc hien| thi hanh)?|quy dinh chi tiet|trien khai(?: thuc hien)?|cu the hoa|to chuc thuc hien"
    r"|thi hanh|thuc hien"
)
_GUIDING = re.compile(r"huong dan(?: thi hanh| thuc hien)? ")
_AMENDS = r"sua doi(?:,? ?bo sung)?(?: mot so dieu(?: cua)?)?|bo sung"
_VERBS: tuple[tuple[tuple[Relation, ...], str, str], ...] = (
    (("cites", "bases"), _MENTIONS, "nhắc đến"),
    (("bases",), r"can cu(?: vao)?|dua (?:tren|vao)", "căn cứ vào"),
    (("replaces",), r"thay the(?: cho)?|bai bo|huy bo|lam het hieu luc", "thay thế, bãi bỏ"),
    (("amends",), _AMENDS, "sửa đổi, bổ sung"),
    (("guides",), _GUIDES, "hướng dẫn, triển khai"),
)
"""The relations that a verb asks for, the verb without marks, and how it is told."""
_WHICH = r"(?:(?:co |nhung |cac |con )*(?:{any}|{kind}|bai bao|bai viet)(?: (?:nao|gi))?|nhung gi|cai gi)"
_LONGEST = 40
"""Words: nobody asks for a list at greater length, and the patterns try every way of reading each."""
_BY_TITLE: dict[Relation, str] = {
    "amends": "sua doi|bo sung",
    "guides": "huong dan|quy dinh chi tiet|thi hanh",
    "replaces": "bai bo|thay the",
}
_ALL = 20
"""Documents that are listed and cited; of more, only how many there are."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What documents must be like: `kind` and `issuer` as the catalogue writes them, and `period`."""

    kind: str = ""
    issuer: str = ""
    period: Period | None = None
    word: str = "tài liệu"

    def label(self, question: str) -> str:
        """ "nghị quyết của Bộ Chính trị năm 2025"."""
        parts = [self.kind or self.word]
        if self.issuer:
            parts.append(f"của {self.issuer}")
        if self.period:
            typed = question[self.period.start : self.period.end].strip()
            parts.append(typed[:1].lower() + typed[1:])
        return " ".join(parts)

    def find(self, catalogue: Catalogue) -> list[Holding]:
        """The held documents that are like this, newest first."""
        return holdings(
            catalogue.rows,
            kinds=(self.kind,) if self.kind else (),
            issuers=(self.issuer,) if self.issuer else (),
            after=self.period.first if self.period else "",
            before=self.period.last if self.period else "",
        )


def overview(question: str, catalogue: Catalogue, today: date | None = None) -> Finding | None:
    """What the catalogue says to a question over the collection; None for every other question."""
    asked = " ".join(expand_abbreviations(question).split())
    if len(asked.split()) > _LONGEST:
        return None
    return _referring(asked, catalogue) or _held(asked, catalogue, today or date.today())


def _referring(question: str, catalogue: Catalogue) -> Finding | None:
    """Which held documents cite, replace, amend or guide the one that is named, in their own words."""
    named = document_phrases(question)
    if len(named) != 1:
        return None
    plain = plain_of(question)
    before = " ".join(re.findall(r"[^\W_]+,?", plain[: named[0].start]))
    after = " ".join(re.findall(r"[^\W_]+,?", plain[named[0].end :]))
    which = _WHICH.format(any=_ANY, kind=_KIND)
    name = named[0].text
    if (guiding := _GUIDING.match(plain_of(name))) and re.fullmatch(which, before):
        # "Văn bản nào hướng dẫn thi hành Điều lệ Đảng?" asks for what guides the charter, not for a document so called.
        before, name = f"{before} {guiding.group().strip()}", name[guiding.end() :]
    for relations, verb, said in _VERBS:
        active = re.fullmatch(
            rf"(?:trong kho )?{which} (?:da |co |dang |duoc ban hanh (?:de )?|de )*(?:{verb})", before
        )
        passive = re.fullmatch(
            rf"(?:da |co )*(?:duoc|bi) (?:(?:{verb})(?: boi| trong| o)? {which}|{which} (?:{verb}))", after
        ) or re.fullmatch(rf"(?:da |co )*(?:duoc|bi) (?:{verb})(?: boi| trong| o| tai)?(?: {which})", after)
        if (active and not re.sub(r"[ ,]|trong kho|khong|a", "", after)) or (passive and not before):
            return _citing(name, relations, said, catalogue)
    return None


def _citing(name: str, relations: Sequence[Relation], said: str, catalogue: Catalogue) -> Finding | None:
    """The documents in one of the relations; whatever refers at all where mere mention is asked."""
    any_way = "cites" in relations
    number = re.search(r"\d[\w/.-]*", name)
    found = catalogue.citing(number.group() if number and re.search(r"[-/]", number.group()) else name)
    if number and not re.search(r"[-/]", number.group()):
        found = _short(name, catalogue)
    kept: dict[str, Citing] = {}
    for c in found:
        if any_way or c.relation in relations or ("guides" in relations and _carries_out(c)):
            kept.setdefault(c.doc_id, c)
    if not kept:
        return _titled(name, relations, catalogue) or _none(name, relations, said, catalogue)
    shown = list(kept.values())[:_ALL]
    statements = [Statement(f"Trong kho có {len(kept)} văn bản {said} {name}:", ())] if len(kept) > 1 else []
    for c in shown:
        document = catalogue.document(c.doc_id)
        if document:
            proof = Proof(document, mention_sentence(document, c.start))
            statements.append(Statement(f"- {_line(c)}", (proof,)))
    return Finding(_headed(statements))


def _titled(name: str, relations: Sequence[Relation], catalogue: Catalogue) -> Finding | None:
    """The documents whose title says that they do it: "Luật sửa đổi, bổ sung một số điều của Luật Sở hữu trí tuệ"."""
    verb = next((_BY_TITLE[r] for r in relations if r in _BY_TITLE), "")
    if not verb or any(c.isdigit() for c in name):
        return None
    pattern = re.compile(rf"(?:{verb})(?!\w).*(?<!\w){re.escape(' '.join(syllables(plain_of(name))))}(?!\w)")
    found = [h for h in holdings(catalogue.rows) if pattern.search(" ".join(syllables(plain_of(h.metadata.title))))]
    return Finding(_listed("", found[:_ALL], catalogue, listing=True)) if found else None


def _none(name: str, relations: Sequence[Relation], said: str, catalogue: Catalogue) -> Finding | None:
    """That nothing held replaces or amends a held document; its own words on what it replaces itself are no answer."""
    number = re.search(r"\d[\w/.-]*[-/][\w/.-]*", name)
    if number is None or not {"replaces", "amends"}.intersection(relations) or not catalogue.numbered(number.group()):
        return None
    return Finding(reason=f"Không có văn bản nào trong kho {said} {name}")


def _carries_out(citing: Citing) -> bool:
    """Whether a document that is based on another is of a kind that says how to carry it out."""
    return citing.relation == "bases" and citing.metadata.kind in ("hướng dẫn", "kế hoạch", "chương trình hành động")


def _short(name: str, catalogue: Catalogue) -> list[Citing]:
    """Who refers to a held document that is named in short ("Nghị quyết 57")."""
    numbers = {
        d.metadata.number for n in find_named(name) for d in catalogue.with_serial(n.serial) if n.fits(d.metadata)
    }
    return catalogue.citing(numbers.pop()) if len(numbers) == 1 else []


def _held(question: str, catalogue: Catalogue, today: date) -> Finding | None:
    """How many documents, which, or which is the newest, of a kind, an issuer, a period."""
    if document_phrases(question):
        return None
    period = find_period(question, today)
    rest = f"{question[: period.start]} {question[period.end :]}" if period else question
    plain = " ".join(re.findall(r"[^\W_]+", plain_of(rest)))
    issuer, plain = _without_issuer(plain, catalogue)
    for pattern in (_NEWEST, _COUNT, _LIST, _ABOUT):
        match = pattern.fullmatch(plain)
        if match is None:
            continue
        groups = match.groupdict()
        typed = groups.get("kind") or groups.get("kind2") or ""
        kind = next((k for k in (*KINDS, "bài báo") if fold(k) == typed), "")
        kind = "bài báo" if typed in ("bai viet", "tin bai") else kind
        asked = _Asked(kind, issuer, period, "văn bản" if typed == "van ban" else "tài liệu")
        if pattern is _LIST and not (_CLOSED.search(plain) and (issuer or period or kind)):
            return None
        if pattern is _ABOUT:
            return _about(asked, groups["about"], catalogue)
        if pattern is _NEWEST:
            return _newest(asked, groups.get("about") or "", catalogue)
        return (_count if pattern is _COUNT else _list)(asked, question, catalogue)
    return None


def _without_issuer(plain: str, catalogue: Catalogue) -> tuple[str, str]:
    """The issuer that is named, as the catalogue writes it, and the question without it."""
    names = {" ".join(syllables(plain_of(name))): name for name in issuers(catalogue.rows)}
    for name in sorted(names, key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)
        if found:
            return names[name], " ".join(f"{plain[: found.start()]} {plain[found.end() :]}".split())
    return "", plain


def _count(asked: _Asked, question: str, catalogue: Catalogue) -> Finding:
    held = asked.find(catalogue)
    label = asked.label(question)
    if not held:
        return Finding(reason=f"Không có {label} trong kho tài liệu")
    head = f"Kho tài liệu có {len(held)} {label}" + (":" if len(held) <= _ALL else ".")
    return Finding(_listed(head, held if len(held) <= _ALL else held[:3], catalogue, listing=len(held) <= _ALL))


def _list(asked: _Asked, question: str, catalogue: Catalogue) -> Finding:
    held = asked.find(catalogue)
    label = asked.label(question)
    if not held:
        return Finding(reason=f"Không có {label} trong kho tài liệu")
    more = f" ({_ALL} văn bản mới nhất)" if len(held) > _ALL else ""
    return Finding(_listed(f"Kho tài liệu có {len(held)} {label}{more}:", held[:_ALL], catalogue, listing=True))


def _newest(asked: _Asked, about: str, catalogue: Catalogue) -> Finding | None:
    held = [h for h in asked.find(catalogue) if h.metadata.date and _is_about(h, about)]
    if not held:
        return None
    newest = [h for h in held if h.metadata.date == held[0].metadata.date][:3]
    statements = []
    for h in newest:
        document = catalogue.document(h.doc_id)
        if document:
            statements.append(Statement(f"{_line(h)}.", proofs_of(document, [number_line(document)])))
    return Finding(tuple(statements))


def _about(asked: _Asked, about: str, catalogue: Catalogue) -> Finding | None:
    """The documents whose title says that they are about it; None where titles do not tell."""
    held = [h for h in asked.find(catalogue) if _is_about(h, about)] if len(about.split()) > 1 else []
    if not held or len(held) > _ALL:
        return None
    return Finding(_listed("", held, catalogue, listing=True))


def _is_about(held: Holding, about: str) -> bool:
    """Whether its title has the words, without marks, one after the other; any title has none."""
    return f" {about} " in f" {' '.join(syllables(plain_of(held.metadata.title)))} " if about else True


def _listed(head: str, held: Sequence[Holding], catalogue: Catalogue, *, listing: bool) -> tuple[Statement, ...]:
    found = [(h, d) for h in held if (d := catalogue.document(h.doc_id))]
    proofs = [proofs_of(d, [number_line(d)]) for _, d in found]
    if not listing:
        return (Statement(head, tuple(p for some in proofs for p in some)),)
    items = [Statement(f"- {_line(h)}", p) for (h, _), p in zip(found, proofs, strict=True)]
    return _headed([Statement(head, ()), *items] if head else items)


def _headed(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with the head joined to the first item, so that each carries its proof."""
    if len(statements) < 2 or statements[0].proofs:
        return tuple(statements)
    head, first, *others = statements
    return (Statement(f"{head.text}\n{first.text}", first.proofs), *others)


def _line(held: Holding | Citing) -> str:
    """ "Nghị quyết 57-NQ/TW (22/12/2024) về đột phá …"."""
    metadata = held.metadata
    label = document_label(metadata, held.source)
    day = "/".join(reversed(metadata.date.split("-"))) if metadata.date else ""
    title = metadata.title if metadata.number else ""
    said = title[: len(metadata.kind)].lower() == metadata.kind
    about = f" {title[len(metadata.kind) :].strip()}" if said and metadata.kind else f": {title}" if title else ""
    return f"{label}{f' ({day})' if day else ''}{about}"
