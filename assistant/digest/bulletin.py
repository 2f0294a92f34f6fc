"""A bulletin over a batch of digests: by subject, the newest first, what is one text told once, and its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.digest.digest import Digest, Fact
from assistant.digest.near_digests import Sketched, same_texts
from assistant.digest.records import last_day
from assistant.digest.subjects import subjects
from corpus.spelling import normalise

_FIGURES, _ALL_FIGURES = 6, 240
"""Figures of one story in the table at most, and about how many of all; every one of them is in its digest."""


@dataclass(frozen=True, slots=True)
class Story:
    """One text of a bulletin. `n` counts from 1 in the order of the bulletin; `others` are digests of other files with
    the same text."""

    n: int
    digest: Digest
    others: tuple[Digest, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The stories of one subject, the newest first and those without a date last."""

    subject: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A task or a figure and the story that tells it."""

    story: Story
    fact: Fact


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that is referred to, and the stories that do."""

    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a head of office reads in the morning. `first` and `last` are the days that it spans (ISO 8601, "" where no
    document is dated); tasks are in order of their deadlines, documents referred to those most referred to first."""

    groups: tuple[Group, ...]
    tasks: tuple[Told, ...]
    figures: tuple[Told, ...]
    references: tuple[Reference, ...]
    first: str
    last: str

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories in order."""
        return tuple(story for group in self.groups for story in group.stories)

    @property
    def files(self) -> int:
        """How many files it was made of."""
        return sum(1 + len(story.others) for story in self.stories)


def bulletin_of(items: Sequence[Sketched], text_of: Callable[[int], str]) -> Bulletin:
    """The bulletin over a batch, which may be empty; `text_of` gives the article of an item by its place."""
    told = [_parted([items[place].digest for place in places]) for places in same_texts(items, text_of)]
    order = {name: place for place, name in enumerate(subjects())}
    told.sort(key=lambda t: order.get(t[0].subject, len(order)))
    groups: list[Group] = []
    n = 0
    for name in dict.fromkeys(first.subject for first, _ in told):
        # Newest first, undated last, else in the order given.
        of = sorted((t for t in told if t[0].subject == name), key=lambda t: t[0].metadata.date, reverse=True)
        groups.append(Group(name, tuple(Story(n + i, *t) for i, t in enumerate(of, start=1))))
        n += len(of)
    stories = [story for group in groups for story in group.stories]
    dates = sorted(s.digest.metadata.date for s in stories if s.digest.metadata.date)
    return Bulletin(
        tuple(groups),
        tuple(sorted((Told(s, t) for s in stories for t in s.digest.tasks), key=_due)),
        tuple(Told(s, f) for s in stories for f in notable_figures(s.digest, _ALL_FIGURES // len(stories))),
        tuple(_references(stories)),
        dates[0] if dates else "",
        dates[-1] if dates else "",
    )


def notable_figures(digest: Digest, most: int = _FIGURES) -> tuple[Fact, ...]:
    """The one to six figures that a reader wants first, in reading order: of the summary, then shares and bounds."""
    spans = [(line.start, line.end) for line in digest.summary]

    def rank(figure: Fact) -> tuple[bool, bool]:
        told = any(start <= figure["start"] < end for start, end in spans)
        return not told, not (figure["least"] or "%" in figure["unit"] or "đồng" in figure["unit"])

    # Without a word or two on what it counts a figure tells nothing, and nothing new when it is said again.
    telling = {(f["value"], f["unit"]): f for f in reversed(digest.figures) if " " in f["what"]}
    chosen = sorted(telling.values(), key=rank)[: min(max(most, 1), _FIGURES)]
    return tuple(sorted(chosen, key=lambda f: (f["start"], f["end"])))


def _parted(same: Sequence[Digest]) -> tuple[Digest, tuple[Digest, ...]]:
    """The digest that stands for those of one text, and the others: one that knows its date and most facts."""
    best = max(range(len(same)), key=lambda i: (bool(same[i].metadata.date), bool(same[i].metadata.url), -i))
    return same[best], tuple(d for i, d in enumerate(same) if i != best)


def _due(told: Told) -> tuple[bool, str, int]:
    ends = last_day(told.fact["deadline"])
    return not ends, ends, told.story.n


def _references(stories: Sequence[Story]) -> Iterator[Reference]:
    found: dict[str, tuple[str, dict[int, Story]]] = {}
    for story in stories:
        for reference in story.digest.references:
            name = reference["name"]
            found.setdefault(normalise(name), (name, {}))[1][story.n] = story
    ordered = sorted(found.values(), key=lambda f: (-len(f[1]), min(f[1])))
    return (Reference(name[:1].upper() + name[1:], tuple(by.values())) for name, by in ordered)
