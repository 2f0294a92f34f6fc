"""The words of the screens in each language, from `words.tsv` beside this file.

Only what the program itself says is in it: documents, answers and the constant phrase of an abstention are Vietnamese
in either.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("words.tsv")
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
"""By the code that HTML and HTTP use: what each calls itself. The first is the default."""

PATHS = {"vi": "/", "en": "/en/"}
"""Where the page stands in each language."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: `words("send")`, `words("held", count=5)`."""

    language: str
    table: dict[str, str] = field(repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """The phrase under `key`, with its `{names}` filled in. Raises `KeyError` for an unknown key."""
        return self.table[key].format(**values) if values else self.table[key]


@cache
def words_of(language: str) -> Words:
    """The words of `vi` or `en`."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return Words(language, {row["key"]: row[language] for row in rows})


VIETNAMESE = words_of("vi")
