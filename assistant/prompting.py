"""The prompts: Vietnamese text files with places to fill, checked when they are loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.errors import BadInput

PLACES = {
    "system": frozenset({"phrase", "fence"}),
    "question": frozenset({"passages", "question"}),
    "passage": frozenset({"fence", "n", "label", "text"}),
    "rewriter": frozenset({"fence"}),
    "rewriting": frozenset({"fence", "conversation", "question"}),
    "summary": frozenset({"length"}),
}
"""What each prompt must leave room for, and nothing else."""
_PLACE = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Prompts:
    """The texts of the prompts, places still open."""

    system: str
    question: str
    passage: str
    rewriter: str
    rewriting: str
    summary: str

    def __post_init__(self) -> None:
        for name, wanted in PLACES.items():
            found = _PLACE.findall(getattr(self, name))
            if set(found) != wanted:
                raise BadInput(
                    f"Mẫu câu lệnh “{name}” có các chỗ trống {sorted(set(found))}, cần đúng {sorted(wanted)}. "
                    f"Sửa tệp assistant/prompts/{name}.txt."
                )


def fill(template: str, **values: str) -> str:
    """The template with its places filled. Braces within values stay as they are: a value opens no further places."""
    return _PLACE.sub(lambda m: values[m.group(1)], template)


@cache
def load_prompts() -> Prompts:
    """The prompts that come with the program. Raises `BadInput` if one lacks a place or has one too many."""
    folder = files("assistant") / "prompts"
    return Prompts(**{name: (folder / f"{name}.txt").read_text(encoding="utf-8").strip() for name in PLACES})
