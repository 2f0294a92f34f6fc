"""Measuring what reading finds out about documents, against a table transcribed by hand.

The table has one JSON object a line: `file`, then fields of `corpus.records.Metadata`. An empty field counts: finding
nothing is right then. A field that a line leaves out is not asked of that file; so a title is asked only of files that
have one (others are given a name to show, which is nobody's mistake).

A field is right if it equals the table's in NFC, with tone marks in one style, in lower case, with single spaces and
without punctuation at its end. A title is also right without the kind of document that it begins with, or with it
where the table goes without: "Về thi hành …" for "Quy định về thi hành …". Nothing else is forgiven.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, ReadError
from corpus.reading import read_document
from corpus.records import Metadata
from corpus.settings import Settings
from corpus.spelling import normalise
from eval.jsonl import read_objects

BUNDLED = Path(__file__).with_name("golden") / "metadata.jsonl"
"""Our transcription of the shared documents; the lines of `seeds/` are about a folder of their own."""
CORE = ("number", "kind", "issuer", "date", "title")
"""The fields that `accuracy` is over."""
OTHERS = ("place", "signed_by", "office", "classification")
FIELDS = (*CORE, *OTHERS)

_SEEDS = "seeds/"
_END_MARKS = " .,;:…*"
_METADATA = frozenset(f.name for f in fields(Metadata))


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one file, by the names of `Metadata`; fields that are not asked are left out."""

    file: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A field that was found to be something else. `error` says why where the file could not be read at all."""

    file: str
    field: str
    wanted: str
    found: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class MetadataResult:
    """One measurement: how many fields were asked for by name, and those that were wrong."""

    files: int
    asked: Mapping[str, int]
    mistakes: tuple[Mistake, ...]
    warnings: tuple[str, ...] = ()

    def accuracy(self, names: Sequence[str] = CORE) -> float:
        """The share of these fields that was right; 1.0 if none was asked for."""
        asked = sum(self.asked.get(name, 0) for name in names)
        wrong = sum(m.field in names for m in self.mistakes)
        return 1 - wrong / asked if asked else 1.0

    def as_json(self) -> dict[str, Any]:
        """The object that `eval metadata --json` prints; `accuracy` is over the five core fields."""
        wrong = {name: sum(m.field == name for m in self.mistakes) for name in FIELDS}
        return {
            "files": self.files,
            "accuracy": round(self.accuracy(), 6),
            "accuracy_all": round(self.accuracy(FIELDS), 6),
            "fields": {
                name: {"right": asked - wrong[name], "total": asked, "accuracy": round(self.accuracy([name]), 6)}
                for name, asked in self.asked.items()
            },
            "wrong": [
                {"file": m.file, "field": m.field, "wanted": m.wanted, "found": m.found, "error": m.error}
                for m in self.mistakes
            ],
        }


def read_table(path: Path) -> tuple[Truth, ...]:
    """The lines of a table. Raises `BadInput` with the line where one is malformed or names a file again."""
    seen: dict[str, int] = {}
    truths = []
    for number, record in read_objects(path):
        where = f"{path}, dòng {number}"
        file, truth = record.get("file"), {k: v for k, v in record.items() if k != "file"}
        if not isinstance(file, str) or not file:
            raise BadInput(f"{where}: thiếu “file”. Ghi đường dẫn của tệp tính từ thư mục tài liệu.")
        if file in seen:
            raise BadInput(f"{where}: {file} đã có ở dòng {seen[file]}. Mỗi tệp chỉ được ghi một lần.")
        seen[file] = number
        if unknown := [k for k, v in truth.items() if k not in _METADATA or not isinstance(v, str)]:
            raise BadInput(f"{where}: “{unknown[0]}” không phải một trường văn bản. Các trường: {', '.join(FIELDS)}.")
        truths.append(Truth(file, truth))
    if not truths:
        raise BadInput(f"{path} không có dòng nào. Mỗi dòng là một đối tượng JSON về một tệp.")
    return tuple(truths)


def measure_metadata(
    table: Sequence[Truth],
    folder: Path,
    settings: Settings,
    *,
    seeds: Path | None = None,
    on_file: Callable[[int, int], None] | None = None,
) -> MetadataResult:
    """Read the table's files under `folder` (those of "seeds/" under `seeds`) and compare field by field.

    Of a file that cannot be read every field is wrong. Lines about seeds are passed over with a warning where no folder
    is given for them. Raises `BadInput` if another file is absent. `on_file` is told (done, in all).
    """
    asked_of = [t for t in table if seeds or not t.file.startswith(_SEEDS)]
    paths = [_path(t.file, folder, seeds) for t in asked_of]
    if absent := [str(p) for p in paths if not p.is_file()]:
        raise BadInput(f"Không thấy {absent[0]} mà bảng có ghi ({len(absent)} tệp như vậy). Kiểm tra lại thư mục.")
    mistakes: list[Mistake] = []
    for done, (truth, path) in enumerate(zip(asked_of, paths, strict=True), start=1):
        mistakes += _mistakes(truth, path, settings)
        if on_file:
            on_file(done, len(paths))
    asked = {name: sum(name in t.fields for t in asked_of) for name in FIELDS}
    skipped = len(table) - len(asked_of)
    warnings = (f"Bảng có {skipped} dòng về các bài mẫu; thêm --seeds DIR để đo cả chúng.",) if skipped else ()
    return MetadataResult(len(asked_of), asked, tuple(mistakes), warnings)


def same(field: str, wanted: str, found: str, kind: str = "") -> bool:
    """Whether `found` is right; `kind` is the document's, the word that a title may begin with."""
    wanted, found = _plain(wanted), _plain(found)
    if field == "title" and kind and wanted and found:
        return _subject(wanted, _plain(kind)) == _subject(found, _plain(kind))
    return wanted == found


def _path(file: str, folder: Path, seeds: Path | None) -> Path:
    return seeds / file.removeprefix(_SEEDS) if seeds and file.startswith(_SEEDS) else folder / file


def _mistakes(truth: Truth, path: Path, settings: Settings) -> list[Mistake]:
    asked = {name: wanted for name, wanted in truth.fields.items() if name in FIELDS}
    try:
        metadata = read_document(path, settings).metadata
    except ReadError as exc:
        return [Mistake(truth.file, name, wanted, "", str(exc)) for name, wanted in asked.items()]
    found = {name: str(getattr(metadata, name)) for name in asked}
    kind = truth.fields.get("kind", "")
    return [
        Mistake(truth.file, name, wanted, found[name])
        for name, wanted in asked.items()
        if not same(name, wanted, found[name], kind)
    ]


def _plain(text: str) -> str:
    return " ".join(normalise(text).split()).rstrip(_END_MARKS)


def _subject(title: str, kind: str) -> str:
    return title.removeprefix(f"{kind} ")
