"""Diacritic accuracy: how much of the marks of a transcript the text read from an old file has."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, ReadError
from corpus.limits import Limits
from corpus.readers import read
from corpus.spelling import fold

_PIECE = 40_000
"""Characters aligned at once at most, the time grows with the square."""
_GRAM = 24
"""Characters that make a place in both texts the same place, where they stand once in each."""
_APART = 1_000


@dataclass(frozen=True, slots=True)
class LegacyFile:
    """One file beside its transcript. `marks` counts the transcript's letters with a diacritic, `right` those of them
    that were read exactly; `error` is the message if the file could not be read (its accuracy is 0 then)."""

    name: str
    encoding: str
    marks: int
    right: int
    error: str = ""

    @property
    def accuracy(self) -> float:
        """Share in [0, 1]; 1 for a transcript without diacritics that was read."""
        if self.error:
            return 0.0
        return self.right / self.marks if self.marks else 1.0


@dataclass(frozen=True, slots=True)
class LegacyResult:
    """All files of a folder; `accuracy` is the mean over files, `worst` the lowest."""

    files: tuple[LegacyFile, ...]

    @property
    def measures(self) -> dict[str, float]:
        """By the names that gates use."""
        shares = [file.accuracy for file in self.files]
        return {"accuracy": sum(shares) / len(shares), "worst": min(shares)}

    def as_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        return {
            "files": len(self.files),
            "measures": self.measures,
            "per_file": [asdict(file) | {"accuracy": file.accuracy} for file in self.files],
        }


def diacritic_accuracy(found: str, wanted: str) -> tuple[int, int]:
    """How many letters with a diacritic `wanted` has, and how many of them `found` has in their place.

    Both go to NFC, lower case and single spaces, are reduced to base letters ("đ" to "d") and aligned by
    `difflib.SequenceMatcher` without its junk heuristic, in pieces between places that are certain.
    """
    found, wanted = _plain(found), _plain(wanted)
    bare, other = _bare(wanted), _bare(found)
    marked = [a != b for a, b in zip(wanted, bare, strict=True)]
    right = sum(
        marked[i + k] and wanted[i + k] == found[j + k] for i, j, size in _matches(bare, other) for k in range(size)
    )
    return sum(marked), right


def _matches(bare: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Matching blocks of two texts, aligned piece by piece: (offset, offset in `other`, length)."""
    for (i, j), (end, other_end) in pairwise([(0, 0), *_anchors(bare, other), (len(bare), len(other))]):
        for start in range(i, end, _PIECE):
            piece, rest = bare[start : min(start + _PIECE, end)], j + (start - i)
            if start == i and end - i <= _PIECE:
                opposite = other[j:other_end]
            else:
                opposite = other[rest : min(rest + _PIECE, other_end)]
            for a, b, size in SequenceMatcher(None, piece, opposite, autojunk=False).get_matching_blocks():
                yield start + a, rest + b, size


def _anchors(bare: str, other: str) -> list[tuple[int, int]]:
    """Places where both texts have the same words that stand once in each, in the order of both, about every
    thousandth character."""
    once, other_once = _once(bare), _once(other)
    shared = sorted((i, other_once[gram]) for gram, i in once.items() if gram in other_once)
    # The longest run of places that rise in both texts: what was moved about is no anchor.
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(shared):
        at = bisect_left(tails, j)
        if at == len(tails):
            tails.append(j)
            last.append(n)
        else:
            tails[at], last[at] = j, n
        before.append(last[at - 1] if at else -1)
    rising = []
    n = last[-1] if last else -1
    while n >= 0:
        rising.append(shared[n])
        n = before[n]
    kept: list[tuple[int, int]] = []
    for i, j in reversed(rising):
        if not kept or (i - kept[-1][0] >= _APART and j - kept[-1][1] >= _APART):
            kept.append((i, j))
    return kept


def _once(text: str) -> dict[str, int]:
    """The runs of `_GRAM` characters that stand once in `text`, with their place."""
    places: dict[str, int] = {}
    for i in range(len(text) - _GRAM + 1):
        gram = text[i : i + _GRAM]
        places[gram] = -1 if gram in places else i
    return {gram: i for gram, i in places.items() if i >= 0}


def measure_legacy(
    folder: Path,
    limits: Limits = Limits(),
    on_file: Callable[[int, int], None] | None = None,
) -> LegacyResult:
    """Read every file of `folder`/legacy that has a transcript (`folder`/legacy_ground_truth/NAME.txt).

    A file that cannot be read counts 0. Raises `BadInput` if there is none.
    """
    pairs = [
        (path, transcript)
        for path in sorted((folder / "legacy").glob("*"))
        if (transcript := folder / "legacy_ground_truth" / f"{path.stem}.txt").is_file()
    ]
    if not pairs:
        raise BadInput(f"{folder}: cần legacy/ và legacy_ground_truth/ với các tệp cùng tên. Kiểm tra lại đường dẫn.")
    files: list[LegacyFile] = []
    for path, transcript in pairs:
        files.append(_measured(path, transcript, limits))
        if on_file:
            on_file(len(files), len(pairs))
    return LegacyResult(tuple(files))


def _measured(path: Path, transcript: Path, limits: Limits) -> LegacyFile:
    wanted = transcript.read_text(encoding="utf-8")
    try:
        extract = read(path.read_bytes(), path.name, limits)
    except ReadError as exc:
        return LegacyFile(path.name, "", diacritic_accuracy("", wanted)[0], 0, str(exc))
    marks, right = diacritic_accuracy("\n".join(block.text for block in extract.blocks), wanted)
    return LegacyFile(path.name, extract.encoding, marks, right)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _bare(text: str) -> str:
    """A base letter for each character of `text`, so that offsets stay."""
    return "".join(fold(c)[:1] or c for c in text)
