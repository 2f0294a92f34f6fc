"""The office's own golden file: answers that people judged, a line each, in the format that `eval.golden` reads."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.records import Answer
from corpus.errors import BadInput, StorageError
from eval.jsonl import read_objects

FILE = "golden.jsonl"
"""Its name in the data directory."""

_PHRASES = 8


def expected_words(answer: Answer) -> tuple[str, ...]:
    """The words of which a right answer must say some: what was set in bold, else the sentences themselves."""
    bold = [s.bold.of(s.text) for s in answer.sentences if s.bold]
    return tuple(dict.fromkeys(bold or [s.text for s in answer.sentences]))[:_PHRASES]


def cited_sources(answer: Answer) -> tuple[str, ...]:
    """The sources of the documents that an answer cites, in order."""
    return tuple(dict.fromkeys(c.source for c in answer.citations))


def golden_record(key: str, question: str, documents: Sequence[str], words: Sequence[str]) -> dict[str, Any]:
    """A line: `documents` say one of the `words`; without either, the question has no answer.

    Raises `BadInput` for the one without the other, or without a question.
    """
    said = [text for word in words if (text := " ".join(word.split()))]
    if not question.strip() or bool(said) != bool(documents):
        raise BadInput(
            "Cần cả câu hỏi, tài liệu trả lời và cụm từ phải có; để trống cả hai mục sau nếu không có lời đáp."
        )
    return {
        "id": f"nx-{key}",
        "question": " ".join(question.split()),
        "gold_doc": list(documents) or None,
        "answer_any": said,
    }


class OfficeGolden:
    """The file, which need not exist yet; safe to share between the threads of one process."""

    def __init__(self, path: Path):
        self.path = path
        self._guard = threading.Lock()

    def records(self) -> list[dict[str, Any]]:
        """Its lines. Raises `BadInput` if one is damaged."""
        return [record for _, record in read_objects(self.path)] if self.path.exists() else []

    def keys(self) -> set[str]:
        """The keys of what is in it."""
        return {str(record.get("id", "")).removeprefix("nx-") for record in self.records()}

    def add(self, record: dict[str, Any]) -> bool:
        """Put a line in, once: False if its id is there already. Raises `StorageError` where the disk refuses."""
        with self._guard:
            held = self.records()
            if any(one.get("id") == record["id"] for one in held):
                return False
            self._write([*held, record])
            return True

    def drop(self, key: str) -> bool:
        """Take a line out; False if there is none with this key."""
        with self._guard:
            held = self.records()
            kept = [one for one in held if one.get("id") != f"nx-{key}"]
            if len(kept) == len(held):
                return False
            self._write(kept)
            return True

    def _write(self, records: Iterable[dict[str, Any]]) -> None:
        """The file whole or as it was."""
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lines = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
            draft.write_text(lines, encoding="utf-8", newline="\n")
            draft.replace(self.path)
        except OSError as exc:
            draft.unlink(missing_ok=True)
            raise StorageError(f"Không ghi được {self.path}: {exc.strerror or exc}. Kiểm tra dung lượng đĩa.") from exc
