"""How many passages of general Vietnamese text a syllable occurs in: the background that term weights lean on.

    python -m index.training.frequencies DATA/pairs.jsonl.xz --out index/background/frequencies.tsv

A small collection cannot tell by itself that "bao nhiêu" is common and "thập đỏ" rare.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.spelling import fold
from index.analyze import syllables

_FLOOR = 20
"""Rarer syllables are left out; the table stays small and an unknown syllable is rare by definition."""


def count(texts: Iterable[str]) -> tuple[int, Counter[str], Counter[str]]:
    """(number of texts, texts per syllable as written, texts per folded syllable)."""
    written: Counter[str] = Counter()
    folded: Counter[str] = Counter()
    n = 0
    for text in texts:
        tokens = set(syllables(text))
        written.update(tokens)
        folded.update({fold(t) for t in tokens})
        n += 1
    return n, written, folded


def read_texts(path: Path) -> Iterator[str]:
    """The questions of a file of pairs, each with its text."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            yield f"{pair['q']} {pair['p']}"


def main() -> None:
    """Count and write the table: a first line with the number of texts, then `syllable, as written, folded`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="pairs.jsonl or pairs.jsonl.xz with q and p")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    n, written, folded = count(read_texts(arguments.data))
    kept = sorted(t for t in written.keys() | folded.keys() if max(written[t], folded[t]) >= _FLOOR)
    lines = [f"#\t{n}\t{n}", *(f"{t}\t{written[t]}\t{folded[t]}" for t in kept)]
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
