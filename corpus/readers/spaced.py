"""Putting together words whose letters were set apart: "Q U Y Ế T   Đ Ị N H"."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.syllables import is_syllable

_SPREAD = re.compile(r"(?<![^\W_])[^\W\d_](?:\s+[^\W\d_]){3,}(?![^\W_])")
_LONGEST = 7
"""Letters of the longest syllable, "nghiêng"."""
_MOST = 200
"""Letters of a run: a longer one is no heading."""


def close_letters(text: str) -> str:
    """`text` with runs of four or more single letters put together into words.

    Wider gaps part words; where all gaps are alike, the rules of spelling do, and letters that spell no Vietnamese
    syllables stay as they are.
    """
    # Most lines have no letter between two spaces three times over, and need no search.
    if len(text) > 2 * _MOST * 4 or text.count(" ") * 3 < len(text):
        return text
    return _SPREAD.sub(lambda match: _closed(match.group()), text)


def _closed(run: str) -> str:
    words = [re.sub(r"\s", "", word) for word in re.split(r"\s{2,}", run)]
    if len(words) > 1 and all(len(word) <= _LONGEST for word in words) and any(len(word) > 1 for word in words):
        return " ".join(words)
    letters = "".join(words)
    if len(letters) > _MOST:
        return run
    found = _syllables(letters.lower())
    if not found:
        return run
    out, begin = [], 0
    for length in found:
        out.append(letters[begin : begin + length])
        begin += length
    return " ".join(out)


@lru_cache(maxsize=1000)
def _syllables(letters: str) -> tuple[int, ...]:
    """The lengths of the fewest Vietnamese syllables that `letters` spell one after another; none if they do not."""
    best: list[tuple[int, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for length in range(min(_LONGEST, end), 0, -1):
            before = best[end - length]
            if before is None or not is_syllable(letters[end - length : end]):
                continue
            if (known := best[end]) is None or len(before) + 1 < len(known):
                best[end] = (*before, length)
    return best[-1] or ()
