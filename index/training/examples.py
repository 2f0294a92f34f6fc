"""A collection as arrays of token ids, as the trainings of the encoder read it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.spelling import fold, normalise
from index.training.collection import Line
from index.training.subwords import Tokens, tokens_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST_QUESTION, LONGEST_PASSAGE = 40, 200
"""Tokens that are kept of each."""
HELD_OUT = "held out"
"""The kind of questions that no training is shown."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Passages, and questions as written, without diacritics and with half of them.

    `owner`, int64, has the passage that answers each question, `kind` the number of its kind among `kinds`, `group`
    that of each passage's collection; `spans`, int64, shape (questions, 2), are the first and last token of the answer
    in the passage, -1 where unknown.
    """

    passages: Tokens
    bare_passages: Tokens
    questions: Tokens
    bare: Tokens
    half: Tokens
    owner: NDArray[np.int64]
    kind: NDArray[np.int64]
    group: NDArray[np.int64]
    spans: NDArray[np.int64]
    kinds: tuple[str, ...]

    def save(self, path: Path) -> None:
        """Write all arrays into one file."""
        texts = {name: getattr(self, name) for name in _TEXTS}
        np.savez(
            path,
            **{f"{name}_offsets": tokens.offsets for name, tokens in texts.items()},
            **{f"{name}_ids": tokens.ids for name, tokens in texts.items()},
            **{name: getattr(self, name) for name in _NUMBERS},
            kinds=np.array(self.kinds),
        )


_TEXTS = ("passages", "bare_passages", "questions", "bare", "half")
_NUMBERS = ("owner", "kind", "group", "spans")


def load_examples(path: Path) -> Examples:
    """What `Examples.save` wrote."""
    with np.load(path) as held:
        arrays: dict[str, Any] = {name: Tokens(held[f"{name}_offsets"], held[f"{name}_ids"]) for name in _TEXTS}
        arrays |= {name: held[name] for name in _NUMBERS}
        return Examples(**arrays, kinds=tuple(map(str, held["kinds"])))


def examples(lines: Sequence[Line], tokenizer: Tokenizer, seed: int = 13, processes: int = 1) -> Examples:
    """The arrays of a collection; `processes` share the work on its spelling."""
    # Passages of a group stand together.
    lines = sorted(lines, key=lambda line: line.group)
    asked = [(n, kind, q) for n, line in enumerate(lines) for kind, q in line.asked]
    texts = [line.passage for line in lines] + [q for *_, q in asked]
    if processes > 1:
        with get_context("fork").Pool(processes) as pool:
            spelt = pool.map(_spelt, texts, chunksize=2_000)
    else:
        spelt = list(map(_spelt, texts))
    passages, questions = spelt[: len(lines)], spelt[len(lines) :]
    rng = random.Random(seed)
    half = [half_bare(accented, rng) for accented, _ in questions]
    held = tokens_of(tokenizer, [accented for accented, _ in passages], LONGEST_PASSAGE)
    kinds = sorted({kind for _, kind, _ in asked})
    groups = sorted({line.group for line in lines})
    answers = [answer for line in lines for answer in line.answers or [""] * len(line.asked)]
    owner = np.array([n for n, *_ in asked], dtype=np.int64)
    return Examples(
        passages=held,
        bare_passages=tokens_of(tokenizer, [bare for _, bare in passages], LONGEST_PASSAGE),
        questions=tokens_of(tokenizer, [accented for accented, _ in questions], LONGEST_QUESTION),
        bare=tokens_of(tokenizer, [bare for _, bare in questions], LONGEST_QUESTION),
        half=tokens_of(tokenizer, half, LONGEST_QUESTION),
        owner=owner,
        kind=np.array([kinds.index(kind) for _, kind, _ in asked], dtype=np.int64),
        group=np.array([groups.index(line.group) for line in lines], dtype=np.int64),
        spans=_spans(held, owner, tokens_of(tokenizer, [normalise(a) for a in answers], LONGEST_PASSAGE)),
        kinds=tuple(kinds),
    )


def half_bare(text: str, rng: random.Random) -> str:
    """`text` with about half of its syllables without diacritics, as people type in haste."""
    return " ".join(fold(word) if rng.random() < 0.5 else word for word in text.split())


def _spelt(text: str) -> tuple[str, str]:
    accented = normalise(text)
    return accented, fold(accented)


def _spans(passages: Tokens, owner: NDArray[np.int64], answers: Tokens) -> NDArray[np.int64]:
    """Where each answer first stands in the passage, as first and last token; -1 where it does not."""
    spans = np.full((len(owner), 2), -1, dtype=np.int64)
    for n in np.flatnonzero(np.diff(answers.offsets)):
        text, wanted = passages[int(owner[n])], answers[int(n)]
        if len(wanted) <= len(text):
            windows = np.lib.stride_tricks.sliding_window_view(text, len(wanted))
            found = np.flatnonzero((windows == wanted).all(axis=1))
            if len(found):
                spans[n] = found[0], found[0] + len(wanted) - 1
    return spans
