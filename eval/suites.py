"""Whole measurements of answers: a golden file over folders, or a data set whose queries carry answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.pipeline import Assistant
from corpus.errors import BadInput
from corpus.reading import source_of
from corpus.settings import Settings
from eval.answers import Asker, Judged, ask_all, counts, entry
from eval.beir import BeirFolder, read_qrels, read_topics
from eval.citations import CitationJudge
from eval.containment import containment
from eval.golden import of_topic, read_golden_of
from eval.records import Half, half_of
from eval.sources import held_sources, source_named, sources_by_tail
from eval.unanswerable import foreign_questions, refusals, without_gold
from eval.variants import Variant, typed
from eval.workspace import Progress, beir_workspace, folders_workspace
from index.store import Store


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """One measurement: `record` is the object that `--json` prints, `warnings` are for the person who asked.

    `fingerprint` is that of the index which was asked.
    """

    record: dict[str, Any]
    warnings: tuple[str, ...] = ()
    fingerprint: str = ""


def measure_golden(
    golden: Path,
    folders: Path | Sequence[Path],
    settings: Settings,
    asker: Callable[[Store], Asker] = Assistant,
    *,
    hide_gold: bool = False,
    on_index: Progress | None = None,
    on_question: Progress | None = None,
) -> AnswerResult:
    """Index the folders in one store and ask the golden questions about them; again with what answers them hidden, if
    `hide_gold`.

    Raises `BadInput` if the file is malformed or does not fit the folders.
    """
    several = [folders] if isinstance(folders, Path) else list(folders)
    if absent := [folder for folder in several if not folder.is_dir()]:
        raise BadInput(f"Không thấy thư mục tài liệu {absent[0]}. Kiểm tra lại đường dẫn.")
    held = held_sources(several)
    questions = read_golden_of(golden, held)
    with folders_workspace(several, settings, on_index) as workspace:
        store = workspace.store
        files = store.catalogue.files(store.settings.collection)
        # A file with the same content as another is held by that one's document, and a citation of it is right.
        doc_ids = {
            name: files[source].doc_id
            for question in questions
            for name in question.gold
            if (source := source_named(name, held, str(golden))) in files
        }
        asked = asker(store)
        own = ask_all(asked, questions, doc_ids, on_question)
        hidden = ask_all(asked, without_gold(questions), doc_ids, on_question) if hide_gold else []
        record = _record(own, store, hidden=hidden, roots=[source_of(folder) for folder in several])
        record = {"dataset": golden.stem, "half": "all", "variant": "accented", **record}
        return AnswerResult(record, workspace.notes, store.fingerprint())


def measure_held(
    golden: Path,
    settings: Settings,
    asker: Callable[[Store], Asker] = Assistant,
    *,
    hide_gold: bool = False,
    on_question: Progress | None = None,
) -> AnswerResult:
    """Ask the golden questions of the documents that are held, which are only read.

    A document is named by the end of its file's path, as much of it as is needed to tell it from others. Raises
    `BadInput` if the golden file is malformed or names documents that are not held.
    """
    with Store(settings, light=True, create=False) as store:
        files = store.catalogue.files(settings.collection)
        held = sources_by_tail(files)
        questions = read_golden_of(golden, held)
        doc_ids = {name: files[source_named(name, held, str(golden))].doc_id for q in questions for name in q.gold}
        asked = asker(store)
        own = ask_all(asked, questions, doc_ids, on_question)
        hidden = ask_all(asked, without_gold(questions), doc_ids, on_question) if hide_gold else []
        record = _record(own, store, hidden=hidden)
        record = {"dataset": golden.stem, "half": "all", "variant": "accented", **record}
        return AnswerResult(record, (), store.fingerprint())


def measure_beir_answers(
    folder: BeirFolder,
    settings: Settings,
    asker: Callable[[Store], Asker] = Assistant,
    *,
    variant: Variant = "accented",
    seed: int = 0,
    half: Half = "all",
    hide_gold: bool = False,
    foreign: BeirFolder | None = None,
    on_index: Progress | None = None,
    on_question: Progress | None = None,
) -> AnswerResult:
    """Index the corpus and ask the queries of the half that carry an answer.

    With `hide_gold` each is asked again with its right documents hidden; the queries of the same half of `foreign` are
    asked too. Without qrels no document is right, and only what the answers contain is measured. Raises `BadInput` if a
    folder is malformed, no query of the half has an answer, or there are no qrels to hide by.
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
    if hide_gold and not without_gold(questions):
        raise BadInput(f"{folder.path} không có qrels cho câu hỏi nào được hỏi, nên không biết giấu tài liệu nào.")
    strangers = half_of(read_topics(foreign), half) if foreign else ()
    texts = [replace(t, text=typed(t.text, variant, topic_id=t.id, seed=seed)) for t in strangers]
    with beir_workspace(folder, settings, on_index) as workspace:
        store = workspace.store
        asked_of = asker(store)
        own = ask_all(asked_of, questions, doc_ids, on_question)
        hidden = ask_all(asked_of, without_gold(questions), doc_ids, on_question) if hide_gold else []
        others = ask_all(asked_of, foreign_questions(texts), {}, on_question)
        record = _record(own, store, hidden=hidden, foreign=others, contained=True)
        fingerprint = store.fingerprint()
    if foreign and others:
        record["foreign"]["dataset"] = foreign.name
    record = {"dataset": folder.name, "half": half, "variant": variant, **record}
    warnings = [*workspace.notes]
    if missing := len(topics) - len(asked):
        warnings.append(f"{missing} câu hỏi không ghi lời đáp nên không được hỏi.")
    if missing := sum(t.id not in right for t in asked):
        warnings.append(f"{missing} câu hỏi không có tài liệu đúng trong qrels: chỉ đo được answer_contained.")
    return AnswerResult(record, tuple(warnings), fingerprint)


def _record(
    own: Sequence[Judged],
    store: Store,
    *,
    hidden: Sequence[Judged] = (),
    foreign: Sequence[Judged] = (),
    roots: Sequence[str] = (),
    contained: bool = False,
) -> dict[str, Any]:
    """The object that `eval answers --json` prints; what concerns single questions stands last."""
    judge = CitationJudge(store)
    record = counts(own) | {
        "right_passage": sum(map(judge.right_passage, own)),
        "citation_validity": round(judge.validity(own), 6),
        "citation_precision": round(judge.precision(own), 6),
        "citation_recall": round(judge.recall(own), 6),
    }
    if contained:
        record |= containment(own)
    record |= refusals(own, hidden, foreign)
    record["per_question"] = [entry(j, roots) for j in own]
    for name, several in (("hidden", hidden), ("foreign", foreign)):
        if several:
            record[name]["per_question"] = [
                {
                    "id": j.golden.id,
                    "question": j.golden.question,
                    "abstained": j.answer.abstained,
                    "answer": j.answer.text,
                    "confidence": round(j.answer.confidence, 4),
                }
                for j in several
            ]
    return record
