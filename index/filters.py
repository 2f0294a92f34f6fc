"""Which documents a search may find: by date, kind, issuer, number, collection, document, clearance.

Both legs apply a filter before they score, each in its engine's words; `Filters.admits` is what the words must mean.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypedDict

from corpus.records import Metadata
from corpus.spelling import fold, normalise

CLEARANCES = ("thường", "mật", "tối mật", "tuyệt mật")
"""From what anybody may read to what few may."""


class Facts(TypedDict):
    """What both indexes keep of a passage's document to filter by: folded words, and numbers.

    `date` is YYYYMMDD, 0 where it is unknown; `level` is the place of its classification in `CLEARANCES`.
    """

    doc_id: str
    kind: str
    issuer: str
    number: str
    collection: str
    date: int
    level: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What documents must be like; a field left empty asks nothing, and of several values one must fit.

    `after` and `before` are the first and the last day of issue (ISO 8601, both included): a document whose date is
    unknown fits neither. `documents` and `without` are document ids. `clearance` is the highest classification that
    may be seen; None for all. Kinds, issuers and numbers are compared without regard to case and diacritics.
    """

    after: str = ""
    before: str = ""
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    clearance: str | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked at all."""
        return any(getattr(self, f.name) not in ("", (), None) for f in fields(self))

    def admits(self, facts: Facts) -> bool:
        """Whether a document like this may be found."""
        first, last = self.dates
        return (
            (not (self.after or self.before) or first <= facts["date"] <= last)
            and all(not wanted or facts[name] in wanted for name, wanted in self.words.items())  # type: ignore[literal-required]
            and facts["doc_id"] not in self.without
            and facts["level"] <= self.level
        )

    @property
    def dates(self) -> tuple[int, int]:
        """The first and the last day as YYYYMMDD; the first is at least 1, which leaves unknown dates out."""
        return day(self.after) or 1, day(self.before) or 99_999_999

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The values wanted of each field of `Facts` that holds words, as they are kept there."""
        return {
            "kind": tuple(map(folded, self.kinds)),
            "issuer": tuple(map(folded, self.issuers)),
            "number": tuple(map(folded, self.numbers)),
            "collection": self.collections,
            "doc_id": self.documents,
        }

    @property
    def level(self) -> int:
        """The highest level that may be seen."""
        return len(CLEARANCES) - 1 if self.clearance is None else level(self.clearance)


EVERYTHING = Filters()
"""Nothing asked: every document fits."""


def facts_of(doc_id: str, metadata: Metadata, collection: str) -> Facts:
    """The facts that are kept for each passage of a document."""
    return Facts(
        doc_id=doc_id,
        kind=folded(metadata.kind),
        issuer=folded(metadata.issuer),
        number=folded(metadata.number),
        collection=collection,
        date=day(metadata.date),
        level=level(metadata.classification),
    )


def day(date: str) -> int:
    """ "2025-12-29" as 20251229; 0 for what is no date."""
    digits = date.replace("-", "")
    return int(digits) if len(digits) == 8 and digits.isdecimal() else 0


def level(classification: str) -> int:
    """The place of a stamp in `CLEARANCES`; 0 for none. A stamp that is not known counts as the highest."""
    if not classification:
        return 0
    known = [folded(name) for name in CLEARANCES]
    stamp = folded(classification)
    return known.index(stamp) if stamp in known else len(known) - 1


def folded(text: str) -> str:
    """A value as it is compared."""
    return fold(normalise(text)).strip()
