"""From a sentence that a model wrote, with its marks, to the evidence that says the same: whole sentences, verbatim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.binding import unknown_names
from assistant.facts import Fact, facts_of, grounds_of
from assistant.injections import trusted
from assistant.marks import Marked
from assistant.support import THRESHOLD, Support
from assistant.verification import NO_SOURCE, objection, without_numbering
from corpus.records import Document, Span
from corpus.sentences import split_sentences
from index.records import Hit

_WINDOW = 3
"""Neighbouring sentences that one citation may quote."""
_MOST_CITED = 4
_LONGER = 0.08
"""A longer quote must say at least this much more for each sentence that it adds."""
_UNMARKED = 0.8
"""Support that a sentence needs from evidence that the model itself did not name."""
_UNMARKED_WORDS = 0.7
"""Share of a sentence's words that such evidence must have somewhere to be looked at."""
_HEAD_LINES = 16
"""Lines at the top of a document that say which it is."""


@dataclass(frozen=True, slots=True)
class Material:
    """A passage put before the model. `sentences` are what may be cited of it, as spans of its document's text."""

    hit: Hit
    document: Document
    sentences: tuple[Span, ...]

    def texts(self, spans: Iterable[Span]) -> list[str]:
        """The words at the spans."""
        return [span.of(self.document.text) for span in spans]


@dataclass(frozen=True, slots=True)
class Grounded:
    """A sentence and the places that bear it out; `objection` says why there are none."""

    text: str
    places: tuple[tuple[Material, Span], ...] = ()
    objection: str = ""


@dataclass(slots=True)
class _Choice:
    """Places chosen so far."""

    places: list[tuple[Material, Span]] = field(default_factory=list)

    def quotes(self) -> list[str]:
        return [span.of(material.document.text) for material, span in self.places]


def material_of(hit: Hit, document: Document) -> Material:
    """The passage of a hit without the sentences that are instructions; empty `sentences` if nothing else is in it."""
    text = document.text
    start, end = hit.span.start, min(hit.span.end, len(text))
    inside = text[start:end]
    spans = trusted(inside, split_sentences(inside))
    return Material(hit, document, tuple(Span(start + s.start, start + s.end) for s in spans))


def ground(said: Marked, materials: Mapping[int, Material], support: Support) -> Grounded:
    """The evidence for a sentence: in the passages that it marks, else, if it fits well, in another one.

    Marks of passages that are not there count as none.
    """
    marked = [materials[n] for n in said.marks if n in materials]
    reason = NO_SOURCE
    if marked:
        choice = _choose(said.text, marked, support)
        reason = objection(said.text, choice.quotes(), support)
        if not reason:
            return Grounded(said.text, tuple(choice.places))
    for other in materials.values():
        if other in marked or support.words(said.text, other.texts(other.sentences))[0] < _UNMARKED_WORDS:
            continue
        choice = _choose(said.text, [other], support)
        if not objection(said.text, choice.quotes(), support, max(_UNMARKED, THRESHOLD)):
            return Grounded(said.text, tuple(choice.places))
    return Grounded(said.text, objection=reason)


def _choose(text: str, materials: Sequence[Material], support: Support) -> _Choice:
    """The places that say most of what `text` says, one for each passage that adds something, then for each fact that
    is still missing."""
    facts = facts_of(without_numbering(text))
    choice = _Choice()
    ranked = sorted(
        ((_value(text, m.texts(w), facts, support), n, m, w) for n, m in enumerate(materials) for w in _windows(m)),
        key=lambda scored: (-scored[0], scored[1]),
    )
    best_of = {n: (value, m, w) for value, n, m, w in reversed(ranked)}
    for value, material, window in sorted(best_of.values(), key=lambda best: -best[0]):
        quotes = [*choice.quotes(), *material.texts([_whole(window)])]
        if (
            not choice.places
            or _value(text, quotes, facts, support) > _value(text, choice.quotes(), facts, support) + 0.1
        ):
            choice.places.append((material, _whole(window)))
        del value
    for material in materials:
        for span in _elsewhere(material):
            missing = grounds_of(choice.quotes()).missing(facts)
            if not missing or len(choice.places) == _MOST_CITED:
                break
            found = grounds_of(material.texts([span]))
            if any(found.holds(fact) and _may_stand_apart(fact, material, span) for fact in missing):
                choice.places.append((material, span))
    for span in _head(materials[0].document) if materials else ():
        # "Kết luận … của Ban Thường vụ Tỉnh ủy": who issued it stands at the top.
        unknown = unknown_names(text, choice.quotes())
        if not unknown or len(choice.places) == _MOST_CITED:
            break
        if len(unknown_names(text, [*choice.quotes(), span.of(materials[0].document.text)])) < len(unknown):
            choice.places.append((materials[0], span))
    return choice


def _windows(material: Material) -> Iterator[tuple[Span, ...]]:
    """Runs of neighbouring sentences; one that was left out between two parts them."""
    spans, text = material.sentences, material.document.text
    for i in range(len(spans)):
        for j in range(i, min(i + _WINDOW, len(spans))):
            if j > i and text[spans[j - 1].end : spans[j].start].strip():
                break
            yield spans[i : j + 1]


def _whole(window: Sequence[Span]) -> Span:
    return Span(window[0].start, window[-1].end)


def _value(text: str, quotes: Sequence[str], facts: Sequence[Fact], support: Support) -> float:
    """How much of the sentence the quotes hold, less what they cost to read."""
    if not quotes:
        return 0.0
    terms, pairs = support.words(text, quotes)
    held = 1 - len(grounds_of(quotes).missing(facts)) / len(facts) if facts else 1.0
    return terms + pairs + held - _LONGER * len(quotes)


def _elsewhere(material: Material) -> Iterator[Span]:
    """Where else a fact may stand: the passage's other sentences, the headings above it, the top of its document."""
    yield from material.sentences
    document = material.document
    above = [h for h in document.outline if h.span.start <= material.hit.span.start]
    yield from (h.span for h in reversed(above) if h.label in material.hit.outline)
    yield from _head(document)


def _head(document: Document) -> list[Span]:
    end, lines = 0, []
    for _ in range(_HEAD_LINES):
        stop = document.text.find("\n", end)
        stop = len(document.text) if stop < 0 else stop
        if stop > end:
            lines.append(Span(end, stop))
        if stop == len(document.text):
            break
        end = stop + 1
    return list(trusted(document.text, lines))


def _may_stand_apart(fact: Fact, material: Material, span: Span) -> bool:
    """Whether a fact may be taken from there: within the passage any, outside only what names a document, a day or a
    part of it. A figure at the top of a document bears nothing out."""
    if span in material.sentences:
        return True
    form = next(iter(fact.alternatives[0]))
    return fact.kind in ("document", "date") or form.split(" ")[0] in ("điều", "khoản", "điểm", "mục", "chương", "phần")
