"""What a document is about, among the subjects that a bulletin is ordered by: by phrases and by meaning."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from assistant.digest.abroad import happens_abroad, names_country
from assistant.digest.summary import Embed
from assistant.tables import read_rows
from index.analyze import syllables

OTHER = "Tin khác"
"""The subject of what is told by no phrase of any."""

_TITLE, _SUMMARY = 9.0, 2.0
"""How often a phrase of the title, and of the summary, counts that counts once in the text."""
_MEANING = 3.0
"""Weight of the cosine between a text and a subject's phrases, beside the roots of what phrases count."""
_WORLD = "Tin thế giới"
_IF_NAMED = frozenset({"Kinh tế, tài chính, đầu tư", OTHER})
"""What is news of the world only where the title names a country: firms and their wares have foreign names here, too.
"""
_ANYWHERE = frozenset({"Khoa học, công nghệ, chuyển đổi số", "Văn hóa, thể thao, du lịch", _WORLD})
"""What is read under its own subject wherever it happens."""
_LITTLE, _MOST_LITTLE = 0.3, 2
"""What a phrase that tells little counts, and how many such phrases of one subject do."""
_LEAST = 0.5
_LONGEST = 4
"""Syllables of a phrase."""


@cache
def subjects() -> tuple[str, ...]:
    """The subjects in the order of a bulletin."""
    return (*(row[0] for row in read_rows("bulletin_subjects.tsv")), OTHER)


def subject_of(title: str, summary: str, text: str, vector: np.ndarray, embed: Embed) -> str:
    """The subject of a document; `vector` is its embedding, by `embed`.

    What other states do at home, a trial or an election, is news of the world.
    """
    subject = _told_of(title, summary, text, vector, embed)
    if subject in _ANYWHERE or (subject in _IF_NAMED and not names_country(title)) or not happens_abroad(title, text):
        return subject
    return _WORLD


def _told_of(title: str, summary: str, text: str, vector: np.ndarray, embed: Embed) -> str:
    told: dict[str, float] = {}
    for part, times in ((title, _TITLE), (summary, _SUMMARY), (text, 1.0)):
        words = syllables(part)
        for length in range(1, _LONGEST + 1):
            for at in range(len(words) - length + 1):
                phrase = " ".join(words[at : at + length])
                if phrase in _owners():
                    told[phrase] = told.get(phrase, 0.0) + times
    names = subjects()[:-1]
    scores = dict.fromkeys(names, 0.0)
    little: dict[str, list[float]] = {name: [] for name in names}
    for phrase, times in told.items():
        for name, weight, tells in _owners()[phrase]:
            if tells:
                scores[name] += math.sqrt(times) * weight
            else:
                little[name].append(math.sqrt(times) * weight)
    # All that is said of a party committee together still does not say what its directive is about.
    for name, weights in little.items():
        scores[name] += sum(sorted(weights)[-_MOST_LITTLE:])
    if max(scores.values()) < _LEAST:
        return OTHER
    size = math.sqrt(1 + sum(told.values()))
    near = _prototypes(embed) @ vector
    ranked = {name: scores[name] / size + _MEANING * float(near[i]) for i, name in enumerate(names)}
    return max(ranked, key=lambda name: ranked[name])


@cache
def _owners() -> dict[str, tuple[tuple[str, float, bool], ...]]:
    """The subjects that each phrase tells of, with how much it tells, and whether that is more than little."""
    found: dict[str, tuple[tuple[str, float, bool], ...]] = {}
    for name, phrases in read_rows("bulletin_subjects.tsv"):
        for phrase in phrases.split("; "):
            words = syllables(phrase)
            # A phrase of several syllables is about one thing; "sách", "bão", "thuế" are met in passing.
            weight = math.sqrt(len(words)) * (_LITTLE if phrase.startswith("~") else 1)
            key = " ".join(words)
            found[key] = (*found.get(key, ()), (name, weight, not phrase.startswith("~")))
    return found


@cache
def _prototypes(embed: Embed) -> np.ndarray:
    """The subjects' phrases embedded: float32, shape (subjects, dim), rows of unit length."""
    return np.asarray(embed([phrases for _, phrases in read_rows("bulletin_subjects.tsv")]), dtype=np.float32)
