"""Measuring whether a question that names its document by number, date or abbreviation finds it first.

One JSON object a line: `id`, `group`, `question`, `gold_doc` (the one right file, or a list where any of them is right;
relative to the folder that holds it, with that folder's name before it if need be) and, where words like "năm ngoái"
are counted from another day than today, `as_of` (ISO 8601).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.pipeline import Assistant
from assistant.records import Choices
from corpus.errors import BadInput
from corpus.settings import Settings
from eval.jsonl import read_objects
from eval.sources import Held, held_sources, source_named
from eval.workspace import Progress, folders_workspace
from index.records import Hit

_SHOWN = 3
"""Documents that are told of a question, best first."""


@dataclass(frozen=True, slots=True)
class NamingQuestion:
    """A question with the sources of the documents that ought to come first."""

    id: str
    group: str
    question: str
    gold: frozenset[str]
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: sources, best document first, and what was read out of it, as the person is told."""

    question: NamingQuestion
    sources: tuple[str, ...]
    understood: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether a right document came first."""
        return bool(self.sources) and self.sources[0] in self.question.gold


@dataclass(frozen=True, slots=True)
class FirstResult:
    """One measurement; `warnings` are for the person who asked."""

    found: tuple[Found, ...]
    warnings: tuple[str, ...] = ()

    @property
    def right(self) -> int:
        """How many questions found a right document first."""
        return sum(f.right for f in self.found)

    def as_json(self) -> dict[str, Any]:
        """The object that `eval first --json` prints."""
        groups = {
            group: {"questions": len(of), "right": sum(f.right for f in of)} for group, of in self._by_group().items()
        }
        return {
            "questions": len(self.found),
            "right": self.right,
            "groups": groups,
            "per_question": [
                {
                    "id": f.question.id,
                    "group": f.question.group,
                    "question": f.question.question,
                    "right": f.right,
                    "gold": sorted(f.question.gold),
                    "found": list(f.sources),
                    "understood": list(f.understood),
                }
                for f in self.found
            ],
        }

    def _by_group(self) -> dict[str, list[Found]]:
        groups: dict[str, list[Found]] = {}
        for f in self.found:
            groups.setdefault(f.question.group, []).append(f)
        return groups


def measure_first(
    golden: Path,
    folders: Sequence[Path],
    settings: Settings,
    *,
    on_index: Progress | None = None,
    on_question: Progress | None = None,
) -> FirstResult:
    """Index the folders in one store and search for each question as the assistant would.

    Raises `BadInput` if the file is malformed or does not fit the folders.
    """
    questions = read_naming(golden, folders)
    found = []
    with folders_workspace(folders, settings, on_index) as workspace:
        store = workspace.store
        # A file with the same content as another is held by that one's document, and finding it is right.
        entries = store.catalogue.files(store.settings.collection)
        by_doc: dict[str, list[str]] = {}
        for source, entry in entries.items():
            by_doc.setdefault(entry.doc_id, []).append(source)
        assistant = Assistant(store)
        for done, question in enumerate(questions, start=1):
            scope, hits = assistant.find(question.question, Choices(today=question.as_of))
            sources = tuple(_shown(question, hit, by_doc) for hit in _documents(hits))
            found.append(Found(question, sources[:_SHOWN], tuple(u.label for u in scope.understood)))
            if on_question:
                on_question(done, len(questions))
    return FirstResult(tuple(found), workspace.notes)


def read_naming(path: Path, folders: Sequence[Path]) -> tuple[NamingQuestion, ...]:
    """The questions of a file about the folders.

    Raises `BadInput` with the line where a question is malformed, an id comes twice, or a gold document is no file of
    the folders or may be several.
    """
    held = held_sources(folders)
    seen: dict[str, int] = {}
    questions = []
    for number, record in read_objects(path):
        where = f"{path}, dòng {number}"
        question = _question(record, held, where)
        if first := seen.get(question.id):
            raise BadInput(f"{where}: mã {question.id} đã có ở dòng {first}. Mỗi mã chỉ được dùng một lần.")
        seen[question.id] = number
        questions.append(question)
    if not questions:
        raise BadInput(f"{path} không có câu hỏi nào.")
    return tuple(questions)


def _question(record: Mapping[str, Any], held: Held, where: str) -> NamingQuestion:
    name, group, question = (str(record.get(key) or "") for key in ("id", "group", "question"))
    if not name or not question.strip():
        raise BadInput(f"{where}: thiếu id hoặc question. Mỗi câu hỏi cần một mã riêng và lời hỏi.")
    gold = record.get("gold_doc")
    several = [gold] if isinstance(gold, str) else gold
    if not isinstance(several, list) or not several or not all(isinstance(g, str) and g for g in several):
        raise BadInput(f"{where}: gold_doc phải là tên một tệp, hoặc danh sách tên tệp.")
    sources = {source_named(g, held, where) for g in several}
    try:
        as_of = date.fromisoformat(record["as_of"]) if record.get("as_of") else None
    except (TypeError, ValueError) as exc:
        raise BadInput(f"{where}: as_of “{record['as_of']}” không phải ngày. Ghi theo dạng 2026-01-31.") from exc
    return NamingQuestion(name, group, question, frozenset(sources), as_of)


def _documents(hits: Sequence[Hit]) -> list[Hit]:
    """The best hit of each document, in order."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.doc_id, hit)
    return list(best.values())


def _shown(question: NamingQuestion, hit: Hit, by_doc: Mapping[str, Sequence[str]]) -> str:
    """The document's source; of several files with its content, the one that was looked for."""
    right = question.gold.intersection(by_doc.get(hit.doc_id, ()))
    return min(right, default=hit.source)
