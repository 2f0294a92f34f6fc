"""Which two syllables are one word of Vietnamese more often than neighbours by chance ("sinh viên", "lao động").

    python -m index.training.compounds DATA/pairs.jsonl.xz --out index/background/compounds.tsv

Vietnamese writes a space between syllables, not words: "sinh" of "phát sinh" and "viên" of "thành viên" say nothing of
"sinh viên". Normalised pointwise mutual information (Bouma, 2009) of neighbouring syllables, counted in running text.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log
from pathlib import Path

from index.analyze import syllables
from index.training.frequencies import read_texts

_TOGETHER = 0.35
"""At 0.35 of at most 1 "sinh viên" (0.40) and "người lao" (0.41) are in, "văn bằng" (0.23) and "của sinh" are not."""
_FLOOR = 60
"""Times that two syllables must stand together to be counted at all."""


def compounds(texts: Iterable[str]) -> tuple[int, dict[tuple[str, str], tuple[float, int]]]:
    """(number of texts, {(first, second): (how firmly they hold together, texts that have them)})."""
    single: Counter[str] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    held: Counter[tuple[str, str]] = Counter()
    n = 0
    for text in texts:
        tokens = syllables(text)
        single.update(tokens)
        pairs = [*pairwise(tokens)]
        beside.update(pairs)
        held.update(set(pairs))
        n += 1
    total = sum(single.values())
    found = {}
    for (a, b), count in beside.items():
        if count >= _FLOOR and a.isalpha() and b.isalpha():
            together = log(count * total / (single[a] * single[b])) / -log(count / total)
            if together >= _TOGETHER:
                found[a, b] = (together, held[a, b])
    return n, found


def main() -> None:
    """Count and write the table: a first line with the number of texts, then `word, firmness in hundredths, texts`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="pairs.jsonl or pairs.jsonl.xz with q and p")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    n, found = compounds(read_texts(arguments.data))
    rows = [f"{a} {b}\t{round(100 * firm)}\t{texts}" for (a, b), (firm, texts) in sorted(found.items())]
    arguments.out.write_text("\n".join([f"#\t\t{n}", *rows]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
