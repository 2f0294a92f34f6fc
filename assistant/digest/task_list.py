"""The tasks of all documents that are held, kept in the data directory so that each document is read only once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from assistant.digest.facts import VERSION, read_facts, task_json
from assistant.digest.records import Time
from assistant.periods import Period
from corpus.catalogue import Catalogue
from corpus.records import Document, Span
from corpus.spelling import fold, normalise


class TaskList:
    """Reads tasks out of documents and keeps them under `folder`, by content and by `VERSION` of what reads them."""

    def __init__(self, folder: Path):
        self.folder = folder

    def of(self, catalogue: Catalogue) -> Iterator[tuple[Document, list[dict[str, Any]]]]:
        """Each document (without its text) with its tasks, by the names of a digest's JSON."""
        for document in catalogue.documents():
            yield document, self._of_document(catalogue, document)

    def _of_document(self, catalogue: Catalogue, document: Document) -> list[dict[str, Any]]:
        path = self.folder / f"{document.id}-{document.content_hash[:16]}-{document.reading}-{VERSION}.json"
        try:
            return cast("list[dict[str, Any]]", json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            pass
        whole = catalogue.document(document.id)
        if whole is None:
            return []
        tasks = [task_json(task, whole) for task in read_facts(whole).tasks]
        self._keep(path, tasks)
        return tasks

    def _keep(self, path: Path, tasks: list[dict[str, Any]]) -> None:
        """Write whole or not at all; where nothing can be written the tasks are read again next time."""
        partial = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for stale in self.folder.glob(f"{path.name.partition('-')[0]}-*.json"):
                stale.unlink(missing_ok=True)
            partial.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)


def is_for(task: dict[str, Any], unit: str) -> bool:
    """Whether a task names `unit` as responsible or as working with; diacritics and case do not matter."""
    return fold(normalise(unit)) in fold(normalise(f"{task['who']} | {task['with']}"))


def is_due(task: dict[str, Any], period: Period) -> bool:
    """Whether a task's deadline ends within `period`, or its own period lies across the end of it."""
    value = task["deadline"]
    if not value[:4].isdecimal():
        return False
    ends = Time(value, Span(0, 0)).ends()
    return (not period.first or ends >= period.first) and (not period.last or ends <= period.last)
