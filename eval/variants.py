"""How people type a question: with all diacritics, with none, or with about half of them."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import Literal

from corpus.spelling import fold

Variant = Literal["accented", "unaccented", "half"]
VARIANTS: tuple[Variant, ...] = ("accented", "unaccented", "half")

_SYLLABLE = re.compile(r"[^\W_]+")


def typed(text: str, variant: Variant, *, topic_id: str = "", seed: int = 0) -> str:
    """`text` as `variant` says. For `half`, each syllable loses its marks with probability one half.

    The draw hangs on the seed and the topic alone, so that a topic is typed the same whichever others are asked.
    """
    if variant == "accented":
        return text
    if variant == "unaccented":
        return fold(text)
    rng = random.Random(f"{seed}:{topic_id}")
    composed = unicodedata.normalize("NFC", text)
    return _SYLLABLE.sub(lambda m: fold(m.group()) if rng.random() < 0.5 else m.group(), composed)
