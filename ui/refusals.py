"""Questions that were refused, those about the same thing together: what the collection lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversations import Refused
from corpus.spelling import fold

_ALIKE = 0.6
"""Share of words in common from which two questions are about the same thing."""
_MOST = 1_000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Lack:
    """Refused questions that are alike, the newest first."""

    questions: tuple[Refused, ...]

    @property
    def newest(self) -> Refused:
        """The one that stands for them."""
        return self.questions[0]


def group_refused(refused: Sequence[Refused]) -> tuple[Lack, ...]:
    """The newest thousand refused questions (newest first) in groups; those asked about last come first."""
    groups: list[tuple[frozenset[str], list[Refused]]] = []
    for one in refused[:_MOST]:
        words = frozenset(_WORD.findall(fold(one.standalone).lower()))
        found = next((of for known, of in groups if _alike(words, known)), None)
        if found is None:
            groups.append((words, [one]))
        else:
            found.append(one)
    return tuple(Lack(tuple(of)) for _, of in groups)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other or len(one & other) >= _ALIKE * len(one | other) > 0
