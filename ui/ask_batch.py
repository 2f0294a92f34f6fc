"""`vankien ask --batch`: many questions from a file, an answer a line, going on where an earlier run stopped."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.records import Choices, Turn
from assistant.schema import answer_json
from corpus.errors import BadInput, StorageError
from eval.jsonl import read_objects

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of the batch; the last of `turns` is asked, after the earlier ones."""

    id: str
    turns: tuple[str, ...]


def read_batch(path: Path) -> tuple[BatchQuestion, ...]:
    """The questions: `id` and `question`, or `turns` (a list), one JSON object a line.

    Raises `BadInput` at the first line that is not one, or whose id was used before.
    """
    questions: dict[str, BatchQuestion] = {}
    for number, record in read_objects(path):
        where = f"{path}, dòng {number}"
        turns = record.get("turns") or [record.get("question")]
        if not isinstance(turns, list) or not all(isinstance(t, str) and t.strip() for t in turns):
            raise BadInput(f"{where}: cần question là một chuỗi, hoặc turns là danh sách câu hỏi.")
        name = str(record.get("id", number))
        if name in questions:
            raise BadInput(f"{where}: mã {name} đã dùng ở dòng trước. Mỗi câu hỏi cần một mã riêng.")
        questions[name] = BatchQuestion(name, tuple(turns))
    if not questions:
        raise BadInput(f"{path} không có câu hỏi nào.")
    return tuple(questions.values())


def answer_batch(
    assistant: Assistant,
    questions: tuple[BatchQuestion, ...],
    out: Path,
    choices: Choices,
    on_question: Callable[[int, int], None],
) -> int:
    """Append an answer a line to `out` for every question that has none there yet; returns how many were asked.

    A line that a killed run left half written is written anew. Raises `StorageError` if the disk refuses.
    """
    try:
        done = _answered(out)
        with out.open("a", encoding="utf-8", newline="\n") as stream:
            for number, question in enumerate(questions, start=1):
                if question.id not in done:
                    stream.write(json.dumps(_asked(assistant, question, choices), ensure_ascii=False) + "\n")
                    stream.flush()
                on_question(number, len(questions))
    except OSError as exc:
        raise StorageError(f"Không ghi được {out}: {exc.strerror}. Kiểm tra đường dẫn và dung lượng đĩa.") from exc
    return sum(question.id not in done for question in questions)


def _asked(assistant: Assistant, question: BatchQuestion, choices: Choices) -> dict[str, Any]:
    history: list[Turn] = []
    for earlier in question.turns[:-1]:
        history.append(Turn(earlier, assistant.ask(earlier, tuple(history), choices)))
    return {"id": question.id, **answer_json(assistant.ask(question.turns[-1], tuple(history), choices))}


def _answered(out: Path) -> set[str]:
    """The ids answered in `out`, which is cut off after its last whole line."""
    if not out.exists():
        return set()
    data = out.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    try:
        done = {str(json.loads(line)["id"]) for line in whole.decode().splitlines()}
    except (ValueError, KeyError, TypeError) as exc:
        raise BadInput(f"{out} đã có và không phải kết quả của --batch. Chọn tệp --out khác.") from exc
    if whole != data:
        out.write_bytes(whole)
    return done
