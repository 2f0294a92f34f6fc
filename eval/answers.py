"""Measuring answers: whether the right words are said, from the right document, and whether the rest is refused.

An answer is `correct` if it has at most 150 syllables, cites at most three documents, and says one of the words looked
for in a sentence that itself cites a right document. Long answers and scattered citations would else win by chance.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.records import Answer, Choices, Turn
from assistant.schema import answer_json
from corpus.spelling import normalise
from eval.golden import GoldenQuestion
from index.analyze import syllables
from index.filters import Filters

MAX_SYLLABLES = 150
MAX_DOCUMENTS = 3

Verdict = Literal["correct", "wrong", "refused_wrongly", "refused_rightly", "answered_unanswerable"]


class Asker(Protocol):
    """What is measured: anything that answers questions as `assistant.pipeline.Assistant` does."""

    def ask(self, question: str, history: Sequence[Turn] = (), choices: Choices = Choices()) -> Answer:
        """One answer, or an abstention."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its answer and what became of it.

    `cited` are document ids in the order of their citations, `right` those of the documents that answer.
    """

    golden: GoldenQuestion
    answer: Answer
    verdict: Verdict
    right_document: bool
    cited: tuple[str, ...]
    right: frozenset[str]
    seconds: float

    @property
    def reasoned(self) -> bool:
        """Whether a question that rests on something false was refused for that reason."""
        return self.verdict == "refused_rightly" and says(self.answer.reason, self.golden.reason_any)

    @property
    def contained(self) -> bool:
        """Whether the answer as a whole says one of the words looked for, whatever it cites."""
        return not self.answer.abstained and says(self.answer.text, self.golden.answer_any)


def ask_all(
    asker: Asker,
    questions: Sequence[GoldenQuestion],
    doc_ids: Mapping[str, str],
    on_question: Callable[[int, int], None] | None = None,
) -> list[Judged]:
    """Ask every question, after its earlier turns, and judge the answer.

    `doc_ids` gives a document's id by the name it has in a question. `on_question` is told (done, in all).
    """
    out = []
    for done, golden in enumerate(questions, start=1):
        hidden = tuple(dict.fromkeys(doc_ids[name] for name in golden.hidden if name in doc_ids))
        choices = (Choices(filters=Filters(without=hidden)),) if hidden else ()
        history: list[Turn] = []
        for earlier in golden.earlier:
            history.append(Turn(earlier, asker.ask(earlier, tuple(history), *choices)))
        started = time.perf_counter()
        answer = asker.ask(golden.question, tuple(history), *choices)
        seconds = time.perf_counter() - started
        right = frozenset(doc_ids[name] for name in golden.gold if name in doc_ids)
        cited = tuple(dict.fromkeys(c.doc_id for c in answer.citations))
        verdict = judge(answer, golden, right)
        found = not answer.abstained and golden.answerable and not right.isdisjoint(cited)
        out.append(Judged(golden, answer, verdict, found, cited, right, seconds))
        if on_question:
            on_question(done, len(questions))
    return out


def judge(answer: Answer, golden: GoldenQuestion, right: frozenset[str]) -> Verdict:
    """The verdict on one answer; `right` are the ids of the documents that answer the question."""
    if not golden.answerable:
        return "refused_rightly" if answer.abstained else "answered_unanswerable"
    if answer.abstained:
        return "refused_wrongly"
    by_number = {c.n: c.doc_id for c in answer.citations}
    short = len(syllables(answer.text)) <= MAX_SYLLABLES and len(set(by_number.values())) <= MAX_DOCUMENTS
    supported = any(
        says(sentence.text, golden.answer_any) and any(by_number.get(n) in right for n in sentence.citations)
        for sentence in answer.sentences
    )
    return "correct" if short and supported else "wrong"


def counts(judged: Sequence[Judged]) -> dict[str, Any]:
    """How many questions became what. `answer_syllables_mean` is over the questions answered, 0.0 if none was."""
    verdicts = Counter(j.verdict for j in judged)
    lengths = [len(syllables(j.answer.text)) for j in judged if not j.answer.abstained]
    return {
        "questions": len(judged),
        "answerable": sum(j.golden.answerable for j in judged),
        "correct": verdicts["correct"],
        "right_document": sum(j.right_document for j in judged),
        "wrong": verdicts["wrong"],
        "refused_rightly": verdicts["refused_rightly"],
        "refused_with_reason": sum(j.reasoned for j in judged),
        "refused_wrongly": verdicts["refused_wrongly"],
        "answered_unanswerable": verdicts["answered_unanswerable"],
        "answer_syllables_mean": round(sum(lengths) / len(lengths), 2) if lengths else 0.0,
    }


def says(text: str, answers: Sequence[str]) -> bool:
    """Whether one of the answers occurs in `text`, NFC, one tone placement, lower case, single spaces."""
    said = _plain(text)
    return any(_plain(a) in said for a in answers)


def _plain(text: str) -> str:
    """NFC, one tone placement, lower case, single spaces."""
    return " ".join(normalise(text).split())


def _relative(source: str, roots: Sequence[str]) -> str:
    inside = [source.removeprefix(f"{root}/") for root in roots if source.startswith(f"{root}/")]
    return min(inside, key=len, default=source)


def entry(judged: Judged, roots: Sequence[str] = ()) -> dict[str, Any]:
    """What became of one question, as JSON. Sources are given relative to the folder of `roots` they are in."""
    answer = answer_json(judged.answer)
    sources = dict.fromkeys(c.source for c in judged.answer.citations)
    return {
        "id": judged.golden.id,
        "question": judged.golden.question,
        "standalone": answer["standalone"],
        "abstained": answer["abstained"],
        "correct": judged.verdict == "correct",
        "verdict": judged.verdict,
        "cited": [_relative(s, roots) for s in sources],
        "answer": answer["answer"],
        "reason": answer["reason"],
        "confidence": answer["confidence"],
        "sentences": answer["sentences"],
        "citations": answer["citations"],
    }
