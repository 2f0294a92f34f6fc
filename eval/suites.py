"""Whole measurements of answers: a golden file over folders, or a data set whose queries carry answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.pipeline import Assistant
from corpus.errors import BadInput
from corpus.reading import source_of
from corpus.settings import Settings
from eval.answers import Asker, ask_all, containment, summary
from eval.beir import BeirFolder, read_qrels, read_topics
from eval.golden import of_topic, read_golden
from eval.records import Half, half_of
from eval.sources import held_sources
from eval.variants import Variant, typed
from eval.workspace import Progress, beir_workspace, folders_workspace
from index.store import Store


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """One measurement: `record` is the object that `--json` prints, `warnings` are for the person who asked."""

    record: dict[str, Any]
    warnings: tuple[str, ...] = ()


def measure_golden(
    golden: Path,
    folders: Path | Sequence[Path],
    settings: Settings,
    asker: Callable[[Store], Asker] = Assistant,
    *,
    on_index: Progress | None = None,
    on_question: Progress | None = None,
) -> AnswerResult:
    """Index the folders in one store and ask the golden questions about them.

    Raises `BadInput` if the file is malformed or does not fit the folders.
    """
    several = [folders] if isinstance(folders, Path) else list(folders)
    if absent := [folder for folder in several if not folder.is_dir()]:
        raise BadInput(f"Không thấy thư mục tài liệu {absent[0]}. Kiểm tra lại đường dẫn.")
    questions = read_golden(golden, *several)
    with folders_workspace(several, settings, on_index) as workspace:
        store = workspace.store
        files = store.catalogue.files(store.settings.collection)
        # A file with the same content as another is held by that one's document, and a citation of it is right.
        doc_ids = {
            name: files[source].doc_id
            for name, sources in held_sources(several).items()
            for source in sources
            if len(sources) == 1 and source in files
        }
        judged = ask_all(asker(store), questions, doc_ids, on_question)
        record = summary(judged, store, *map(source_of, several))
    return AnswerResult(record, workspace.notes)


def measure_beir_answers(
    folder: BeirFolder,
    settings: Settings,
    asker: Callable[[Store], Asker] = Assistant,
    *,
    variant: Variant = "accented",
    seed: int = 0,
    half: Half = "all",
    on_index: Progress | None = None,
    on_question: Progress | None = None,
) -> AnswerResult:
    """Index the corpus and ask the queries of the half that carry an answer.

    Without qrels no document is right, and only what the answers contain is measured. Raises `BadInput` if the folder
    is malformed or no query of the half has an answer.
    """
    topics = half_of(read_topics(folder), half)
    asked = [t for t in topics if t.answers]
    if not asked:
        raise BadInput(f"{folder.queries}: không câu hỏi nào của nửa “{half}” có answer hay answers.")
    right: dict[str, tuple[str, ...]] = {}
    for qrel in read_qrels(folder) if folder.qrels else ():
        if qrel.grade > 0:
            right[qrel.topic_id] = (*right.get(qrel.topic_id, ()), qrel.doc_id)
    questions = [of_topic(t, right.get(t.id, ()), typed(t.text, variant, topic_id=t.id, seed=seed)) for t in asked]
    doc_ids = {name: name for names in right.values() for name in names}
    with beir_workspace(folder, settings, on_index) as workspace:
        judged = ask_all(asker(workspace.store), questions, doc_ids, on_question)
        record = summary(judged, workspace.store)
    warnings = [*workspace.notes]
    if missing := len(topics) - len(asked):
        warnings.append(f"{missing} câu hỏi không ghi lời đáp nên không được hỏi.")
    if missing := sum(t.id not in right for t in asked):
        warnings.append(f"{missing} câu hỏi không có tài liệu đúng trong qrels: chỉ đo được answer_contained.")
    per_question = record.pop("per_question")
    shares = containment(judged)
    return AnswerResult({**record, **shares, "per_question": per_question}, tuple(warnings))
