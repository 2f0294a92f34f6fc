"""Facts and tasks read out of documents, against a key written by hand: precision, recall and F1 of each sort.

A line of the key is about one file: `{"file", "people": [{"name", "office"}], "references": [name], "dates": [value],
"figures": [{"value", "unit", "what"}], "tasks": [{"what", "who": [unit]}]}`. It holds each fact once; facts that
a document repeats count once. Captions count, lists of other articles around one do not. What agrees:

- people: the name exactly, and the offices: every one of either (apart by ", ") is contained, without diacritics or
  case, in all of the other's;
- references: exactly, by number ("18-NQ/TW"), kind and serial ("nghị quyết 57") or name ("Nghị quyết Đại hội XIV");
- dates: exactly, in ISO 8601 (`assistant.digest.records.Time`);
- figures: value and unit exactly, in lower case; `what` is for the reader;
- tasks: the longest common subsequence of the syllables of both `what`, each cut at its first 20, is at least half of
  both by F1, and the same holds for `who` of one of the readings that the key allows, or both are empty. One to one.

F1 is over all facts of all files together; `mean` of it is that of the files that have such facts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from assistant.digest.facts import read_facts
from assistant.digest.records import Facts
from corpus.errors import BadInput
from corpus.reading import read_document
from corpus.settings import Settings
from corpus.spelling import fold, normalise
from eval.jsonl import read_objects

BUNDLED = Path(__file__).with_name("golden") / "facts.jsonl"
SORTS = ("people", "references", "dates", "figures", "tasks")
_SYLLABLES = 20
_HALF = 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Count:
    """What was found of one sort: `right` of `found` agree with one of `wanted`; the rest is listed for the reader."""

    wanted: int
    found: int
    right: int
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        """Twice the right over wanted and found; 1.0 if there is nothing on either side."""
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 1.0


@dataclass(frozen=True, slots=True)
class FactsResult:
    """One measurement, file by file."""

    files: Mapping[str, Mapping[str, Count]]

    def total(self, sort: str) -> Count:
        """The counts of one sort over all files."""
        counts = [of[sort] for of in self.files.values()]
        return Count(sum(c.wanted for c in counts), sum(c.found for c in counts), sum(c.right for c in counts))

    def mean(self, sort: str) -> float:
        """The mean F1 of one sort over the files that have such facts."""
        counts = [of[sort] for of in self.files.values() if of[sort].wanted or of[sort].found]
        return sum(c.f1 for c in counts) / len(counts) if counts else 1.0

    def as_json(self) -> dict[str, Any]:
        """The object that `eval facts --json` prints."""
        totals = {sort: self.total(sort) for sort in SORTS}
        return {
            "files": len(self.files),
            **{sort: round(c.f1, 6) for sort, c in totals.items()},
            "mean": {sort: round(self.mean(sort), 6) for sort in SORTS},
            "counts": {s: {"wanted": c.wanted, "found": c.found, "right": c.right} for s, c in totals.items()},
            "per_file": [
                {"file": file}
                | {s: {"f1": round(c.f1, 6), "missed": list(c.missed), "extra": list(c.extra)} for s, c in of.items()}
                for file, of in self.files.items()
            ],
        }


def measure_facts(key: Path, folders: Sequence[Path], settings: Settings) -> FactsResult:
    """Read the files that the key names, each in the first of `folders` that has it, and compare.

    Raises `BadInput` if a line is malformed, a file is named twice or none of the folders has it.
    """
    files: dict[str, Mapping[str, Count]] = {}
    for number, record in read_objects(key):
        where = f"{key}, dòng {number}"
        file = record.get("file")
        if not isinstance(file, str) or not file or file in files:
            raise BadInput(f"{where}: cần “file” là đường dẫn tính từ thư mục tài liệu, mỗi tệp một dòng.")
        path = next((folder / file for folder in folders if (folder / file).is_file()), None)
        if path is None:
            raise BadInput(f"{where}: không thấy {file} trong {', '.join(map(str, folders))}. Kiểm tra lại --corpus.")
        try:
            files[file] = compare(record, read_facts(read_document(path, settings)))
        except (KeyError, TypeError, AttributeError) as exc:
            raise BadInput(f"{where}: thiếu hoặc sai trường {exc}. Xem cách ghi ở đầu eval/facts.py.") from exc
    if not files:
        raise BadInput(f"{key} không có dòng nào. Mỗi dòng là một đối tượng JSON về một tệp.")
    return FactsResult(files)


def compare(key: Mapping[str, Any], facts: Facts) -> dict[str, Count]:
    """What of the key's facts was found, by sort."""
    wanted_figures = {f"{f['value']} {_plain(f['unit'])}".strip() for f in key["figures"]}
    return {
        "people": _people(key["people"], facts),
        "references": _exact(key["references"], [r.name for r in facts.references]),
        "dates": _exact(key["dates"], [t.value for t in facts.times]),
        "figures": _exact(wanted_figures, [f"{f.value} {_plain(f.unit)}".strip() for f in facts.figures]),
        "tasks": _tasks(key["tasks"], facts),
    }


def _exact(wanted: Sequence[str] | set[str], found: Sequence[str]) -> Count:
    want, have = dict.fromkeys(map(_plain, wanted)), dict.fromkeys(map(_plain, found))
    missed, extra = [w for w in want if w not in have], [h for h in have if h not in want]
    return Count(len(want), len(have), len(want) - len(missed), tuple(missed), tuple(extra))


def _people(wanted: Sequence[Mapping[str, str]], facts: Facts) -> Count:
    offices = {p.name: p.office for p in facts.people}
    right = [w for w in wanted if w["name"] in offices and _same_office(w["office"], offices[w["name"]])]
    names = {w["name"] for w in right}
    missed = tuple(f"{w['name']}: {w['office']}" for w in wanted if w["name"] not in names)
    extra = tuple(f"{p.name}: {p.office}" for p in facts.people if p.name not in names)
    return Count(len(wanted), len(facts.people), len(right), missed, extra)


def _same_office(wanted: str, found: str) -> bool:
    a, b = fold(_plain(wanted)), fold(_plain(found))
    return bool(a) == bool(b) and all(part in b for part in a.split(", ")) and all(part in a for part in b.split(", "))


def _tasks(wanted: Sequence[Mapping[str, Any]], facts: Facts) -> Count:
    """Each wanted task takes the found one that is nearest to it and not yet taken, the nearest pairs first."""
    pairs = []
    for i, want in enumerate(wanted):
        for j, found in enumerate(facts.tasks):
            near = overlap(want["what"], found.what)
            if near >= _HALF and any(_same_unit(who, found.who) for who in want["who"]):
                pairs.append((near, i, j))
    taken: dict[int, int] = {}
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], abs(p[1] - p[2]))):
        if i not in taken and j not in taken.values():
            taken[i] = j
    missed = tuple(f"{'|'.join(w['who'])}: {w['what']}" for i, w in enumerate(wanted) if i not in taken)
    extra = tuple(f"{t.who}: {t.what[:100]}" for j, t in enumerate(facts.tasks) if j not in taken.values())
    return Count(len(wanted), len(facts.tasks), len(taken), missed, extra)


def _same_unit(wanted: str, found: str) -> bool:
    return not found if not wanted else overlap(wanted, found) >= _HALF


def overlap(a: str, b: str) -> float:
    """F1 of the longest common subsequence of the first 20 syllables of each; 0.0 if either has none."""
    x, y = _syllables(a), _syllables(b)
    if not x or not y:
        return 0.0
    row = [0] * (len(y) + 1)
    for word in x:
        above = 0
        for j, other in enumerate(y, start=1):
            above, row[j] = row[j], above + 1 if word == other else max(row[j], row[j - 1])
    return 2 * row[-1] / (len(x) + len(y))


def _syllables(text: str) -> list[str]:
    return cast("list[str]", _WORD.findall(normalise(text)))[:_SYLLABLES]


def _plain(text: str) -> str:
    return " ".join(normalise(text).split())
