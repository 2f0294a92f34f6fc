"""Golden questions: what is asked, which documents answer it, and words of which one must appear.

One JSON object a line: `id`, `question` or `turns` (a conversation whose last question is asked), `gold_doc` (a file of
the folders that are asked, a list of such files, or null where none answers), `answer_any` (a list of strings). A
question that rests on something false may say in `reason_any` what the refusal must mention.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from eval.jsonl import read_objects
from eval.records import Topic
from eval.sources import Held, held_sources, source_named


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """One question with what counts as right; `answer_any` is empty where nothing answers.

    `gold` names documents by their source, relative to their folder, and `hidden` those that are kept from the search.
    `earlier` are the questions to ask before it.
    """

    id: str
    question: str
    gold: tuple[str, ...] = ()
    answer_any: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    reason_any: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return bool(self.answer_any)


def read_golden(path: Path, *folders: Path) -> tuple[GoldenQuestion, ...]:
    """The questions of a golden file about the folders.

    Raises `BadInput` with the line where a question is malformed, an id comes twice, a gold document is no file of the
    folders or may be several, or an answerable question does not say which words answer it.
    """
    return read_golden_of(path, held_sources(folders))


def read_golden_of(path: Path, held: Held) -> tuple[GoldenQuestion, ...]:
    """`read_golden` about documents that are known by these names."""
    seen: dict[str, int] = {}
    questions = []
    for number, record in read_objects(path):
        where = f"{path}, dòng {number}"
        question = _question(record, where)
        if first := seen.get(question.id):
            raise BadInput(f"{where}: mã {question.id} đã có ở dòng {first}. Mỗi mã chỉ được dùng một lần.")
        seen[question.id] = number
        for name in question.gold:
            source_named(name, held, where)
        questions.append(question)
    if not questions:
        raise BadInput(f"{path} không có câu hỏi nào.")
    return tuple(questions)


def of_topic(topic: Topic, right: tuple[str, ...], text: str) -> GoldenQuestion:
    """A data set's query as a golden question, asked as `text`."""
    return GoldenQuestion(topic.id, text, right, topic.answers)


def _question(record: dict[str, Any], where: str) -> GoldenQuestion:
    turns = record.get("turns") or [record.get("question")]
    if not isinstance(turns, list) or not all(isinstance(t, str) and t.strip() for t in turns):
        raise BadInput(f"{where}: cần question là một chuỗi, hoặc turns là danh sách câu hỏi.")
    gold = _names(record.get("gold_doc"), f"{where}: gold_doc")
    answers = _names(record.get("answer_any"), f"{where}: answer_any") if gold else ()
    if gold and not answers:
        raise BadInput(f"{where}: có gold_doc nhưng thiếu answer_any. Ghi ít nhất một cụm từ phải được nói ra.")
    name = str(record.get("id") or "")
    if not name:
        raise BadInput(f"{where}: thiếu id. Mỗi câu hỏi cần một mã riêng.")
    sources = tuple(unicodedata.normalize("NFC", g).replace("\\", "/").removeprefix("./") for g in gold)
    reasons = _names(record.get("reason_any"), f"{where}: reason_any")
    return GoldenQuestion(name, turns[-1], sources, answers, tuple(turns[:-1]), reasons)


def _names(value: object, where: str) -> tuple[str, ...]:
    """None, a string or a list of strings, as a tuple."""
    several = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(several, list) or not all(isinstance(v, str) and v.strip() for v in several):
        raise BadInput(f"{where} phải là một chuỗi, một danh sách chuỗi hoặc null.")
    return tuple(several)
