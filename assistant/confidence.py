"""How sure an answer is, and when to abstain.

Two questions are asked of what was found (`assistant.signs`): does the question belong to what is held here, and is it
answered here? Confidence is the product of both chances, put on a scale where of ten questions with 0.7 the documents
answer seven, if half of all questions that are asked have an answer. `eval.confidence` fits it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.evidence import Candidate, Coverage
from assistant.naming import find_named
from assistant.question import Question
from assistant.signs import SIGNS, Found, whole
from assistant.tables import read_rows
from index.records import Hit

TABLE = "confidence.tsv"
"""Model, sign, weight."""
THRESHOLD = 0.125
"""Below it, abstain. On the even halves of UIT regulations and ALQAC 2022, by models fitted to the other questions of
these halves, 96 % and 98 % of a collection's own questions reach it, and 97 % and 96 % of the other's do not; with the
document that answers them taken out the same questions are less sure with an AUROC of 0.83 and 0.89. Without scores
and cosines it is at most one in a hundred less. From 0.11 to here the worst of these shares is the same."""

_DIGITS = 12
"""Of an embedder's fingerprint that the table has."""
_NAMED = 0.5
"""For an answer from the very document that the question names, added to both logits: the sets that this was fitted to
have no such questions, and a question that names what is held is seldom beside the point."""


def confidence(
    question: Question,
    hits: Sequence[Hit],
    chosen: Sequence[Candidate],
    coverage: Coverage,
    passages: int,
    *,
    by_words: bool = False,
) -> float:
    """In [0, 1]; 0 if the evidence lacks a document that the question names. `passages`: how many were searched.

    `by_words` leaves out scores and cosines, whose scale differs between embedders (see `fitted_to`).
    """
    if not hits or not chosen or not _names_the_document(question, hits, chosen):
        return 0.0
    found = Found(question, hits, chosen, coverage, passages)
    favour = _NAMED * question.names(found.main.metadata)
    return calibrated(chances(found, by_words=by_words, favour=favour), by_words=by_words)


def fitted_to(embedder: str) -> bool:
    """Whether scores and cosines of the embedder with this fingerprint have the scale that confidence was fitted on."""
    return any(model == "embedder" and name == embedder[:_DIGITS] for model, name, _ in read_rows(TABLE))


def chances(found: Found, *, by_words: bool = False, favour: float = 0.0) -> float:
    """The product of the two chances, not yet on its scale."""
    models = [_model(f"{name}.{'by_words' if by_words else 'all'}") for name in ("belongs", "holds")]
    values = {name: SIGNS[name](found) for model in models for name in model if name != "offset"} | {"offset": 1.0}
    return math.prod(_chance(favour + sum(w * values[name] for name, w in model.items())) for model in models)


def calibrated(product: float, *, by_words: bool = False) -> float:
    """A product of chances on the scale of confidence; it keeps their order."""
    scale = _model(f"scale.{'by_words' if by_words else 'all'}")
    return _chance(scale["offset"] + scale["slope"] * math.log(max(product, 1e-9)))


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-min(max(logit, -500.0), 500.0)))


@cache
def _model(name: str) -> Mapping[str, float]:
    """The weights of a model by sign; that of `offset` stands by itself."""
    return {sign: float(weight) for model, sign, weight in read_rows(TABLE) if model == name}


def _names_the_document(question: Question, hits: Sequence[Hit], chosen: Sequence[Candidate]) -> bool:
    """Whether the numbers that the question names in full occur where the answer comes from, as in no false premise."""
    wanted = [named for named in question.named if named.number]
    if not wanted:
        return True
    passages = {c.hit.passage_id for c in chosen}
    used = [h for h in hits if h.passage_id in passages]
    told = [named for h in used for named in find_named(whole(h))]
    return all(any(n.fits(h.metadata) for h in used) or any(n.means(t) for t in told) for n in wanted)
