"""The language-model engine: a model writes, and what its sources bear out is passed on, sentence by sentence."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.citing import citation_label
from assistant.grounding import Grounded, Material, ground, material_of
from assistant.injections import is_instruction
from assistant.llm import LanguageModel
from assistant.marks import Marked, MarkReader, strip_marks
from assistant.prompting import Prompts, fill, load_prompts
from assistant.records import ABSTENTION, Answer, Citation, Dropped, Sentence
from assistant.sources import citation_at
from assistant.support import Support
from assistant.tokens import Count
from corpus.errors import ServerFailed
from corpus.records import Document
from corpus.settings import Settings
from corpus.spelling import fold, normalise
from index.records import Hit

_LOG = logging.getLogger(__name__)

MAX_SENTENCES = 24
"""Of an answer, a long list included; a model that goes on has lost its way."""
MAX_DROPPED = 40
_MAX_DROPPED_CHARACTERS = 500
_MARGIN_TOKENS = 64
"""For what the server's own template of a conversation adds."""
_LONGEST_LABEL = 200
_FALLEN_BACK = "{reason} Dưới đây là nguyên văn tài liệu, không qua mô hình."
_CUT_SHORT = "{reason} Câu trả lời có thể chưa đủ ý."
_SHORT = 3
"""Words: a shorter line that fails ("Trả lời:") is left out without being told of."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the model is asked, and the passages that its marks stand for, by number from 1."""

    system: str
    user: str
    materials: Mapping[int, Material]


def write_request(
    question: str, hits: Sequence[Hit], document: Callable[[str], Document | None], settings: Settings, count: Count
) -> Request:
    """The request with as many of the hits, best first, as the model's context holds beside the answer.

    Sentences that are instructions are left out, and so is whatever a document could forge marks or fences with.
    """
    prompts = load_prompts()
    fence = secrets.token_hex(4).upper()
    system = fill(prompts.system, phrase=ABSTENTION, fence=fence)
    bare = fill(prompts.question, passages="", question=question)
    left = settings.llm_context_tokens - settings.llm_answer_tokens - _MARGIN_TOKENS - count(system) - count(bare)
    materials: dict[int, Material] = {}
    shown: list[str] = []
    for hit in hits:
        held = document(hit.doc_id)
        material = material_of(hit, held) if held else None
        while material and material.sentences:
            passage = _passage(prompts, len(shown) + 1, material, fence)
            cost = count(passage) + 2
            if cost <= left:
                materials[len(shown) + 1] = material
                shown.append(passage)
                left -= cost
                break
            # Only the best passage is worth cutting to what there is room for.
            material = (
                None if shown else replace(material, sentences=material.sentences[: len(material.sentences) // 2])
            )
    user = fill(prompts.question, passages="\n\n".join(shown), question=question)
    return Request(system, user, materials)


def generate(
    model: LanguageModel, request: Request, base: Answer, fallback: Answer, support: Support
) -> Iterator[Answer]:
    """The answer as it grows, each sentence verified before it is shown; the last one is whole.

    `base` is what is known of the answer before; `fallback` is given, with a notice, if the server fails before a
    sentence has been verified. If it fails later, what has been verified is the answer, with a notice.
    """
    writing = _Writing(replace(base, engine=model.name), request.materials, support)
    reader, reason = MarkReader(), ""
    if not request.materials:
        yield fallback
        return
    try:
        for piece in model.stream(request.system, request.user):
            for said in reader.feed(piece):
                if writing.add(said):
                    yield writing.answer
            if writing.full:
                break
        else:
            for said in reader.close():
                if writing.add(said):
                    yield writing.answer
    except ServerFailed as exc:
        _LOG.info("language model: %s", exc)
        reason = str(exc)
    done = replace(writing.answer, engine=model.name)
    if not reason:
        yield done if done.sentences else replace(done, confidence=0.0)
    elif done.sentences:
        yield replace(done, notice=_CUT_SHORT.format(reason=reason))
    else:
        notice = f"{_FALLEN_BACK.format(reason=reason)} {fallback.notice}".strip()
        yield replace(fallback, notice=notice, dropped=done.dropped + fallback.dropped)


class _Writing:
    """An answer as it is being written."""

    def __init__(self, base: Answer, materials: Mapping[int, Material], support: Support):
        self.answer = base
        self._materials, self._support = materials, support
        self._said: set[str] = set()
        self._idle = 0

    @property
    def full(self) -> bool:
        """Whether nothing more is wanted."""
        counts = (len(self.answer.sentences), MAX_SENTENCES), (len(self.answer.dropped), MAX_DROPPED)
        return self._idle >= MAX_SENTENCES or any(n >= most for n, most in counts)

    def add(self, said: Marked) -> bool:
        """Add a sentence if its sources bear it out; whether the answer has grown."""
        key = normalise(said.text)
        if self.full or key in self._said or _abstains(said.text):
            self._idle += 1
            return False
        self._said.add(key)
        grounded = ground(said, self._materials, self._support)
        if grounded.objection:
            if len(said.text.split()) > _SHORT:
                dropped = Dropped(said.text[:_MAX_DROPPED_CHARACTERS], grounded.objection)
                self.answer = replace(self.answer, dropped=(*self.answer.dropped, dropped))
            return False
        self.answer = _with(self.answer, grounded)
        return True


def _with(answer: Answer, grounded: Grounded) -> Answer:
    """The answer with one more sentence; a place that is cited already keeps its number."""
    citations: list[Citation] = list(answer.citations)
    numbers: list[int] = []
    for material, span in grounded.places:
        same = [c.n for c in citations if c.doc_id == material.hit.doc_id and c.span == span]
        if not same:
            citations.append(citation_at(len(citations) + 1, material.hit, span, material.document))
        numbers.append(same[0] if same else len(citations))
    sentence = Sentence(strip_marks(grounded.text), tuple(dict.fromkeys(numbers)))
    return replace(answer, sentences=(*answer.sentences, sentence), citations=tuple(citations))


def _abstains(text: str) -> bool:
    return fold(normalise(ABSTENTION)).rstrip(".") in fold(normalise(text))


def _passage(prompts: Prompts, n: int, material: Material, fence: str) -> str:
    hit, document = material.hit, material.document
    lines: list[str] = []
    last = -1
    for span in material.sentences:
        text = span.of(document.text)
        if last >= 0 and "\n" not in document.text[last : span.start]:
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines.append(text)
        last = span.end
    label = citation_label(hit.metadata, hit.source, hit.outline)[:_LONGEST_LABEL]
    label = "tài liệu" if is_instruction(label) else label
    return fill(prompts.passage, n=str(n), label=_harmless(label), text=_harmless("\n".join(lines)), fence=fence)


def _harmless(text: str) -> str:
    """`text` without what could pass for one of our marks or fences."""
    return strip_marks(text).replace("<<<", "«").replace(">>>", "»")
