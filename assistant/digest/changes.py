"""What changed between two documents or versions, clause by clause: the same article of the 2011 and 2025 rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from corpus.records import Document, Span
from corpus.spelling import normalise

Status = Literal["same", "changed", "added", "removed"]
Edit = Literal["same", "added", "removed"]

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.30
"""Overlap of syllable pairs (Dice) at which two clauses are one; 0.15 is enough where both bear one label."""
_DEEPEST = 2
"""Levels of headings at which a document without articles is cut: "1", "1.1"."""
_LABELLED = 0.15
_SAME_LABEL = 0.10
_LONGEST = 4000
"""Tokens of a clause up to which words are compared one by one; above it, sentence by sentence."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a document between two headings. `label` is its path in the outline ("Chương II › Điều 5")."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Change:
    """A clause of the older document and the one that it became; one is None where it was added or removed.

    `edits` are the pieces of both texts in reading order: joined without those added they are the older, without those
    removed the newer (white space as in the newer where both have it). `similarity` is in [0, 1].
    """

    status: Status
    older: Clause | None
    newer: Clause | None
    similarity: float
    edits: tuple[tuple[Edit, str], ...]


def compare_documents(older: Document, newer: Document) -> tuple[Change, ...]:
    """The changes from one document to another in the order of the newer, what was removed where it stood."""
    old, new = list(clauses(older)), list(clauses(newer))
    pairs = _matched(older.text, old, newer.text, new)
    changes: list[Change] = []
    done: set[int] = set()
    partner = {j: i for i, j in pairs.items()}
    for j, clause in enumerate(new):
        if (i := partner.get(j)) is None:
            changes.append(_added(newer.text, clause))
            continue
        changes += [_removed(older.text, old[k]) for k in range(i) if k not in pairs and k not in done]
        done.update(range(i + 1))
        changes.append(_changed(older.text, old[i], newer.text, clause))
    changes += [_removed(older.text, old[k]) for k in range(len(old)) if k not in pairs and k not in done]
    return tuple(changes)


def clauses(document: Document) -> Iterator[Clause]:
    """A document cut at its headings; below "Điều" it is not cut further. What stands before the first is one too."""
    text = document.text
    articles = [h.level for h in document.outline if h.label.startswith("Điều")]
    deepest = min(articles) if articles else _DEEPEST
    cuts = [h for h in document.outline if h.level <= deepest]
    path: dict[int, str] = {}
    start, label = 0, "Phần đầu"
    for heading in cuts:
        if text[start : heading.span.start].strip():
            yield _clause(text, label, start, heading.span.start)
        path = {level: name for level, name in path.items() if level < heading.level} | {heading.level: heading.label}
        start, label = heading.span.start, " › ".join(path.values())
    if text[start:].strip():
        yield _clause(text, label, start, len(text))


def _clause(text: str, label: str, start: int, end: int) -> Clause:
    words = text[start:end]
    return Clause(label, Span(start, start + len(words.rstrip())))


def _matched(a: str, old: Sequence[Clause], b: str, new: Sequence[Clause]) -> dict[int, int]:
    """Which old clause became which new one: the nearest pairs first, each clause once."""
    left = [_pairs(c.span.of(a)) for c in old]
    right = [_pairs(c.span.of(b)) for c in new]
    holding: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for j, of in enumerate(right):
        for pair in of:
            holding[pair].append(j)
    found = []
    for i, of in enumerate(left):
        shared: Counter[int] = Counter()
        for pair, count in of.items():
            for j in holding.get(pair, ()):
                shared[j] += min(count, right[j][pair])
        for j, count in shared.items():
            alike = 2 * count / (of.total() + right[j].total())
            labelled = _last(old[i].label) == _last(new[j].label)
            if alike >= (_LABELLED if labelled else _ALIKE):
                found.append((alike + _SAME_LABEL * labelled, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(found, key=lambda f: (-f[0], abs(f[1] - f[2]))):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _last(label: str) -> str:
    """What two versions number a clause by: "Điều 6" and "Mục 6" are alike."""
    last = label.rpartition(" › ")[2]
    return last.rpartition(" ")[2] if last[-1:].isdecimal() else last


def _pairs(text: str) -> Counter[tuple[str, str]]:
    words = _WORD.findall(normalise(text))
    return Counter(zip(["", *words], [*words, ""], strict=True))


def _added(text: str, clause: Clause) -> Change:
    return Change("added", None, clause, 0.0, (("added", clause.span.of(text)),))


def _removed(text: str, clause: Clause) -> Change:
    return Change("removed", clause, None, 0.0, (("removed", clause.span.of(text)),))


def _changed(a: str, old: Clause, b: str, new: Clause) -> Change:
    before, after = old.span.of(a), new.span.of(b)
    left, right = _tokens(before), _tokens(after)
    # Where there are more pieces than words are compared, one that comes again and again may not be the first to match:
    # each would be held against each.
    many = max(len(left), len(right)) > _LONGEST
    matcher = SequenceMatcher(None, [_form(t) for t in left], [_form(t) for t in right], autojunk=many)
    edits: list[tuple[Edit, str]] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            edits.append(("same", "".join(right[j1:j2])))
            continue
        if i2 > i1:
            edits.append(("removed", "".join(left[i1:i2])))
        if j2 > j1:
            edits.append(("added", "".join(right[j1:j2])))
    alike = all(kind == "same" or not piece.strip() for kind, piece in edits)
    return Change("same" if alike else "changed", old, new, round(matcher.ratio(), 4), tuple(edits))


def _tokens(text: str) -> list[str]:
    tokens = _TOKEN.findall(text)
    return tokens if len(tokens) <= _LONGEST else re.findall(r"[^.;\n]+[.;\n]*|[.;\n]+", text)


def _form(token: str) -> str:
    return " " if token.isspace() else normalise(token)
