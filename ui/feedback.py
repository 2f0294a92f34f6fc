"""What people thought of answers, what was refused, and the golden file that they make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.conversations import Conversations, Rated, Refused
from corpus.catalogue import Catalogue
from corpus.errors import BadInput, UnknownDocument
from eval.answer_runs import AnswerRun, saved_answers
from eval.office_golden import FILE, OfficeGolden, cited_sources, expected_words, golden_record
from eval.sources import Held, shortest_tail, source_named, sources_by_tail
from index.store import Store


@dataclass(frozen=True, slots=True)
class Measured:
    """An evaluation that was kept, and when it was made (seconds since 1970)."""

    run: AnswerRun
    at: float


class Feedback:
    """The quality of one installation's answers, as far as it is known; safe to share between threads."""

    def __init__(self, store: Store, conversations: Conversations):
        self._store, self._conversations = store, conversations
        self.golden = OfficeGolden(store.settings.data_dir / FILE)

    def rated(self) -> tuple[Rated, ...]:
        """Every rating, the newest first."""
        return self._conversations.rated()

    def refused(self) -> tuple[Refused, ...]:
        """Every question that was refused, the newest first."""
        return self._conversations.refused()

    def last_evaluation(self) -> Measured | None:
        """The newest measurement of answers. Raises `BadInput` if one that is kept is damaged."""
        shelf: Path = self._store.settings.data_dir / "eval" / "answers"
        found = [Measured(run, (shelf / f"{run.name}.json").stat().st_mtime) for run in saved_answers(shelf)]
        return max(found, key=lambda one: one.at, default=None)

    def add(
        self,
        key: str,
        *,
        question: str = "",
        words: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> bool:
        """Make a judged answer or refusal a line of the golden file; False if it is one already.

        An answer that was praised stands as it was given, and a refusal as right; `words` and `documents` (files, by
        the end of their paths) say what is right instead. Raises `UnknownDocument` for what nobody rated or was
        refused, and `BadInput` where what is right must be said or names no document held.
        """
        rated = next((one for one in self.rated() if one.key == key), None)
        refused = next((one for one in self.refused() if one.key == key), None)
        judged = rated or refused
        if judged is None:
            raise UnknownDocument("Không còn câu hỏi này trong các cuộc hỏi đáp; có thể người hỏi đã xóa.")
        held = sources_by_tail(_sources(self._store.catalogue, self._store.settings.collection))
        if words is not None or documents is not None:
            named = _named(documents or (), held)
            return self.golden.add(golden_record(key, question or judged.standalone, named, words or ()))
        if rated and rated.whole and not rated.whole.abstained:
            if rated.rating < 0:
                raise BadInput("Câu trả lời này bị chê; hãy ghi cụm từ đúng và tệp có lời đáp.")
            cited = [source for source in cited_sources(rated.whole) if source in held]
            if not cited:
                raise BadInput("Tài liệu được trích không còn trong kho; hãy ghi tệp có lời đáp.")
            named = [shortest_tail(source, held) for source in cited]
            return self.golden.add(golden_record(key, judged.standalone, named, expected_words(rated.whole)))
        if rated and rated.rating < 0:
            raise BadInput("Lời từ chối này bị chê; hãy ghi cụm từ đúng và tệp có lời đáp.")
        return self.golden.add(golden_record(key, judged.standalone, (), ()))


def _sources(catalogue: Catalogue, collection: str) -> list[str]:
    return list(catalogue.files(collection))


def _named(documents: Sequence[str], held: Held) -> list[str]:
    """The files that a person names, each as briefly as tells it from others."""
    names = [text for name in documents if (text := name.strip())]
    return [shortest_tail(source_named(name, held, "Tệp có lời đáp"), held) for name in names]
